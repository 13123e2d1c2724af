"""A short form of the campaign `files`."""

import pytest

from tests.endurance.files import KINDS, try_kind


# Qt's decoders log warnings about damaged images.
@pytest.mark.qt_log_level_fail("CRITICAL")
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_mutated_file_is_read_or_refused_with_one_sentence(qapp, kind):
    report = try_kind(kind, seed=0, count=8)
    assert report.wrong == []
    assert report.read + report.refused == 8
