import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.differentiability import Smoothness
from core.directional import (
    directional_derivative,
    is_differentiable,
    numerical_directional_derivative,
    partial_curve,
    partial_shape,
    special_directions,
)
from core.surfaces import SURFACES, find

SMOOTH = [surface for surface in SURFACES.values() if surface.key not in ("kink", "ackley")]
COORDINATE = st.floats(-2, 2)
POINTS = st.tuples(COORDINATE, COORDINATE)
BOWL = "x0^2 + x1^2"


@given(surface=st.sampled_from(SMOOTH), point=POINTS, angle=st.floats(-7, 7))
def test_that_the_slope_in_a_direction_is_that_of_a_walk_in_it(surface, point, angle):
    h = 1e-5
    ahead, behind = (
        float(surface.value((point[0] + s * math.cos(angle), point[1] + s * math.sin(angle))))
        for s in (h, -h)
    )
    expected = (ahead - behind) / (2 * h)
    size = max(1.0, abs(float(surface.value(point))), float(np.abs(surface.gradient(point)).max()))
    assert directional_derivative(surface, point, angle) == pytest.approx(expected, rel=1e-6, abs=1e-6 * size)
    numerical = numerical_directional_derivative(surface, point, angle, h)
    assert numerical == pytest.approx(expected, rel=1e-6, abs=1e-8 * size)


@given(surface=st.sampled_from(SMOOTH), point=POINTS)
def test_that_it_is_largest_along_the_gradient_and_0_along_the_contour(surface, point):
    slopes = directional_derivative(surface, point, np.linspace(-np.pi, np.pi, 721))
    special = special_directions(surface, point)
    if special is None:
        assert not slopes.any()
        return
    tiny = 1e-14 * special.slope + 1e-300
    assert special.slope == pytest.approx(np.linalg.norm(surface.gradient(point)), rel=1e-14)
    assert directional_derivative(surface, point, special.steepest) == pytest.approx(special.slope, abs=tiny)
    assert directional_derivative(surface, point, special.along_contour) == pytest.approx([0, 0], abs=tiny)
    assert slopes.max() <= special.slope + tiny
    assert slopes.max() >= special.slope * math.cos(math.pi / 720) - tiny


@given(surface=st.sampled_from(SMOOTH), point=POINTS, variable=st.sampled_from([0, 1]))
def test_that_a_partial_curve_fixes_the_other_variable(surface, point, variable):
    places = np.linspace(-2, 2, 9)
    curve = partial_curve(surface, point, variable, places)
    for place, value in zip(places, curve.values, strict=True):
        moved = (place, point[1]) if variable == 0 else (point[0], place)
        assert value == pytest.approx(float(surface.value(moved)), rel=1e-13, abs=1e-13)
    assert curve.value == pytest.approx(float(surface.value(point)), rel=1e-13, abs=1e-13)
    assert curve.slope == surface.gradient(point)[variable]


@pytest.mark.parametrize(
    ("point", "slopes"), [((3.0, 4.0), (6, 8)), ((0.0, 2.0), (0, 4)), ((3.0, 0.0), (6, 0))]
)
def test_that_the_chapters_three_points_come_out(point, slopes):
    bowl = find(BOWL)
    assert tuple(partial_curve(bowl, point, k, [0.0]).slope for k in (0, 1)) == slopes
    special = special_directions(bowl, point)
    assert special.slope == math.hypot(*slopes)
    assert special.steepest == pytest.approx(math.atan2(slopes[1], slopes[0]))
    assert numerical_directional_derivative(bowl, point, 0.0) == pytest.approx(slopes[0], abs=1e-10)


def test_that_whole_numbers_are_taken():
    assert partial_curve(find(BOWL), (3, 4), 0, [0, 3]).values.tolist() == [16, 25]
    assert directional_derivative(find(BOWL), (3, 4), 0) == 6


def test_that_a_flat_or_undefined_place_singles_out_no_direction():
    assert special_directions(find(BOWL), (0.0, 0.0)) is None
    assert special_directions(find("log(x0) + x1"), (-1.0, 0.0)) is None


def test_that_there_are_two_variables():
    with pytest.raises(ValueError, match="the variable must be 0 or 1"):
        partial_curve(find(BOWL), (3, 4), 2, [0.0])


@given(surface=st.sampled_from(SMOOTH), point=POINTS, variable=st.sampled_from([0, 1]))
def test_that_a_smooth_surface_has_its_gradient_as_partial_slopes(surface, point, variable):
    shape = partial_shape(surface, point, variable)
    assert shape.kind is Smoothness.SMOOTH
    assert shape.slope == surface.gradient(np.array(point))[variable]


@pytest.mark.parametrize(
    ("formula", "point", "kinds"),
    [
        ("kink", (0.0, 1.0), (Smoothness.KINK, Smoothness.SMOOTH)),
        ("step(x0) + x1", (0.0, 0.0), (Smoothness.JUMP, Smoothness.SMOOTH)),
        ("log(x0) + abs(x1)", (0.0, 0.0), (Smoothness.POLE, Smoothness.POLE)),
        ("sqrt(x0*x1)", (-1.0, 1.0), (Smoothness.UNDEFINED, Smoothness.UNDEFINED)),
        ("1/(x0*x1)", (1e-265, 4.0), (Smoothness.UNKNOWN, Smoothness.UNKNOWN)),
    ],
)
def test_that_a_missing_partial_derivative_is_known_for_what_it_is(formula, point, kinds):
    surface = find(formula)
    assert tuple(partial_shape(surface, point, variable).kind for variable in (0, 1)) == kinds


def test_that_there_is_no_third_variable_to_look_along():
    with pytest.raises(ValueError, match="variable must be"):
        partial_shape(find("bowl"), (0.0, 0.0), 2)


@pytest.mark.parametrize(
    ("formula", "point", "expected"),
    [
        ("1/(x0*x1)", (1e-10, 4.0), True),
        ("1/(x0*x1)", (1e-100, -4.0), True),
        ("sqrt(abs(x0*x1))", (0.0, 0.0), False),
        ("sqrt(abs(x0*x1))", (1e-9, 1e-9), True),
        ("x0^3/(x0^2 + x1^2 + 1e-300)", (0.0, 0.0), False),
        ("bowl", (0.0, 0.0), True),
        ("rastrigin", (1e-57, 1e-57), True),
    ],
)
def test_that_a_surface_is_differentiable_where_a_textbook_says(formula, point, expected):
    assert is_differentiable(find(formula), point) == expected
