"""The gradient by differences against the gradient by backpropagation: for each parameter, how far apart and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray, as_float
from core.blas import one_blas_thread
from core.losses import LOG_OFFSET
from core.mini_batch import network_inputs
from core.network_gradient import numerical_gradient
from core.score_gradients import cross_entropy_by_score
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet

_AT_ONCE = 50_000  # samples times parameters: their scores stay in the cache
_TRUNCATION_STEPS = (1e-4, 1e-3, 1e-2)  # rounding shows less there, and truncation goes with h**2


class Verdict(IntEnum):
    """What a difference quotient is worth."""

    EXACT = 0  # within the tolerance
    ROUNDED = 1  # off, most of it rounding error
    TRUNCATED = 2  # off, most of it truncation error
    CROSSED = 3  # off, and h reaches across the kink of a ReLU or the jump of a step function


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """Two gradients of one loss, and how they differ: mappings from parameter names to arrays in their shapes.

    Attributes
    ----------
    h : float
        Half-width of the differences.
    numerical : mapping of ndarray of float64
        By central differences.
    exact : mapping of ndarray of float64
        By backpropagation in float64, of the loss as defined: with the 1e-7 in its logarithm.
    relative_difference : mapping of ndarray of float64
        Of these two, as `relative_difference` defines it.
    verdict : mapping of ndarray of uint8
        Values of `Verdict`.
    """

    h: float
    numerical: Mapping[str, FloatArray]
    exact: Mapping[str, FloatArray]
    relative_difference: Mapping[str, FloatArray]
    verdict: Mapping[str, NDArray[np.uint8]]

    def count(self, verdict: Verdict) -> int:
        """Return how many parameters have this verdict."""
        return sum(int(np.count_nonzero(array == verdict)) for array in self.verdict.values())


def relative_difference(one: ArrayLike, other: ArrayLike) -> FloatArray:
    """Return ``abs(one - other) / max(abs(one), abs(other))``, elementwise; 0 where both are 0.

    From 0 to 2; 1 where one of two numbers is 0, 2 where they are opposite.
    """
    a, b = as_float(one), as_float(other)
    scale = np.maximum(np.abs(a), np.abs(b))
    difference: FloatArray = np.abs(a - b) / np.where(scale > 0, scale, 1)
    return difference


def exact_gradient(network: TwoLayerNet, images: ArrayLike, labels: ArrayLike) -> dict[str, FloatArray]:
    """Return the gradient of the cross-entropy error by backpropagation, its 1e-7 included.

    Parameters
    ----------
    network : TwoLayerNet
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)

    Returns
    -------
    dict of ndarray of float64
        For each parameter, in its shape.

    Notes
    -----
    `TwoLayerNet.gradient` leaves the 1e-7 out, as the book does, and differs by a share of ``1e-7 / y`` of what
    each sample adds, with y the probability of its right class.
    """
    x = network_inputs(images)
    hidden = network.hidden(x)
    by_score = cross_entropy_by_score(hidden @ network.params["W2"] + network.params["b2"], labels)
    by_unit = by_score @ network.params["W2"].T
    by_unit = by_unit * ACTIVATIONS[network.activation].derivative_from_output(hidden)
    return {
        "W1": x.T @ by_unit,
        "b1": by_unit.sum(axis=0),
        "W2": hidden.T @ by_score,
        "b2": by_score.sum(axis=0),
    }


def check_gradient(
    network: TwoLayerNet,
    images: ArrayLike,
    labels: ArrayLike,
    h: float = 1e-4,
    *,
    dtype: DTypeLike = np.float64,
    tolerance: float = 1e-6,
) -> GradientCheck:
    """Compare the numerical gradient with backpropagation, for all parameters.

    Parameters
    ----------
    network : TwoLayerNet
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)
    h : float, optional
        Half-width of the differences.
    dtype : dtype, optional
        float64, in which `core.network_gradient.numerical_gradient` works, or float32, in which each
        parameter is moved, and the loss computed, as if it were the only one.
    tolerance : float, optional
        The relative difference up to which a derivative counts as exact.

    Returns
    -------
    GradientCheck

    Raises
    ------
    ValueError
        If `h` is not positive and finite, the dtype is another one, or labels and images differ in number.

    Notes
    -----
    What of an error is truncation is known from a difference with a larger step, up to 0.01, where rounding shows
    less: it goes with ``h**2`` as long as no step reaches across a kink. The rest is rounding.

    Takes two numerical gradients in float64, up to four where the activation has a kink, and some twenty more in
    float32: half a second for 784-50-10 and 100 images.
    """
    if np.dtype(dtype) not in (np.float32, np.float64):
        raise ValueError(f"the gradient is checked in float32 or float64, not in {np.dtype(dtype)}")
    x, t = network_inputs(images), np.asarray(labels)
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"):
        if np.dtype(dtype) == np.float32:
            numerical = numerical_gradient_in_float32(network, x, t, h)
        else:
            numerical = numerical_gradient(network.params, x, t, h, activation=network.activation)
        exact = exact_gradient(network, x, t)
        truncations = _truncation_errors(network, x, t, h, exact)
    crossed = crossing_parameters(network, x, float(np.asarray(h, np.dtype(dtype))))
    differences = {name: relative_difference(numerical[name], exact[name]) for name in PARAMETER_NAMES}
    verdicts = {}
    for name, difference in differences.items():
        truncation = truncations[name]
        rounding = numerical[name] - exact[name] - truncation
        cause = np.where(np.abs(rounding) > np.abs(truncation), Verdict.ROUNDED, Verdict.TRUNCATED)
        cause = np.where(crossed[name], Verdict.CROSSED, cause)
        verdicts[name] = np.where(difference <= tolerance, Verdict.EXACT, cause).astype(np.uint8)
    return GradientCheck(h, numerical, exact, differences, verdicts)


def crossing_parameters(network: TwoLayerNet, images: ArrayLike, h: float) -> dict[str, NDArray[np.bool_]]:
    """Return for which parameters a move by h, ahead or back, takes a hidden unit across its kink or jump at 0.

    Parameters
    ----------
    network : TwoLayerNet
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`; one is enough for a crossing.
    h : float

    Returns
    -------
    dict of ndarray of bool
        For each parameter, in its shape; all False for an activation without a kink, and for what leads out of the
        hidden units.
    """
    crossed = {name: np.zeros(array.shape, dtype=np.bool_) for name, array in network.params.items()}
    if not ACTIVATIONS[network.activation].has_kink or not h:
        return crossed
    x = network_inputs(images)
    sums = x @ network.params["W1"] + network.params["b1"]
    crossed["b1"] |= (np.abs(sums) <= h).any(axis=0)
    for inputs, of_units in zip(x, sums, strict=True):
        lit = inputs > 0
        crossed["W1"][lit] |= np.abs(of_units) <= h * inputs[lit, np.newaxis]
    return crossed


def _truncation_errors(
    network: TwoLayerNet, x: FloatArray, t: NDArray[np.integer], h: float, exact: Mapping[str, FloatArray]
) -> dict[str, FloatArray]:
    """Return the truncation error of each derivative, by the largest step that crosses no kink; 0 if there is none."""
    errors: dict[str, FloatArray] = {name: np.zeros(array.shape) for name, array in exact.items()}
    larger = [step for step in _TRUNCATION_STEPS if step > h] or [h]
    for step in larger if ACTIVATIONS[network.activation].has_kink else larger[-1:]:
        at_step = numerical_gradient(network.params, x, t, step, activation=network.activation)
        crossed = crossing_parameters(network, x, step)
        for name, error in errors.items():
            scaled = (at_step[name] - exact[name]) * (h / step) ** 2
            np.copyto(error, scaled, where=~crossed[name])
    return errors


def numerical_gradient_in_float32(
    network: TwoLayerNet, images: ArrayLike, labels: ArrayLike, h: float = 1e-4
) -> dict[str, FloatArray]:
    """Return the gradient by central differences with all arithmetic in float32: what rounding makes of it.

    Parameters
    ----------
    network : TwoLayerNet
        Its parameters are rounded to float32.
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)
    h : float, optional
        Half-width of the differences.

    Returns
    -------
    dict of ndarray of float64
        For each parameter, in its shape.

    Notes
    -----
    Each parameter is moved alone, in float32, and two mean losses in float32 are subtracted, as the chapter does
    it. Only what a parameter does not change is not computed again: inputs that are 0 in all images, and the
    other hidden units.
    """
    net = network.as_float32()
    x, t = network_inputs(images).astype(np.float32), np.asarray(labels)
    W1, b1, W2, b2 = (net.params[name] for name in PARAMETER_NAMES)
    units, hidden = x @ W1 + b1, net.hidden(x)
    moved = _MovedLosses((hidden @ W2 + b2).T, t, h)
    activate = ACTIVATIONS[net.activation].function
    classes = np.eye(len(b2), dtype=np.float32)[:, np.newaxis]
    lit = np.flatnonzero(x.any(axis=0))
    inputs = np.hstack([x[:, lit], np.ones((len(x), 1), np.float32)])
    gradient: dict[str, FloatArray] = {name: np.zeros(net.params[name].shape) for name in PARAMETER_NAMES}

    def through_unit(shift: FloatArray, part: slice, unit: int) -> FloatArray:
        change = activate(units[:, [unit]] + inputs[:, part] * shift) - hidden[:, [unit]]
        by_class: FloatArray = W2[unit][:, np.newaxis, np.newaxis] * change
        return by_class

    for unit in range(len(b1)):
        values = np.append(W1[lit, unit], b1[unit])
        into_unit = np.empty(len(values))
        for start in range(0, len(values), max(1, _AT_ONCE // len(x))):
            part = slice(start, start + max(1, _AT_ONCE // len(x)))
            into_unit[part] = moved.quotients(values[part], partial(through_unit, part=part, unit=unit))
        gradient["W1"][lit, unit], gradient["b1"][unit] = into_unit[:-1], into_unit[-1]
        gradient["W2"][unit] = moved.quotients(W2[unit], partial(np.multiply, hidden[:, [unit]] * classes))
    gradient["b2"][:] = moved.quotients(b2, partial(np.multiply, np.repeat(classes, len(x), axis=1)))
    return gradient


@dataclass(frozen=True, eq=False)
class _MovedLosses:
    """The loss where one of k parameters is moved, all in float32; the classes lie along the first axis."""

    scores: FloatArray
    labels: NDArray[np.integer]
    h: float

    def quotients(self, values: FloatArray, change: Callable[[FloatArray], FloatArray]) -> FloatArray:
        """Return k difference quotients.

        Takes k parameters and what makes changes of the scores, (classes, n, k), of changes of the parameters.
        """
        step = np.float32(self.h)
        ahead, behind = (self._losses(change(moved - values)) for moved in (values + step, values - step))
        quotients: FloatArray = (ahead - behind).astype(np.float64) / (2 * self.h)
        return quotients

    def _losses(self, change: FloatArray) -> FloatArray:
        scores = self.scores[:, :, np.newaxis] + change
        exponentials = np.exp(scores - scores.max(axis=0))
        right = exponentials[self.labels, np.arange(len(self.labels))]
        probability: FloatArray = right / exponentials.sum(axis=0)
        losses: FloatArray = -np.log(probability + np.float32(LOG_OFFSET)).mean(axis=0)
        return losses
