import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent import path, surface_gradient
from core.optimizers import OPTIMIZERS, SGD
from core.surfaces import SURFACES, find
from core.sweep import learning_rate_sweep, learning_rate_sweep_in_slices

BOWL = SURFACES["bowl"]
RATES = np.geomspace(1e-3, 10, 200)


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS.values()], ids=OPTIMIZERS)
@given(rates=st.lists(st.floats(1e-4, 10), min_size=1, max_size=6), ascent=st.booleans())
def test_that_a_sweep_is_the_path_at_each_rate_alone(optimizer, rates, ascent):
    surface = SURFACES["himmelblau"]
    sweep = learning_rate_sweep(surface, (1, 2), rates, steps=30, optimizer=optimizer, ascent=ascent)
    for i, rate in enumerate(rates):
        alone = path(
            surface.gradient, [(1, 2)], learning_rate=rate, steps=30, optimizer=optimizer, ascent=ascent
        )
        values = surface.value(alone.points[:, 0].T)
        worst = -np.inf if ascent else np.inf
        assert sweep.final[i] == (values[-1] if np.isfinite(values[-1]) else worst)
        good = np.flatnonzero((values >= sweep.goal) if ascent else (values <= sweep.goal))
        assert sweep.steps[i] == (good[0] if good.size else -1)


def test_that_a_sweep_in_slices_is_the_same_sweep():
    rosenbrock = SURFACES["rosenbrock"]
    *pauses, sliced = learning_rate_sweep_in_slices(rosenbrock, (-1, 2), RATES, steps=100, steps_in_slice=30)
    assert pauses == [None] * 4
    whole = learning_rate_sweep(rosenbrock, (-1, 2), RATES, steps=100)
    np.testing.assert_array_equal(sliced.final, whole.final)
    np.testing.assert_array_equal(sliced.steps, whole.steps)
    assert sliced.goal == whole.goal


def test_that_the_best_rate_on_the_bowl_needs_one_step_and_from_twice_that_on_none_gets_there():
    sweep = learning_rate_sweep(BOWL, (-3, 4), [0.01, 0.1, 0.5, 0.99, 1.0, 1.01, 10], steps=100)
    assert sweep.goal == pytest.approx(25e-3)
    # 25 * (1 - 2 * rate)**(2 * steps) <= 0.025: at 0.1 from step log(1000) / (2 * log(1.25)) = 15.5 on.
    assert sweep.steps.tolist() == [-1, 16, 1, -1, -1, -1, -1]
    assert sweep.final[1] == pytest.approx(25 * 0.8**200)
    assert sweep.final[4] == pytest.approx(25)
    assert sweep.final[5] > 25


def test_that_a_rate_that_diverges_ends_at_infinity_and_says_nothing_about_the_goal():
    surface = SURFACES["himmelblau"]
    sweep = learning_rate_sweep(surface, (1, 2), RATES, steps=100)
    assert np.isinf(sweep.final[-1])
    assert sweep.steps[-1] == -1
    assert sweep.goal < 0.1
    assert (sweep.steps >= 0).sum() > 30
    assert sweep.rates.tolist() == RATES.tolist()


def test_that_the_numerical_gradient_freezes_where_the_chapters_does():
    exact = learning_rate_sweep(BOWL, (-3, 4), [10.0], steps=100)
    numerical = learning_rate_sweep(
        BOWL, (-3, 4), [10.0], steps=100, gradient=surface_gradient(BOWL, "numerical")
    )
    assert exact.final[0] > 1e200
    assert numerical.final[0] == pytest.approx(2.5898374737328363e13**2 + 1.2952486168965398e12**2)


def test_that_ascent_counts_what_is_higher_as_better():
    sweep = learning_rate_sweep(find("-x0^2 - x1^2"), (3, 4), [0.01, 0.1], steps=50, ascent=True)
    assert sweep.steps.tolist() == [-1, 16]
    assert sweep.goal == pytest.approx(-25e-3, rel=1e-6)


@pytest.mark.parametrize("formula", ["log(x0)", "x0", "7", "x0^2"])
def test_that_any_sweep_has_numbers(formula):
    sweep = learning_rate_sweep(find(formula), (-1, 2), RATES, steps=20)
    assert not np.isnan(sweep.final).any()
    assert ((sweep.steps >= -1) & (sweep.steps <= 20)).all()


def test_that_no_rate_is_swept_to_nothing():
    sweep = learning_rate_sweep(BOWL, (1, 2), [], steps=5)
    assert sweep.final.shape == sweep.steps.shape == (0,)
    assert np.isnan(sweep.goal)


@pytest.mark.parametrize("tolerance", [-1e-9, np.nan])
def test_that_a_tolerance_below_0_is_refused(tolerance):
    with pytest.raises(ValueError, match="the tolerance must"):
        learning_rate_sweep(BOWL, (1, 2), [0.1], steps=5, optimizer=SGD(), tolerance=tolerance)
