import numpy as np
import pytest

from core import forward_pass, training_step
from core.parameters import parameters_of
from core.training_step import Backpropagation, NumericalDifferences
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL

SIZES = (12, 7, 4)


def problem(activation: str = "sigmoid", samples: int = 9, seed: int = 0):
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(*SIZES, 0.5, activation=activation, rng=rng)
    net.params["b1"] = rng.standard_normal(7)
    images = rng.integers(0, 256, size=(samples, 12)).astype(np.uint8)
    return net, images, rng.integers(4, size=samples).astype(np.uint8)


def flat(gradient) -> np.ndarray:
    return np.concatenate([gradient[name].ravel() for name in ("W1", "b1", "W2", "b2")])


@pytest.mark.parametrize("activation", ALL)
@pytest.mark.parametrize("mean_image", [None, np.linspace(0, 255, 12)])
def test_that_backpropagation_in_float32_is_that_of_the_network(activation, mean_image):
    net, images, labels = problem(activation)
    x = (images - (0 if mean_image is None else mean_image)) / 255
    parameters = parameters_of(net, np.float32)
    loss, gradient = Backpropagation(SIZES, activation, mean_image)(parameters, images, labels)
    assert gradient.dtype == np.float32
    assert loss == pytest.approx(net.loss(x, labels), rel=1e-6)
    assert np.allclose(gradient, flat(net.gradient(x, labels)), rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize(("down", "parts"), [(1, 1), (3, 1), (1, 2), (9, 6), (3, 12)])
def test_that_backpropagation_is_the_same_in_parts(monkeypatch, down, parts):
    monkeypatch.setattr(training_step, "parts_of_product", lambda length, others: parts)
    monkeypatch.setattr(forward_pass, "pieces_of_product", lambda rows, length, columns: (down, parts))
    net, images, labels = problem()
    mean_image = np.linspace(0, 255, 12)
    loss, gradient = Backpropagation(SIZES, "sigmoid", mean_image)(
        parameters_of(net, np.float32), images, labels
    )
    x = (images - mean_image) / 255
    assert loss == pytest.approx(net.loss(x, labels), rel=1e-6)
    assert np.allclose(gradient, flat(net.gradient(x, labels)), rtol=1e-4, atol=1e-7)


def test_that_differences_are_those_of_the_network():
    net, images, labels = problem()
    parameters = parameters_of(net, np.float64)
    loss, gradient = NumericalDifferences("sigmoid")(parameters, images, labels)
    assert loss == pytest.approx(net.loss(images / 255, labels), rel=1e-14)
    assert np.allclose(gradient, flat(net.numerical_gradient(images / 255, labels)), rtol=0, atol=1e-11)


@pytest.mark.parametrize("gradient_of", [Backpropagation(SIZES, "sigmoid"), NumericalDifferences("sigmoid")])
def test_that_a_factor_multiplies_the_gradient_and_not_the_loss(gradient_of):
    net, images, labels = problem()
    parameters = parameters_of(net, gradient_of.dtype)
    loss, gradient = gradient_of(parameters, images, labels)
    expected = -0.3 * gradient
    factor_loss, factor_gradient = gradient_of(parameters, images, labels, -0.3)
    assert factor_loss == loss
    assert np.allclose(factor_gradient, expected, rtol=1e-5, atol=1e-9)


def test_that_batches_may_differ_in_size():
    net, images, labels = problem()
    gradient_of = Backpropagation(SIZES, "sigmoid")
    parameters = parameters_of(net, np.float32)
    for samples in (9, 4, 1, 9):
        _, gradient = gradient_of(parameters, images[:samples], labels[:samples])
        expected = flat(net.gradient(images[:samples] / 255, labels[:samples]))
        assert np.allclose(gradient, expected, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("factor", [1e10, 1e30])
def test_that_scores_of_any_size_give_a_finite_loss(factor):
    net, images, labels = problem()
    parameters = parameters_of(net, np.float32)
    parameters.flat[:] *= factor
    with np.errstate(all="ignore"):
        loss, gradient = Backpropagation(SIZES, "sigmoid")(parameters, images, labels)
    assert 0 <= loss <= 16.2
    assert np.isfinite(gradient).all()


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("gradient_of", [Backpropagation(SIZES, "sigmoid"), NumericalDifferences("sigmoid")])
def test_that_the_last_columns_may_be_left_out_where_they_hold_no_ink(monkeypatch, gradient_of, parts):
    monkeypatch.setattr(training_step, "parts_of_product", lambda length, others: parts)
    monkeypatch.setattr(forward_pass, "pieces_of_product", lambda rows, length, columns: (3, parts))
    net, images, labels = problem()
    parameters = parameters_of(net, gradient_of.dtype)
    for columns in (8, 12, 4, 8):
        cropped = np.where(np.arange(12) < columns, images, 0)
        loss, gradient = gradient_of(parameters, images[:, :columns], labels)
        assert loss == pytest.approx(net.loss(cropped / 255, labels), rel=1e-6)
        assert np.allclose(gradient, flat(net.gradient(cropped / 255, labels)), rtol=1e-4, atol=1e-7)
