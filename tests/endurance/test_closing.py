"""A busy application exits cleanly, however it is closed."""

import pytest

from tests.endurance.closing import WAYS, close_once


@pytest.mark.parametrize("way", WAYS)
def test_that_an_application_that_trains_exits_cleanly(tmp_path, way):
    _, found = close_once(tmp_path, "training", way, 0.2)
    assert not found
