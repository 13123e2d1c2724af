"""The bands of the learning rate, against descent itself on quadratics."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.descent import path
from core.optimizers import OPTIMIZERS, SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from core.stability import (
    Band,
    band_of,
    directions,
    has_constant_curvature,
    long_run_factor,
    overshoot_limit,
    upper_ends,
)
from core.surfaces import SURFACES, find

WITH_A_LIMIT = st.one_of(
    st.just(SGD()), st.builds(Momentum, st.floats(0, 0.95)), st.builds(Nesterov, st.floats(0, 0.95))
)


def distances(product, optimizer, steps):
    """How far from the bottom of x0**2 / 2 each step is."""
    points = path(lambda x: x, [(1, 0)], learning_rate=product, steps=steps, optimizer=optimizer).points
    return points[:, 0, 0]


@given(st.floats(0.01, 4))
def test_that_the_bands_say_what_descent_on_a_parabola_does(product):
    x = distances(product, SGD(), steps=60)
    match band_of(product):
        case Band.CONVERGES:
            assert (np.diff(x) <= 0).all()
            assert (x >= 0).all()
        case Band.OVERSHOOTS:
            assert x[1] < 0
            assert abs(x[1]) <= 1
        case band:
            assert band is Band.DIVERGES
            assert abs(x[1]) > 1


def test_that_the_borders_belong_where_they_are_said_to():
    assert [band_of(product) for product in (0, 0.00999, 0.01, 1, 1.0000001, 2, 2.0000001, np.inf)] == [
        Band.CREEPS, Band.CREEPS, Band.CONVERGES, Band.CONVERGES, Band.OVERSHOOTS, Band.OVERSHOOTS,
        Band.DIVERGES, Band.DIVERGES,
    ]  # fmt: skip
    assert band_of(-1e-300) is Band.ESCAPES
    assert band_of(3.8, limit=3.8) is Band.OVERSHOOTS
    with pytest.raises(ValueError, match="got nan"):
        band_of(np.nan)


@given(product=st.floats(0, 10), limit=st.floats(1.5, 4))
def test_that_the_ends_of_the_bands_are_where_the_band_changes(product, limit):
    following = [band for band, end in upper_ends(limit) if product < end]
    assert following[0] is band_of(product, limit) or product in dict(map(reversed, upper_ends(limit)))


@given(optimizer=WITH_A_LIMIT, share=st.floats(0.2, 2).filter(lambda share: abs(share - 1) > 0.02))
def test_that_steps_grow_above_the_limit_and_shrink_below(optimizer, share):
    x = np.abs(distances(share * overshoot_limit(optimizer), optimizer, steps=1500))
    grows = not np.isfinite(x).all() or x[-50:].max() > 1
    assert grows == (share > 1)


@pytest.mark.parametrize("optimizer", [AdaGrad(), RMSProp(), Adam()])
def test_that_optimizers_that_scale_each_slope_have_no_limit(optimizer):
    assert overshoot_limit(optimizer) is None
    assert long_run_factor(1.0, optimizer) is None


@settings(max_examples=25)
@given(optimizer=WITH_A_LIMIT, share=st.floats(0.05, 1.5))
def test_that_the_long_run_factor_is_what_the_distance_shrinks_by(optimizer, share):
    product = share * overshoot_limit(optimizer)
    factor = long_run_factor(product, optimizer)
    x, state = np.array([1.0]), optimizer.init([1.0])
    growth = []
    for _ in range(2000):
        step, state = optimizer.update(x, state, product)
        x = x - step
        size = np.hypot(x, state.velocity if state.velocity.size else 0)[0]
        if size == 0:
            break
        growth.append(np.log(size))
        x, state = x / size, state._replace(velocity=state.velocity / size)
    if factor > 1e-3 and len(growth) == 2000:
        assert np.mean(growth[1000:]) == pytest.approx(np.log(factor), abs=0.01)


def test_that_the_limit_is_where_the_long_run_factor_is_1():
    for cls in (Momentum, Nesterov):
        for momentum in (0.0, 0.5, 0.9, 0.99):
            optimizer = cls(momentum)
            assert long_run_factor(overshoot_limit(optimizer), optimizer) == pytest.approx(1)


def test_that_no_momentum_is_plain_descent():
    assert overshoot_limit(Momentum(0.0)) == overshoot_limit(Nesterov(0.0)) == overshoot_limit(SGD()) == 2


@pytest.mark.parametrize("surface", [*SURFACES.values(), find("x0^2 + x0*x1 + 3*x1^2")])
@given(point=st.tuples(st.floats(-5, 5), st.floats(-5, 5)))
def test_that_the_directions_make_up_the_hessian(surface, point):
    found = directions(surface, point)
    if not np.isfinite(surface.hessian(np.array(point))).all():
        assert found == ()
        return
    steep, flat = found
    assert steep.curvature >= flat.curvature
    hessian = sum(d.curvature * np.outer(d.vector, d.vector) for d in found)
    scale = max(abs(steep.curvature), abs(flat.curvature), 1e-300)
    assert hessian / scale == pytest.approx(surface.hessian(np.array(point)) / scale, abs=1e-12)
    assert np.dot(steep.vector, flat.vector) == pytest.approx(0, abs=1e-12)
    for direction in found:
        assert np.hypot(*direction.vector) == pytest.approx(1)
        assert max(direction.vector, key=abs) > 0


def test_that_one_shot_is_the_bottom_in_one_step():
    valley = SURFACES["valley"]
    steep, flat = directions(valley, (3, 2))
    assert (steep.curvature, steep.vector) == (2.0, (0.0, 1.0))
    assert (flat.curvature, flat.vector) == (0.1, (1.0, 0.0))
    for direction in (steep, flat):
        start = 4 * np.array(direction.vector)
        points = path(valley.gradient, [start], learning_rate=direction.one_shot, steps=1).points
        assert points[1, 0] == pytest.approx([0, 0], abs=1e-12)
        assert direction.factor(direction.one_shot) == pytest.approx(0)
        assert direction.factor(0.1) == 1 - 0.1 * direction.curvature


def test_that_a_saddle_has_no_one_shot_along_its_way_down():
    up, down = directions(SURFACES["saddle"], (1, 1))
    assert up.one_shot == 0.5
    assert down.one_shot is None
    assert directions(find("7"), (0, 0))[0].one_shot is None


def test_that_a_hessian_that_is_not_finite_has_no_directions():
    assert directions(find("log(x0) + x1"), (-1, 0)) == ()
    with pytest.raises(ValueError, match="a point must"):
        directions(SURFACES["bowl"], [(1, 2)])


def test_that_every_optimizer_is_known():
    assert {key for key, cls in OPTIMIZERS.items() if overshoot_limit(cls())} == {
        "sgd",
        "momentum",
        "nesterov",
    }


@given(*[st.integers(-9, 9)] * 6)
def test_that_a_typed_quadratic_curves_alike_everywhere_until_it_gets_a_cube(a, b, c, d, e, f):
    formula = f"({a})*x0^2 + ({b})*x0*x1 + ({c})*x1^2 + ({d})*x0 + ({e})*x1 + ({f})"
    assert has_constant_curvature(find(formula))
    assert not has_constant_curvature(find(f"{formula} + x0^3/50"))


def test_that_of_the_named_surfaces_three_are_quadratic():
    assert {key for key, surface in SURFACES.items() if has_constant_curvature(surface)} == {
        "bowl",
        "valley",
        "saddle",
    }
