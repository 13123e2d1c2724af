"""Update rules for gradient descent, as values: an optimizer is its hyperparameters and never changes.

What a rule remembers from step to step is a `State` that goes in and comes out::

    state = optimizer.init(parameters)
    step, state = optimizer.update(gradient, state, learning_rate)
    parameters = parameters - step

The formulas are those of PyTorch's optimizers of the same names (no weight decay, no dampening). All work
elementwise on arrays of any shape and keep the dtype of the parameters, if the learning rate is a Python float:
a NumPy one would turn float32 into float64. An array of learning rates gives each parameter its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float

Rate: TypeAlias = float | FloatArray
"""A learning rate: one for all parameters, or an array that broadcasts with them."""


class State(NamedTuple):
    """What an optimizer remembers between two steps.

    Attributes
    ----------
    steps : int
        Steps taken so far.
    velocity : ndarray, shape of the parameters, or (0,) where the rule keeps none
        Running sum or average of the gradients.
    squares : ndarray, shape of the parameters, or (0,) where the rule keeps none
        Running sum or average of the squared gradients, elementwise.
    """

    steps: int
    velocity: FloatArray
    squares: FloatArray


@dataclass(frozen=True)
class SGD:
    """Plain gradient descent: ``step = learning_rate * gradient``."""

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _nothing(parameters), _nothing(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        return learning_rate * as_float(gradient), State(state.steps + 1, state.velocity, state.squares)


@dataclass(frozen=True)
class Momentum:
    """Gradient descent with inertia [1]_.

    ``velocity = momentum * velocity + gradient``; ``step = learning_rate * velocity``.

    Parameters
    ----------
    momentum : float, optional
        Share of the velocity that is kept, in [0, 1).

    References
    ----------
    .. [1] Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """

    momentum: float = 0.9

    def __post_init__(self) -> None:
        _check_share("momentum", self.momentum)

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _zeros(parameters), _nothing(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        velocity = self.momentum * state.velocity + as_float(gradient)
        return learning_rate * velocity, State(state.steps + 1, velocity, state.squares)


@dataclass(frozen=True)
class Nesterov:
    """Momentum that looks ahead [1]_, in the form that needs the gradient at the current point only [2]_.

    ``velocity = momentum * velocity + gradient``;
    ``step = learning_rate * (gradient + momentum * velocity)``.

    Parameters
    ----------
    momentum : float, optional
        Share of the velocity that is kept, in [0, 1).

    References
    ----------
    .. [1] Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k^2)" (1983).
    .. [2] Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013).
    """

    momentum: float = 0.9

    def __post_init__(self) -> None:
        _check_share("momentum", self.momentum)

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _zeros(parameters), _nothing(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        gradient = as_float(gradient)
        velocity = self.momentum * state.velocity + gradient
        step = learning_rate * (gradient + self.momentum * velocity)
        return step, State(state.steps + 1, velocity, state.squares)


@dataclass(frozen=True)
class AdaGrad:
    """A learning rate for each parameter, falling with all the gradients it has seen [1]_.

    ``squares = squares + gradient**2``; ``step = learning_rate * gradient / (sqrt(squares) + epsilon)``.

    Parameters
    ----------
    epsilon : float, optional
        Keeps the division away from 0; positive.

    References
    ----------
    .. [1] Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
       optimization" (2011).
    """

    epsilon: float = 1e-10

    def __post_init__(self) -> None:
        _check_positive("epsilon", self.epsilon)

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _nothing(parameters), _zeros(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        gradient = as_float(gradient)
        squares = state.squares + gradient * gradient
        step = learning_rate * gradient / (np.sqrt(squares) + self.epsilon)
        return step, State(state.steps + 1, state.velocity, squares)


@dataclass(frozen=True)
class RMSProp:
    """AdaGrad that forgets: the sum of squares becomes a moving average [1]_.

    ``squares = decay * squares + (1 - decay) * gradient**2``;
    ``step = learning_rate * gradient / (sqrt(squares) + epsilon)``.

    Parameters
    ----------
    decay : float, optional
        Share of the average that is kept, in [0, 1).
    epsilon : float, optional
        Keeps the division away from 0; positive.

    References
    ----------
    .. [1] Hinton, *Neural Networks for Machine Learning* (2012), lecture 6e.
    """

    decay: float = 0.99
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_share("decay", self.decay)
        _check_positive("epsilon", self.epsilon)

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _nothing(parameters), _zeros(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        gradient = as_float(gradient)
        squares = self.decay * state.squares + (1 - self.decay) * (gradient * gradient)
        step = learning_rate * gradient / (np.sqrt(squares) + self.epsilon)
        return step, State(state.steps + 1, state.velocity, squares)


@dataclass(frozen=True)
class Adam:
    """Momentum and RMSProp together, both corrected for starting at 0 [1]_.

    With ``velocity`` and ``squares`` the moving averages of the gradient and of its square, and ``n`` the
    number of the step, counted from 1::

        step = learning_rate * velocity / (1 - beta1**n) / (sqrt(squares / (1 - beta2**n)) + epsilon)

    Parameters
    ----------
    beta1, beta2 : float, optional
        Shares of the two averages that are kept, in [0, 1).
    epsilon : float, optional
        Keeps the division away from 0; positive.

    References
    ----------
    .. [1] Kingma and Ba, "Adam: a method for stochastic optimization" (2015).
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_share("beta1", self.beta1)
        _check_share("beta2", self.beta2)
        _check_positive("epsilon", self.epsilon)

    def init(self, parameters: ArrayLike) -> State:
        """Return the state before the first step."""
        return State(0, _zeros(parameters), _zeros(parameters))

    def update(self, gradient: ArrayLike, state: State, learning_rate: Rate) -> tuple[FloatArray, State]:
        """Return the step to subtract from the parameters, and the next state."""
        gradient = as_float(gradient)
        steps = state.steps + 1
        velocity = self.beta1 * state.velocity + (1 - self.beta1) * gradient
        squares = self.beta2 * state.squares + (1 - self.beta2) * (gradient * gradient)
        # Numerator and denominator times the root of the second correction, which saves dividing the whole array.
        root = math.sqrt(1 - self.beta2**steps)
        rate = learning_rate * root / (1 - self.beta1**steps)
        step = rate * velocity / (np.sqrt(squares) + self.epsilon * root)
        return step, State(steps, velocity, squares)


Optimizer: TypeAlias = SGD | Momentum | Nesterov | AdaGrad | RMSProp | Adam

OPTIMIZERS: Mapping[str, type[Optimizer]] = MappingProxyType(
    {
        "sgd": SGD,
        "momentum": Momentum,
        "nesterov": Nesterov,
        "adagrad": AdaGrad,
        "rmsprop": RMSProp,
        "adam": Adam,
    }
)


def _zeros(parameters: ArrayLike) -> FloatArray:
    return np.zeros_like(as_float(parameters))


def _nothing(parameters: ArrayLike) -> FloatArray:
    return np.zeros(0, dtype=as_float(parameters).dtype)


def _check_share(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value!r}")


def _check_positive(name: str, value: float) -> None:
    if not 0 < value < np.inf:
        raise ValueError(f"{name} must be positive and finite, got {value!r}")
