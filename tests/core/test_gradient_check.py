import numpy as np
import pytest

from core.gradient_check import (
    Verdict,
    check_gradient,
    exact_gradient,
    numerical_gradient_in_float32,
    relative_difference,
)
from core.network_gradient import numerical_gradient_one_at_a_time
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from tests.activations import ALL


def problem(activation="sigmoid", samples=8, dark=2):
    rng = np.random.default_rng(3)
    net = TwoLayerNet(9, 5, 4, 0.7, activation=activation, rng=rng)
    net.params["b1"] = rng.standard_normal(5)
    x = rng.random((samples, 9))
    x[:, :dark] = 0
    return net, x, rng.integers(4, size=samples)


def complex_step_gradient(net, x, t):
    """Derivatives without any difference, so without rounding: Im(L(w + ih)) / h."""

    def loss(params):
        hidden = 1 / (1 + np.exp(-(x @ params["W1"] + params["b1"])))
        exponentials = np.exp(hidden @ params["W2"] + params["b2"])
        y = exponentials / exponentials.sum(axis=1, keepdims=True)
        return -np.mean(np.log(y[np.arange(len(t)), t] + 1e-7))

    gradient = {}
    for name, array in net.params.items():
        gradient[name] = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            moved = array.astype(complex)
            moved[index] += 1e-30j
            gradient[name][index] = loss({**net.params, name: moved}).imag / 1e-30
    return gradient


def float32_one_at_a_time(net, x, t, h):
    """As the chapter: move a float32 parameter, compute the whole loss in float32, subtract."""
    net = net.as_float32()

    def loss(params):
        net.params = params
        return net.loss(x.astype(np.float32), t)

    return numerical_gradient_one_at_a_time(loss, net.params, np.float32(h))


def test_that_the_exact_gradient_is_that_of_the_loss_as_defined():
    net, x, t = problem()
    net.params["b2"] += [12, 0, 0, 0]  # some right classes become so improbable that the 1e-7 counts
    gradient, expected = exact_gradient(net, x, t), complex_step_gradient(net, x, t)
    for name in PARAMETER_NAMES:
        assert gradient[name].shape == net.params[name].shape
        assert np.allclose(gradient[name], expected[name], rtol=1e-12, atol=1e-15)
    assert not np.allclose(gradient["W1"], net.gradient(x, t)["W1"], rtol=1e-5)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [(1, 1, 0), (0, 0, 0), (0, 3, 1), (-2, 2, 2), (1, 1.25, 0.2), (1e-300, 2e-300, 0.5)],
)
def test_that_the_relative_difference_is_that_beside_the_larger(one, other, difference):
    assert relative_difference([one], [other]) == pytest.approx(difference)
    assert relative_difference([other], [one]) == pytest.approx(difference)


def test_that_a_good_step_is_exact_everywhere_and_says_so():
    net, x, t = problem()
    check = check_gradient(net, x, t, 1e-5)
    for name in PARAMETER_NAMES:
        assert check.relative_difference[name].shape == net.params[name].shape
        assert check.relative_difference[name].max() < 1e-7
        assert check.exact[name] == pytest.approx(exact_gradient(net, x, t)[name])
    assert check.count(Verdict.EXACT) == 9 * 5 + 5 + 5 * 4 + 4
    assert check.count(Verdict.ROUNDED) == check.count(Verdict.TRUNCATED) == 0


@pytest.mark.parametrize(
    ("h", "dtype", "verdict"),
    [
        (1e-50, np.float64, Verdict.ROUNDED),
        (1e-13, np.float64, Verdict.ROUNDED),
        (0.5, np.float64, Verdict.TRUNCATED),
        (1e-50, np.float32, Verdict.ROUNDED),
        (1e-6, np.float32, Verdict.ROUNDED),
        (0.5, np.float32, Verdict.TRUNCATED),
    ],
)
def test_that_a_bad_step_is_found_out_with_its_cause(h, dtype, verdict):
    net, x, t = problem(dark=0)
    check = check_gradient(net, x, t, h, dtype=dtype)
    assert check.count(verdict) >= 0.95 * (9 * 5 + 5 + 5 * 4 + 4)


def test_that_the_truncation_error_goes_with_the_square_of_the_step_and_float64_is_rounded_less():
    net, x, t = problem(dark=0)
    errors = {h: np.median(check_gradient(net, x, t, h).relative_difference["W1"]) for h in (1e-3, 1e-2)}
    assert errors[1e-2] / errors[1e-3] == pytest.approx(100, rel=0.01)
    in_float32 = check_gradient(net, x, t, 1e-3, dtype=np.float32).relative_difference["W1"]
    assert np.median(in_float32) > 100 * errors[1e-3]


def test_that_inputs_that_are_dark_in_all_images_have_no_slope_and_that_is_exact():
    net, x, t = problem(dark=3)
    for dtype in (np.float64, np.float32):
        check = check_gradient(net, x, t, dtype=dtype)
        assert not check.numerical["W1"][:3].any()
        assert (check.verdict["W1"][:3] == Verdict.EXACT).all()


@pytest.mark.parametrize("activation", ALL)
def test_that_float32_differences_are_those_of_moving_one_parameter_at_a_time(activation):
    net, x, t = problem(activation)
    h = 0.05  # so large that the two ways of rounding do not show
    gradient, expected = numerical_gradient_in_float32(net, x, t, h), float32_one_at_a_time(net, x, t, h)
    for name in PARAMETER_NAMES:
        assert np.allclose(gradient[name], expected[name], rtol=0, atol=2e-5)


def test_that_float32_rounds_as_much_as_one_at_a_time_does():
    net, x, t = problem(samples=60, dark=0)
    exact = exact_gradient(net, x, t)
    for h in (1e-3, 1e-4):
        one, other = numerical_gradient_in_float32(net, x, t, h), float32_one_at_a_time(net, x, t, h)
        for name in ("W1", "W2"):
            ratio = np.std(one[name] - exact[name]) / np.std(other[name] - exact[name])
            assert 0.4 < ratio < 2.5


def test_that_bytes_are_taken_as_shares_of_255():
    net, _, t = problem()
    images = np.random.default_rng(0).integers(0, 256, (8, 9)).astype(np.uint8)
    one, other = check_gradient(net, images, t), check_gradient(net, images / 255, t)
    assert np.array_equal(one.numerical["W1"], other.numerical["W1"])


def test_that_a_step_that_is_none_or_another_dtype_is_refused():
    net, x, t = problem()
    with pytest.raises(ValueError, match="h must be positive"):
        check_gradient(net, x, t, 0)
    with pytest.raises(ValueError, match="float32 or float64"):
        check_gradient(net, x, t, dtype=np.float16)
