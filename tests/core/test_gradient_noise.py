import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.descent import path, path_in_slices
from core.gradient_noise import noisy
from core.surfaces import SURFACES

BOWL = SURFACES["bowl"]
SEEDS = st.integers(0, 2**64)
POINTS = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6)), min_size=1, max_size=4)


def noise_of(scale, seed, steps, paths):
    gradient = noisy(np.zeros_like, scale, seed)
    return np.array([gradient(np.zeros((2, paths))) for _ in range(steps)])


@given(starts=POINTS, more=POINTS, seed=SEEDS, steps=st.integers(0, 300))
def test_that_a_path_does_not_depend_on_how_many_others_there_are(starts, more, seed, steps):
    def run(starts):
        return path(noisy(BOWL.gradient, 0.5, seed), starts, learning_rate=0.1, steps=steps).points

    assert np.array_equal(run(starts + more)[:, : len(starts)], run(starts))


def test_that_the_noise_goes_on_across_slices():
    whole = path(noisy(BOWL.gradient, 1.0, 3), [(1, 2)], learning_rate=0.1, steps=700)
    *_, last = path_in_slices(
        noisy(BOWL.gradient, 1.0, 3), [(1, 2)], learning_rate=0.1, steps=700, steps_in_slice=90
    )
    assert np.array_equal(last.points, whole.points)


@given(seed=SEEDS, scale=st.floats(0, 1e6))
def test_that_the_noise_is_proportional_to_its_scale(seed, scale):
    assert np.array_equal(noise_of(scale, seed, 9, 3), scale * noise_of(1, seed, 9, 3))


def test_that_the_noise_is_normal_and_independent_between_steps_paths_and_slopes():
    noise = noise_of(2.0, 1, 1500, 40) / 2
    assert abs(noise.mean()) < 0.01
    assert np.var(noise) == pytest.approx(1, abs=0.02)
    assert np.mean(noise**4) == pytest.approx(3, abs=0.1)
    for a, b in [(noise[1:], noise[:-1]), (noise[:, 0], noise[:, 1]), (noise[..., 1:], noise[..., :-1])]:
        assert abs(np.mean(a * b)) < 0.02
    assert not np.isin(noise[:256], noise[256:512]).any()


def test_that_other_seeds_give_other_paths():
    noises = [noise_of(1, seed, 1, 1).tobytes() for seed in range(50)]
    assert len(set(noises)) == 50


def test_that_noise_keeps_a_path_from_settling_at_a_distance_that_theory_gives():
    # On x**2 / 2 at rate r with unit noise the variance settles at r / (2 - r).
    settled = path(noisy(lambda x: x, 1.0, 5), [(0, 0)] * 50, learning_rate=0.2, steps=1000).points[100:]
    assert np.var(settled) == pytest.approx(0.2 / 1.8, rel=0.05)


@pytest.mark.parametrize(("scale", "seed"), [(-1, 0), (np.nan, 0), (np.inf, 0), (1, -1)])
def test_that_what_is_no_noise_is_refused(scale, seed):
    with pytest.raises(ValueError, match="must be"):
        noisy(BOWL.gradient, scale, seed)


def test_that_the_paths_of_a_run_cannot_change_their_number():
    gradient = noisy(BOWL.gradient, 1.0, 0)
    gradient(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="noise is for 3 paths, got 2"):
        gradient(np.zeros((2, 2)))
