"""What the view says, against what can be worked out by hand."""

import math

import pytest

from explorer.derivative.measurement import errors_of, magnify, measure
from explorer.derivative.report import report
from explorer.derivative.state import DerivativeState
from explorer.derivative.words import magnification, trust


def said(**fields):
    return report(measure(DerivativeState(**fields)))


def test_that_the_chapters_example_keeps_eleven_and_five_digits():
    found = said()
    assert found.title == "Right digits: central 11, forward 5"
    assert not found.is_trouble
    assert "no curvature error here up to h = 10" in found.body


@pytest.mark.parametrize(
    ("formula", "method", "best"),
    # Where truncation, h**2 / 6 or h / 2, equals rounding, about 1e-16 / h, for slopes near 1.
    [("sin", "central", 1e-5), ("exp", "central", 1e-5), ("sin", "forward", 1.5e-8)],
)
def test_that_the_best_step_is_where_theory_has_it(formula, method, best):
    found = errors_of(formula, 1.0).best_step(method)
    assert best / 5 < found < best * 5


@pytest.mark.parametrize(
    ("h", "words"),
    [
        (1e-9, "rounding rules, a larger h is better"),
        (1e-2, "curvature rules, a smaller h is better"),
        (5e-6, "h is near its best"),
    ],
)
def test_that_the_ruling_error_is_named(h, words):
    assert words in said(formula="sin", x=1.0, h=h).body


def test_that_a_step_that_is_lost_beside_x_is_told_with_a_way_out():
    found = said(h=1e-50)
    assert found.title == "h = 10⁻⁵⁰ is lost beside x = 5"
    assert "both differences are 0" in found.body
    assert "0.2" in found.body
    assert found.is_trouble
    assert found.remedy.state == DerivativeState(h=1e-4)


def test_that_a_kink_is_told_with_both_slopes():
    found = said(formula="abs", x=0.0)
    assert found.title == "No derivative at x = 0: a kink"
    assert "Slope −1 just before, 1 just after. Central says 0, forward 1." in found.body
    assert found.is_trouble


def test_that_a_jump_is_told_with_differences_that_never_settle():
    found = said(formula="step", x=0.0, h=1e-3)
    assert found.title == "No derivative at x = 0: a jump"
    assert "f is 0 just before, 1 just after" in found.body
    assert "Central says 500, and 5000 with a tenth of h" in found.body


@pytest.mark.parametrize(
    ("formula", "x", "title"),
    [
        ("log", 0.0, "f is infinite at x = 0"),
        ("log", -1.0, "f has no value at x = −1"),
        ("sqrt(x)", 0.0, "No derivative at x = 0: the tangent is vertical"),
    ],
)
def test_that_other_places_without_a_derivative_are_told(formula, x, title):
    found = said(formula=formula, x=x)
    assert found.title == title
    assert found.remedy.state.formula == formula
    assert math.isfinite(measure(found.remedy.state).shape.slope)


def test_that_a_flat_curve_has_absolute_errors():
    measurement = measure(DerivativeState(formula="square", x=0.0, h=1e-3))
    assert report(measurement).title == "Central is off by 0, forward by 0.001"
    central, forward = measurement.estimates[:2]
    assert trust(central, 0.0) == "float64: all right"
    assert trust(forward, 0.0) == "float64: 3 decimals"


def test_that_a_constant_is_exact_for_every_step():
    assert "every h gives the exact slope" in said(formula="7").body


def test_that_a_neighbour_without_a_value_is_told():
    assert "no finite value one step from x" in said(formula="log", x=0.5, h=1.0).body


def test_that_the_magnification_compares_the_two_pictures():
    assert magnification(measure(DerivativeState())) == "50 000 times larger".replace(" 000", "\u202f000")
    assert magnification(measure(DerivativeState(h=50.0))) == "10 times smaller"


def test_that_the_magnifier_shows_the_stairs_of_float64():
    magnified = magnify(measure(DerivativeState(h=1e-16)))
    assert len(set(magnified.values.tolist())) < 5
    magnified = magnify(measure(DerivativeState(h=1e-4)))
    assert len(set(magnified.values.tolist())) == len(magnified.values)
