"""How long work will still take."""

from types import SimpleNamespace

import pytest

from explorer.training.inside.time_left import TimeLeft


def test_that_the_time_left_is_that_of_an_even_pace():
    clock = SimpleNamespace(now=50.0)
    left = TimeLeft(lambda: clock.now)
    assert left.of("retrace", 0.1) is None
    clock.now += 2
    assert left.of("retrace", 0.12) is None
    clock.now += 2
    assert left.of("retrace", 0.5) == pytest.approx(4 * 0.5 / 0.4)
    assert left.of("slice", 0.5) is None
    clock.now += 1
    assert left.of("slice", 0.75) == pytest.approx(1)
    assert left.of("slice", 0.0) is None
    clock.now += 1
    assert left.of("slice", 1.0) == 0
