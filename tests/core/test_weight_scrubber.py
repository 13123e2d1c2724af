import numpy as np
import pytest

import resources
from core.model_file import load_network
from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight, weight_influence
from core.weight_scrubber import scrub
from tests.generators import result_of, run_to_end


@pytest.mark.parametrize(("slice_size", "slices"), [(1, 25), (10, 3), (100, 1)])
@pytest.mark.parametrize(
    "weight", [Weight("W1", (3, 1)), Weight("b1", (0,)), Weight("W2", (2, 0)), Weight("b2", (1,))]
)
def test_that_slices_give_what_the_whole_gives(weight, slice_size, slices):
    rng = np.random.default_rng(1)
    network = TwoLayerNet(4, 3, 4, 1.0, rng=rng)
    images = rng.integers(0, 256, (25, 4), dtype=np.uint8)
    labels = rng.integers(4, size=25).astype(np.uint8)
    values = np.linspace(-2, 2, 33)
    result, pauses = run_to_end(scrub(network, images, labels, weight, values, slice_size))
    whole = weight_influence(network, images / 255, labels, weight)
    losses, derivatives = whole.loss_and_derivative(values)
    assert len(pauses) == slices
    assert np.array_equal(result.values, values)
    assert result.losses == pytest.approx(losses, rel=1e-13)
    assert result.derivatives == pytest.approx(derivatives, rel=1e-11, abs=1e-14)
    assert result.accuracy_stairs.edges == pytest.approx(whole.accuracy_stairs().edges, rel=1e-12)
    assert np.array_equal(result.accuracy_stairs.levels, whole.accuracy_stairs().levels)
    assert result.influence.loss_and_derivative([0.5])[0] == pytest.approx(
        whole.loss_and_derivative([0.5])[0]
    )


def test_that_the_trained_network_on_real_images_agrees_with_brute_force(mnist_dataset):
    network = load_network(resources.path("models") / "chapter.npz").network
    images, labels = mnist_dataset.test_images[:200], mnist_dataset.test_labels[:200]
    rng = np.random.default_rng(0)
    for weight in (Weight("W1", (408, 7)), Weight("b1", (3,)), Weight("W2", (7, 3)), Weight("b2", (9,))):
        here = weight.of(network)
        result = result_of(scrub(network, images, labels, weight, here + rng.uniform(-9, 9, 12)))
        for value, loss in zip(result.values, result.losses, strict=True):
            params = {name: array.copy() for name, array in network.params.items()}
            params[weight.name][weight.index] = value
            brute_force = TwoLayerNet.from_params(params)
            assert loss == pytest.approx(brute_force.loss(images / 255, labels), abs=1e-12)
            assert result.accuracy_stairs.at(value) == brute_force.accuracy(images / 255, labels)


def test_that_no_images_and_no_slices_are_refused():
    network, weight = TwoLayerNet(4, 3, 4), Weight("b2", (0,))
    with pytest.raises(ValueError, match="do not fit labels"):
        result_of(scrub(network, np.ones((0, 4)), np.array([], int), weight, [0.0]))
    with pytest.raises(ValueError, match="at least one image"):
        next(scrub(network, np.ones((1, 4)), [0], weight, [0.0], 0))
