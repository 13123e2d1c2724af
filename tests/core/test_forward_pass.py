import numpy as np
import pytest

from core import forward_pass
from core.forward_pass import ForwardPass
from core.parameters import parameters_of
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL

SIZES = (12, 7, 4)


def problem(activation: str = "sigmoid", samples: int = 9):
    rng = np.random.default_rng(0)
    net = TwoLayerNet(*SIZES, 0.5, activation=activation, rng=rng)
    net.params["b1"] = rng.standard_normal(7)
    images = rng.integers(0, 256, size=(samples, 12)).astype(np.uint8)
    return net, images, rng.integers(4, size=samples).astype(np.uint8)


@pytest.mark.parametrize("activation", ALL)
def test_that_the_forward_pass_gives_the_scores_of_the_network(activation):
    net, images, _ = problem(activation)
    forward = ForwardPass(9, SIZES, activation)
    for rows in (images, images[::-1]):
        scores = forward(parameters_of(net, np.float32), rows)
        assert np.allclose(scores.T, net.scores(rows / 255), rtol=1e-5, atol=1e-6)
        assert np.allclose(forward.hidden, net.hidden(rows / 255), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("across", [1, 2])
def test_that_the_last_columns_may_be_left_out_where_they_hold_no_ink(monkeypatch, across):
    monkeypatch.setattr(forward_pass, "pieces_of_product", lambda rows, length, columns: (3, across))
    net, images, _ = problem()
    images[:, 8:] = 0
    parameters = parameters_of(net, np.float32)
    forward = ForwardPass(9, SIZES, "sigmoid")
    for columns in (8, 12, 10, 8):
        scores = forward(parameters, images[:, :columns])
        assert np.allclose(scores.T, net.scores(images / 255), rtol=1e-5, atol=1e-6)
        assert np.array_equal(forward.images, images[:, :columns])


def test_that_a_mean_image_is_subtracted():
    net, images, _ = problem()
    mean_image = np.linspace(0, 255, 12, dtype=np.float32)
    scores = ForwardPass(9, SIZES, "sigmoid", mean_image)(parameters_of(net, np.float32), images)
    assert np.allclose(scores.T, net.scores((images - mean_image) / 255), rtol=1e-5, atol=1e-6)


def test_that_a_pass_forgets_a_diverged_one():
    net, images, _ = problem()
    parameters, diverged = parameters_of(net, np.float32), parameters_of(net, np.float32)
    diverged.flat[:] = np.nan
    forward = ForwardPass(9, SIZES, "sigmoid")
    assert np.isnan(forward(diverged, images)).all()
    assert np.allclose(forward(parameters, images).T, net.scores(images / 255), rtol=1e-5, atol=1e-6)


def test_that_rows_of_any_number_of_lines_lie_apart():
    rng = np.random.default_rng(0)
    net = TwoLayerNet(64, 7, 4, 0.5, rng=rng)
    images = rng.integers(0, 256, (9, 64), dtype=np.uint8)
    parameters, forward = parameters_of(net, np.float32), ForwardPass(9, net.sizes, "sigmoid")
    for columns in (32, 64, 48, 16, 32):
        cropped = np.where(np.arange(64) < columns, images, 0)
        scores = forward(parameters, images[:, :columns])
        assert np.allclose(scores.T, net.scores(cropped / 255), rtol=1e-5, atol=1e-6)
        assert forward.images.strides[0] // 64 % 2 == 1
