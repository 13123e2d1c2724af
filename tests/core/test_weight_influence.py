import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight, weight_influence
from tests.activations import ALL, WITH_SLOPE

INPUTS, HIDDEN, CLASSES = 4, 3, 4
WEIGHTS = st.one_of(
    st.builds(lambda i, j: Weight("W1", (i, j)), st.integers(0, INPUTS - 1), st.integers(0, HIDDEN - 1)),
    st.builds(lambda j: Weight("b1", (j,)), st.integers(0, HIDDEN - 1)),
    st.builds(lambda j, k: Weight("W2", (j, k)), st.integers(0, HIDDEN - 1), st.integers(0, CLASSES - 1)),
    st.builds(lambda k: Weight("b2", (k,)), st.integers(0, CLASSES - 1)),
)
SEEDS = st.integers(0, 2**32 - 1)


def network_from(draw, activation):
    shapes = {"W1": (INPUTS, HIDDEN), "b1": HIDDEN, "W2": (HIDDEN, CLASSES), "b2": CLASSES}
    params = {name: draw(shape) for name, shape in shapes.items()}
    return TwoLayerNet.from_params(params, activation=activation)


def moved(network, weight, value):
    params = {name: array.copy() for name, array in network.params.items()}
    params[weight.name][weight.index] = value
    return TwoLayerNet.from_params(params, activation=network.activation)


@settings(deadline=None)
@given(
    seed=SEEDS,
    activation=st.sampled_from(ALL),
    weight=WEIGHTS,
    samples=st.integers(1, 9),
    scale=st.sampled_from([0.1, 1.0, 5.0]),
)
def test_that_loss_and_accuracy_are_those_of_brute_force(seed, activation, weight, samples, scale):
    rng = np.random.default_rng(seed)
    network = network_from(lambda shape: scale * rng.standard_normal(shape), activation)
    x = rng.standard_normal((samples, INPUTS)) * (rng.random((samples, INPUTS)) < 0.7)
    labels = rng.integers(CLASSES, size=samples)
    influence = weight_influence(network, x, labels, weight)
    stairs = influence.accuracy_stairs()
    probes = np.concatenate([[weight.of(network)], rng.uniform(-3, 3, 8), rng.uniform(-300, 300, 4)])
    losses, _ = influence.loss_and_derivative(probes)
    for probe, loss, accuracy in zip(probes, losses, stairs.at(probes), strict=True):
        brute_force = moved(network, weight, probe)
        assert loss == pytest.approx(brute_force.loss(x, labels), rel=1e-12, abs=1e-12)
        assert accuracy == brute_force.accuracy(x, labels)


@settings(deadline=None)
@given(seed=SEEDS, activation=st.sampled_from(ALL), weight=WEIGHTS)
def test_that_every_stair_is_where_brute_force_has_it(seed, activation, weight):
    rng = np.random.default_rng(seed)
    network = network_from(rng.standard_normal, activation)
    x, labels = rng.standard_normal((6, INPUTS)), rng.integers(CLASSES, size=6)
    stairs = weight_influence(network, x, labels, weight).accuracy_stairs()
    assert np.all(np.diff(stairs.levels) != 0)
    assert np.all(np.diff(stairs.edges) > 0)
    assert np.all(np.abs(stairs.edges) < 1e300)
    near = stairs.edges[np.abs(stairs.edges) < 20]
    apart = np.diff(stairs.edges, prepend=-np.inf, append=np.inf)
    for edge in near:
        i = np.searchsorted(stairs.edges, edge)
        step = 1e-6 * max(1, abs(edge))
        if min(apart[i], apart[i + 1]) < 2 * step:
            continue
        assert stairs.levels[i] == moved(network, weight, edge - step).accuracy(x, labels)
        assert stairs.levels[i + 1] == moved(network, weight, edge + step).accuracy(x, labels)


@settings(deadline=None)
@given(seed=SEEDS, activation=st.sampled_from(["relu", "step"]), weight=WEIGHTS)
def test_that_ties_are_broken_as_argmax_does(seed, activation, weight):
    rng = np.random.default_rng(seed)
    network = network_from(lambda shape: rng.integers(-1, 2, shape).astype(float), activation)
    x, labels = rng.integers(-2, 3, (8, INPUTS)).astype(float), rng.integers(CLASSES, size=8)
    stairs = weight_influence(network, x, labels, weight).accuracy_stairs()
    for probe in np.arange(-6, 6.5, 0.5):
        assert stairs.at(probe) == moved(network, weight, probe).accuracy(x, labels)


@pytest.mark.parametrize("activation", ALL)
@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_that_a_network_of_zeros_keeps_its_first_answer(activation, name):
    network = TwoLayerNet(INPUTS, HIDDEN, CLASSES, 0, activation=activation)
    x, labels = np.eye(4), np.arange(4)
    index = (0,) * network.params[name].ndim
    stairs = weight_influence(network, x, labels, Weight(name, index)).accuracy_stairs()
    for probe in (-1.0, np.nextafter(0, -1), 0.0, np.nextafter(0, 1), 1.0):
        assert stairs.at(probe) == 0.25


@settings(deadline=None)
@given(seed=SEEDS, activation=st.sampled_from(ALL), weight=WEIGHTS)
def test_that_the_derivative_is_that_of_the_loss(seed, activation, weight):
    rng = np.random.default_rng(seed)
    network = network_from(lambda shape: 0.4 * rng.standard_normal(shape), activation)
    x, labels = rng.standard_normal((5, INPUTS)), rng.integers(CLASSES, size=5)
    influence = weight_influence(network, x, labels, weight)
    _, (derivative,) = influence.loss_and_derivative([weight.of(network)])
    # Backpropagation leaves the 1e-7 of the logarithm out.
    assert derivative == pytest.approx(
        network.gradient(x, labels)[weight.name][weight.index], rel=1e-3, abs=1e-5
    )
    h = 1e-5
    for probe in rng.uniform(-3, 3, 5):
        _, (derivative,) = influence.loss_and_derivative([probe])
        ahead, behind = (moved(network, weight, probe + step).loss(x, labels) for step in (h, -h))
        jumps = activation == "step" and weight.name in ("W1", "b1")
        expected = 0 if jumps else (ahead - behind) / (2 * h)
        kink = activation == "relu" and weight.name in ("W1", "b1")
        slope_changes = kink and np.ptp(influence.loss_and_derivative(probe + np.array([-h, h]))[1]) > 1e-3
        if not slope_changes:
            assert derivative == pytest.approx(expected, rel=1e-6, abs=1e-7)


@settings(deadline=None)
@given(seed=SEEDS, weight=WEIGHTS, whole=st.booleans())
def test_that_under_a_step_the_loss_stands_still_and_jumps_where_brute_force_does(seed, weight, whole):
    rng = np.random.default_rng(seed)
    draw = (lambda shape: rng.integers(-1, 2, shape).astype(float)) if whole else rng.standard_normal
    network = network_from(draw, "step")
    x, labels = draw((8, INPUTS)), rng.integers(CLASSES, size=8)
    influence = weight_influence(network, x, labels, weight)
    stairs = influence.loss_stairs()
    if weight.name in ("W2", "b2"):
        assert stairs is None
        return
    probes = np.arange(-4, 4.25, 0.25) if whole else rng.uniform(-4, 4, 20)
    losses, derivatives = influence.loss_and_derivative(probes)
    assert not derivatives.any()
    assert len(stairs.edges) <= 8
    assert stairs.at(probes) == pytest.approx(losses, rel=1e-12, abs=1e-12)
    for probe in probes:
        assert stairs.at(probe) == pytest.approx(moved(network, weight, probe).loss(x, labels), rel=1e-12)


@pytest.mark.parametrize("activation", WITH_SLOPE)
def test_that_only_under_a_step_the_loss_is_a_staircase(activation):
    network = network_from(np.random.default_rng(0).standard_normal, activation)
    assert weight_influence(network, np.eye(4), np.arange(4), Weight("W1", (0, 0))).loss_stairs() is None


def test_that_a_window_shows_the_stairs_in_it():
    rng = np.random.default_rng(2)
    network = network_from(rng.standard_normal, "sigmoid")
    x, labels = rng.standard_normal((200, INPUTS)), rng.integers(CLASSES, size=200)
    stairs = weight_influence(network, x, labels, Weight("b2", (1,))).accuracy_stairs()
    window = stairs.between(-0.5, 0.75)
    assert 0 < len(window.edges) < len(stairs.edges)
    assert len(window.levels) == len(window.edges) + 1
    places = np.linspace(-0.5, 0.75, 97)
    assert np.array_equal(window.at(places), stairs.at(places))


@pytest.mark.parametrize(
    "weight", [Weight("W3", (0, 0)), Weight("W1", (0,)), Weight("W1", (INPUTS, 0)), Weight("b2", (-1,))]
)
def test_that_a_weight_that_does_not_exist_is_refused(weight):
    network = TwoLayerNet(INPUTS, HIDDEN, CLASSES)
    with pytest.raises(ValueError, match="the network has no parameter"):
        weight_influence(network, np.ones((2, INPUTS)), [0, 1], weight)


def test_that_batches_and_networks_without_a_loss_are_refused():
    network, weight = TwoLayerNet(INPUTS, HIDDEN, CLASSES), Weight("b2", (0,))
    with pytest.raises(ValueError, match="do not fit labels"):
        weight_influence(network, np.ones((2, INPUTS)), [0], weight)
    with pytest.raises(ValueError, match="a label must be from 0 to 3"):
        weight_influence(network, np.ones((1, INPUTS)), [4], weight)
    network.params["W2"][0, 0] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        weight_influence(network, np.ones((1, INPUTS)), [0], weight)
