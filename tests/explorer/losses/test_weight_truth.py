"""What the pages Weight and Step say is true of random networks, by evaluating the whole network again."""

import re

import mpmath
import numpy as np
import pytest

from core.mini_batch import draw_batch
from core.stairs import Staircase
from core.two_layer_net import TwoLayerNet
from core.weight_importance import least_important, mean_absolute_derivatives, most_important
from core.weight_influence import Weight
from core.weight_scrubber import scrub
from explorer.losses.scrubber import words
from explorer.losses.step import words as step_words
from tests.explorer.losses.claims import is_rounded, read
from tests.generators import result_of

STATES = 250
ACTIVATIONS = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-np.clip(x, -700, 700))),
    "tanh": np.tanh,
    "relu": lambda x: np.where(x > 0, x, 0),
    "step": lambda x: np.where(x > 0, 1, 0),
}


class Case:
    """A small random network with images, one of its weights, and a value of it."""

    def __init__(self, rng, activation=None):
        self.activation = activation or str(rng.choice(list(ACTIVATIONS)))
        spread = float(rng.choice([0.3, 1.0, 3.0]))
        self.network = TwoLayerNet(5, 4, 3, spread, activation=self.activation, rng=rng)
        images = rng.integers(0, 256, (20, 5), dtype=np.uint8) * rng.integers(0, 2, (20, 5), dtype=np.uint8)
        images[:, 2] = 0  # a pixel that is black in every image
        self.images, self.labels = images, rng.integers(3, size=20).astype(np.uint8)
        name = str(rng.choice(["W1", "W2"]))
        self.weight = Weight(name, tuple(int(rng.integers(n)) for n in self.network.params[name].shape))
        self.scrub = result_of(scrub(self.network, images, self.labels, self.weight, [0.0]))
        self.value = self.weight.of(self.network) + float(rng.normal())
        edges = self.scrub.accuracy_stairs.edges
        if len(edges) and rng.integers(8) == 0:
            self.value = float(rng.choice(edges))

    def outputs(self, value, kind=np.float64):
        """Scores of the whole network with the weight at a value."""
        params = {name: array.astype(kind) for name, array in self.network.params.items()}
        params[self.weight.name][self.weight.index] = value
        x = self.images.astype(kind) / 255
        hidden = ACTIVATIONS[self.activation](x @ params["W1"] + params["b1"])
        return hidden @ params["W2"] + params["b2"]

    def accuracy(self, value):
        return float((self.outputs(value).argmax(axis=1) == self.labels).mean())

    def loss(self, value):
        scores = self.outputs(value, np.longdouble)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        y = powers / powers.sum(axis=1, keepdims=True)
        return -np.log(y[np.arange(len(y)), self.labels] + np.longdouble("1e-7")).mean()


def cases(seed, **fixed):
    rng = np.random.default_rng(seed)
    for _ in range(STATES):
        yield Case(rng, **fixed), rng


def test_that_the_loss_falls_the_way_that_the_sentence_says():
    ways = set()
    for case, _rng in cases(1):
        derivative = float(case.scrub.influence.loss_and_derivative([case.value])[1][0])
        sentence = words.loss_slope(derivative)
        shown = re.match(r"dL/dw = ([^\s:]+)", sentence)[1]
        assert float(read(shown)) == pytest.approx(derivative, rel=6e-3, abs=1e-320)
        way = -1 if "decreasing" in sentence else 1 if "increasing" in sentence else 0
        ways.add(way)
        if way:
            here, steps = case.loss(case.value), [10.0**-power for power in range(1, 9)]
            assert any(case.loss(case.value + way * step) < here for step in steps)
            assert any(
                case.loss(case.value + way * step) < case.loss(case.value - way * step) for step in steps
            )
    assert ways == {-1, 0, 1}


def test_that_the_accuracy_is_constant_between_the_ends_and_jumps_where_it_is_said_to():
    kinds = set()
    for case, rng in cases(2):
        stairs = case.scrub.accuracy_stairs
        sentence = words.accuracy_slope(stairs, case.value)
        if "every w" in sentence:
            kinds.add("never")
            places = np.concatenate([rng.uniform(-9, 9, 20), rng.uniform(-999, 999, 20)])
            assert len({case.accuracy(place) for place in places}) == 1
        elif "jumps" in sentence:
            kinds.add("jump")
            margin = 1e-9 * max(1, abs(case.value))
            sides = [case.accuracy(case.value + side * margin) for side in (-1, 1)]
            near = np.abs(stairs.edges - case.value) < 1e-12 * max(1, abs(case.value))
            assert sides[0] != sides[1] or near.sum() == 2  # up and down again
        else:
            kinds.add("flat")
            ends = re.search(r"between (\S+) and (\S+): the slope", sentence).groups()
            low, high = (-1e4 if end == "−∞" else 1e4 if end == "∞" else float(read(end)) for end in ends)
            inset = 1e-9 * max(1, abs(low), abs(high))
            places = np.clip(rng.uniform(low, high, 20), low + inset, high - inset)
            assert {case.accuracy(place) for place in places} == {case.accuracy(case.value)}
    assert kinds == {"never", "jump", "flat"}


def test_that_the_ends_of_a_stretch_are_rounded_inwards_and_told_apart():
    rng = np.random.default_rng(3)
    for _ in range(1_000):
        left = float(rng.choice([-1, 1]) * 10 ** rng.uniform(-9, 3))
        right = left + float(10 ** rng.uniform(-11, 2)) * max(1, abs(left))
        value = float(rng.uniform(left, right))
        ends = words.flat_stretch(Staircase(np.array([left, right]), np.array([0.0, 1.0, 0.0])), value)
        low, high = (read(end) for end in ends)
        assert left <= low < high <= right or float(low) == left or float(high) == right
        assert float(low) >= left and float(high) <= right
        assert high - low >= 0.5 * (right - left) or len(ends[0]) >= 6


def test_that_the_jumps_in_sight_are_those_that_a_fine_walk_meets():
    for case, rng in list(cases(4))[: STATES // 10]:
        low = float(rng.uniform(-4, 2))
        high = low + 2
        stairs = case.scrub.accuracy_stairs
        count, images = re.match(
            r"(\S+) jumps?, (\S+) images", words.stairs_hint(stairs, low, high, 20)
        ).groups()
        assert images == "20"
        edges = [edge for edge in stairs.edges.tolist() if low <= edge < high]
        assert int(count) == len(edges)
        walk = [case.accuracy(place) for place in np.linspace(low, high, 400)]
        assert np.count_nonzero(np.diff(walk)) <= int(count)


def test_that_between_its_jumps_the_loss_with_step_is_constant():
    for case, rng in list(cases(5, activation="step"))[: STATES // 2]:
        stairs = case.scrub.loss_stairs
        if case.weight.name != "W1":  # the page shows weights into a hidden unit
            continue
        if case.value in stairs.edges:
            assert "jumps here" in step_words.stairs_title(stairs, case.value)
            continue
        title = step_words.stairs_title(stairs, case.value)
        assert is_rounded(re.match(r"L = (\S+),", title)[1], float(case.loss(case.value)))
        sentence = step_words.status(stairs, case.value)
        loss, *ends = re.search(r"is (\S+) between (\S+) and (\S+)\.$", sentence).groups()
        low, high = (-1e4 if end == "−∞" else 1e4 if end == "∞" else float(read(end)) for end in ends)
        inset = 1e-9 * max(1, abs(low), abs(high))
        for place in np.clip(rng.uniform(low, high, 10), low + inset, high - inset):
            assert is_rounded(loss, float(case.loss(place)))
        assert title.endswith("dL/dw = 0")


def test_that_with_step_the_gradient_of_w1_and_b1_is_0():
    rng = np.random.default_rng(6)
    for _ in range(STATES):
        network = TwoLayerNet(5, 4, 3, 0.5, activation="step", rng=rng)
        x, t = rng.random((20, 5)), rng.integers(3, size=20)
        gradient = network.gradient(x, t)
        assert not gradient["W1"].any() and not gradient["b1"].any()
        for name, index in (("W1", (1, 2)), ("W2", (3, 1))):  # the same by central differences
            losses, kept = [], network.params[name][index]
            for side in (1e-6, -1e-6):
                network.params[name][index] = kept + side
                losses.append(network.loss(x, t))
            network.params[name][index] = kept
            slope = (losses[0] - losses[1]) / 2e-6
            assert slope == pytest.approx(gradient[name][index], abs=1e-5)  # but for the 1e-7


def test_that_values_and_slopes_of_sigmoid_and_step_are_those_of_exact_arithmetic():
    rng = np.random.default_rng(7)
    with mpmath.workdps(60):
        for x in [0.0, 6.0, 40.0, -690.0, *rng.uniform(-690, 690, 500), *rng.uniform(-6, 6, 496)]:
            power = mpmath.exp(-mpmath.mpf(float(x)))
            sigmoid, slope = 1 / (1 + power), power / (1 + power) ** 2
            shown = re.fullmatch(r"sigmoid (\S+), step ([01])", step_words.values_hint(x))
            assert float(read(shown[1])) == pytest.approx(float(sigmoid), rel=5.1e-4)
            assert shown[2] == str(int(x > 0))
            hint = step_words.slopes_hint(x)
            shown = re.match(r"sigmoid (\S+), step", hint)[1]
            assert float(read(shown)) == pytest.approx(float(slope), rel=5.1e-3)
            assert read(shown) > 0
            assert ("none" in hint) == (x == 0)
        for x in (-1000.0, 750.0, 1000.0):
            power = mpmath.exp(-mpmath.mpf(abs(x)))
            assert "sigmoid < 10⁻³⁰⁰," in step_words.slopes_hint(x)
            assert power / (1 + power) ** 2 < mpmath.mpf(10) ** -300
            assert ("< 10⁻³⁰⁰" in step_words.values_hint(x)) == (x < 0)


def test_that_important_weights_have_the_largest_mean_slope_of_single_images():
    rng = np.random.default_rng(8)
    for _ in range(10):
        case = Case(rng, activation="sigmoid")
        importance = mean_absolute_derivatives(case.network, case.images, case.labels)
        slopes, weights = {}, case.network.params["W1"]
        for index in np.ndindex(weights.shape):
            own, here = [], weights[index]
            for image, label in zip(case.images / 255, case.labels, strict=True):
                losses = []
                for side in (-1e-5, 1e-5):
                    weights[index] = here + side
                    losses.append(case.network.loss(image[np.newaxis], label[np.newaxis]))
                own.append(abs(losses[1] - losses[0]) / 2e-5)
            weights[index] = here
            slopes[Weight("W1", index)] = np.mean(own)
        ranked = sorted(slopes, key=slopes.get)
        own = {"W1": importance["W1"]}
        assert slopes[most_important(own, 1)[0]] == pytest.approx(slopes[ranked[-1]], rel=1e-4)
        assert slopes[least_important(own, 1)[0]] == pytest.approx(slopes[ranked[0]], abs=1e-9)


def test_that_the_images_of_a_seed_are_drawn_without_replacement():
    for seed in range(20):
        assert len(set(draw_batch(np.random.default_rng(seed), 300, 200, "shuffle").tolist())) == 200
