"""Kinks, jumps and edges of textbook functions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.curves import CURVES, find
from core.differentiability import Smoothness, local_shape


@pytest.mark.parametrize(
    ("formula", "x", "kind"),
    [
        ("abs", 0.0, "kink"),
        ("relu", 0.0, "kink"),
        ("sqrt(x^2)", 0.0, "kink"),
        ("abs(x^2 - 1)", 1.0, "kink"),
        ("1e6 * abs(x - 3) + sin(x)", 3.0, "kink"),
        ("step", 0.0, "jump"),
        ("x * step(x - 2)", 2.0, "jump"),
        ("sqrt(x)", 0.0, "vertical"),
        ("abs(x)^(1/3)", 0.0, "vertical"),
        ("x^1.5", 0.0, "edge"),
        ("log", 0.0, "pole"),
        ("1/x", 0.0, "pole"),
        ("log", -1.0, "undefined"),
        ("sin(1/x)", 0.0, "undefined"),
        ("abs", 1e-3, "smooth"),
        ("abs", -1e-9, "smooth"),
        ("sqrt(x)", 1e-9, "smooth"),
        ("1/x", 1e-100, "smooth"),
        ("abs(x)^1.5", 0.0, "smooth"),
        ("relu(x)^2", 0.0, "smooth"),
        ("sin(1e9*x)", 0.3, "smooth"),
        ("1e12 + x", 0.7, "smooth"),
        ("sin", 1e9, "smooth"),
        ("7", 2.0, "smooth"),
        ("9^9^9", 2.0, "pole"),
    ],
)
def test_that_a_point_is_what_a_textbook_says(formula, x, kind):
    shape = local_shape(find(formula), x)
    assert shape.kind == kind
    assert math.isnan(shape.slope) == (kind not in ("smooth", "edge"))


def test_that_both_sides_of_a_kink_and_of_a_jump_are_told():
    kink = local_shape(CURVES["abs"], 0.0)
    assert (kink.left[1], kink.right[1]) == (-1, 1)
    jump = local_shape(CURVES["step"], 0.0)
    assert (jump.left, jump.right) == ((0, 0), (1, 0))


@given(st.sampled_from(["chapter", "square", "cube", "sin", "exp", "sigmoid"]), st.floats(-20, 20))
def test_that_a_smooth_curve_is_smooth_everywhere(key, x):
    shape = local_shape(CURVES[key], x)
    assert shape.kind is Smoothness.SMOOTH
    assert shape.slope == CURVES[key].derivative(x)
    assert shape.value == CURVES[key].value(x)


@given(st.sampled_from([*CURVES, "tan(x)", "1/x", "x^x", "exp(x^9)"]), st.floats(-1e9, 1e9))
def test_that_any_point_of_any_curve_is_told_without_a_warning(formula, x):
    shape = local_shape(find(formula), x)
    assert np.isfinite(shape.value) == (shape.kind not in (Smoothness.POLE, Smoothness.UNDEFINED))
