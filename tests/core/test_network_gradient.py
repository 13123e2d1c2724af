import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network_gradient import (
    loss_and_numerical_gradient,
    numerical_derivative,
    numerical_gradient,
    numerical_gradient_one_at_a_time,
)
from core.two_layer_net import TwoLayerNet
from tests.activations import ALL


def problem(seed: int, sizes=(7, 4, 3), samples: int = 5, std: float = 1.0, activation: str = "sigmoid"):
    """A network, and images of few grey levels, many pixels of which are 0."""
    rng = np.random.default_rng(seed)
    net = TwoLayerNet(*sizes, std, activation=activation, rng=rng)
    net.params["b1"] = rng.standard_normal(sizes[1])
    net.params["b2"] = rng.standard_normal(sizes[2])
    x = rng.integers(0, 4, size=(samples, sizes[0])) / 3
    return net, x, rng.integers(sizes[2], size=samples)


def loss_of(net: TwoLayerNet, x, t):
    return lambda params: TwoLayerNet.from_params(params, activation=net.activation).loss(x, t)


def loss_in_extended_precision(params, x, labels, activation):
    W1, b1, W2, b2 = (np.asarray(params[name], np.longdouble) for name in ("W1", "b1", "W2", "b2"))
    units = x.astype(np.longdouble) @ W1 + b1
    hidden = np.tanh(units) if activation == "tanh" else 1 / (1 + np.exp(-units))
    exponentials = np.exp(hidden @ W2 + b2)
    y = exponentials[np.arange(len(labels)), labels] / exponentials.sum(axis=1)
    return -np.log(y + np.longdouble("1e-7")).mean()


@settings(deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.tuples(st.integers(1, 8), st.integers(1, 5), st.integers(1, 4)),
    samples=st.integers(1, 6),
    std=st.floats(0, 3),
    activation=st.sampled_from(ALL),
)
def test_that_it_is_the_difference_that_one_parameter_at_a_time_gives(seed, sizes, samples, std, activation):
    net, x, t = problem(seed, sizes, samples, std, activation)
    fast = numerical_gradient(net.params, x, t, activation=activation)
    slow = numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params)
    assert list(fast) == list(slow) == ["W1", "b1", "W2", "b2"]
    for name in fast:
        assert fast[name].shape == net.params[name].shape
        assert np.abs(fast[name] - slow[name]).max() <= 1e-9


def test_that_it_agrees_for_the_chapters_network_on_images():
    net, _, _ = problem(0, (784, 50, 10), std=0.1)
    rng = np.random.default_rng(1)
    x = rng.integers(0, 256, size=(100, 784)) / 255 * (rng.random((100, 784)) < 0.2)
    t = rng.integers(10, size=100)
    fast = numerical_gradient(net.params, x, t)
    loss = loss_of(net, x, t)
    for name in fast:
        for place in rng.choice(fast[name].size, size=min(15, fast[name].size), replace=False):
            index = np.unravel_index(place, fast[name].shape)
            one = numerical_derivative(loss, net.params, name, index)
            assert abs(fast[name][index] - one) <= 1e-9


@pytest.mark.skipif(np.finfo(np.longdouble).eps > 1e-18, reason="there is no extended precision here")
@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_that_it_agrees_with_extended_precision_to_1e_11(activation):
    net, x, t = problem(0, (12, 6, 10), samples=20, activation=activation)
    fast = numerical_gradient(net.params, x, t, activation=activation)
    exact = {name: array.astype(np.longdouble) for name, array in net.params.items()}
    h = np.longdouble(1e-4)
    for name in fast:
        for index in np.ndindex(fast[name].shape):
            value = exact[name][index]
            exact[name][index] = value + h
            ahead = loss_in_extended_precision(exact, x, t, activation)
            exact[name][index] = value - h
            behind = loss_in_extended_precision(exact, x, t, activation)
            exact[name][index] = value
            assert abs(fast[name][index] - (ahead - behind) / (2 * h)) < 1e-11


def test_that_a_pixel_that_is_never_lit_has_no_gradient():
    net, x, t = problem(0)
    x[:, 2] = 0
    assert not numerical_gradient(net.params, x, t)["W1"][2].any()


@pytest.mark.parametrize("least", [-5, -3, 0])
def test_that_inputs_may_be_negative_or_larger_than_one(least):
    net, x, t = problem(0)
    x = 5 * x + least
    slow = numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params)
    for name, derivatives in numerical_gradient(net.params, x, t).items():
        assert np.allclose(derivatives, slow[name], rtol=0, atol=1e-9)


@pytest.mark.parametrize("nearly", [1e-3, 1e-16])
def test_that_inputs_of_nearly_the_same_grey_are_told_apart(nearly):
    net, x, t = problem(0)
    x = 100 / 255 + nearly * np.random.default_rng(1).random(x.shape)
    slow = numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params)
    for name, derivatives in numerical_gradient(net.params, x, t).items():
        assert np.allclose(derivatives, slow[name], rtol=0, atol=1e-9)
    alone = numerical_gradient(net.params, x[:1], t[:1])["W1"]
    error = alone[0] / x[0, 0]  # of each unit
    assert np.allclose(alone, np.outer(x[0], error), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("h", [0.5, 1e-2, 1e-6])
def test_that_any_width_of_the_difference_may_be_asked_for(h):
    net, x, t = problem(0)
    slow = numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params, h)
    for name, derivatives in numerical_gradient(net.params, x, t, h).items():
        assert np.allclose(derivatives, slow[name], rtol=0, atol=1e-9 + 1e-14 / h)


def test_that_a_width_lost_in_rounding_gives_a_gradient_of_zero():
    net, x, t = problem(0)
    loss = loss_of(net, x, t)
    assert not any(g.any() for g in numerical_gradient(net.params, x, t, 1e-50).values())
    assert not any(g.any() for g in numerical_gradient_one_at_a_time(loss, net.params, 1e-50).values())


def test_that_probabilities_beyond_rounding_leave_it_finite():
    net, x, t = problem(0, std=1e6)
    assert all(np.isfinite(g).all() for g in numerical_gradient(net.params, x, t).values())


def test_that_it_stays_finite_where_every_sample_of_a_batch_turns_from_wrong_to_right():
    params = {
        "W1": np.zeros((1, 1)),
        "b1": np.zeros(1),
        "W2": np.array([[100.0, 0.0]]),
        "b2": np.array([-50.0, 0.0]),
    }
    x, t = np.ones((100, 1)), np.zeros(100, dtype=int)
    fast = numerical_gradient(params, x, t, 0.5, activation="step")
    slow = numerical_gradient_one_at_a_time(
        loss_of(TwoLayerNet.from_params(params, activation="step"), x, t), params, 0.5
    )
    assert fast["W1"].item() == pytest.approx(np.log(1e-7))
    for name in fast:
        assert np.allclose(fast[name], slow[name], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("samples", [1, 12, 33, 170])
def test_that_the_loss_that_comes_with_it_is_that_of_the_network(samples):
    net, x, t = problem(0, samples=samples)
    loss, gradient = loss_and_numerical_gradient(net.params, x, t)
    assert loss == pytest.approx(net.loss(x, t), rel=1e-14)
    expected = numerical_gradient(net.params, x, t)
    assert list(gradient) == list(expected)
    assert all(np.array_equal(gradient[name], expected[name]) for name in expected)


def test_that_numpy_works_as_before_afterwards():
    net, x, t = problem(0)
    with np.errstate(under="raise"):
        np.setbufsize(1024)
        before = np.geterr()
        numerical_gradient(net.params, x, t)
        assert (np.getbufsize(), np.geterr()) == (1024, before)


def test_that_inputs_whose_shift_is_lost_in_rounding_change_nothing():
    net, x, t = problem(0)
    x[0], x[1] = 1e-321, -1e-305
    fast = numerical_gradient(net.params, x, t)
    slow = numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params)
    for name in fast:
        assert np.allclose(fast[name], slow[name], rtol=0, atol=1e-9)


def test_that_parameters_are_not_changed():
    net, x, t = problem(0)
    before = {name: array.copy() for name, array in net.params.items()}
    for array in (*net.params.values(), x, t):
        array.flags.writeable = False
    numerical_gradient(net.params, x, t)
    numerical_gradient_one_at_a_time(loss_of(net, x, t), net.params)
    numerical_derivative(loss_of(net, x, t), net.params, "W2", (1, 1))
    assert all(np.array_equal(before[name], net.params[name]) for name in before)


@pytest.mark.parametrize("h", [0.0, -1e-4, np.inf, np.nan])
def test_that_a_width_that_is_none_is_refused(h):
    net, x, t = problem(0)
    with pytest.raises(ValueError, match="h must be positive and finite"):
        numerical_gradient(net.params, x, t, h)


def test_that_each_sample_needs_a_label():
    net, x, t = problem(0)
    with pytest.raises(ValueError, match="as many labels"):
        numerical_gradient(net.params, x, t[:2])
