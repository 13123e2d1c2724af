"""What the pages Tangent and Rounding say, against the chapter's numbers and against recounts in 50 digits."""

import math
import random
import re
from decimal import Context, Decimal

import mpmath
import numpy as np
import pytest

from explorer.derivative import words
from explorer.derivative.measurement import errors_of, magnify, measure
from explorer.derivative.report import report
from explorer.derivative.rounding.cancellation import cancellation
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.state import DerivativeState
from explorer.derivative.tangent.close_up import close_up
from explorer.derivative.words import correctness, magnification, told_apart
from tests.explorer.derivative.hands import numbers, plain_text

FUNCTIONS = {
    "chapter": lambda x: mpmath.mpf("0.01") * x**2 + mpmath.mpf("0.1") * x,
    "sin": mpmath.sin,
    "exp": mpmath.exp,
    "cube": lambda x: x**3,
    "sin(1000*x)": lambda x: mpmath.sin(1000 * x),
    "1/(x^2 + 1)": lambda x: 1 / (x**2 + 1),
    "square": lambda x: x**2,
}


def said(**fields):
    return report(measure(DerivativeState(**fields)))


def random_state(chance, page):
    return DerivativeState(
        formula=chance.choice(list(FUNCTIONS)),
        x=chance.choice([0.0, 1.0, 5.0, round(chance.uniform(-5, 5), 3)]),
        h=float(f"{10 ** chance.uniform(-17, 1):.4g}"),
        method=chance.choice(["central", "forward"]),
        page=page,
        rounding=RoundingState(chance.choice(["float64", "float32"])),
    )


def exact_slope(state):
    with mpmath.workdps(50):
        return mpmath.diff(FUNCTIONS[state.formula], mpmath.mpf(state.x), h=mpmath.mpf("1e-20"))


def correct_by_comparing_digits(value, exact):
    """How many digits agree after rounding to as many, by decimal arithmetic."""

    def rounded(number, digits):
        return Context(prec=digits).create_decimal(Decimal(number))

    return next((n for n in range(16) if rounded(value, n + 1) != rounded(exact, n + 1)), 16)


def test_that_the_opening_page_shows_a_secant_that_becomes_the_tangent():
    found = said()
    assert found.title == "Correct digits: central 16, forward 1"
    assert found.body == "Underlined digits are wrong. With h = 0.4: central ≈ 0.2, forward 0.204."
    assert not found.is_trouble


def test_that_the_chapters_example_keeps_eleven_and_five_digits():
    assert said(h=1e-4).title == "Correct digits: central 11, forward 5"


def test_that_the_digits_said_to_be_correct_are_those_that_a_comparison_of_digits_finds():
    chance = random.Random(0)
    counted = 0
    for _state in range(300):
        state = random_state(chance, chance.choice(["tangent", "rounding"]))
        measurement = measure(state)
        exact = measurement.shape.slope
        assert exact == pytest.approx(float(exact_slope(state)), rel=1e-9, abs=1e-15)
        for estimate in measurement.estimates:
            value = float(estimate.value)
            if exact == 0 or value == exact or not math.isfinite(value) or value == 0:
                continue
            counted += 1
            assert estimate.correct == correct_by_comparing_digits(value, exact), (state, value)
        found = report(measurement)
        if found.title.startswith("Correct digits"):
            precision = state.rounding.precision if state.page == "rounding" else "float64"
            for method, said_count in re.findall(r"(central|forward) (\w+)", found.title):
                estimate = measurement.estimate(method, precision)
                is_exact = float(estimate.value) == exact
                assert said_count == ("all" if is_exact else str(estimate.correct))
    assert counted > 600


def test_that_a_tenth_of_h_gives_what_is_said():
    chance = random.Random(1)
    for _state in range(100):
        state = random_state(chance, "tangent")
        found = re.search(
            r"With h = (\S+): central (≈ )?(\S+), forward (≈ )?(\S+)\.$", report(measure(state)).body
        )
        if not found:
            continue
        h = state.h * 0.1
        f = measure(state).curve.value
        central = float((f(state.x + h) - f(state.x - h)) / (2 * h))
        forward = float((f(state.x + h) - f(state.x)) / h)
        for value, text in ((central, found[3]), (forward, found[5])):
            (number,) = numbers(plain_text(text))
            assert number == pytest.approx(value, rel=5e-4, abs=1e-300)


def best_by_a_loop(state, precision):
    """The largest of the errors around each step in the plot, step by step, and where it is least."""
    dtype = {"float64": np.float64, "float32": np.float32}[precision]
    exact = exact_slope(state)
    curve = measure(state).curve
    steps = [10.0 ** (-16 + k / 25) for k in range(426)]
    errors = []
    for step in steps:
        x, h = dtype(state.x), dtype(step)
        before = x - h if state.method == "central" else x
        ahead, behind = (curve.value(np.array([place]), dtype=precision)[0] for place in (x + h, before))
        quotient = (ahead - behind) / (2 * h if state.method == "central" else h)
        with mpmath.workdps(50):
            errors.append(float(abs(mpmath.mpf(float(quotient)) - exact) / (abs(exact) or 1)))
    around = [max(errors[max(k - 6, 0) : k + 7]) for k in range(len(errors))]
    return min(around), [
        step for step, error in zip(steps, around, strict=True) if error <= min(around) * 1.01 + 1e-17
    ]


@pytest.mark.parametrize("method", ["central", "forward"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_that_the_best_step_and_its_error_are_those_of_a_loop_over_the_plot(method, precision):
    for formula, x in (("sin", 1.0), ("sin(1000*x)", 0.3), ("chapter", 5.0)):
        state = DerivativeState(formula, x, 1e-4, method, "rounding", rounding=RoundingState(precision))
        found = errors_of(formula, x).best(method, precision)
        error, steps = best_by_a_loop(state, precision)
        assert found[1] == pytest.approx(error, rel=0.01, abs=2e-16)
        assert min(abs(found[0] / step - 1) for step in steps) < 1e-6
        best, largest = numbers(plain_text(report(measure(state)).body.split(":")[1]))
        assert best == pytest.approx(found[0], rel=0.05)
        assert largest == pytest.approx(found[1], rel=0.5)
        assert f"{method.capitalize()} {precision}: " in report(measure(state)).body


@pytest.mark.parametrize(
    ("formula", "method", "best"),
    # Where truncation, h**2 / 6 or h / 2, equals rounding, about 1e-16 / h, for slopes near 1.
    [("sin", "central", 1e-5), ("exp", "central", 1e-5), ("sin", "forward", 1.5e-8)],
)
def test_that_the_best_step_is_where_theory_has_it(formula, method, best):
    found, _error = errors_of(formula, 1.0).best(method)
    assert best / 5 < found < best * 5


def test_that_a_step_that_is_lost_beside_x_is_told_with_a_way_out():
    found = said(h=1e-50)
    assert found.title == "h = 10⁻⁵⁰ is lost beside x = 5"
    assert found.body == "In float64, x + h and x − h round to x. Central 0, forward 0, exact slope 0.2."
    assert found.is_trouble
    assert found.remedy.state == DerivativeState(h=1e-4)


def test_that_a_step_is_said_to_be_lost_just_where_it_is_in_the_arithmetic_of_the_page():
    chance = random.Random(2)
    for _state in range(100):
        state = random_state(chance, "rounding")
        single = state.rounding.precision == "float32"
        x, h = (np.float32(state.x), np.float32(state.h)) if single else (state.x, state.h)
        found = report(measure(state))
        assert ("is lost beside" in found.title) == (x + h == x and x - h == x), state
        if found.remedy is not None:
            assert "is lost beside" not in report(measure(found.remedy.state)).title


def test_that_a_step_beyond_the_range_of_float32_is_not_lost_beside_x():
    found = said(h=1e300, page="rounding", rounding=RoundingState(precision="float32"))
    assert "is lost beside" not in found.title


def test_that_a_kink_is_told_with_both_slopes():
    found = said(formula="abs", x=0.0)
    assert found.title == "No derivative at x = 0: a kink"
    assert found.body == "Central 0, forward 1. Slope −1 at x − 10⁻⁸, 1 at x + 10⁻⁸."
    assert found.is_trouble


def test_that_a_jump_is_told_with_both_values():
    found = said(formula="step", x=0.0, h=1e-3)
    assert found.title == "No derivative at x = 0: a jump"
    assert found.body == "Central 500, forward 1000. f is 0 at x − 10⁻⁸, 1 at x + 10⁻⁸."


@pytest.mark.parametrize(
    ("formula", "has_slope"),
    [
        ("abs(x - {a})", False),
        ("step(x - {a})", False),
        ("abs(x - {a})^2", True),
        ("(x - {a})*abs(x - {a})", True),
    ],
)
def test_that_a_derivative_is_said_to_be_missing_just_where_it_is(formula, has_slope):
    chance = random.Random(3)
    for _state in range(50):
        a = chance.randint(-40, 40) / 8  # a float, so that x - a is 0 at a
        for x in (a, a + chance.choice([-1, 1]) * 10 ** chance.uniform(-5, 1)):
            found = said(formula=formula.format(a=a), x=x)
            assert found.title.startswith("No derivative") == (not has_slope and x == a), (formula, a, x)


@pytest.mark.parametrize(
    ("formula", "x", "title"),
    [
        ("log", 0.0, "f is infinite at x = 0"),
        ("log", -1.0, "f has no value at x = −1"),
        ("sqrt(x)", 0.0, "No derivative at x = 0: the tangent is vertical"),
        ("1e-9*abs(x) + x", 0.0, "No derivative found at x = 0"),
    ],
)
def test_that_other_places_without_a_derivative_are_told(formula, x, title):
    found = said(formula=formula, x=x)
    assert found.title == title
    assert found.remedy.state.formula == formula
    assert math.isfinite(measure(found.remedy.state).shape.slope)


def test_that_a_flat_curve_has_absolute_errors():
    measurement = measure(DerivativeState(formula="square", x=0.0, h=1e-3))
    assert report(measurement).title == "Error: central 0, forward 0.001"
    central, forward = measurement.estimates[:2]
    assert correctness(central, 0.0) == "float64: exact"
    assert correctness(forward, 0.0) == "float64: 2 decimals"


def test_that_a_constant_is_exact_for_every_step_in_the_plot():
    assert "every h in the plot gives the exact slope" in said(formula="7", page="rounding").body
    assert "Underlined" not in said(formula="7").body


def test_that_two_numbers_are_told_apart_or_about_equal():
    chance = random.Random(4)
    for _pair in range(1000):
        other = chance.gauss(0, 1) * 10 ** chance.uniform(-3, 3)
        value = other * (1 + chance.gauss(0, 1) * 10 ** chance.uniform(-14, 0))
        text = told_apart(value, other)
        if text.startswith("≈"):
            assert abs(value - other) <= 1e-9 * abs(other)
        else:
            (number,) = numbers(plain_text(text))
            assert number == pytest.approx(value, rel=6e-4)
            assert number != other


def test_that_the_magnification_compares_the_two_pictures():
    assert magnification(measure(DerivativeState(h=1e-4))) == "50 000 times larger".replace(
        " 000", "\u202f000"
    )
    assert magnification(measure(DerivativeState(h=50.0))) == "10 times smaller"


def test_that_the_magnifier_shows_the_stairs_of_float64():
    magnified = magnify(measure(DerivativeState(h=1e-16)))
    assert len(set(magnified.values.tolist())) < 5
    magnified = magnify(measure(DerivativeState(h=1e-4)))
    assert len(set(magnified.values.tolist())) == len(magnified.values)


def test_that_a_close_up_is_said_to_have_what_a_recount_finds():
    chance = random.Random(5)
    for _state in range(40):
        state = random_state(chance, "tangent")
        measurement, zoom = measure(state), chance.randint(0, 18)
        close = close_up(measurement, zoom)
        text = words.close_up(close.departure, close.levels, close.stage)
        places = state.x + close.curve.offsets[np.abs(close.curve.offsets) <= close.half_width]
        values = {float(measurement.curve.value(place)) for place in places}
        if "different values" in text:
            assert numbers(text) == [len(values)]
        elif "of the picture" in text and values:
            rises = [float(measurement.curve.value(place)) - measurement.shape.value for place in places]
            tangent = [measurement.shape.slope * (place - state.x) for place in places]
            apart = max(abs(rise - line) for rise, line in zip(rises, tangent, strict=True)) / close.unit / 2
            share = numbers(text)[0] / 100
            assert apart < 0.0011 if "less than" in text else apart == pytest.approx(share, abs=6e-4)


def test_that_the_digits_that_cancel_are_those_that_a_comparison_finds():
    chance = random.Random(6)
    for _state in range(100):
        state = random_state(chance, "rounding")
        lines = cancellation(measure(state))
        dtype = {"float64": np.float64, "float32": np.float32}[state.rounding.precision]
        x, h = dtype(state.x), dtype(state.h)
        before = x - h if state.method == "central" else x
        f = measure(state).curve.value
        upper, lower = (f(np.array([place]), dtype=state.rounding.precision)[0] for place in (x + h, before))
        with mpmath.workdps(60):
            rest = mpmath.mpf(float(upper)) - mpmath.mpf(float(lower))
            numbers_and_powers = [line.number.replace("−", "-").partition("·10") for line in lines[:3]]
            shown = [number for number, _dot, _power in numbers_and_powers]
            power = numbers_and_powers[0][2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
            scale = mpmath.mpf(10) ** int(power or 0)
            assert float(mpmath.mpf(shown[0]) * scale) == pytest.approx(float(upper), rel=1e-7)
            last = mpmath.mpf(10) ** -len(shown[2].partition(".")[2])
            assert abs(mpmath.mpf(shown[2]) * scale - rest) <= last * scale + abs(rest) * 2**-20
        said_left = numbers(lines[2].remark)
        left = len(shown[2].lstrip("-").replace(".", "").lstrip("0"))
        assert (said_left or [0]) == [left]
