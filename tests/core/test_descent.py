import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent import gradient_descent, path, path_in_slices, surface_gradient
from core.differentiation import function_2, numerical_gradient
from core.optimizers import OPTIMIZERS, SGD, Momentum
from core.surfaces import SURFACES, find

TORCH_PATHS = json.loads(Path(__file__).with_name("torch_paths.json").read_text())["paths"]
ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text())
CHAPTER_RUNS = pytest.mark.parametrize("run", ORACLES["descent on x0^2 + x1^2 from (-3, 4)"])
EVERY_SURFACE = pytest.mark.parametrize("surface", [*SURFACES.values(), find("exp(x0/2)*x1^3 - sin(x0)^2")])
BOWL = SURFACES["bowl"]
STARTS = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6)), max_size=4)


@CHAPTER_RUNS
def test_that_the_chapters_runs_end_where_they_do_to_the_last_bit(run):
    assert gradient_descent(function_2, [-3, 4], run["lr"], run["steps"]).tolist() == run["x"]


@CHAPTER_RUNS
def test_that_a_numerical_path_ends_where_the_chapters_run_does(run):
    paths = path(surface_gradient(BOWL, "numerical"), [(-3, 4)], learning_rate=run["lr"], steps=run["steps"])
    assert paths.points[-1, 0].tolist() == run["x"]


def test_that_the_chapters_run_at_rate_10_freezes_and_the_exact_one_does_not():
    numerical = path(surface_gradient(BOWL, "numerical"), [(-3, 4)], learning_rate=10, steps=100)
    exact = path(surface_gradient(BOWL, "exact"), [(-3, 4)], learning_rate=10, steps=100)
    assert np.array_equal(numerical.points[10], numerical.points[100])
    assert exact.points[100, 0] == pytest.approx([-3 * 19.0**100, 4 * 19.0**100])


def test_that_gradient_descent_takes_any_shape_and_leaves_its_start():
    start = np.array([[3, -4], [0, 2]])
    start.flags.writeable = False
    end = gradient_descent(lambda x: np.sum(x * x), start, lr=0.1, step_num=100)
    assert end == pytest.approx(np.zeros((2, 2)), abs=1e-8)
    assert start.tolist() == [[3, -4], [0, 2]]


def test_that_gradient_descent_diverges_without_a_warning():
    end = gradient_descent(lambda x: np.exp(x[0]), [700.0], lr=1e10, step_num=5)
    assert not np.isfinite(end).any()


@EVERY_SURFACE
@given(starts=STARTS)
def test_that_the_numerical_gradient_is_the_chapters_at_each_point_to_the_last_bit(surface, starts):
    x = np.reshape(starts, (-1, 2)).T
    together = surface_gradient(surface, "numerical")(x)
    alone = [numerical_gradient(surface.value, point) for point in x.T]
    assert np.array_equal(together, np.reshape(alone, (-1, 2)).T, equal_nan=True)


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS.values()], ids=OPTIMIZERS)
@given(starts=STARTS, ascent=st.booleans())
def test_that_each_path_is_the_loop_of_its_start_alone(optimizer, starts, ascent):
    surface = SURFACES["himmelblau"]
    paths = path(surface.gradient, starts, learning_rate=0.005, steps=20, optimizer=optimizer, ascent=ascent)
    assert paths.points.shape == (21, len(starts), 2)
    for i, start in enumerate(starts):
        x, state = np.array(start), optimizer.init(start)
        for k in range(21):
            if k > paths.last_finite[i]:
                break
            assert paths.points[k, i] == pytest.approx(x, rel=1e-9, abs=1e-9)
            with np.errstate(all="ignore"):
                step, state = optimizer.update(surface.gradient(x), state, 0.005)
                x = x + step if ascent else x - step


@pytest.mark.parametrize("case", TORCH_PATHS, ids=lambda case: f"{case['optimizer']}-{case['surface']}")
def test_that_every_optimizer_goes_where_that_of_pytorch_goes(case):
    points = path(
        SURFACES[case["surface"]].gradient,
        [case["start"]],
        learning_rate=case["learning_rate"],
        steps=200,
        optimizer=OPTIMIZERS[case["optimizer"]](),
    ).points
    for step, point in case["points"].items():
        assert points[int(step), 0] == pytest.approx(point, rel=0, abs=1e-12)


def test_that_ascent_on_a_surface_is_descent_on_its_mirror_image():
    up = path(find("sin(x0)*x1").gradient, [(1, 2)], learning_rate=0.1, steps=9, ascent=True)
    down = path(find("-(sin(x0)*x1)").gradient, [(1, 2)], learning_rate=0.1, steps=9)
    assert np.array_equal(up.points, down.points)


def test_that_a_path_stops_at_its_last_finite_point_and_the_others_go_on():
    paths = path(SURFACES["himmelblau"].gradient, [(100, 100), (3, 2)], learning_rate=0.01, steps=50)
    last = paths.last_finite[0]
    assert 0 < last < 50
    assert paths.last_finite[1] == 50
    assert np.isfinite(paths.points[: last + 1, 0]).all()
    assert np.isnan(paths.points[last + 1 :, 0]).all()
    assert paths.points[:, 1] == pytest.approx(np.tile([3.0, 2.0], (51, 1)))


def test_that_a_path_ends_where_the_surface_does():
    paths = path(find("sqrt(x0)").gradient, [(1, 0)], learning_rate=0.9, steps=10)
    assert paths.last_finite[0] < 10
    assert paths.points[paths.last_finite[0], 0, 0] < 0


def test_that_no_start_and_no_step_are_taken_as_they_are():
    assert path(BOWL.gradient, [], learning_rate=0.1, steps=3).points.shape == (4, 0, 2)
    assert path(BOWL.gradient, [(1, 2)], learning_rate=0.1, steps=0).points.tolist() == [[[1, 2]]]


def test_that_starts_may_have_any_layout_and_are_not_changed():
    starts = np.arange(12, dtype=np.int32).reshape(3, 4)[:, ::2]
    starts.flags.writeable = False
    expected = path(BOWL.gradient, starts.tolist(), learning_rate=0.1, steps=5)
    assert np.array_equal(path(BOWL.gradient, starts, learning_rate=0.1, steps=5).points, expected.points)
    single = path(BOWL.gradient, starts.astype(np.float32), learning_rate=0.1, steps=5)
    assert single.points.dtype == np.float64


@pytest.mark.parametrize("starts", [[(1, 2, 3)], [1, 2], [(np.nan, 0)], [(np.inf, 0)], 3])
def test_that_starts_that_are_no_points_are_refused(starts):
    with pytest.raises(ValueError, match="starts must"):
        path(BOWL.gradient, starts, learning_rate=0.1, steps=1)


@pytest.mark.parametrize("learning_rate", [-0.1, np.nan, np.inf])
def test_that_a_learning_rate_out_of_range_is_refused(learning_rate):
    with pytest.raises(ValueError, match="the learning rate must"):
        path(BOWL.gradient, [(1, 2)], learning_rate=learning_rate, steps=1)


def test_that_a_negative_number_of_steps_is_refused():
    with pytest.raises(ValueError, match="the steps must"):
        path(BOWL.gradient, [(1, 2)], learning_rate=0.1, steps=-1)


def test_that_an_unknown_gradient_or_a_step_that_is_no_step_is_refused():
    with pytest.raises(ValueError, match="exact or numerical"):
        surface_gradient(BOWL, "guessed")
    with pytest.raises(ValueError, match="h must be positive and finite"):
        surface_gradient(BOWL, "numerical", h=0.0)


def test_that_momentum_overshoots_where_plain_descent_does_not():
    plain = path(BOWL.gradient, [(4, 4)], learning_rate=0.1, steps=50, optimizer=SGD()).points[:, 0, 0]
    heavy = path(BOWL.gradient, [(4, 4)], learning_rate=0.1, steps=50, optimizer=Momentum()).points[:, 0, 0]
    assert plain.min() > 0 > heavy.min()


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS.values()], ids=OPTIMIZERS)
@given(starts=STARTS, steps=st.integers(0, 40), steps_in_slice=st.integers(1, 50))
def test_that_slices_are_the_beginnings_of_the_whole_path(optimizer, starts, steps, steps_in_slice):
    # So fast that some paths end on the way.
    options = {"learning_rate": 0.05, "optimizer": optimizer}
    gradient = SURFACES["himmelblau"].gradient
    whole = path(gradient, starts, steps=steps, **options)
    lengths = []
    for part in path_in_slices(gradient, starts, steps=steps, steps_in_slice=steps_in_slice, **options):
        lengths.append(len(part.points) - 1)
        assert np.array_equal(part.points, whole.points[: len(part.points)], equal_nan=True)
        assert np.array_equal(part.last_finite, np.minimum(whole.last_finite, lengths[-1]))
    assert lengths == [*range(steps_in_slice, steps, steps_in_slice), steps]


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS.values()], ids=OPTIMIZERS)
@given(rates=st.lists(st.floats(0, 2), max_size=5), ascent=st.booleans())
def test_that_each_path_may_have_a_learning_rate_of_its_own(optimizer, rates, ascent):
    gradient = SURFACES["rosenbrock"].gradient
    options = {"steps": 15, "optimizer": optimizer, "ascent": ascent}
    together = path(gradient, [(-1, 2)] * len(rates), learning_rate=rates, **options)
    for i, rate in enumerate(rates):
        alone = path(gradient, [(-1, 2)], learning_rate=rate, **options)
        assert np.array_equal(together.points[:, i], alone.points[:, 0], equal_nan=True)
        assert together.last_finite[i] == alone.last_finite[0]


def test_that_learning_rates_must_be_as_many_as_the_paths():
    with pytest.raises(ValueError, match=r"the learning rates must have the shape \(1,\)"):
        path(BOWL.gradient, [(1, 2)], learning_rate=[0.1, 0.2], steps=1)
