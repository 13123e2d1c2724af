import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ablation import without
from core.hidden_units import (
    hidden_outputs,
    images_with_largest_outputs,
    losses_without_each_unit,
    output_ranges,
    unit_states,
)
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL
from tests.generators import result_of

IMAGES = np.random.default_rng(1).integers(0, 256, (50, 6)).astype(np.uint8)
LABELS = np.arange(50) % 3


def network(activation="sigmoid", std=0.5):
    return TwoLayerNet(6, 5, 3, std, activation=activation, rng=np.random.default_rng(0))


def states(net):
    return unit_states(hidden_outputs(net, IMAGES), net.activation)


@pytest.mark.parametrize("activation", ALL)
def test_that_outputs_are_those_of_the_network_image_by_image(activation):
    net = network(activation)
    many = np.tile(IMAGES, (50, 1))
    outputs = hidden_outputs(net, many)
    assert outputs.dtype == np.float32 and outputs.shape == (2500, 5)
    for row, image in zip(outputs, many[:50], strict=False):
        assert row == pytest.approx(net.hidden(image / 255), rel=1e-5)
    assert np.array_equal(outputs[:50], outputs[-50:])


def test_that_dead_relus_are_found():
    net = network("relu")
    net.params["b1"][2] = -100
    found = states(net)
    assert found.dead.tolist() == [not net.hidden(IMAGES / 255)[:, unit].any() for unit in range(5)]
    assert found.dead[2]
    assert not found.saturated.any()


def test_that_sigmoids_that_are_stuck_are_dead_and_those_that_only_jump_are_saturated():
    net = network()
    net.params["b1"][1] = 100  # always 1
    net.params["W1"][:, 3], net.params["b1"][3] = [4000, 0, 0, 0, 0, 0], -2000  # 0 or 1, by the first pixel
    found = states(net)
    assert found.dead.tolist() == [False, True, False, False, False]
    assert found.saturated.tolist() == [False, False, False, True, False]


def test_that_steps_that_never_change_are_dead():
    net = network("step")
    net.params["b1"][:] = [-100, 100, 0, 0, 0]
    assert states(net).dead[:2].all()
    with pytest.raises(ValueError, match="without images"):
        unit_states(np.empty((0, 5)), "sigmoid")


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=20), st.integers(0, 25))
def test_that_no_image_left_out_has_a_larger_output(column, count):
    outputs = np.array([[0.0, value] for value in column], dtype=np.float32)
    chosen = images_with_largest_outputs(outputs, 1, count)
    assert len(chosen) == min(count, len(column))
    values = [column[k] for k in chosen]
    assert values == sorted(column, reverse=True)[: len(chosen)]
    pairs = [(-column[k], k) for k in chosen]
    assert pairs == sorted(pairs)


def test_that_one_output_in_twenty_is_beyond_either_end_of_its_range():
    outputs = np.stack([np.arange(101), 2.0 * np.arange(101)[::-1]], axis=1)
    ranges = output_ranges(outputs)
    assert ranges.low.tolist() == [5, 10]
    assert ranges.median.tolist() == [50, 100]
    assert ranges.high.tolist() == [95, 190]


@pytest.mark.parametrize("activation", ALL)
def test_that_losses_without_a_unit_are_those_of_the_network_without_it(activation):
    net = network(activation, 1.0)
    many, labels = np.tile(IMAGES, (50, 1)), np.tile(LABELS, 50)
    losses = result_of(losses_without_each_unit(net, many, labels))
    for unit in range(5):
        assert losses[unit] == pytest.approx(without(net, units=[unit]).loss(many / 255, labels), rel=1e-5)
    assert losses[5] == pytest.approx(net.loss(many / 255, labels), rel=1e-5)


def test_that_images_without_a_label_each_are_refused():
    with pytest.raises(ValueError, match="do not fit labels"):
        next(losses_without_each_unit(network(), IMAGES, LABELS[:3]))
    with pytest.raises(ValueError, match="do not fit labels"):
        next(losses_without_each_unit(network(), IMAGES[:0], LABELS[:0]))
