"""Activation functions, elementwise, and softmax, which turns scores into probabilities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float


def sigmoid(x: ArrayLike) -> FloatArray:
    """Return ``1 / (1 + exp(-x))``, without overflow and exact to rounding in both tails.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of `x`
        Values in [0, 1]; the slope is never 0 where the value is not 0 or 1.
    """
    x = as_float(x)
    decay = np.exp(-np.abs(x))
    value: FloatArray = np.where(x < 0, decay, 1) / (1 + decay)
    return value


def step_function(x: ArrayLike) -> FloatArray:
    """Return 1 where `x` is above 0, else 0.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of `x`
    """
    return np.heaviside(as_float(x), 0.0)


def relu(x: ArrayLike) -> FloatArray:
    """Return `x` where it is above 0, else 0.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of `x`
    """
    return np.maximum(as_float(x), 0)


def softmax(x: ArrayLike, axis: int | None = -1) -> FloatArray:
    """Return ``exp(x) / sum(exp(x))``: positive numbers that sum to 1 along `axis`.

    Parameters
    ----------
    x : array_like, any shape
        Scores. The largest is subtracted first, which changes nothing but keeps `exp` from overflowing.
    axis : int or None, optional
        The axis of the classes; None normalises the whole array as one.

    Returns
    -------
    ndarray, shape of `x`
        Finite for all finite scores; nan along an axis with a score of nan or plus infinity.
    """
    x = as_float(x)
    with np.errstate(over="ignore", invalid="ignore"):
        exponentials = np.exp(x - np.max(x, axis=axis, keepdims=True, initial=-np.inf))
        probabilities: FloatArray = exponentials / np.sum(exponentials, axis=axis, keepdims=True)
    return probabilities


@dataclass(frozen=True)
class Activation:
    """An activation function and its derivative.

    Attributes
    ----------
    function : callable
        Elementwise, any shape.
    derivative_from_output : callable
        The derivative at x, given ``function(x)``: what backpropagation has at hand.
    """

    function: Callable[[ArrayLike], FloatArray]
    derivative_from_output: Callable[[ArrayLike], FloatArray]


def _sigmoid_derivative(output: ArrayLike) -> FloatArray:
    output = as_float(output)
    return output * (1 - output)


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "sigmoid": Activation(sigmoid, _sigmoid_derivative),
        # At the corner of either, where no derivative exists, 0 stands for it.
        "relu": Activation(relu, step_function),
        "step": Activation(step_function, lambda output: np.zeros_like(as_float(output))),
    }
)
