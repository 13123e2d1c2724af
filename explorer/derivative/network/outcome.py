"""The numbers behind the page Network: all of them computed by `core` from the state."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import numpy as np

from core.activations import softmax
from core.arrays import FloatArray
from core.simple_net import SimpleNet
from core.simple_net_steps import LossChange, NetStep, descend_until_right, descent_steps, loss_change
from explorer.derivative.network.state import CLASSES, LARGEST_RATE, MOST_STEPS, Matrix, NetworkState

FEW_STEPS = 20  # of descent that are looked at ahead
NEAR, FAR = 3.0, 10.0  # nudges that are shown on either side
_CURVE_POINTS = 181
TABLE_STEPS = (0.001, 0.01, 0.1, 1.0)


@dataclass(frozen=True, eq=False)
class NetworkNumbers:
    """Everything that the page shows for one state.

    Attributes
    ----------
    history : tuple of NetStep
        The network before any step, after each that was taken, and after those ahead.
    numerical : ndarray, shape (2, 3)
        The chapter's numerical gradient of the network as it is now.
    nudged : SimpleNet
        The network now, with its weight raised.
    scores, probabilities : ndarray, shape (3,)
        Of the nudged network.
    loss : float
        Of the nudged network.
    """

    state: NetworkState
    history: tuple[NetStep, ...]
    numerical: FloatArray
    nudged: SimpleNet
    scores: FloatArray
    probabilities: FloatArray
    loss: float

    @property
    def now(self) -> NetStep:
        """The network after the steps that were taken, not nudged."""
        return self.history[self.state.descended]

    @property
    def answer(self) -> int:
        """The class of the largest score of the nudged network."""
        return int(self.scores.argmax())

    @property
    def is_right(self) -> bool:
        """Whether that is the sample's class."""
        return self.answer == self.state.label

    @property
    def slope(self) -> float:
        """The exact slope of the loss along the nudged weight."""
        return float(self.now.gradient[self.state.index])

    @property
    def predicted(self) -> float:
        """By how much the gradient says that the loss changes."""
        return self.slope * self.state.nudge

    @property
    def actual(self) -> float:
        """By how much it does."""
        return self.loss - self.now.loss

    @property
    def reach(self) -> float:
        """How far to either side nudges are shown."""
        return NEAR if abs(self.state.nudge) <= NEAR else FAR

    @property
    def turned_right(self) -> int | None:
        """The first step of those looked at after which the prediction is correct."""
        return next((k for k, step in enumerate(self.history) if step.is_right), None)

    def change(self, steps: FloatArray) -> LossChange:
        """Return the predicted and the actual change of the loss for nudges of the chosen weight."""
        return self.change_of(self.state.index, steps)

    def change_of(self, index: tuple[int, int], steps: FloatArray) -> LossChange:
        """Return the same for any weight."""
        state = self.state
        return loss_change(_net(_matrix(self.now.W)), state.inputs, state.label, index, steps)

    def curve(self) -> tuple[FloatArray, FloatArray]:
        """Return nudges, and the loss for each."""
        steps = np.linspace(-self.reach, self.reach, _CURVE_POINTS)
        return steps, self.now.loss + self.change(steps).actual


def numbers_of(state: NetworkState) -> NetworkNumbers:
    """Compute the network as it is now, and what the nudge makes of it."""
    history = _history(state.weights, state.inputs, state.label, state.learning_rate, _ahead(state.descended))
    now = _net(_matrix(history[state.descended].W))
    numerical = now.numerical_gradient(state.inputs, state.label)
    nudged = _net(_matrix(now.W))
    nudged.W[state.index] += state.nudge
    scores = nudged.predict(state.inputs)
    loss = nudged.loss(state.inputs, state.label)
    return NetworkNumbers(state, history, numerical, nudged, scores, softmax(scores), loss)


def steps_until_right(state: NetworkState) -> int | None:
    """Return after how many steps in all the prediction is correct; None where it is not within `MOST_STEPS`."""
    start = _net(state.weights)
    path = descend_until_right(start, state.inputs, state.label, state.learning_rate, MOST_STEPS)
    return len(path) - 1 if path[-1].is_right else None


def rate_that_helps(state: NetworkState) -> tuple[float, int] | None:
    """Return the first larger learning rate that makes the prediction correct, and after how many steps."""
    for factor in (10.0, 100.0, 1000.0, 10_000.0):
        rate = float(f"{state.learning_rate * factor:.4g}")
        if rate > LARGEST_RATE:
            break
        steps = steps_until_right(replace(state, learning_rate=rate))
        if steps is not None:
            return rate, steps
    return None


def drawn_weights(seed: int) -> Matrix:
    """Return weights drawn from the standard normal distribution, as the chapter does."""
    return _matrix(SimpleNet(rng=np.random.default_rng(seed)).W)


def with_weight(numbers: NetworkNumbers, value: float) -> Matrix:
    """Return the weights as they are now, with another value for the chosen one."""
    changed = numbers.now.W.copy()
    changed[numbers.state.index] = value
    return _matrix(changed)


def one_hot(label: int) -> FloatArray:
    """Return the target as three numbers."""
    target: FloatArray = np.eye(CLASSES)[label]
    return target


def _ahead(descended: int) -> int:
    """Return how many steps to look at: whole pages of a few."""
    return min((descended // FEW_STEPS + 1) * FEW_STEPS, MOST_STEPS)


def _net(weights: Matrix) -> SimpleNet:
    net = SimpleNet()
    net.W = np.array(weights)
    return net


def _matrix(weights: FloatArray) -> Matrix:
    return tuple(tuple(row) for row in weights.tolist())


@lru_cache(maxsize=16)
def _history(
    weights: Matrix, inputs: tuple[float, ...], label: int, learning_rate: float, steps: int
) -> tuple[NetStep, ...]:
    return tuple(islice(descent_steps(_net(weights), inputs, label, learning_rate), steps + 1))
