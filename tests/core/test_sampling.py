import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sampling import SAMPLINGS, Sampler


def sampler(count: int, sampling: str, seed: int = 0) -> Sampler:
    return Sampler(np.random.default_rng(seed), count, sampling)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@given(count=st.integers(1, 50), sizes=st.lists(st.integers(1, 120), min_size=1, max_size=8))
def test_that_a_batch_has_its_size_and_holds_samples_only(sampling, count, sizes):
    stream = sampler(count, sampling)
    for size in sizes:
        batch = stream.next_batch(size)
        assert batch.shape == (size,)
        assert batch.min() >= 0 and batch.max() < count


@given(count=st.integers(1, 50), size=st.integers(1, 120))
def test_that_shuffling_shows_every_sample_before_it_shows_one_again(count, size):
    stream = sampler(count, "shuffle")
    seen = np.concatenate([stream.next_batch(size) for _ in range(count)])
    for epoch in seen.reshape(size, count):
        assert sorted(epoch) == list(range(count))


def test_that_shuffling_gives_each_epoch_another_order():
    stream = sampler(100, "shuffle")
    assert not np.array_equal(stream.next_batch(100), stream.next_batch(100))


def test_that_drawing_with_replacement_sees_about_63_per_cent_in_an_epoch():
    seen = np.unique(sampler(60_000, "replacement").next_batch(60_000))
    assert len(seen) / 60_000 == pytest.approx(1 - np.exp(-1), abs=0.01)


def test_that_drawing_with_replacement_is_even():
    counts = np.bincount(sampler(10, "replacement").next_batch(100_000), minlength=10)
    assert np.all(np.abs(counts - 10_000) < 500)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@given(before=st.lists(st.integers(1, 9_000), max_size=4), after=st.lists(st.integers(1, 9_000), max_size=3))
def test_that_a_stream_goes_on_from_its_state(sampling, before, after):
    stream = sampler(3_000, sampling)
    for size in before:
        stream.next_batch(size)
    other = sampler(3_000, sampling, seed=1)
    other.state = stream.state
    for size in after:
        assert np.array_equal(stream.next_batch(size), other.next_batch(size))
