import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evidence import evidence, unit_input
from core.two_layer_net import TwoLayerNet
from tests.activations import WITH_SLOPE


@given(st.integers(0, 2**32 - 1), st.sampled_from(WITH_SLOPE))
def test_that_the_contributions_and_the_bias_add_up_to_the_score(seed, activation):
    rng = np.random.default_rng(seed)
    network = TwoLayerNet(784, 50, 10, 1.0, activation=activation, rng=rng)
    network.params["b2"] += rng.standard_normal(10)
    x = rng.random(784)
    for label in range(10):
        parts = evidence(network, x, label)
        assert parts.contributions.sum() + parts.bias == pytest.approx(parts.score, rel=1e-12, abs=1e-9)
        assert parts.score == network.scores(x)[label]


def test_that_the_strongest_units_come_first_and_on_their_own_side():
    network = TwoLayerNet(2, 6, 3, rng=np.random.default_rng(0))
    network.params["W1"][:] = 0
    network.params["W2"][:, 1] = [0.5, -2.0, 0.0, 3.0, -0.5, 1.0]
    parts = evidence(network, [0, 0], 1)  # every activation is sigmoid(0) = 0.5
    assert parts.contributions.tolist() == [0.25, -1.0, 0.0, 1.5, -0.25, 0.5]
    assert parts.strongest_for(5).tolist() == [3, 5, 0]
    assert parts.strongest_against(5).tolist() == [1, 4]
    assert parts.strongest_for(2).tolist() == [3, 5]


def test_that_a_wrong_class_or_a_batch_gets_a_sentence():
    network = TwoLayerNet(4, 3, 2)
    with pytest.raises(ValueError, match="no class 2"):
        evidence(network, np.zeros(4), 2)
    with pytest.raises(ValueError, match="one sample of 4"):
        evidence(network, np.zeros((1, 4)), 0)


@pytest.mark.parametrize("activation", WITH_SLOPE)
def test_that_what_goes_into_a_unit_makes_its_output(activation):
    rng = np.random.default_rng(3)
    network = TwoLayerNet(20, 6, 3, 1.0, activation=activation, rng=rng)
    network.params["b1"] += rng.standard_normal(6)
    x = rng.random(20)
    for unit in range(6):
        found = unit_input(network, x, unit)
        assert found.products.sum() + found.bias == pytest.approx(found.total, abs=1e-12)
        assert found.output == pytest.approx(network.hidden(x)[unit], abs=1e-12)
    with pytest.raises(ValueError, match="no hidden unit 6"):
        unit_input(network, x, 6)
    with pytest.raises(ValueError, match="one sample of 20"):
        unit_input(network, x[:3], 0)
