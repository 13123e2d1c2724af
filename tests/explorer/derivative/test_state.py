import dataclasses
import math

import pytest

from explorer.derivative.state import DerivativeState


def test_that_the_first_state_is_the_chapters_example():
    assert dataclasses.astuple(DerivativeState())[:4] == ("chapter", 5.0, 1e-4, "central")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"formula": "2x"}, r"write 2\*x"),
        ({"formula": ""}, "empty"),
        ({"x": math.nan}, "from −1.000.000.000 to 1.000.000.000, not NaN"),
        ({"x": 1e10}, "from −1.000.000.000 to 1.000.000.000, not 10.000.000.000"),
        ({"h": 0.0}, "to 1.79769.10³⁰⁸, not 0"),
        ({"h": -1.0}, "not −1"),
        ({"h": math.inf}, "not ∞"),
        ({"h": math.nan}, "not NaN"),
        ({"method": "backward"}, "forward, central, not backward"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(fields, words):
    with pytest.raises(ValueError, match=words):
        DerivativeState(**fields)


def test_that_a_step_of_any_size_is_allowed():
    for h in (5e-324, 1e-50, 1e300):
        assert DerivativeState(h=h).h == h
