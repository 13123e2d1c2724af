import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.images import Images
from core.inspection import (
    UntrainedOutputs,
    activation_histogram,
    histogram,
    learning_pace,
    rms,
    update_sizes_of_step,
    weight_histograms,
)
from core.mnist import Dataset
from core.optimizers import Adam, Momentum
from core.parameters import parameters_from
from core.training import TrainingConfig, train
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL


def network(activation="sigmoid", std=0.5):
    return TwoLayerNet(6, 5, 3, std, activation=activation, rng=np.random.default_rng(0))


IMAGES = np.random.default_rng(1).integers(0, 256, (50, 6)).astype(np.uint8)


def test_that_each_value_is_counted_in_its_bin():
    found = histogram([0, 0.5, 1, 1.5, 2, 5, np.nan, np.inf, -1], bins=2, value_range=(0, 2))
    assert found.counts.tolist() == [2, 3]
    assert found.edges.tolist() == [0, 1, 2]


def test_that_without_a_range_0_is_in_the_middle_and_all_is_counted():
    found = histogram([-3, 1, 2], bins=6)
    assert found.edges[[0, 3, -1]].tolist() == [-3, 0, 3]
    assert found.counts.sum() == 3
    assert histogram([0.0, 0.0], bins=3).counts.tolist() == [0, 2, 0]
    assert histogram([], bins=3).counts.tolist() == [0, 0, 0]


def test_that_all_weights_are_counted_by_name():
    counts = {name: found.counts.sum() for name, found in weight_histograms(network(), 10).items()}
    assert counts == {"W1": 30, "b1": 5, "W2": 15, "b2": 3}


@pytest.mark.parametrize("activation", ALL)
def test_that_activations_are_counted_as_a_loop_counts_them(activation):
    net = network(activation)
    found = activation_histogram(net, IMAGES, bins=4)
    counts = Counter()
    for image in IMAGES:
        for output in net.hidden(image / 255):
            counts[min(3, int(np.searchsorted(found.edges, np.float32(output), side="right")) - 1)] += 1
    assert found.counts.tolist() == [counts[number] for number in range(4)]
    assert found.edges[0] == ACTIVATIONS[activation].limits[0]
    assert found.counts.sum() == 50 * 5


def test_that_more_images_than_a_slice_are_all_counted():
    many = np.tile(IMAGES, (90, 1))
    assert np.array_equal(
        activation_histogram(network(), many).counts, 90 * activation_histogram(network(), IMAGES).counts
    )


@pytest.mark.parametrize("activation", ALL)
def test_that_the_outputs_of_an_untrained_network_are_summed_up(activation):
    net = network(activation)
    outputs = [float(np.float32(value)) for image in IMAGES for value in net.hidden(image / 255)]
    found = UntrainedOutputs.of(net, IMAGES, bins=4)
    assert (found.lowest, found.highest) == pytest.approx((min(outputs), max(outputs)), rel=1e-5)
    assert found.zeros == sum(1 for value in outputs if value == 0) / len(outputs)
    assert found.histogram.counts.tolist() == activation_histogram(net, IMAGES, bins=4).counts.tolist()


def test_that_the_pace_is_that_of_the_update():
    before = {"W1": [[3.0, -3.0]], "b1": [0.0], "b2": [0.0]}
    after = {"W1": [[2.7, -2.7]], "b1": [0.5], "b2": [0.0]}
    gradient = {"W1": [[3.0, -4.0]], "b1": [-5.0], "b2": [0.0]}
    pace = learning_pace(before, after, gradient)
    assert pace["W1"].rms_weight == 3
    assert pace["W1"].rms_gradient == pytest.approx(math.sqrt(12.5))
    assert pace["W1"].rms_update == pytest.approx(0.3)
    assert pace["W1"].update_to_weight == pytest.approx(0.1)
    assert pace["b1"].update_to_weight == math.inf
    assert pace["b2"].update_to_weight == 0


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=5))
def test_that_the_root_mean_square_is_that_of_exact_arithmetic(values):
    assert rms(values) == pytest.approx(math.hypot(*values) / math.sqrt(len(values)), rel=1e-12, abs=1e-320)
    assert rms([]) == 0
    assert math.isnan(rms([*values, math.nan]))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"optimizer": Momentum(), "learning_rate": 0.02, "schedule": "cosine"},
        {"optimizer": Adam(), "learning_rate": 0.003, "subtract_mean": True, "activation": "relu"},
    ],
)
def test_that_the_pace_of_a_step_is_that_of_the_step_that_training_takes(settings):
    rng = np.random.default_rng(3)
    images = rng.integers(0, 256, (40, 784), dtype=np.uint8)
    labels = np.arange(40, dtype=np.uint8) % 10
    data = Dataset(Images.of(images), labels, Images.of(images[:10]), labels[:10], "noise")
    # One batch of all images, in whatever order: training takes the same step from it.
    config = TrainingConfig(
        hidden_size=4, batch_size=40, sampling="shuffle", iterations=9, weight_init_std=0.1, **settings
    )
    checkpoints = [step.checkpoint() for step in train(config, data, evaluate=False)]
    before, after = checkpoints[4:6]
    parts = parameters_from(before.parameters, before.sizes)
    found = update_sizes_of_step(
        parts,
        config,
        images,
        labels,
        iteration=before.iteration,
        state=before.optimizer_state,
        mean_image=before.mean_image,
    )
    changes = parameters_from(after.parameters.astype(float) - before.parameters, before.sizes)
    for name, array, change in zip(("W1", "b1", "W2", "b2"), parts[1:], changes[1:], strict=True):
        assert found[name].rms_weight == pytest.approx(rms(array))
        assert found[name].rms_update == pytest.approx(rms(change), rel=1e-3)
        assert found[name].update_to_weight == pytest.approx(rms(change) / rms(array), rel=1e-3)
