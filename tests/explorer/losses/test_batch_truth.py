"""What the page Batch says is true of random states, by recounts and by drawing thousands of batches."""

import math
import re

import numpy as np
import pytest

from explorer.losses.batch import words
from explorer.losses.batch.state import BatchState
from explorer.losses.batch.work import LossesOfAll, batch_of, coverage, drawn, many_means
from tests.generators import result_of

STATES = 1_000
COUNT = 600


def random_losses(rng, count=COUNT):
    """Losses as a network has them: most near 0, some large; at times all equal, or 0."""
    kind = rng.integers(8)
    if kind == 0:
        return np.full(count, rng.integers(0, 3) / 2)
    return rng.exponential(rng.uniform(0.05, 2), count) ** rng.integers(1, 4)


def random_state(rng, largest):
    return BatchState(
        batch_size=int(largest ** rng.random()),
        batch_seed=int(rng.integers(2**31)),
        sampling=str(rng.choice(["replacement", "shuffle"])),
        order=str(rng.choice(["drawn", "loss"])),
    )


def test_that_the_code_draws_the_indices_beside_it():
    rng = np.random.default_rng(1)
    for _ in range(STATES):
        count = int(rng.choice([60_000, 5_000, 100, 7], p=[0.01, 0.33, 0.33, 0.33]))
        state = random_state(rng, 10_000)
        code, _arrow, listed = words.draw_line(state, count, drawn(state, count)).partition(" → ")
        indices = eval(code, {"np": np})
        assert len(indices) == min(state.batch_size, count)
        assert np.array_equal(indices, drawn(state, count))
        assert [int(index) for index in listed.removesuffix(" …").split()] == indices[:4].tolist()
        assert listed.endswith("…") == (len(indices) > 4)


def test_that_difference_share_median_and_largest_are_those_of_the_drawn_images():
    rng = np.random.default_rng(2)
    signs = set()
    for _ in range(STATES):
        losses, state = random_losses(rng), random_state(rng, 400)
        indices = drawn(state, COUNT).tolist()
        own = sorted(float(losses[index]) for index in indices)
        all_mean = math.fsum(losses) / COUNT
        mean = math.fsum(own) / len(own)
        everything = LossesOfAll.of(losses)
        batch = batch_of(state, losses)
        sentence = words.batch_sentence(batch, everything, 0.1)
        shown, difference = re.search(r"\(600\): (\S+)\. Difference (\S+), standard", sentence).groups()
        assert float(shown) == pytest.approx(all_mean, abs=5.1e-5)
        assert float(difference.replace("−", "-")) == pytest.approx(mean - all_mean, abs=5.1e-5)
        signs.add(difference[0])
        sentence = words.largest_sentence(batch)
        median, largest = re.search(r"Median (\S+), largest (\S+)\.$", sentence).groups()
        middle = len(own) // 2
        assert float(median) == pytest.approx((own[middle] + own[~middle]) / 2, abs=5.1e-5)
        assert float(largest) == pytest.approx(own[-1], abs=5.1e-5)
        if share := re.search(r"account(?:s)? for (\d+)\xa0%", sentence):
            largest_first = re.search(r"The (\d+) largest", sentence)
            count = int(largest_first[1]) if largest_first else 1
            assert count == len(own) // 10
            assert int(share[1]) == pytest.approx(100 * sum(own[-count:]) / sum(own), abs=0.51)
        else:
            assert len(own) < 10 or sum(own) == 0
    assert {"+", "−"} <= signs


def test_that_the_standard_error_is_the_spread_of_thousands_of_batches():
    rng = np.random.default_rng(3)
    for _ in range(8):
        losses, state = np.abs(rng.normal(1, 0.5, COUNT)), random_state(rng, 60)
        means = result_of(many_means(state, losses))
        sentence = words.means_sentence(means, LossesOfAll.of(losses))
        four_times = re.search(r"with (\d+) images: (\S+)\.$", sentence)
        assert int(four_times[1]) == 4 * state.batch_size
        expected = float(re.search("expected (.+)", words.spread_caption(means))[1])
        for size, error in ((state.batch_size, expected), (4 * state.batch_size, float(four_times[2]))):
            if state.sampling == "replacement":
                drawn_means = losses[rng.integers(COUNT, size=(1_000, size))].mean(axis=1)
            else:
                drawn_means = [rng.permutation(losses)[:size].mean() for _ in range(1_000)]
            assert np.std(drawn_means) == pytest.approx(error, rel=0.14)  # six standard errors


def test_that_the_batches_within_one_standard_error_are_counted():
    rng = np.random.default_rng(4)
    for _ in range(STATES // 25):
        losses, state = random_losses(rng), random_state(rng, 600)
        means = result_of(many_means(state, losses))
        sentence = words.means_sentence(means, LossesOfAll.of(losses))
        sigma = np.sqrt(np.mean((losses - losses.mean()) ** 2))
        finite = (COUNT - state.batch_size) / (COUNT - 1) if state.sampling == "shuffle" else 1
        error = sigma * np.sqrt(finite / state.batch_size)
        if error == 0:
            assert sentence == ""
            continue
        near = int(re.match(r"(\d+) of 100 batches", sentence)[1])
        margin = 1e-12 + 1e-9 * error
        distances = [abs(float(mean) - float(losses.mean())) for mean in means.result.means]
        counts = [sum(distance <= error + side for distance in distances) for side in (-margin, margin)]
        assert counts[0] <= near <= counts[1]


def test_that_the_share_of_an_epoch_is_a_recount_of_its_draws():
    rng = np.random.default_rng(5)
    for _ in range(STATES // 20):
        count, state = int(rng.integers(100, 3_000)), random_state(rng, 100)
        hint = words.coverage_hint(state, coverage(count, state.batch_seed).after_one)
        generator = np.random.default_rng(state.batch_seed)
        if state.sampling == "shuffle":
            seen = set(generator.permutation(count).tolist())
        else:
            seen = set(generator.integers(count, size=10_000)[:count].tolist())
        assert float(re.search(r"(\S+)\xa0%", hint)[1]) == pytest.approx(100 * len(seen) / count, abs=0.051)
