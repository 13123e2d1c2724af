import math

import pytest

from explorer.derivative.state import DerivativeState
from explorer.state.store import replace_fields


def subject(state):
    return state.formula, state.x, state.h


def test_that_each_page_opens_with_its_own_example_and_comes_back_to_it():
    first = DerivativeState()
    assert subject(first) == ("chapter", 5.0, 4.0)
    for pages in (["rounding"], ["variables", "rounding"], ["rounding", "network", "rounding"]):
        state = first
        for page in pages:
            state = replace_fields(state, page=page)
        assert subject(state) == ("sin", 1.0, 1e-4)
        assert subject(replace_fields(state, page="tangent")) == subject(first)


def test_that_what_the_user_chose_stays_when_another_page_is_opened():
    for fields in ({"formula": "exp"}, {"x": 10.0}, {"formula": "sin", "x": 2.0}):
        state = replace_fields(DerivativeState(), **fields)
        assert subject(replace_fields(state, page="rounding")) == subject(state)
    smaller = replace_fields(DerivativeState(), h=1e-6)
    assert subject(replace_fields(smaller, page="rounding")) == ("sin", 1.0, 1e-6)


def test_that_fields_given_with_a_page_are_those_of_the_scene():
    scene = {"page": "rounding", "formula": "chapter", "x": 5.0, "h": 1e-50}
    assert subject(replace_fields(DerivativeState(), **scene)) == ("chapter", 5.0, 1e-50)
    assert subject(replace_fields(DerivativeState(), page="rounding", formula="sin", x=1.0)) == (
        "sin",
        1.0,
        1e-4,
    )


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
