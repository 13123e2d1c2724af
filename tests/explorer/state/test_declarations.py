from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.state.declarations import (
    LAST_SEED,
    LinearTrack,
    State,
    choice,
    declared_fields,
    next_seed,
    number,
    owner_of,
    seed,
    switch,
    value,
    whole_number,
)


def no_spaces(text):
    if " " in text:
        raise ValueError("A name has no spaces.")


@dataclass(frozen=True)
class PageState(State):
    rate: float = number(0.5, 0.1, 10, label="Rate", shown="is_random")
    is_random: bool = switch(True, label="Random")


@dataclass(frozen=True)
class ViewState(State):
    units: int = whole_number(50, 1, 1_000, label="Units")
    rule: str = choice("sgd", {"sgd": "SGD", "adam": ("Adam", "Adapts each rate")}, label="Rule", hint="Try")
    name: str = value("chapter", no_spaces)
    draws: int = seed(label="Seed")
    digit: int = choice(1, {0: "0", 1: "1"}, label="Digit")
    page: PageState = field(default_factory=PageState)


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("units", 0, "Units must be a whole number from 1 to 1.000, not 0."),
        ("units", 50.0, "Units must be a whole number"),
        ("units", True, "Units must be a whole number"),
        ("units", "50", "Units must be a whole number"),
        ("rule", "lion", "Rule must be one of sgd, adam, not lion."),
        ("digit", True, "Digit must be one of 0, 1, not True."),
        ("digit", 1.0, "Digit must be one of 0, 1, not 1.0."),
        ("name", "a b", "A name has no spaces."),
        ("draws", -1, "Seed must be a whole number from 0 to 999.999"),
    ],
)
def test_that_a_value_that_is_not_allowed_gets_a_sentence(name, wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        ViewState(**{name: wrong})


@pytest.mark.parametrize("wrong", [0.09, 10.1, float("nan"), float("inf"), False, None])
def test_that_a_page_checks_its_numbers(wrong):
    with pytest.raises(ValueError, match=r"Rate must be a number from 0\.1 to 10"):
        PageState(rate=wrong)


@given(st.floats(0.1, 10), st.booleans())
def test_that_every_value_within_the_bounds_is_allowed(rate, is_random):
    assert PageState(rate, is_random).rate == rate


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_that_the_nearest_allowed_number_is_allowed(wished):
    for name in ("units", "rate"):
        declaration = declared_fields(ViewState)[name].declaration
        declaration.check(declaration.nearest(wished))


def test_that_fields_of_the_state_and_of_its_pages_are_found_by_name():
    assert list(declared_fields(ViewState)) == [
        "units",
        "rule",
        "name",
        "draws",
        "digit",
        "rate",
        "is_random",
    ]
    state = ViewState(page=PageState(rate=2))
    assert owner_of(state, "rate") is state.page
    assert owner_of(state, "units") is state
    with pytest.raises(AttributeError, match="no field rates"):
        owner_of(state, "rates")


def test_that_one_name_on_two_pages_is_refused():
    @dataclass(frozen=True)
    class Twice(State):
        rate: float = number(1, 0, 2, step=0.1, label="Rate")
        page: PageState = field(default_factory=PageState)

    with pytest.raises(TypeError, match="two fields 'rate'"):
        declared_fields(Twice)


def test_that_a_field_with_the_name_of_a_page_is_refused():
    @dataclass(frozen=True)
    class Twice(State):
        rate: PageState = field(default_factory=PageState)

    with pytest.raises(TypeError, match="two fields 'rate'"):
        declared_fields(Twice)


@pytest.mark.parametrize("condition", ["shown", "enabled"])
def test_that_a_condition_that_names_no_property_is_refused(condition):
    with pytest.raises(TypeError, match="no property 'is_on'"):

        class Wrong(State):
            rate: float = number(1, 0, 2, step=0.1, label="Rate", **{condition: "is_on"})


def test_that_a_default_that_is_not_allowed_is_refused():
    with pytest.raises(ValueError, match="from 0 to 2"):
        number(3, 0, 2, step=0.1, label="Rate")


def test_that_the_seed_after_the_last_is_the_first():
    assert (next_seed(7), next_seed(LAST_SEED)) == (8, 0)


def test_that_a_field_with_a_control_needs_a_label():
    with pytest.raises(TypeError, match="needs a label"):
        number(1, 0, 2, step=0.1)


@pytest.mark.parametrize(("low", "track"), [(0, None), (1, LinearTrack(1, 2))])
def test_that_a_number_without_a_natural_step_needs_one(low, track):
    with pytest.raises(TypeError, match="Rate needs a step"):
        number(1, low, 2, track=track, label="Rate")
