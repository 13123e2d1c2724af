import json
import random
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.differentiation import (
    correct_digits,
    difference,
    difference_error,
    forward_difference,
    function_1,
    function_2,
    gradient_in_place,
    numerical_diff,
    numerical_gradient,
    tangent_line,
)

ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text())
BAD_STEPS = pytest.mark.parametrize("h", [0, -1e-4, np.inf, np.nan])


@pytest.mark.parametrize("case", ORACLES["derivative of 0.01 x^2 + 0.1 x"])
def test_that_the_chapters_slopes_come_out_to_the_last_bit(case):
    x, h = case["x"], case.get("h", 1e-4)
    assert numerical_diff(function_1, x, h) == case["central"]
    if "forward" in case:
        assert forward_difference(function_1, x, h) == case["forward"]
        assert tangent_line(function_1, x, h) == (case["central"], case["tangent_intercept"])


def test_that_the_chapters_partial_derivatives_come_out_to_the_last_bit():
    slopes = ORACLES["partial derivatives of x0^2 + x1^2 at (3, 4)"]
    assert numerical_diff(lambda x0: function_2((x0, 4.0)), 3.0) == slopes[0]
    assert numerical_diff(lambda x1: function_2((3.0, x1)), 4.0) == slopes[1]


@pytest.mark.parametrize("case", ORACLES["gradient of x0^2 + x1^2"])
def test_that_the_chapters_gradients_come_out_to_the_last_bit(case):
    assert numerical_gradient(function_2, case["x"]).tolist() == case["gradient"]


@given(x=hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3), elements=st.floats(-10, 10)))
def test_that_the_gradient_of_a_sum_of_squares_is_twice_the_point_in_any_shape(x):
    x.flags.writeable = False
    assert numerical_gradient(lambda x: np.sum(x * x), x) == pytest.approx(2 * x, abs=1e-6)


def test_that_integers_and_transposed_arrays_give_the_gradient_of_the_same_floats():
    x = np.arange(6).reshape(2, 3)
    expected = numerical_gradient(lambda x: np.sum(x**3), x.astype(float))
    assert np.array_equal(numerical_gradient(lambda x: np.sum(x**3), x), expected)
    assert numerical_gradient(lambda x: np.sum(x**3), x.T) == pytest.approx(expected.T, abs=1e-9)


def test_that_a_function_may_keep_or_change_what_it_is_given():
    seen = []

    def spoil(x):
        seen.append(x)
        total = np.sum(x * x)
        x[:] = 99
        return total

    assert numerical_gradient(spoil, [1.0, 2.0]) == pytest.approx([2, 4])
    assert len({id(x) for x in seen}) == 4


def test_that_a_step_too_small_to_move_x_gives_0():
    assert numerical_gradient(function_2, [3.0, 4.0], h=1e-50).tolist() == [0, 0]


def test_that_differences_of_an_array_are_those_of_its_elements():
    x = np.linspace(-3, 3, 7)
    assert np.array_equal(numerical_diff(np.cos, x), [numerical_diff(np.cos, value) for value in x])
    assert forward_difference(np.cos, x[::2]) == pytest.approx(-np.sin(x[::2]), abs=1e-4)


def test_that_a_float32_point_is_differentiated_in_float64():
    assert numerical_diff(np.exp, np.float32(1)) == numerical_diff(np.exp, 1.0)
    assert numerical_gradient(np.sum, np.ones(2, dtype=np.float32)).dtype == np.float64


def test_that_infinite_values_give_nan_without_a_warning():
    assert np.isnan(numerical_diff(np.exp, 800.0))
    assert np.isnan(forward_difference(np.log, -1.0))
    assert np.isnan(numerical_gradient(lambda x: np.exp(x[0]), [800.0])).all()
    assert np.isnan(tangent_line(np.log, -1.0)).all()


@BAD_STEPS
def test_that_a_step_that_is_no_step_is_refused(h):
    for one in (numerical_diff, forward_difference, numerical_gradient, tangent_line):
        with pytest.raises(ValueError, match="h must be positive and finite"):
            one(np.exp, 1.0, h)


@given(x=st.floats(-3, 3))
def test_that_the_central_difference_is_nearer_than_the_forward_one(x):
    exact = np.exp(x)
    central, forward = numerical_diff(np.exp, x), forward_difference(np.exp, x)
    assert abs(central - exact) < abs(forward - exact)


@pytest.mark.parametrize(("method", "order"), [("central", 2), ("forward", 1)])
def test_that_the_truncation_error_falls_by_its_order(method, order):
    coarse, fine = difference_error(np.exp, np.e, 1.0, [1e-1, 1e-2], method=method)
    assert np.log10(coarse / fine) == pytest.approx(order, abs=0.02)


def test_that_errors_are_those_of_one_step_at_a_time():
    steps = np.logspace(-12, 0, 13)
    errors = difference_error(np.sin, np.cos(2.0), 2.0, steps, method="central")
    expected = [abs(numerical_diff(np.sin, 2.0, h) - np.cos(2.0)) / abs(np.cos(2.0)) for h in steps]
    assert np.array_equal(errors, expected)


def test_that_rounding_hurts_float32_earlier():
    steps = [1e-4]
    exact = np.exp(1.0)
    single = difference_error(np.exp, exact, 1.0, steps, method="central", dtype=np.float32)
    double = difference_error(np.exp, exact, 1.0, steps, method="central", dtype=np.float64)
    assert double < 1e-8 < 1e-5 < single
    assert single.dtype == np.float64


def test_that_the_error_is_absolute_where_the_slope_is_0():
    errors = difference_error(np.square, 0.0, 0.0, [0.5], method="forward")
    assert errors.tolist() == [0.5]


def test_that_steps_of_any_shape_are_taken_and_vanishing_ones_give_nan():
    errors = difference_error(np.exp, 1.0, 0.0, np.full((2, 3), 1e-50), method="central", dtype=np.float32)
    assert errors.shape == (2, 3)
    assert np.isnan(errors).all()


def test_that_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="central or forward"):
        difference_error(np.exp, 1.0, 0.0, [1e-4], method="backward")


@pytest.mark.parametrize(
    ("value", "exact", "digits"),
    [
        (0.1999999999990898, 0.2, 11),
        (0.20000099999917254, 0.2, 5),
        (0.0, 0.2, 0),
        (-0.2, 0.2, 0),
        (0.2, 0.2, 16),
        (np.nextafter(0.2, 1), 0.2, 16),
        (1e-7, 0.0, 6),
        (0.5403023049677103, 0.5403023058681398, 7),
        (9.99996e-5, 1e-4, 5),
        (0.0, 0.0, 16),
        (np.nan, 0.2, 0),
        (np.inf, 0.2, 0),
        (1e300, 1e-300, 0),
    ],
)
def test_that_correct_digits_are_those_that_are_equal_after_rounding_to_as_many(value, exact, digits):
    assert correct_digits(value, exact) == digits


def test_that_a_difference_for_many_steps_is_each_of_them():
    steps = [1.0, 1e-4, 1e-9, 1e-50]
    for method, one in (("central", numerical_diff), ("forward", forward_difference)):
        slopes = difference(function_1, 5.0, steps, method=method)
        assert slopes.tolist() == [one(function_1, 5.0, h) for h in steps]
        assert difference(function_1, 5.0, steps, method=method, dtype=np.float32).dtype == np.float32


def _digits_by_comparing_decimals(value, exact):
    for digits in range(1, 17):
        if exact == 0:
            step = Decimal(1).scaleb(-digits)
            rounded = [round(Decimal(number) / step) for number in (value, exact)]
        else:
            context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
            rounded = [context.plus(Decimal(number)) for number in (value, exact)]
        if rounded[0] != rounded[1]:
            return digits - 1
    return 16


def test_that_correct_digits_agree_with_decimals_compared_one_by_one():
    chance = random.Random(0)
    for _state in range(1000):
        exact = chance.choice(
            [0.0, 0.2, 1.0, chance.gauss(0, 1), chance.gauss(0, 1) * 10 ** chance.uniform(-9, 9)]
        )
        value = exact + (exact or 1.0) * chance.gauss(0, 1) * 10 ** chance.uniform(-17, 1)
        value = chance.choice([value, value, float(np.float32(value)), float(f"{value:.3g}")])
        assert correct_digits(value, exact) == _digits_by_comparing_decimals(value, exact), (value, exact)


def test_that_an_array_of_integers_differentiated_in_place_gives_what_the_trap_gives():
    assert gradient_in_place(function_2, [3, 4]).tolist() == [25000, 35000]
    assert gradient_in_place(lambda x: np.sum(x**2), np.array([[3], [4]])).tolist() == [[25000], [35000]]


def test_that_floats_differentiated_in_place_give_the_gradient_and_keep_what_was_given():
    x = np.array([3.0, 4.0])
    assert np.array_equal(gradient_in_place(function_2, x), numerical_gradient(function_2, x))
    assert x.tolist() == [3, 4]
