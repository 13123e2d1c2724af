"""The programs that typed formulas become: what they spare, and how exact their powers and sines are."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.expressions import parse
from core.expressions.parser import parse_tree
from core.expressions.program import (
    gradient_program,
    gradient_program_by_tangents,
    product_with_zeros,
    value_program,
)


def value_of(text, dtype=np.float64):
    return value_program(parse_tree(text, ("x0", "x1")), 2, dtype)


def gradient_of(text):
    return gradient_program(parse_tree(text, ("x0", "x1")), 2, np.multiply)


@pytest.mark.parametrize(
    ("text", "count"),
    [("x0", 0), ("7", 0), ("2*pi*e^3", 0), ("x0^1", 0), ("x0^2", 1), ("x0^4", 2), ("x0^8", 3), ("x0^7", 4),
     ("2*pi*x0", 1), ("sin(x0) + sin(x0)", 2), ("(x0 + x1)^2 + (x0 + x1)^3", 4), ("x0^9", 1)],
)  # fmt: skip
def test_that_nothing_is_worked_out_twice_and_no_constant_at_all(text, count):
    assert len(value_of(text).instructions) == count


@pytest.mark.parametrize(
    ("text", "count"),
    # The values, then the slopes: 2*x0; x1 and x0 as they are; cos(x0)*x1 and sin(x0) as it is; no slope.
    [("x0^2", 2), ("x0*x1", 1), ("sin(x0)*x1", 4), ("x0^0", 1), ("3*x0 + 2*x1", 3)],
)
def test_that_a_factor_of_1_and_a_slope_of_0_cost_nothing(text, count):
    assert len(gradient_of(text).instructions) == count


def test_that_a_sine_and_a_cosine_of_one_angle_take_one_tangent():
    tree = parse_tree("sin(2*x0)*cos(2*x0)", ("x0", "x1"))
    program = gradient_program_by_tangents(tree, 2, np.multiply)
    functions = [instruction.function for instruction in program.instructions]
    assert functions.count(np.tan) == 1
    assert not {np.sin, np.cos} & set(functions)


@given(st.floats(-1e9, 1e9))
def test_that_slopes_by_tangents_are_those_of_pythons_sine_and_cosine(x):
    (slope_of_sine, slope_of_cosine) = (float(parse(f"{name}(x)").slopes(x)[0]) for name in ("sin", "cos"))
    assert abs(slope_of_sine - math.cos(x)) <= 8 * np.finfo(float).eps
    assert abs(slope_of_cosine + math.sin(x)) <= 8 * np.finfo(float).eps


@pytest.mark.parametrize("text", ["abs(sin(x))", "relu(x)*cos(x)", "ln(sin(x) - 1)", "cos(3)*x", "sin(1/x)"])
@given(x=st.floats(allow_subnormal=False))  # half of the smallest one is 0, where abs has a kink
def test_that_slopes_by_tangents_are_missing_where_slopes_are(text, x):
    slopes, (gradient,) = parse(text).slopes(x), parse(text).value_and_gradient(x)[1]
    if math.isfinite(x) and abs(x) < 1e9 and text != "sin(1/x)":
        assert slopes[0] == pytest.approx(float(gradient), rel=1e-6, abs=1e-6, nan_ok=True)
    else:
        assert np.isnan(slopes[0]) == np.isnan(gradient)


@given(st.integers(2, 18))
def test_that_a_long_formula_needs_few_arrays_at_a_time(terms):
    program = value_of("+".join(f"sin(x0*{n})" for n in range(terms)))
    assert program.temporaries <= 2


def test_that_what_a_result_needs_is_not_overwritten():
    program = gradient_of("exp(x0)*exp(x1) + exp(x0)")
    x0, x1 = np.array([0.3, -1.0]), np.array([2.0, 0.5])
    value, slope0, slope1 = program.run([x0, x1])
    assert value == pytest.approx(np.exp(x0 + x1) + np.exp(x0))
    assert slope0 == pytest.approx(np.exp(x0 + x1) + np.exp(x0))
    assert slope1 == pytest.approx(np.exp(x0 + x1))


def test_that_constants_are_rounded_in_the_precision_that_is_asked_for():
    assert value_of("0.1 + 0.2", np.float32).constants[0] == np.float32(0.1) + np.float32(0.2)


@given(st.floats(-1e6, 1e6), st.integers(2, 8))
def test_that_a_whole_power_is_rounded_once_for_each_factor_at_most(x, n):
    power, exact = float(parse(f"x^{n}").value(x)), Fraction(x) ** n
    rounding = Fraction(np.finfo(float).eps) / 2
    assert abs(Fraction(power) - exact) <= n * rounding * abs(exact) or abs(power) < 1e-290


@given(st.floats(-1e3, 1e3), st.integers(-3, 12))
def test_that_a_power_of_one_number_is_that_of_many(x, n):
    expression = parse(f"x^({n})")
    for alone, together in zip(
        (expression.value(x), *expression.value_and_gradient(x)[1]),
        (expression.value([x] * 9), *expression.value_and_gradient([x] * 9)[1]),
        strict=True,
    ):
        assert np.array_equal(np.full(9, alone), together, equal_nan=True)


@given(st.floats(), st.floats())
def test_that_0_times_anything_is_0_in_the_chain_rule(a, b):
    with np.errstate(all="ignore"):
        expected = 0.0 if a == 0 or b == 0 else np.multiply(a, b)
        assert np.array_equal(product_with_zeros(np.array(a), np.array(b)), expected, equal_nan=True)
