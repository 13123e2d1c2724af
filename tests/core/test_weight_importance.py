import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.two_layer_net import TwoLayerNet
from core.weight_importance import least_important, mean_absolute_derivatives, most_important
from core.weight_influence import Weight, weight_influence
from tests.activations import ALL


def problem(seed, activation="sigmoid"):
    rng = np.random.default_rng(seed)
    network = TwoLayerNet(4, 3, 3, 0.5, activation=activation, rng=rng)
    network.params["b1"] = rng.standard_normal(3)
    return network, rng.standard_normal((6, 4)), rng.integers(3, size=6)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), activation=st.sampled_from(ALL))
def test_that_importance_is_the_mean_absolute_derivative_of_single_samples(seed, activation):
    network, x, labels = problem(seed, activation)
    importance = mean_absolute_derivatives(network, x, labels)
    for name, array in network.params.items():
        assert importance[name].shape == array.shape
        for index in np.ndindex(array.shape):
            weight = Weight(name, index)
            slopes = [
                weight_influence(network, x[n : n + 1], labels[n : n + 1], weight).loss_and_derivative(
                    [weight.of(network)]
                )[1][0]
                for n in range(len(x))
            ]
            assert importance[name][index] == pytest.approx(np.mean(np.abs(slopes)), rel=1e-9, abs=1e-12)


def test_that_the_places_are_sorted_with_equal_ones_in_order():
    importance = {
        "W1": np.array([[0.5, 0.0], [3.0, 0.5]]),
        "b1": np.array([0.0, 7.0]),
        "W2": np.array([[0.5]]),
        "b2": np.array([9.0]),
    }
    assert most_important(importance, 4) == (
        Weight("b2", (0,)),
        Weight("b1", (1,)),
        Weight("W1", (1, 0)),
        Weight("W1", (0, 0)),
    )
    assert least_important(importance, 3) == (Weight("W1", (0, 1)), Weight("b1", (0,)), Weight("W1", (0, 0)))
    assert len(most_important(importance, 100)) == 8
    assert most_important(importance) == (Weight("b2", (0,)),)


def test_that_weights_of_black_pixels_matter_least():
    network, x, labels = problem(0)
    x[:, 2] = 0
    assert least_important(mean_absolute_derivatives(network, x, labels), 3) == tuple(
        Weight("W1", (2, unit)) for unit in range(3)
    )


def test_that_bytes_are_scaled_and_misfits_refused():
    network, _, labels = problem(0)
    images = np.random.default_rng(1).integers(0, 256, (6, 4), dtype=np.uint8)
    of_bytes, of_floats = (mean_absolute_derivatives(network, x, labels) for x in (images, images / 255))
    assert np.array_equal(of_bytes["W1"], of_floats["W1"])
    with pytest.raises(ValueError, match="targets for outputs of shape"):
        mean_absolute_derivatives(network, images, labels[1:])
