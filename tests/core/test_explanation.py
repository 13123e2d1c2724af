import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from core.explanation import flip_prediction, numerical_pixel_gradient, pixel_evidence, pixel_gradient
from core.model_file import load_network
from core.two_layer_net import TwoLayerNet
from tests import by_hand
from tests.activations import ALL


def random_network(seed, activation="sigmoid", inputs=30):
    rng = np.random.default_rng(seed)
    network = TwoLayerNet(inputs, 12, 5, 1.0, activation=activation, rng=rng)
    network.params["b1"] += rng.standard_normal(12)
    network.params["b2"] += rng.standard_normal(5)
    return network, rng.random(inputs) * (rng.random(inputs) < 0.7)


@given(st.integers(0, 2**32 - 1), st.sampled_from(ALL))
def test_that_the_evidence_of_all_pixels_adds_up_to_the_lead(seed, activation):
    network, x = random_network(seed, activation)
    parts = pixel_evidence(network, x, 1, 3)
    scores, blank = network.scores(x), network.scores(np.zeros(30))
    assert parts.lead == pytest.approx(scores[1] - scores[3], abs=1e-9)
    assert parts.blank == pytest.approx(blank[1] - blank[3], abs=1e-9)
    assert parts.pixels.sum() + parts.blank == pytest.approx(parts.lead, abs=1e-9)
    assert np.all(parts.pixels[x == 0] == 0)


@given(st.integers(0, 2**32 - 1))
def test_that_the_evidence_is_the_gradient_integrated_from_the_blank_image(seed):
    network, x = random_network(seed)
    places, weights = np.polynomial.legendre.leggauss(60)  # of the integral from -1 to 1
    mean = weights / 2 @ [pixel_gradient(network, (1 + place) / 2 * x, 0, 2) for place in places]
    np.testing.assert_allclose(pixel_evidence(network, x, 0, 2).pixels, x * mean, atol=1e-6)


@given(st.integers(0, 2**32 - 1))
def test_that_swapping_the_classes_turns_the_evidence_round(seed):
    network, x = random_network(seed)
    one, other = pixel_evidence(network, x, 4, 2), pixel_evidence(network, x, 2, 4)
    np.testing.assert_allclose(one.pixels, -other.pixels)
    assert one.lead == pytest.approx(-other.lead)


def test_that_a_unit_that_does_not_move_still_counts_by_its_slope():
    network = TwoLayerNet(2, 1, 2, rng=np.random.default_rng(0))
    network.params.update(W1=np.array([[1.0], [-1.0]]), W2=np.array([[4.0, 0.0]]))
    # The pixels cancel out: each has its value times the slope of sigmoid at 0 times the weight.
    assert pixel_evidence(network, [1.0, 1.0], 0, 1).pixels.tolist() == [1, -1]


@given(st.integers(0, 2**32 - 1))
def test_that_both_gradients_agree(seed):
    network, x = random_network(seed)
    exact = pixel_gradient(network, x, 0, 1)
    np.testing.assert_allclose(numerical_pixel_gradient(network, x, 0, 1), exact, rtol=1e-5, atol=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(0, 4))
def test_that_the_changes_flip_the_prediction_and_none_can_be_left_out(seed, target):
    network, x = random_network(seed)
    before = x.copy()
    if network.scores(x).argmax() == target:
        with pytest.raises(ValueError, match=f"answer is {target} already"):
            flip_prediction(network, x, target)
        return
    change = flip_prediction(network, x, target)
    for pixel, value in zip(change.pixels, change.values, strict=True):
        assert value in (0, 1)
        x[pixel] = value
    assert np.array_equal(x, change.image)
    assert len(set(change.pixels)) == len(change.pixels)
    assert change.succeeded == (by_hand.prediction(network, x) == target)
    assert change.target == target
    assert not np.array_equal(before, x)
    for pixel in change.pixels if change.succeeded else ():
        without = x.copy()
        without[pixel] = before[pixel]
        assert by_hand.prediction(network, without) != target


def test_that_a_few_pixels_flip_the_prediction_of_a_trained_network(mnist_dataset):
    network = load_network(resources.path("models", "chapter.npz")).network
    for image in mnist_dataset.test_images[:20] / 255:
        change = flip_prediction(network, image)
        ranks = np.argsort(-network.scores(image))
        assert change.succeeded
        assert change.target == ranks[1]
        assert network.scores(change.image).argmax() == ranks[1]
        assert 1 <= len(change.pixels) < 60


def test_that_a_prediction_that_no_pixel_reaches_is_not_flipped():
    network = TwoLayerNet(3, 2, 2, rng=np.random.default_rng(0))
    network.params["W1"][:] = 0
    network.params["b2"][:] = [1, 0]
    change = flip_prediction(network, np.zeros(3))
    assert not change.succeeded
    assert change.pixels.size == 0
    assert change.target == 1


def test_that_a_wrong_class_or_a_batch_gets_a_sentence():
    network, x = random_network(0)
    with pytest.raises(ValueError, match="no class 5"):
        pixel_evidence(network, x, 5, 0)
    with pytest.raises(ValueError, match="no class -1"):
        flip_prediction(network, x, -1)
    with pytest.raises(ValueError, match="one image of 30"):
        pixel_gradient(network, x[np.newaxis], 0, 1)
    with pytest.raises(ValueError, match="one image of 30"):
        flip_prediction(network, x[:5])
