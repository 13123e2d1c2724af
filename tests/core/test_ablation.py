import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ablation import accuracies_without_each_unit, without
from core.metrics import accuracy
from core.two_layer_net import TwoLayerNet


def random_network(seed=0, inputs=9):
    rng = np.random.default_rng(seed)
    network = TwoLayerNet(inputs, 6, 4, 1.0, rng=rng)
    network.params["b1"] += rng.standard_normal(6)
    network.params["b2"] += rng.standard_normal(4)
    return network, rng


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 5)))
def test_that_units_switched_off_are_missing_from_the_scores(seed, units):
    network, rng = random_network(seed)
    x = rng.random((5, 9))
    hidden = network.hidden(x)
    hidden[:, list(units)] = 0
    expected = hidden @ network.params["W2"] + network.params["b2"]
    np.testing.assert_allclose(without(network, units=units).scores(x), expected, atol=1e-12)


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 8)))
def test_that_pixels_switched_off_count_as_black(seed, pixels):
    network, rng = random_network(seed)
    x = rng.random((5, 9))
    dark = x.copy()
    dark[:, list(pixels)] = 0
    np.testing.assert_allclose(without(network, pixels=pixels).scores(x), network.scores(dark), atol=1e-12)


def test_that_the_network_itself_stays_as_it_is():
    network, _ = random_network()
    before = {name: array.copy() for name, array in network.params.items()}
    without(network, units=range(6), pixels=range(9))
    assert all(np.array_equal(network.params[name], array) for name, array in before.items())


def test_that_the_accuracies_are_those_of_the_networks_without_one_unit():
    network, rng = random_network(3, inputs=16)
    images = rng.integers(0, 256, (2500, 16), dtype=np.uint8)
    labels = network.scores(images / 255 + rng.normal(0, 0.3, images.shape)).argmax(axis=1)
    one_by_one = [accuracy(without(network, units=[unit]), images, labels) for unit in range(6)]
    assert accuracies_without_each_unit(network, images, labels) == pytest.approx(one_by_one, abs=1e-3)


def test_that_what_there_is_not_gets_a_sentence():
    network, _ = random_network()
    with pytest.raises(ValueError, match="no hidden unit 6: they are 0 to 5"):
        without(network, units=[0, 6])
    with pytest.raises(ValueError, match="no pixel -1"):
        without(network, pixels=[-1])
    with pytest.raises(ValueError, match="as many labels"):
        accuracies_without_each_unit(network, np.zeros((2, 9), np.uint8), [1])
    with pytest.raises(ValueError, match="as many labels"):
        accuracies_without_each_unit(network, np.zeros((0, 9), np.uint8), [])
