import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.two_layer_net import TwoLayerNet
from tests.activations import ALL, WITH_SLOPE


def network(seed: int = 0, sizes=(6, 5, 3), std: float = 0.7, activation: str = "sigmoid") -> TwoLayerNet:
    return TwoLayerNet(*sizes, std, activation=activation, rng=np.random.default_rng(seed))


def batch(seed: int = 0, samples: int = 4, inputs: int = 6, classes: int = 3):
    rng = np.random.default_rng(seed)
    return rng.random((samples, inputs)), rng.integers(classes, size=samples)


def loss_in_plain_python(params, x, labels) -> float:
    """The chapter's formulas, a number at a time."""
    total = 0.0
    for row, label in zip(x, labels, strict=True):
        hidden = [
            1 / (1 + math.exp(-sum(row[i] * params["W1"][i][j] for i in range(len(row))) - params["b1"][j]))
            for j in range(len(params["b1"]))
        ]
        scores = [
            sum(hidden[j] * params["W2"][j][k] for j in range(len(hidden))) + params["b2"][k]
            for k in range(len(params["b2"]))
        ]
        exponentials = [math.exp(score) for score in scores]
        total -= math.log(exponentials[label] / sum(exponentials) + 1e-7)
    return total / len(labels)


def test_that_the_loss_is_that_of_the_formulas_worked_out_by_hand():
    net, (x, t) = network(), batch()
    assert net.loss(x, t) == pytest.approx(loss_in_plain_python(net.params, x, t), rel=1e-14)


def test_that_weights_start_normal_and_biases_at_zero():
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    assert {name: array.shape for name, array in net.params.items()} == {
        "W1": (784, 50),
        "b1": (50,),
        "W2": (50, 10),
        "b2": (10,),
    }
    assert {array.dtype for array in net.params.values()} == {np.dtype(np.float64)}
    assert net.params["W1"].std() == pytest.approx(0.01, rel=0.02)
    assert abs(net.params["W1"].mean()) < 2e-4
    assert not net.params["b1"].any() and not net.params["b2"].any()
    assert net.sizes == (784, 50, 10)


def test_that_a_seed_decides_the_weights_and_no_seed_leaves_them_to_chance():
    assert np.array_equal(network(3).params["W1"], network(3).params["W1"])
    assert not np.array_equal(TwoLayerNet(4, 3, 2).params["W1"], TwoLayerNet(4, 3, 2).params["W1"])


def test_that_an_untrained_network_has_a_loss_of_about_ln_10():
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(0))
    x, t = batch(0, 100, 784, 10)
    assert net.loss(x, t) == pytest.approx(math.log(10), abs=0.02)


@given(st.integers(0, 2**32 - 1), st.sampled_from(ALL), st.floats(0, 1e150))
def test_that_probabilities_are_finite_and_sum_to_one(seed, activation, std):
    net = network(seed, std=std, activation=activation)
    y = net.predict(batch(seed)[0])
    assert y.shape == (4, 3)
    assert np.all(y >= 0)
    assert np.allclose(y.sum(axis=1), 1)


def test_that_one_sample_is_a_row_of_the_batch():
    net, (x, t) = network(), batch()
    assert net.predict(x[2]).shape == (3,)
    assert np.allclose(net.predict(x[2]), net.predict(x)[2], rtol=1e-14)
    assert net.loss(x[2], t[2]) == pytest.approx(net.loss(x[2:3], t[2:3]), rel=1e-14)
    assert net.accuracy(x[2], t[2]) == net.accuracy(x[2:3], t[2:3])
    for name, derivatives in net.gradient(x[2], t[2]).items():
        assert np.allclose(derivatives, net.gradient(x[2:3], t[2:3])[name])


@pytest.mark.parametrize("kind", [np.int64, np.uint8])
def test_that_one_hot_and_label_targets_agree(kind):
    net, (x, t) = network(), batch()
    labels, one_hot = t.astype(kind), np.eye(3)[t]
    assert net.loss(x, labels) == net.loss(x, one_hot)
    assert net.accuracy(x, labels) == net.accuracy(x, one_hot)
    for method in (net.gradient, net.numerical_gradient):
        for name, derivatives in method(x, labels).items():
            assert np.array_equal(derivatives, method(x, one_hot)[name])


def test_that_accuracy_is_the_share_of_right_answers():
    net, (x, _) = network(), batch(samples=10)
    right = net.predict(x).argmax(axis=1)
    wrong = right.copy()
    wrong[:3] = (wrong[:3] + 1) % 3
    assert net.accuracy(x, right) == 1
    assert net.accuracy(x, wrong) == 0.7


@pytest.mark.parametrize("activation", WITH_SLOPE)
@given(seed=st.integers(0, 2**32 - 1))
def test_that_backpropagation_agrees_with_differences(activation, seed):
    net, (x, t) = network(seed, activation=activation), batch(seed)
    net.params["b1"] += 0.3
    # A difference across the corner of relu is an average of both sides.
    sums = x @ net.params["W1"] + net.params["b1"]
    assume(activation == "sigmoid" or np.abs(sums).min() > 2e-4 * max(1, np.abs(x).max()))
    y = net.predict(x)[np.arange(len(t)), t]
    numerical = net.numerical_gradient(x, t)
    for name, derivatives in net.gradient(x, t).items():
        # y - t leaves out the 1e-7 in the logarithm: a share of 1e-7 / y of each sample's part.
        tolerance = 2e-7 / y.min() * max(1, abs(derivatives).max()) + 1e-7
        assert np.allclose(derivatives, numerical[name], rtol=0, atol=tolerance)


def test_that_a_step_activation_leaves_the_first_layer_without_a_gradient():
    net, (x, t) = network(activation="step"), batch()
    for gradient in (net.gradient(x, t), net.numerical_gradient(x, t)):
        assert not gradient["W1"].any() and not gradient["b1"].any()
        assert gradient["W2"].any()


def test_that_targets_may_be_any_distribution():
    net, (x, _) = network(), batch()
    t = np.random.default_rng(1).dirichlet(np.ones(3), size=4)
    exact, numerical = net.gradient(x, t), net.numerical_gradient(x, t)
    for name in exact:
        assert np.allclose(exact[name], numerical[name], rtol=0, atol=1e-6)


def test_that_descent_along_the_gradient_learns_a_batch():
    net, (x, t) = network(), batch(samples=10)
    before = net.loss(x, t)
    for _ in range(2000):
        for name, derivatives in net.gradient(x, t).items():
            net.params[name] -= 0.5 * derivatives
    assert net.loss(x, t) < 0.1 * before
    assert net.accuracy(x, t) == 1


def test_that_inputs_of_any_kind_are_taken_and_none_is_changed():
    net, (x, t) = network(), batch()
    whole = np.arange(24).reshape(4, 6) % 5
    assert np.array_equal(net.predict(whole), net.predict(whole.astype(float)))
    assert np.array_equal(net.predict(whole.tolist()), net.predict(whole))
    strided = np.asfortranarray(np.repeat(x, 2, axis=1))[:, ::2]
    strided.flags.writeable = t.flags.writeable = False
    before = {name: array.copy() for name, array in net.params.items()}
    for method in (net.gradient, net.numerical_gradient):
        for name, derivatives in method(strided, t).items():
            assert np.allclose(derivatives, method(x, t)[name], rtol=1e-12)
    assert all(np.array_equal(before[name], net.params[name]) for name in before)


def test_that_a_copy_in_float32_answers_alike():
    net, (x, _) = network(), batch()
    copy = net.as_float32()
    assert {array.dtype for array in copy.params.values()} == {np.dtype(np.float32)}
    assert copy.scores(x.astype(np.float32)).dtype == np.float32
    assert np.allclose(copy.predict(x), net.predict(x), atol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, 5, 3), "at least one unit"),
        ((6, 5, 0), "at least one unit"),
        ((6, 5, 3, -1.0), "standard deviation"),
        ((6, 5, 3, math.nan), "standard deviation"),
    ],
)
def test_that_sizes_that_make_no_network_are_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        TwoLayerNet(*arguments)


def test_that_an_unknown_activation_is_refused_by_name():
    with pytest.raises(ValueError, match=f"{', '.join(ALL)}, got 'swish'"):
        TwoLayerNet(6, 5, 3, activation="swish")


def test_that_parameters_make_a_network_only_if_they_fit_together():
    params = network().params
    x, _ = batch()
    assert np.array_equal(TwoLayerNet.from_params(params).predict(x), network().predict(x))
    with pytest.raises(ValueError, match="do not fit together"):
        TwoLayerNet.from_params({**params, "b1": np.zeros(4)})
    with pytest.raises(ValueError, match="do not fit together"):
        TwoLayerNet.from_params({**params, "W1": np.zeros(5)})
    with pytest.raises(ValueError, match="must be W1, b1, W2, b2"):
        TwoLayerNet.from_params({"W1": params["W1"]})


def test_that_targets_that_do_not_fit_are_refused():
    net, (x, t) = network(), batch()
    for method in (net.loss, net.gradient, net.numerical_gradient):
        with pytest.raises(ValueError):
            method(x, t[:3])
        with pytest.raises(ValueError):
            method(x, t + 3)
