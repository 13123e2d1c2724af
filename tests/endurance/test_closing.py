"""A busy application ends in good order, however it is asked to."""

import pytest

from tests.endurance.closing import WAYS, close_once


@pytest.mark.parametrize("way", WAYS)
def test_that_a_training_application_ends_with_0_and_leaves_nothing_behind(tmp_path, way):
    _, found = close_once(tmp_path, "training", way, 0.2)
    assert not found
