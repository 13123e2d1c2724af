from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent import gradient_descent
from core.differentiation import function_2
from core.path_end import EndKind
from core.surfaces import SURFACES, find
from explorer.descent.course import distance_course, value_course
from explorer.descent.outcome import (
    directions,
    directions_at,
    freeze,
    largest_stable_rate,
    path_ends,
)
from explorer.descent.paths import outcome
from explorer.descent.suggestion import is_known, search_for, search_in_slices, suggested_rate
from tests.explorer.descent.reading import VALLEY

PICTURE = ((-10.0, 10.0), (-5.0, 5.0))
CHAPTER = replace(VALLEY, surface="bowl", starts=((-3.0, 4.0),), steps=100, gradient="numerical")
FROZEN = replace(
    VALLEY, surface="bowl", starts=((-3.0, 4.0),), steps=30, gradient="numerical", learning_rate=10.0
)


@pytest.mark.parametrize("learning_rate", [0.1, 10.0, 1e-10])
def test_that_paths_are_those_of_the_chapter(learning_rate):
    state = replace(
        VALLEY,
        surface="bowl",
        starts=((-3.0, 4.0),),
        steps=100,
        gradient="numerical",
        learning_rate=learning_rate,
    )
    expected = gradient_descent(function_2, (-3.0, 4.0), lr=learning_rate, step_num=100)
    assert (outcome(state).points[-1, 0] == expected).all()


def test_that_playback_and_choice_compute_nothing_again():
    state = VALLEY
    assert outcome(state) is outcome(replace(VALLEY, shown_step=5, chosen_start=2, speed=4.0))


def test_that_values_are_the_surface_along_the_path():
    result = outcome(
        replace(VALLEY, surface="himmelblau", starts=((0.0, 0.0), (1.0, 1.0)), learning_rate=0.01)
    )
    x0, x1 = result.points[17, 1]
    assert result.values[17, 1] == pytest.approx((x0**2 + x1 - 11) ** 2 + (x0 + x1**2 - 7) ** 2)


def test_that_directions_of_a_turned_bowl_lie_across_the_axes():
    low, high = directions_at(find("x0^2 + x0*x1 + x1^2"), np.zeros(2))
    assert (low.axes, high.axes) == ((), ())
    assert (low.angle, high.angle) == pytest.approx((-45, 45))
    assert (low.curvature, high.curvature) == pytest.approx((1, 3))


def test_that_directions_along_axes_come_in_their_order():
    assert [(found.axes, found.curvature) for found in directions(VALLEY)] == [
        ((0,), pytest.approx(0.1)),
        ((1,), pytest.approx(2)),
    ]
    steep_first = directions_at(find("5*x0^2 + x1^2"), np.ones(2))
    assert [found.axes for found in steep_first] == [(0,), (1,)]


def test_that_a_round_bowl_has_one_row_for_both_axes():
    (found,) = directions_at(SURFACES["bowl"], np.ones(2))
    assert (found.axes, found.curvature) == ((0, 1), 2)


def test_that_ascent_turns_curvatures_over():
    assert [found.curvature for found in directions_at(SURFACES["saddle"], np.ones(2), ascent=True)] == [
        -2,
        2,
    ]


def test_that_a_point_without_finite_curvature_has_no_directions():
    assert directions_at(find("log(x0) + x1^2"), np.array([-1.0, 1.0])) == ()


def test_that_the_bound_on_the_rate_is_that_of_the_steepest_direction():
    assert largest_stable_rate(VALLEY, 0) == pytest.approx(1)
    assert largest_stable_rate(replace(VALLEY, surface="saddle", ascent=True), 0) == pytest.approx(1)
    assert largest_stable_rate(replace(VALLEY, optimizer="adam"), 0) is None
    assert largest_stable_rate(replace(VALLEY, surface="-x0^2 - x1^2"), 0) is None


def rate_for(state):
    search = search_for(state, *PICTURE)
    return None if search is None else suggested_rate(search)


def test_that_a_suggested_rate_is_the_largest_power_of_ten_that_works():
    assert rate_for(FROZEN) == 0.1
    steep = replace(VALLEY, surface="500*(x0^2 + x1^2)", starts=((1.0, 1.0),), learning_rate=1.0)
    rate = rate_for(steep)
    assert rate == 0.001
    repaired = replace(VALLEY, surface=steep.surface, starts=steep.starts, learning_rate=rate)
    assert path_ends(repaired, *PICTURE)[0].kind is EndKind.ARRIVED


def test_that_no_rate_is_suggested_where_none_helps():
    nowhere = replace(VALLEY, surface="log(x0) + x1^2", starts=((-1.0, 1.0),), learning_rate=5.0)
    assert rate_for(nowhere) is None


def test_that_a_freeze_is_explained_by_both_gradients():
    end = path_ends(FROZEN, *PICTURE)[0]
    found = freeze(FROZEN, 0, end)
    assert end.kind is EndKind.FROZEN and found.step == 10
    assert found.numerical == (0, 0)
    assert found.exact == (2 * end.point[0], 2 * end.point[1])
    x = min(abs(coordinate) for coordinate in end.point)
    assert x + found.spacing != x and x + 1e-4 == x
    assert np.hypot(*found.exact_points[-1]) == pytest.approx(5 * 19.0**30)
    assert found.is_lost and found.moves_on


def test_that_the_value_axis_stays_while_the_rate_is_dragged():
    axes = {
        (course.scale, course.y_range)
        for rate in np.geomspace(0.001, 0.9, 40)
        for course in [value_course(replace(VALLEY, learning_rate=float(rate)), 60)]
    }
    assert axes == {("logarithmic", (-7, 2))}


@given(
    surface=st.sampled_from(["bowl", "valley", "himmelblau", "rosenbrock", "beale"]),
    rate=st.floats(1e-4, 2),
    ascent=st.booleans(),
)
def test_that_values_stay_in_the_picture_unless_they_are_next_to_nothing(surface, rate, ascent):
    state = replace(VALLEY, surface=surface, learning_rate=rate, ascent=ascent)
    course = value_course(state, 60)
    low, high = course.y_range
    values = course.values[np.isfinite(course.values)]
    assert course.scale == "logarithmic" and values.max() <= 10.0**high
    assert low == -20 or values[values > 0].min() >= 10.0**low
    for shown in (0, 7):
        assert value_course(replace(state, shown_step=shown), 60).y_range == course.y_range


@pytest.mark.parametrize("surface", ["bowl", "valley", "rosenbrock", "saddle"])
def test_that_the_value_axis_moves_in_few_stages_from_end_to_end_of_the_rates(surface):
    ranges = [
        value_course(replace(VALLEY, surface=surface, learning_rate=float(rate)), 60).y_range
        for rate in np.geomspace(1e-3, 1.2, 300)
    ]
    assert sum(one != other for one, other in pairwise(ranges)) <= 9


def test_that_values_below_zero_get_a_linear_axis():
    course = value_course(replace(VALLEY, surface="saddle"), 60)
    assert course.scale == "linear"
    assert course.y_range[0] < -24 and course.y_range[1] > 24


def test_that_the_distance_of_a_frozen_path_stands_beside_the_exact_one():
    course, reference = distance_course(FROZEN, 30, path_ends(FROZEN, *PICTURE))
    assert course.values[10, 0] == course.values[30, 0]
    assert reference.step == 10
    assert reference.values[-1] == pytest.approx(5 * 19.0**30)
    assert course.y_range == (0, 40)


def test_that_a_long_search_offers_nothing_until_it_has_tried_all_steps():
    # With lr = 1 each step doubles x0: it is near 1 after 1,000 of them, and far away after 1,100.
    late = replace(VALLEY, surface="x1^2/2 - x0^2/2", starts=((1e-301, 0.0),), learning_rate=10.0, steps=1100)
    search = search_for(late, *PICTURE)
    assert not is_known(search)
    assert suggested_rate(search) is None
    *_, helpful = search_in_slices(search)
    assert is_known(search) and helpful == (0.1,)
    assert suggested_rate(search) == 0.1
