import numpy as np
import pytest

import resources
from core.correction import corrected, correction_sweep
from core.metrics import accuracy
from core.model_file import load_network
from core.two_layer_net import TwoLayerNet
from tests.generators import result_of


@pytest.fixture(scope="module")
def data(mnist_dataset):
    return mnist_dataset


@pytest.fixture(scope="module")
def network():
    return load_network(resources.path("models", "chapter.npz")).network


def test_that_one_step_moves_every_parameter_by_its_numerical_gradient(network, data):
    x = data.test_images[0] / 255
    step = corrected(network, x, 3, 0.05)
    gradient = network.numerical_gradient(x, 3)
    for name, array in network.params.items():
        np.testing.assert_allclose(step.after.params[name], array - 0.05 * gradient[name], atol=1e-5)


def test_that_the_network_itself_stays_as_it_is(network, data):
    before = {name: array.copy() for name, array in network.params.items()}
    step = corrected(network, data.test_images[0] / 255, 3, 0.5)
    assert step.before is network
    for name, array in before.items():
        assert np.array_equal(network.params[name], array)


def test_that_the_right_answer_gets_likelier_and_the_loss_says_how_much(network, data):
    x = data.test_images[0] / 255  # a 7
    step = corrected(network, x, 3, 0.1)
    assert step.probabilities_after[3] > step.probabilities_before[3]
    assert step.loss_before == pytest.approx(-np.log(step.probabilities_before[3] + 1e-7))
    assert step.loss_after == pytest.approx(-np.log(step.probabilities_after[3] + 1e-7))
    assert step.loss_after < step.loss_before
    assert np.array_equal(step.probabilities_after, step.after.predict(x))


def test_that_a_big_step_on_one_image_costs_accuracy_on_the_others(network, data):
    images, labels = data.test_images[:2000], data.test_labels[:2000]
    before, after = corrected(network, images[0] / 255, 3, 2.0).accuracies(images, labels)
    assert before == pytest.approx(accuracy(network, images, labels), abs=1e-3)
    assert after < before - 0.02


def test_that_a_wild_step_gives_numbers_and_no_warning(network, data):
    step = corrected(network, data.test_images[0] / 255, 3, 1e300)
    before, after = step.accuracies(data.test_images[:100], data.test_labels[:100])
    assert before > 0.9
    assert 0 <= after <= 1


@pytest.mark.parametrize(
    ("x", "label", "learning_rate", "said"),
    [
        (np.zeros(3), 0, 0.1, "one image of 4"),
        (np.zeros(4), 2, 0.1, "no class 2"),
        (np.zeros(4), 0, 0.0, "learning rate must be positive and finite"),
        (np.zeros(4), 0, np.nan, "learning rate must be positive and finite"),
    ],
)
def test_that_what_cannot_be_learnt_gets_a_sentence(x, label, learning_rate, said):
    with pytest.raises(ValueError, match=said):
        corrected(TwoLayerNet(4, 3, 2), x, label, learning_rate)


def test_that_a_sweep_is_the_step_at_each_of_its_rates(network, data):
    x, rates = data.test_images[0] / 255, [0.01, 0.3, 20.0]
    images, labels = data.test_images[:2500], data.test_labels[:2500]
    sweep = result_of(correction_sweep(network, x, 3, rates, images, labels))
    for place, rate in enumerate(rates):
        step = corrected(network, x, 3, rate)
        assert sweep.probabilities[place] == step.probabilities_after[3]
        assert sweep.accuracies[place] == pytest.approx(step.accuracies(images, labels)[1], abs=0.001)
    assert sweep.rates.tolist() == rates


def test_that_a_sweep_needs_images_with_labels(network, data):
    x = data.test_images[0] / 255
    with pytest.raises(ValueError, match="need as many labels"):
        next(correction_sweep(network, x, 3, [0.1], data.test_images[:5], data.test_labels[:4]))
    with pytest.raises(ValueError, match="learning rate"):
        next(correction_sweep(network, x, 3, [-0.1], data.test_images[:5], data.test_labels[:5]))
