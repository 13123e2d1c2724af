from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.descent import path, surface_gradient
from core.optimizers import OPTIMIZERS
from core.path_classification import classify
from core.path_end import EndKind
from core.surfaces import SURFACES, find

# Three starts on each of three surfaces that yield the kind, with a rate and a number of steps that bring it out.
ENDS = {
    EndKind.ARRIVED: [
        ("bowl", 0.1, 100, [(-3, 4), (0, 2), (5, -5)]),
        ("himmelblau", 0.01, 300, [(1, 1), (-4, 4), (-1, -5)]),
        ("rastrigin", 0.002, 200, [(2.3, -1.2), (0.1, 0.2), (-4.2, 3.9)]),
        ("sin(x0)*sin(x1)", 0.1, 400, [(1, -2), (-1, 2), (1, 4)]),
    ],
    EndKind.NEAR: [
        ("kink", 0.001, 5000, [(-3, 4), (1, 1), (2, 0.5)]),
        ("bowl", 1.01, 10, [(1e-3, 0), (0, 1e-3), (0, 0.005)]),
        ("2*abs(x0) + abs(x1)", 0.002, 3000, [(-3, 4), (0.5, 1), (3, 0)]),
    ],
    EndKind.SADDLE: [
        ("saddle", 0.1, 100, [(3, 0), (-4, 0), (0.5, 0)]),
        ("monkey_saddle", 0.05, 3000, [(1.5, 0), (0.5, 0), (0, 0)]),
        (
            "rastrigin",
            0.002,
            40,
            [(0.5025460365546747, 0.3), (0.2, -0.5025460365546747), (1.1, 1.5076407318703584)],
        ),
        ("x0*x1", 0.1, 300, [(1, 1), (-2, -2), (3, 3)]),
    ],
    EndKind.BALANCED: [
        ("himmelblau", 0.01, 100, [(-0.2708445906673476, -0.9230385564799815)] * 3),
        ("-x0^2 - x1^2", 0.1, 100, [(0, 0), (1e-20, 0), (0, -1e-20)]),
        ("cos(x0) - x1^4", 0.1, 100, [(0, 0), (0, 1e-6), (1e-20, 0)]),
    ],
    EndKind.MOVING: [
        ("bowl", 1e-10, 100, [(-3, 4), (0, 2), (3, 0)]),
        ("rosenbrock", 0.001, 1000, [(-1.5, 2), (-1, 1), (0, 2)]),
        ("valley", 0.1, 50, [(-7, 2), (9, -3), (5, 0)]),
        ("kink", 0.1, 20, [(3, 4), (-4.5, 3), (4, -4)]),
    ],
    EndKind.PLATEAU: [
        ("plateau", 0.1, 500, [(3.5, 3), (-3.9, 0), (0, 3.5)]),
        ("tanh(3*x0) + tanh(3*x1)", 0.1, 300, [(4, 4), (3, 4.5), (4, 3)]),
        ("7", 0.1, 10, [(0, 0), (-3, 4), (5, 5)]),
    ],
    EndKind.CIRCLING: [
        ("bowl", 1.0, 100, [(-3, 4), (0, 2), (3, 0)]),
        ("valley", 1.0, 400, [(-7, 2), (1, 1), (5, -4)]),
        ("kink", 0.1, 200, [(3.05, 4.02), (-1.97, 2.04), (0.05, 0.05)]),
        ("himmelblau", 0.03, 400, [(1, 1), (3, 2.5), (2, 2)]),
    ],
    EndKind.LEFT: [
        ("saddle", 0.1, 60, [(3, 1e-3), (0, 4), (-3, -2)]),
        ("x0 + x1", 0.1, 200, [(0, 0), (4, 4), (-3, 2)]),
        ("bowl", 1.05, 30, [(-3, 4), (0, 2), (3, 0)]),
    ],
    EndKind.OUTSIDE: [
        ("saddle", 0.1, 20, [(0, 6), (1, -5.5), (9, 7)]),
        ("bowl", 1.0, 9, [(6, 0), (0, -7), (8, 8)]),
        ("x0 + x1", 0.1, 20, [(-5.1, 0), (0, -6), (-7, 8)]),
    ],
    EndKind.DIVERGED: [
        ("bowl", 10, 100, [(-3, 4), (0, 2), (3, 0)]),
        ("rosenbrock", 0.01, 1000, [(-1.5, 2), (-2, 0), (2, 1)]),
        ("himmelblau", 0.2, 50, [(1, 1), (-4, 4), (5, -5)]),
        ("log(x0)", 0.1, 300, [(1, 2), (0.5, 0), (2, -1)]),
    ],
    EndKind.FROZEN: [
        ("bowl", 10, 100, [(-3, 4), (0, 2), (3, 0)]),
        ("valley", 40, 100, [(-7, 2), (1, 1), (5, -4)]),
        ("x0^2 + 3*x1^2", 10, 100, [(-3, 4), (1, 1), (2, -2)]),
    ],
}
CASES = [
    pytest.param(kind, formula, rate, steps, start, id=f"{kind.value}-{formula}-{start}-{number}")
    for kind, rows in ENDS.items()
    for formula, rate, steps, starts in rows
    for number, start in enumerate(starts)
]
BOWL = SURFACES["bowl"]


def end_of(surface, points, **options):
    return classify(surface, points, surface.x_range, surface.y_range, **options)


@pytest.mark.parametrize(("kind", "formula", "rate", "steps", "start"), CASES)
def test_that_each_kind_of_end_is_recognised(kind, formula, rate, steps, start):
    surface = find(formula)
    numerical = kind is EndKind.FROZEN
    gradient = surface_gradient(surface, "numerical" if numerical else "exact")
    paths = path(gradient, [start], learning_rate=rate, steps=steps)
    end = end_of(surface, paths.points[:, 0], h=1e-4 if numerical else None, learning_rate=rate)
    assert end.kind is kind
    assert end.point == tuple(paths.points[paths.last_finite[0], 0])
    assert 0 <= end.step <= paths.last_finite[0]


def test_that_no_kind_of_end_is_left_out():
    assert set(ENDS) == set(EndKind)
    assert all(len(rows) >= 3 and all(len(starts) == 3 for *_, starts in rows) for rows in ENDS.values())


def test_that_the_chapters_run_arrives_with_its_numbers():
    points = path(BOWL.gradient, [(-3, 4)], learning_rate=0.1, steps=100).points[:, 0]
    end = end_of(BOWL, points, learning_rate=0.1)
    # 5 * 0.8**step is within a thousandth of the diagonal of 10 * sqrt(2) from step 27 on.
    assert (end.kind, end.step, end.minimum) == (EndKind.ARRIVED, 27, 0)
    assert end.distance == pytest.approx(5 * 0.8**100)
    assert end.value == pytest.approx(25 * 0.8**200)
    assert end.gradient_length == pytest.approx(10 * 0.8**100)


def test_that_the_chapters_run_at_rate_10_freezes_at_step_10():
    points = path(surface_gradient(BOWL, "numerical"), [(-3, 4)], learning_rate=10, steps=100).points[:, 0]
    end = end_of(BOWL, points)
    assert (end.kind, end.step) == (EndKind.FROZEN, 10)
    assert end.point == pytest.approx((-2.5898374737328363e13, -1.2952486168965398e12))


def test_that_the_minimum_that_was_reached_is_named():
    surface = SURFACES["himmelblau"]
    for index, minimum in enumerate(surface.minima):
        start = np.array(minimum) + 0.3
        points = path(surface.gradient, [start], learning_rate=0.01, steps=200).points[:, 0]
        end = end_of(surface, points, learning_rate=0.01)
        assert (end.kind, end.minimum) == (EndKind.ARRIVED, index)


def test_that_a_minimum_that_is_not_listed_is_still_a_minimum():
    surface = find("(x0 - 1)^2 + 3*(x1 + 2)^2")
    points = path(surface.gradient, [(0, 0)], learning_rate=0.1, steps=60).points[:, 0]
    end = end_of(surface, points, learning_rate=0.1)
    assert (end.kind, end.minimum) == (EndKind.ARRIVED, None)
    assert end.distance == pytest.approx(0.8**60, rel=1e-3)


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("x0^4 + x1^4", EndKind.ARRIVED),
        ("x0^2", EndKind.ARRIVED),
        ("(x0 + x1)^2", EndKind.ARRIVED),
        ("abs(x0) + abs(x1)", EndKind.NEAR),
        ("sqrt(x0^2 + x1^2)", EndKind.NEAR),
    ],
)
def test_that_a_minimum_needs_no_curvature(formula, kind):
    assert end_of(find(formula), [(0.0, 0.0)] * 2, learning_rate=0.1).kind is kind


def test_that_only_plain_descent_is_known_to_stay_at_a_minimum():
    assert end_of(BOWL, [(0.0, 0.0)] * 2).kind is EndKind.NEAR


@pytest.mark.parametrize("formula", ["x0^2 - x1^4", "x0^3 + x1^2", "x0^3 - 3*x0*x1^2", "x0^4 - x1^4"])
def test_that_a_saddle_needs_no_curvature(formula):
    assert end_of(find(formula), [(0.0, 0.0)]).kind is EndKind.SADDLE


@pytest.mark.parametrize("formula", ["x0", "x0 + x1^2", "x0^3 + x0", "abs(x0) + x1"])
def test_that_a_place_with_a_slope_is_no_end(formula):
    assert end_of(find(formula), [(0.0, 0.0)]).kind is EndKind.MOVING


def test_that_passing_by_a_minimum_fast_is_not_arriving():
    assert end_of(BOWL, [(-2.0, 0.0), (-1.0, 0.0), (0.0, 0.0)]).kind is EndKind.MOVING


def test_that_plain_descent_arrives_however_long_its_last_step_was():
    end = end_of(BOWL, [(-3.0, 4.0), (0.0, 0.0)], learning_rate=0.5)
    assert (end.kind, end.step) == (EndKind.ARRIVED, 1)


def test_that_a_path_left_at_the_step_after_which_it_stayed_outside():
    end = end_of(find("x0"), [(0, 0), (9, 0), (1, 0), (6, 0), (7, 0)])
    assert (end.kind, end.step) == (EndKind.LEFT, 3)


def test_that_falling_far_is_leaving_and_climbing_away_is_diverging():
    fall = path(SURFACES["saddle"].gradient, [(0, 1)], learning_rate=0.1, steps=200).points[:, 0]
    assert end_of(SURFACES["saddle"], fall[:60]).kind is EndKind.LEFT
    assert end_of(SURFACES["saddle"], fall[:60], ascent=True).kind is EndKind.DIVERGED


def test_that_a_fall_without_a_bottom_diverges():
    fall = path(SURFACES["saddle"].gradient, [(0, 1)], learning_rate=0.8, steps=60).points[:, 0]
    assert end_of(SURFACES["saddle"], fall).kind is EndKind.DIVERGED


def test_that_a_path_from_outside_has_left_only_if_it_was_inside():
    assert end_of(find("x0"), [(-6, 0), (-5.5, 0), (-7, 0)]).kind is EndKind.OUTSIDE
    end = end_of(find("x0"), [(6, 0), (4, 0), (-7, 0)])
    assert (end.kind, end.step) == (EndKind.LEFT, 2)


@given(st.floats(1, 30), st.floats(1, 30), st.floats(1e-3, 1.2), st.integers(0, 80))
def test_that_the_picture_decides_only_whether_a_path_is_outside(width, height, rate, steps):
    points = path(BOWL.gradient, [(-3, 4)], learning_rate=rate, steps=steps).points[:, 0]
    own, other = end_of(BOWL, points), classify(BOWL, points, (-width, width), (-height, height))
    outside = (EndKind.LEFT, EndKind.OUTSIDE)
    assert own == other or own.kind in outside or other.kind in outside


def test_that_paths_to_one_place_name_one_place():
    surface = find("x0^2 + 3*x1^2 + x0*x1")
    starts = [(-7, 2), (4.5, -3.6), (1.3, 3.8)]
    points = path(surface.gradient, starts, learning_rate=0.2, steps=20).points
    places = [end_of(surface, points[:, index]).place for index in range(3)]
    assert np.abs(np.array(places)).max() < 1e-9 < np.abs(points[-1]).max()
    himmelblau = SURFACES["himmelblau"]
    reached = path(himmelblau.gradient, [(4, 4)], learning_rate=0.01, steps=60).points[:, 0]
    assert end_of(himmelblau, reached).place == (3, 2)


def test_that_a_diverged_path_ends_at_its_last_finite_step():
    points = np.array([(1, 2), (3, 4), (np.nan, 5), (6, 7)])
    end = end_of(BOWL, points)
    assert (end.kind, end.step, end.point) == (EndKind.DIVERGED, 1, (3, 4))


def test_that_a_flat_place_is_a_plateau_even_where_rounding_hides_its_slope():
    surface = replace(SURFACES["plateau"], x_range=(-10, 10), y_range=(-10, 10))
    numerical = surface_gradient(surface, "numerical")
    points = path(numerical, [(6, 6)], learning_rate=0.1, steps=9).points[:, 0]
    assert not numerical(points[-1:].T).any()
    assert end_of(surface, points).kind is EndKind.PLATEAU


def test_that_an_exact_gradient_never_freezes():
    end = end_of(BOWL, [(1e14, 1e14)] * 3, h=None)
    assert end.kind is EndKind.OUTSIDE


def test_that_ascent_reaches_maxima_and_balances_on_minima():
    surface = SURFACES["himmelblau"]
    top = path(surface.gradient, [(0, -1)], learning_rate=0.01, steps=300, ascent=True).points[:, 0]
    end = end_of(surface, top, ascent=True, learning_rate=0.01)
    assert (end.kind, end.minimum) == (EndKind.ARRIVED, None)
    assert end_of(surface, [(3, 2)], ascent=True).kind is EndKind.BALANCED


@pytest.mark.parametrize("points", [[], [1, 2], [(1, 2, 3)], [(np.nan, 0), (1, 1)]])
def test_that_what_is_no_path_is_refused(points):
    with pytest.raises(ValueError, match="a path must"):
        end_of(BOWL, points)


SURFACE_TEXTS = st.sampled_from([*SURFACES, "x0*x1", "log(x0) + sqrt(x1)", "exp(exp(x0))", "1/(x0*x1)", "0"])


@given(
    formula=SURFACE_TEXTS,
    points=hnp.arrays(np.float64, st.tuples(st.integers(1, 40), st.just(2)), elements=st.floats()),
    ascent=st.booleans(),
    h=st.sampled_from([None, 1e-4, 1e-50]),
)
def test_that_any_points_have_an_end(formula, points, ascent, h):
    points[0] = np.nan_to_num(points[0])
    points.flags.writeable = False
    end = end_of(find(formula), points, ascent=ascent, h=h)
    assert np.isfinite(end.point).all()
    assert 0 <= end.step < len(points)
    assert (end.kind is EndKind.DIVERGED) or np.isfinite(points).all()


@given(
    formula=SURFACE_TEXTS,
    start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    key=st.sampled_from(sorted(OPTIMIZERS)),
    rate=st.floats(1e-3, 1),
    power=st.integers(-20, 20),
)
def test_that_an_end_does_not_depend_on_the_unit_of_the_value(formula, start, key, rate, power):
    surface = find(formula)
    unit = 2.0**power
    rescaled = replace(
        surface,
        value_of=lambda x: unit * surface.value(x),
        gradient_of=lambda x: unit * surface.gradient(x),
        hessian_of=lambda x: unit * surface.hessian(x),
    )
    points = path(
        surface.gradient, [start], learning_rate=rate, steps=60, optimizer=OPTIMIZERS[key]()
    ).points[:, 0]
    end, rescaled_end = end_of(surface, points), end_of(rescaled, points)
    assert (end.kind, end.step, end.minimum) == (rescaled_end.kind, rescaled_end.step, rescaled_end.minimum)


def test_that_a_path_that_stays_on_a_surface_without_any_finite_slope_is_moving():
    assert end_of(find("log(x0 - x0)"), [(1, 1)] * 30).kind is EndKind.MOVING
