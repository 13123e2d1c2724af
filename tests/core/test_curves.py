"""The named and typed curves, against the chapter's numbers and SciPy-free textbook derivatives."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.curves import CURVES, TYPED_DOMAIN, find, from_formula
from core.differentiation import forward_difference, function_1, numerical_diff
from core.expressions import ExpressionError

ORACLES = json.loads((Path(__file__).parent / "oracles.json").read_text())
NAN = float("nan")


@pytest.mark.parametrize("case", ORACLES["derivative of 0.01 x^2 + 0.1 x"])
def test_that_the_chapters_curve_has_the_chapters_derivatives(case):
    curve, x = CURVES["chapter"], case["x"]
    assert numerical_diff(curve.value, x, case.get("h", 1e-4)) == case["central"]
    if "exact" in case:
        assert float(curve.derivative(x)) == case["exact"]
        assert forward_difference(curve.value, x) == case["forward"]


def test_that_the_chapters_curve_is_its_function_1_bit_for_bit():
    x = np.linspace(-30, 30, 4001)
    np.testing.assert_array_equal(CURVES["chapter"].value(x), function_1(x))


@pytest.mark.parametrize(
    ("key", "x", "value", "derivative"),
    [
        ("square", [-3, 0, 2], [9, 0, 4], [-6, 0, 4]),
        ("cube", [-3, 0, 2], [-27, 0, 8], [27, 0, 12]),
        ("sin", [0, np.pi / 6], [0, 0.5], [1, np.sqrt(3) / 2]),
        ("exp", [0, 1], [1, np.e], [1, np.e]),
        ("log", [-1, 0, 1, np.e], [NAN, -np.inf, 0, 1], [NAN, NAN, 1, 1 / np.e]),
        ("sigmoid", [0, np.log(3)], [0.5, 0.75], [0.25, 0.1875]),
        ("relu", [-2, 0, 3], [0, 0, 3], [0, NAN, 1]),
        ("step", [-2, 0, 3], [0, 0, 1], [0, NAN, 0]),
        ("abs", [-2, 0, 3], [2, 0, 3], [-1, NAN, 1]),
    ],
)
def test_that_a_named_curve_has_its_textbook_values_and_derivatives(key, x, value, derivative):
    np.testing.assert_allclose(CURVES[key].value(x), value, rtol=1e-15, atol=1e-16)
    np.testing.assert_allclose(CURVES[key].derivative(x), derivative, rtol=1e-15)


@pytest.mark.parametrize("key", CURVES)
def test_that_a_named_curve_agrees_with_central_differences_over_its_domain(key):
    curve = CURVES[key]
    x = np.linspace(*curve.domain, 78)[1:]
    exact = curve.derivative(x)
    there = np.isfinite(exact)
    np.testing.assert_allclose(
        numerical_diff(curve.value, x, 1e-5)[there], exact[there], rtol=1e-7, atol=1e-7
    )
    assert there.mean() > 0.9


@pytest.mark.parametrize("key", CURVES)
def test_that_a_named_curve_is_found_and_lies_in_its_view(key):
    curve = CURVES[key]
    assert find(key) is curve
    assert curve.key == key
    values = curve.value(np.linspace(*curve.domain, 200))
    low, high = curve.view
    assert np.mean((values >= low) & (values <= high)) > 0.7


def test_that_a_derivative_far_out_keeps_its_digits():
    assert float(CURVES["sigmoid"].derivative(30.0)) == pytest.approx(np.exp(-30.0), rel=1e-12)
    assert float(CURVES["sigmoid"].derivative(-30.0)) == pytest.approx(np.exp(-30.0), rel=1e-12)


def test_that_a_typed_curve_is_found_once_and_remembered():
    curve = find("x^2 - 3*x")
    assert curve is find("x^2 - 3*x")
    assert (curve.key, curve.formula, curve.domain) == ("x^2 - 3*x", "x^2 - 3*x", TYPED_DOMAIN)
    assert (float(curve.value(4)), float(curve.derivative(4))) == (4, 5)


def test_that_text_that_is_no_formula_is_refused():
    with pytest.raises(ExpressionError, match=r"write 2\*x"):
        find("2x")
    with pytest.raises(ExpressionError, match="x0 is not known"):
        from_formula("x0 + x1")


@pytest.mark.parametrize(
    "text", ["0", "7", "x", "x^2", "sin(x)", "1/x", "tan(x)", "exp(x)", "log(x)", "step(x)"]
)
def test_that_a_typed_curve_shows_most_of_itself(text):
    curve = from_formula(text)
    low, high = curve.view
    values = curve.value(np.linspace(*curve.domain, 999))
    values = values[np.isfinite(values)]
    assert low < high
    assert np.mean((values >= low) & (values <= high)) >= 0.79


def test_that_steep_branches_do_not_flatten_a_typed_curve():
    assert from_formula("1/x").view[1] < 10
    assert from_formula("x^3").view[1] >= 125


@given(
    st.sampled_from(["1e308*x", "-9^9^9", "x*1e999", "log(-x^2 - 1)", "1e-320*x", "x^-300", "exp(exp(x*x))"])
)
def test_that_an_extreme_curve_still_has_a_finite_view(text):
    low, high = from_formula(text).view
    assert np.isfinite([low, high]).all()
    assert low < high


@pytest.mark.parametrize("key", CURVES)
def test_that_a_curve_can_be_worked_out_in_float32(key):
    x = np.linspace(0.5, 3, 50, dtype=np.float32)
    values = CURVES[key].value(x, dtype=np.float32)
    assert values.dtype == np.float32
    np.testing.assert_allclose(values, CURVES[key].value(x), rtol=2e-6)
    assert CURVES["chapter"].value(0.1, dtype=np.float32) == np.float32(0.01) * np.float32(0.1) ** 2 + (
        np.float32(0.1) * np.float32(0.1)
    )


@given(
    st.sampled_from(["chapter", "sin", "x^3 - 1/x", "exp(x)"]),
    st.floats(-1e9, 1e9),
    st.floats(0, 1, exclude_max=True),
)
def test_that_a_stretch_holds_its_point_and_is_the_same_for_every_point_in_it(formula, x, share):
    curve = find(formula)
    (low, high), (bottom, top) = curve.stretch_around(x)
    assert low <= x <= high
    assert bottom < top
    assert np.isfinite([low, high, bottom, top]).all()
    assert curve.stretch_around(low + (0.001 + 0.998 * share) * (high - low))[0] == (low, high)


def test_that_the_stretch_around_a_point_of_the_domain_is_the_domain():
    curve = CURVES["chapter"]
    for x in (0, 5, 20):
        assert curve.stretch_around(x) == (curve.domain, curve.view)
    assert curve.stretch_around(20.5)[0] == (20, 40)


@pytest.mark.parametrize(
    ("formula", "jumps"),
    [
        ("step", [(0, 0, 1)]),
        ("x*step(x - 2) + step(x + 1)", [(-1, 0, 1), (2, 1, 3)]),
        ("atan(1/x)", [(0, -np.pi / 2, np.pi / 2)]),
        ("sin(20*x)", []),
        ("exp(x^3)", []),
        ("9^9^9", []),
    ],
)
def test_that_samples_break_at_jumps_only(formula, jumps):
    x, y = find(formula).samples(-5, 5, 400)
    assert (np.diff(x) >= 0).all()
    gaps = np.flatnonzero(np.isnan(y))
    found = [(x[gap], y[gap - 1], y[gap + 1]) for gap in gaps]
    np.testing.assert_allclose(found, jumps, atol=1e-12)
    np.testing.assert_array_equal(np.delete(y, gaps), find(formula).value(np.delete(x, gaps)))
