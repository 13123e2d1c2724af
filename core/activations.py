"""Activation functions, elementwise, and softmax, which turns scores into probabilities."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.stairs import Intervals


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


def tanh(x: ArrayLike) -> FloatArray:
    """Return ``(exp(x) - exp(-x)) / (exp(x) + exp(-x))``, without overflow.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of `x`
        Values in [-1, 1].
    """
    return np.tanh(as_float(x))


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
    """An activation function with all that the program needs to know of it: a new one is one more entry below.

    Attributes
    ----------
    function : callable
        Elementwise, any shape.
    derivative_from_output : callable
        The derivative at x, given ``function(x)``: what backpropagation has at hand. Where none exists, 0.
    apply_in_place, turn_into_slope : callable
        Both for the fast training step: replace x by ``function(x)``, and that by the derivative at x.
    limits : (float, float)
        The outputs lie between these, or tend to them; infinite where they are unbounded.
    preimage : callable
        The x for which ``function(x)`` is in an interval, for `core.stairs.Intervals`.
    has_kink : bool
        Whether function or derivative jumps at 0.
    is_piecewise_constant : bool
        Whether the derivative is 0 wherever it exists, so that nothing before it learns by backpropagation.
    addition : callable or None
        The g of ``function(x + s) - function(x) == derivative / (1 / g(s) + function(x))``, by which small changes are
        computed without cancellation. None without such a theorem: they are computed as they are defined.
    """

    function: Callable[[ArrayLike], FloatArray]
    derivative_from_output: Callable[[ArrayLike], FloatArray]
    apply_in_place: Callable[[FloatArray], None]
    turn_into_slope: Callable[[FloatArray], None]
    limits: tuple[float, float]
    preimage: Callable[[Intervals], Intervals]
    has_kink: bool = False
    is_piecewise_constant: bool = False
    addition: Callable[[FloatArray], FloatArray] | None = None

    @property
    def saturates(self) -> bool:
        """Whether the derivative tends to 0 as the output nears either limit."""
        return not self.has_kink and all(map(math.isfinite, self.limits))


# As an array, since a number of Python takes NumPy a quarter of a microsecond more.
_HALF, _ONE = np.array(0.5, np.float32), np.array(1, np.float32)


def _sigmoid_derivative(output: ArrayLike) -> FloatArray:
    output = as_float(output)
    return output * (1 - output)


def _sigmoid_in_place(x: FloatArray) -> None:
    x *= _HALF
    np.tanh(x, out=x)
    x *= _HALF
    x += _HALF


def _sigmoid_slope(output: FloatArray) -> None:
    output -= output * output


def _logit(probability: FloatArray) -> FloatArray:
    """Return where sigmoid has a value; infinite for what it never reaches."""
    probability = np.clip(probability, 0, 1)
    with np.errstate(divide="ignore"):
        logit: FloatArray = np.log(probability) - np.log1p(-probability)
    return logit


def _preimage_of_sigmoid(intervals: Intervals) -> Intervals:
    low, has_low, high, has_high = intervals
    return Intervals(_logit(low), has_low, _logit(high), has_high)


def _tanh_derivative(output: ArrayLike) -> FloatArray:
    output = as_float(output)
    return (1 - output) * (1 + output)  # exact near the limits, where 1 - output**2 has lost digits


def _tanh_in_place(x: FloatArray) -> None:
    np.tanh(x, out=x)


def _tanh_slope(output: FloatArray) -> None:
    output *= output
    np.subtract(_ONE, output, out=output)


def _artanh(value: FloatArray) -> FloatArray:
    """Return where tanh has a value; infinite for what it never reaches."""
    with np.errstate(divide="ignore"):
        place: FloatArray = np.arctanh(np.clip(value, -1, 1))
    return place


def _preimage_of_tanh(intervals: Intervals) -> Intervals:
    low, has_low, high, has_high = intervals
    return Intervals(_artanh(low), has_low, _artanh(high), has_high)


def _relu_in_place(x: FloatArray) -> None:
    np.maximum(x, 0, out=x)


def _preimage_of_relu(intervals: Intervals) -> Intervals:
    low, has_low, high, has_high = intervals
    reaches_down = (low < 0) | ((low == 0) & has_low)
    is_below = (high < 0) | ((high == 0) & ~has_high)
    return Intervals(
        np.where(reaches_down, -np.inf, low), has_low, np.where(is_below, -np.inf, high), has_high
    )


def _step_in_place(x: FloatArray) -> None:
    np.heaviside(x, 0, out=x)


def _preimage_of_step(intervals: Intervals) -> Intervals:
    off, on = intervals.contain(0.0), intervals.contain(1.0)
    low = np.where(off, -np.inf, np.where(on, 0.0, np.inf))
    high = np.where(on, np.inf, np.where(off, 0.0, -np.inf))
    return Intervals(low, np.zeros_like(off), high, np.ones_like(on))


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "sigmoid": Activation(
            sigmoid,
            _sigmoid_derivative,
            _sigmoid_in_place,
            _sigmoid_slope,
            limits=(0.0, 1.0),
            preimage=_preimage_of_sigmoid,
            addition=np.expm1,
        ),
        "tanh": Activation(
            tanh,
            _tanh_derivative,
            _tanh_in_place,
            _tanh_slope,
            limits=(-1.0, 1.0),
            preimage=_preimage_of_tanh,
            addition=np.tanh,
        ),
        "relu": Activation(
            relu,
            step_function,
            _relu_in_place,
            _step_in_place,
            limits=(0.0, math.inf),
            preimage=_preimage_of_relu,
            has_kink=True,
        ),
        "step": Activation(
            step_function,
            lambda output: np.zeros_like(as_float(output)),
            _step_in_place,
            lambda output: output.fill(0),
            limits=(0.0, 1.0),
            preimage=_preimage_of_step,
            has_kink=True,
            is_piecewise_constant=True,
        ),
    }
)
