import numpy as np
import pytest

from core import accuracy
from core.accuracy import share_of_right_answers
from core.images import Images
from core.two_layer_net import TwoLayerNet

INPUTS, HIDDEN, CLASSES = 16, 6, 4


def images_and_labels(count):
    rng = np.random.default_rng(count)
    return (
        rng.integers(0, 256, (count, INPUTS), dtype=np.uint8),
        rng.integers(0, CLASSES, count, dtype=np.uint8),
    )


@pytest.mark.parametrize("processors", [1, 3, 64])
@pytest.mark.parametrize("count", [1, 999, 5_001, 23_457])
def test_that_every_image_counts_once_in_any_number_of_threads(monkeypatch, processors, count):
    monkeypatch.setattr(accuracy, "processors", lambda: processors)
    network = TwoLayerNet(INPUTS, HIDDEN, CLASSES, 1.0, rng=np.random.default_rng(1))
    images, labels = images_and_labels(count)
    scores = network.predict(images / 255)
    best = np.sort(scores, axis=1)[:, -2:]
    assert (best[:, 1] - best[:, 0] > 1e-5).all()  # so that float32 may not answer otherwise
    assert share_of_right_answers(network, Images.of(images), labels) == np.mean(
        scores.argmax(axis=1) == labels
    )


def test_that_images_of_little_ink_count_once_wherever_it_is():
    network = TwoLayerNet(64, HIDDEN, CLASSES, 1.0, rng=np.random.default_rng(1))
    rng = np.random.default_rng(2)
    images = np.zeros((7_000, 64), np.uint8)
    places = rng.integers(0, 56, len(images))[:, np.newaxis] + np.arange(8)
    np.put_along_axis(images, places, rng.integers(1, 256, places.shape).astype(np.uint8), axis=1)
    images[:10] = 0
    labels = rng.integers(0, CLASSES, len(images), dtype=np.uint8)
    answers = network.predict(images / 255).argmax(axis=1)
    expected = np.mean(answers == labels)
    assert share_of_right_answers(network, Images.of(images), labels) == pytest.approx(expected, abs=1e-3)
    assert share_of_right_answers(network, Images.of(images), answers.astype(np.uint8)) >= 0.999


def test_that_a_diverged_network_is_measured_without_a_warning():
    network = TwoLayerNet(INPUTS, HIDDEN, CLASSES, 1.0, rng=np.random.default_rng(1))
    network.params["W1"][:] = 1e300
    network.params["W2"][0] = np.nan
    images, labels = images_and_labels(12_000)
    assert share_of_right_answers(network, Images.of(images), labels) == np.mean(labels == 0)
