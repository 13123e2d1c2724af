"""A short form of the campaign `files`."""

import tracemalloc

import pytest

from tests.endurance.files import KINDS, try_kind


@pytest.fixture(autouse=True)
def _traced():
    tracemalloc.start()
    yield
    tracemalloc.stop()


# Qt's decoders complain of damage in the log, beside what they return.
@pytest.mark.qt_log_level_fail("CRITICAL")
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_broken_or_made_up_file_is_read_or_refused_in_one_sentence(qapp, kind):
    report = try_kind(kind, seed=0, count=30)
    assert report.wrong == []
    assert report.read + report.refused == 30
