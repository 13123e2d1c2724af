"""The basin map against each path alone, followed to its end and classified."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.basins import COARSENESSES, LEFT, NOT_ARRIVED, basin_map, basin_map_in_slices
from core.descent import path
from core.minima import Places, local_minima
from core.optimizers import OPTIMIZERS, SGD, Momentum, Nesterov
from core.path_classification import classify
from core.path_end import ARRIVAL_DISTANCE, EndKind
from core.surfaces import SURFACES, find

# The rates include some at which minima do not hold the paths, and steps at which many are still on their way.
CASES = [
    ("bowl", 0.1, 60, SGD()),
    ("bowl", 1.0, 60, SGD()),
    ("bowl", 1.1, 40, SGD()),
    ("valley", 0.9, 200, SGD()),
    ("saddle", 0.1, 100, SGD()),
    ("himmelblau", 0.01, 100, SGD()),
    ("himmelblau", 0.03, 150, SGD()),
    ("rosenbrock", 0.002, 700, Momentum(0.9)),
    ("beale", 0.01, 300, Nesterov(0.8)),
    ("rastrigin", 0.002, 100, SGD()),
    ("rastrigin", 0.004, 200, Momentum(0.5)),
    ("plateau", 0.1, 300, SGD()),
    ("kink", 0.005, 900, SGD()),
    *(("himmelblau", 0.1, 100, cls()) for cls in OPTIMIZERS.values()),
    *(("rastrigin", 0.03, 150, cls()) for cls in OPTIMIZERS.values()),
]


def map_of(surface, columns=20, rows=20, **options):
    return basin_map(surface, surface.x_range, surface.y_range, columns, rows, **options)


@pytest.mark.parametrize(("key", "rate", "steps", "optimizer"), CASES)
def test_that_labels_and_steps_are_those_of_each_path_alone(key, rate, steps, optimizer):
    surface = SURFACES[key]
    options = {"learning_rate": rate, "steps": steps, "optimizer": optimizer}
    found = map_of(surface, columns=19, rows=16, **options)
    starts = np.array(np.meshgrid(found.x0, found.x1)).reshape(2, -1).T
    paths = path(surface.gradient, starts, **options)
    reach = ARRIVAL_DISTANCE * np.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range))
    for i, (label, step) in enumerate(zip(found.labels.flat, found.steps.flat, strict=True)):
        end = classify(surface, paths.points[:, i], surface.x_range, surface.y_range, h=None)
        if end.kind is EndKind.NEAR and end.minimum is not None:
            assert (label, step) == (end.minimum, end.step), starts[i]
        elif end.kind is EndKind.NEAR:
            # It says by Newton's step what is within reach: near a listed minimum, that may be just beyond.
            beyond = np.hypot(*(np.reshape(surface.minima, (-1, 2)) - end.point).T).min(initial=np.inf)
            assert label >= len(surface.minima) or 1 < beyond / reach < 1.2, starts[i]
        else:
            ended_inside = (
                paths.last_finite[i] == steps
                and (np.abs(paths.points[-1, i] - np.mean((surface.x_range, surface.y_range), axis=1))
                <= np.ptp((surface.x_range, surface.y_range), axis=1) / 2).all()
            )  # fmt: skip
            assert label == (NOT_ARRIVED if ended_inside else LEFT), (starts[i], end)
            assert step == paths.last_finite[i]


@pytest.mark.parametrize("key", ["himmelblau", "rastrigin", "bowl"])
def test_that_a_typed_surface_has_the_basins_of_its_named_twin(key):
    named = SURFACES[key]
    options = {"learning_rate": 0.004, "steps": 400, "optimizer": Momentum(0.5)}
    expected = map_of(named, 40, 40, **options)
    ranges = (named.x_range, named.y_range)
    twin = replace(find(f"{named.formula} + 0"), x_range=named.x_range, y_range=named.y_range)
    typed = basin_map(twin, *ranges, 40, 40, **options)
    partners = Places(typed.minima, 1e-6).nearest(expected.minima)
    reached = expected.labels >= 0
    assert reached.mean() > 0.9
    assert np.array_equal(typed.labels[reached], partners[expected.labels[reached]])
    assert np.array_equal(typed.labels[~reached], expected.labels[~reached])
    assert np.array_equal(typed.steps, expected.steps)


def test_that_ascent_is_labelled_by_maxima():
    found = map_of(SURFACES["himmelblau"], learning_rate=0.01, steps=200, ascent=True)
    assert found.minima == pytest.approx(np.array([(-0.2708445906673476, -0.9230385564799815)]), abs=1e-9)
    assert (found.labels[9:11, 9:11] == 0).all()
    mirrored = map_of(find(f"-({SURFACES['himmelblau'].formula})"), learning_rate=0.01, steps=200)
    assert (mirrored.labels >= 0).sum() > 0


def test_that_the_map_comes_coarse_first_and_each_is_part_of_the_next():
    surface = SURFACES["himmelblau"]
    slices = basin_map_in_slices(
        surface, surface.x_range, surface.y_range, 52, 44, learning_rate=0.02, steps=60
    )
    maps = [shown for shown in slices if shown is not None]
    assert tuple(shown.coarseness for shown in maps) == COARSENESSES
    for shown in maps:
        same = np.isin(np.arange(44), np.arange(5 % shown.coarseness, 44, shown.coarseness))
        also = np.isin(np.arange(52), np.arange(5 % shown.coarseness, 52, shown.coarseness))
        assert np.array_equal(shown.labels[np.ix_(same, also)], maps[-1].labels[np.ix_(same, also)])
        assert np.array_equal(shown.steps[np.ix_(same, also)], maps[-1].steps[np.ix_(same, also)])
        assert len(np.unique(shown.labels[: shown.coarseness, : shown.coarseness])) == 1
        # A cell never shows what is far from it.
        agreement = (shown.labels == maps[-1].labels).mean()
        assert agreement > 1 - 0.08 * shown.coarseness


def test_that_the_middle_of_each_cell_is_the_start():
    found = basin_map(SURFACES["bowl"], (-2, 2), (0, 6), 4, 3, learning_rate=0, steps=5)
    assert found.x0.tolist() == [-1.5, -0.5, 0.5, 1.5]
    assert found.x1.tolist() == [1, 3, 5]
    assert (found.labels == NOT_ARRIVED).all()
    assert (found.steps == 5).all()


def test_that_no_step_labels_the_starts_as_they_are():
    found = basin_map(SURFACES["bowl"], (-1.5, 1.5), (-1.5, 1.5), 3, 3, learning_rate=0.1, steps=0)
    assert found.labels.tolist() == [[-2, -2, -2], [-2, 0, -2], [-2, -2, -2]]
    assert not found.steps.any()


def test_that_a_minimum_that_does_not_hold_is_not_taken_for_an_end():
    # From a start that is all but at the minimum the path leaves in the end, as 1.1 ** step.
    bowl = SURFACES["bowl"]
    found = basin_map(bowl, (-5, 5), (-1e-9, 1e-9), 1, 1, learning_rate=1.05, steps=300)
    assert found.labels.item() == 0  # exactly at the minimum
    found = basin_map(bowl, (-5, 5 + 1e-6), (-5, 5), 1, 1, learning_rate=1.05, steps=300)
    assert found.labels.item() == LEFT


@settings(max_examples=40)
@given(
    formula=st.sampled_from(
        [*SURFACES, "x0*x1", "log(x0) + sqrt(x1)", "exp(exp(x0))", "1/(x0*x1)", "0", "x0^2", "sin(9*x0)*sin(9*x1)",
         "abs(x0) + (x1 - 1)^4", "tan(x0)/x1"]
    ),
    key=st.sampled_from(sorted(OPTIMIZERS)),
    power=st.integers(-4, 3),
    steps=st.integers(0, 40),
    columns=st.integers(1, 14),
    rows=st.integers(1, 14),
    ascent=st.booleans(),
)  # fmt: skip
def test_that_anything_has_a_map(formula, key, power, steps, columns, rows, ascent):
    found = map_of(
        find(formula),
        columns,
        rows,
        learning_rate=10.0**power,
        steps=steps,
        optimizer=OPTIMIZERS[key](),
        ascent=ascent,
    )
    assert found.labels.shape == found.steps.shape == (rows, columns)
    assert ((found.labels >= NOT_ARRIVED) & (found.labels < len(found.minima))).all()
    assert ((found.steps >= 0) & (found.steps <= steps)).all()
    assert np.isfinite(found.minima).all()


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        (0, {"learning_rate": 0.1, "steps": 1}, "at least one column"),
        (3, {"learning_rate": -1, "steps": 1}, "the learning rate must"),
        (3, {"learning_rate": np.nan, "steps": 1}, "the learning rate must"),
        (3, {"learning_rate": 0.1, "steps": -1}, "the steps must"),
    ],
)
def test_that_a_number_out_of_range_is_refused(columns, options, message):
    with pytest.raises(ValueError, match=message):
        map_of(SURFACES["bowl"], columns=columns, **options)


POINTS = st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), max_size=12)


@given(places=POINTS, points=POINTS, reach=st.sampled_from([0.01, 0.3, 2.0, 100.0]))
def test_that_the_nearest_place_is_found(places, points, reach):
    found = Places(places, reach).nearest(points)
    for point, index in zip(points, found, strict=True):
        distances = [np.hypot(*np.subtract(place, point)) for place in places]
        within = min(distances, default=np.inf)
        if index < 0:
            assert within >= reach * (1 - 1e-12)
        else:
            assert distances[index] == pytest.approx(within)
            assert within <= reach * (1 + 1e-12)


def test_that_points_far_out_are_near_to_nothing():
    assert Places([(0, 0)], 1e-3).nearest([(1e300, -1e300), (1e9, 0)]).tolist() == [-1, -1]


@given(offsets=st.lists(st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)), min_size=1, max_size=9))
def test_that_points_around_a_minimum_show_where_it_is(offsets):
    # Its minimum is where e**x0 = 2 and x1 = 3; its curvatures there are 2 and 6.
    surface = find("exp(x0) - 2*x0 + (x1 - 3)^2*(3 + x0^2)/(1 + x0^2)")
    reach = 1e-2
    points = [np.add((np.log(2), 3), 0.7 * reach * np.array(offset)) for offset in offsets]
    found = local_minima(surface, points, reach)
    assert found == pytest.approx(np.array([(np.log(2), 3)]), abs=1e-9)


@pytest.mark.parametrize(
    ("formula", "is_minimum"),
    [("abs(x0) + abs(x1)", True), ("sqrt(x0^2 + x1^2)", True), ("x0^4 + x1^4", True), ("abs(x0) + x1^2", True),
     ("1e4*x0^2 + x1", False),
     ("1e4*(x0 - 0.2*x1)^2 + x1", False),
     ("x0^2 - x1^2", False), ("x0^2 - abs(x1)", False), ("x0^2", False), ("7", False), ("x0", False),
     ("-x0^2 - x1^2", False), ("x0^3 + x1^2", False), ("log(x0)", False)],
)  # fmt: skip
def test_that_only_an_isolated_minimum_is_one(formula, is_minimum):
    found = local_minima(find(formula), [(1e-4, -2e-4)], 1e-2)
    assert len(found) == is_minimum
    assert np.abs(found).max(initial=0) < 1e-2


@given(ahead=st.floats(-3, 3), aside=st.floats(-0.5, 0.5))
def test_that_a_narrow_valley_is_no_minimum_but_at_its_lowest(ahead, aside):
    surface, reach = SURFACES["rosenbrock"], 5e-3
    x0 = 1 + ahead * reach
    found = local_minima(surface, [(x0, x0 * x0 + aside * reach)], reach)
    assert found == pytest.approx(np.ones((len(found), 2)), abs=0.1 * reach)
    assert len(found) == 1 or np.hypot(ahead, 2 * ahead) > 0.4


def test_that_minima_side_by_side_are_told_apart():
    surface = find("sin(x0)^2 + sin(x1)^2")
    expected = [(np.pi * i, np.pi * j) for i in range(-1, 2) for j in range(-1, 2)]
    points = [np.add(place, move) for move in ((1e-4, 0), (0, -1e-4)) for place in expected]
    assert local_minima(surface, points, 1e-2) == pytest.approx(np.array(expected), abs=1e-9)


def test_that_what_counts_as_reached_is_what_a_path_end_takes_for_it():
    surface = SURFACES["bowl"]
    diagonal = np.hypot(10, 10)
    found = basin_map(surface, (-5, 5), (-5, 5), 1, 1, learning_rate=0.1, steps=0)
    assert found.labels.item() == 0
    side = 2.002 * ARRIVAL_DISTANCE * diagonal
    moved = basin_map(surface, (side / 2 - 5, side / 2 + 5), (-5, 5), 1, 1, learning_rate=0, steps=3)
    assert moved.labels.item() == NOT_ARRIVED


def test_that_a_part_of_a_map_is_labelled_as_in_the_whole_picture():
    how = {"learning_rate": 0.01, "steps": 60, "picture": ((-6, 6), (-6, 6))}
    whole = basin_map(SURFACES["himmelblau"], (-6, 6), (-6, 6), 48, 48, **how)
    part = basin_map(SURFACES["himmelblau"], (0, 3), (-3, 0), 12, 12, **how)
    assert (part.labels == whole.labels[12:24, 24:36]).all()
    assert (part.steps == whole.steps[12:24, 24:36]).all()
