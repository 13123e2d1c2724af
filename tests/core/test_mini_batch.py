from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mini_batch import (
    batch_means,
    draw_batch,
    expected_spread,
    losses_in_slices,
    losses_of_samples,
    network_inputs,
)
from core.two_layer_net import TwoLayerNet
from tests.generators import result_of, run_to_end

SAMPLINGS = ("replacement", "shuffle")


@pytest.fixture
def images():
    return np.random.default_rng(1).integers(0, 256, (23, 12), dtype=np.uint8)


@pytest.fixture
def labels():
    return np.random.default_rng(2).integers(0, 4, 23).astype(np.uint8)


@pytest.fixture
def network():
    return TwoLayerNet(12, 5, 4, 1.0, rng=np.random.default_rng(3))


def test_that_each_sample_has_the_loss_that_it_has_alone(network, images, labels):
    losses = losses_of_samples(network, images, labels)
    alone = [network.loss(image / 255, label) for image, label in zip(images, labels, strict=True)]
    assert losses.dtype == np.float64
    assert losses == pytest.approx(np.array(alone), rel=1e-12)
    assert losses.mean() == pytest.approx(network.loss(images / 255, labels), rel=1e-13)


@pytest.mark.parametrize(("slice_size", "slices"), [(1, 23), (10, 3), (23, 1), (1000, 1)])
def test_that_slices_give_what_the_whole_gives(network, images, labels, slice_size, slices):
    losses, pauses = run_to_end(losses_in_slices(network, images, labels, slice_size))
    assert len(pauses) == slices
    assert losses == pytest.approx(losses_of_samples(network, images, labels), rel=1e-12)


def test_that_only_bytes_are_scaled():
    assert network_inputs(np.array([0, 51, 255], np.uint8)).tolist() == [0, 0.2, 1]
    assert network_inputs(np.float32([0.5, 2])).tolist() == [0.5, 2]
    assert network_inputs([0, 3]).dtype == np.float64


def test_that_images_without_fitting_labels_are_refused(network, images, labels):
    with pytest.raises(ValueError, match="do not fit labels"):
        next(losses_in_slices(network, images, labels[1:]))
    with pytest.raises(ValueError, match="do not fit labels"):
        next(losses_in_slices(network, images[:0], labels[:0]))
    with pytest.raises(ValueError, match="at least one image"):
        next(losses_in_slices(network, images, labels, 0))


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 60), size=st.integers(1, 60), data=st.data())
def test_that_a_smaller_batch_is_the_beginning_of_a_larger_one(seed, count, size, data):
    sampling = data.draw(st.sampled_from(SAMPLINGS))
    size = min(size, count) if sampling == "shuffle" else size
    batch = draw_batch(np.random.default_rng(seed), count, size, sampling)
    smaller = draw_batch(np.random.default_rng(seed), count, data.draw(st.integers(1, size)), sampling)
    assert batch.shape == (size,)
    assert 0 <= batch.min() <= batch.max() < count
    assert np.array_equal(smaller, batch[: len(smaller)])
    if sampling == "shuffle":
        assert len(set(batch.tolist())) == size


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_that_the_hundred_means_are_of_batches_drawn_one_by_one(sampling):
    losses = np.random.default_rng(5).exponential(size=400)
    means = result_of(batch_means(np.random.default_rng(6), losses, 30, 100, sampling)).means
    rng = np.random.default_rng(6)
    assert means.tolist() == [losses[draw_batch(rng, 400, 30, sampling)].mean() for _ in range(100)]


@given(losses=st.lists(st.floats(0, 10), min_size=1, max_size=5), size=st.integers(1, 5), data=st.data())
def test_that_the_theory_is_the_spread_over_all_possible_batches(losses, size, data):
    sampling = data.draw(st.sampled_from(SAMPLINGS))
    if sampling == "shuffle":
        size = min(size, len(losses))
        possible = list(combinations(losses, size))
    else:
        size = min(size, 4)
        possible = list(product(losses, repeat=size))
    means = np.array([np.mean(batch) for batch in possible])
    drawn = result_of(batch_means(np.random.default_rng(0), losses, size, 7, sampling))
    assert drawn.expected_spread == pytest.approx(means.std(), rel=1e-6, abs=1e-7)
    if means.std() > 1e-3:
        fourth = np.mean((means - means.mean()) ** 4)
        of_variance = (fourth - means.var() ** 2 * (7 - 3) / (7 - 1)) / 7
        assert drawn.spread_error == pytest.approx(np.sqrt(of_variance) / (2 * means.std()), rel=1e-6)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("size", [1, 10, 100, 900])
def test_that_the_spread_agrees_with_theory_within_its_error(sampling, size):
    losses = np.random.default_rng(7).exponential(size=1000) ** 2
    drawn = [
        result_of(batch_means(np.random.default_rng(seed), losses, size, 100, sampling)) for seed in range(60)
    ]
    misses = [(each.spread - each.expected_spread) / each.spread_error for each in drawn]
    assert abs(np.mean(misses)) < 0.6
    assert 0.6 < np.std(misses) < 1.4


def test_that_a_batch_of_all_samples_in_another_order_has_no_spread():
    drawn = result_of(batch_means(np.random.default_rng(0), np.arange(50.0), 50, 20, "shuffle"))
    assert drawn.expected_spread == drawn.spread_error == 0
    assert drawn.spread < 1e-12


def test_that_the_spread_narrows_by_the_root_of_the_batch_size():
    losses = np.random.default_rng(8).random(10_000)
    spreads = expected_spread(losses, [1, 4, 10_000], "replacement")
    assert spreads == pytest.approx(losses.std() / np.array([1, 2, 100]))
    assert expected_spread(losses, [1, 10_000], "shuffle") == pytest.approx([losses.std(), 0])


@pytest.mark.parametrize(
    ("size", "batches", "sampling", "sentence"),
    [
        (0, 5, "replacement", "at least one sample, got 0"),
        (6, 5, "shuffle", "a shuffle of 5 samples has no batch of 6"),
        (1, 1, "replacement", "at least two batches"),
        (1, 5, "neither", "replacement, shuffle, got 'neither'"),
    ],
)
def test_that_a_batch_that_cannot_be_drawn_is_refused(size, batches, sampling, sentence):
    with pytest.raises(ValueError, match=sentence):
        next(batch_means(np.random.default_rng(0), np.arange(5.0), size, batches, sampling))
