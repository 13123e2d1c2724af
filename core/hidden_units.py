"""The outputs of hidden units for many images, and the loss of a network without each unit."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS, softmax
from core.arrays import FloatArray, as_float
from core.blas import one_blas_thread
from core.images import ImageRows
from core.losses import LOG_OFFSET
from core.mini_batch import network_inputs
from core.two_layer_net import TwoLayerNet

NEAR_LIMIT = 0.01
"""How close to a limit of its activation the output of a saturated unit is."""
_NEARLY_ALWAYS = 0.99
_AT_ONCE = 2_000


def hidden_outputs(network: TwoLayerNet, images: ImageRows) -> FloatArray:
    """Return the outputs of the hidden units.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray, shape (n, pixels), or Images
        As for `core.mini_batch.network_inputs`.

    Returns
    -------
    ndarray of float32, shape (n, hidden)

    Notes
    -----
    About 40 ms for 10,000 images and 50 units.
    """
    net = network.as_float32()
    outputs = np.empty((len(images), network.sizes[1]), np.float32)
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(images), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            outputs[part] = net.hidden(network_inputs(images[part]).astype(np.float32))
    return outputs


@dataclass(frozen=True, eq=False)
class UnitStates:
    """Which hidden units are dead or saturated; arrays of bool, shape (hidden,).

    Attributes
    ----------
    dead : ndarray of bool
        The output is the same for all images: not a digit differs.
    saturated : ndarray of bool
        Not dead, but within 0.01 of a limit of the activation for at least 99 % of the images: there the slope of a
        sigmoid is below 0.01. Always False where the activation does not saturate.
    """

    dead: NDArray[np.bool_]
    saturated: NDArray[np.bool_]


def unit_states(outputs: ArrayLike, activation: str) -> UnitStates:
    """Return which hidden units are dead or saturated on some images.

    Parameters
    ----------
    outputs : array_like, shape (n, hidden)
        As from `hidden_outputs`.
    activation : str
        Of the units, a key of `core.activations.ACTIVATIONS`.

    Raises
    ------
    ValueError
        If there are no outputs.
    """
    hidden = as_float(outputs)
    if not hidden.size:
        raise ValueError("units without images are neither dead nor alive")
    dead = np.ptp(hidden, axis=0) == 0
    if not ACTIVATIONS[activation].saturates:
        return UnitStates(dead, np.zeros_like(dead))
    low, high = ACTIVATIONS[activation].limits
    at_an_end = (hidden <= low + NEAR_LIMIT) | (hidden >= high - NEAR_LIMIT)
    return UnitStates(dead, (at_an_end.mean(axis=0) >= _NEARLY_ALWAYS) & ~dead)


@dataclass(frozen=True, eq=False)
class OutputRanges:
    """Where the outputs of each hidden unit lie; arrays of float64, shape (hidden,).

    Attributes
    ----------
    low, high : ndarray of float64
        One output in twenty is below `low`, and one above `high`.
    median : ndarray of float64
    """

    low: FloatArray
    median: FloatArray
    high: FloatArray


def output_ranges(outputs: ArrayLike) -> OutputRanges:
    """Return where the outputs of each unit lie.

    Parameters
    ----------
    outputs : array_like, shape (n, hidden)
        As from `hidden_outputs`, at least one row.
    """
    low, median, high = np.quantile(as_float(outputs), (0.05, 0.5, 0.95), axis=0).astype(np.float64)
    return OutputRanges(low, median, high)


def images_with_largest_outputs(outputs: ArrayLike, unit: int, count: int) -> NDArray[np.intp]:
    """Return the images with the largest outputs of a unit.

    Parameters
    ----------
    outputs : array_like, shape (n, hidden)
        As from `hidden_outputs`.
    unit : int
    count : int
        How many at most.

    Returns
    -------
    ndarray of int, shape (at most count,)
        The largest output first; equal ones in the order of the images.
    """
    return np.argsort(-as_float(outputs)[:, unit], kind="stable")[:count]


def losses_without_each_unit(
    network: TwoLayerNet, images: ImageRows, labels: ArrayLike
) -> Generator[None, None, FloatArray]:
    """Compute the loss with one hidden unit switched off, for each, with a pause after every 2,000 images.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray, shape (n, pixels), or Images
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)
        The labels.

    Yields
    ------
    None

    Returns
    -------
    ndarray of float64, shape (hidden + 1,)
        The cross-entropy error of all images without unit 0, 1, and so on; the last is that with all units.

    Raises
    ------
    ValueError
        If there are no images, or not one label an image.

    Notes
    -----
    A unit that is switched off has an output of 0, as in `core.ablation.without`. The hidden layer is worked
    out once, in float32. About 0.2 s for 10,000 images and 50 units.
    """
    right = np.asarray(labels)
    if right.shape != images.shape[:1] or not len(images):
        raise ValueError(f"images of shape {images.shape} do not fit labels of shape {right.shape}")
    single = network.as_float32()
    W2 = single.params["W2"]
    sums = np.zeros(len(W2) + 1)
    for start in range(0, len(images), _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        hidden = hidden_outputs(network, images[rows])
        scores = hidden @ W2 + single.params["b2"]
        for unit, weights in enumerate(W2):
            sums[unit] += _sum_of_losses(scores - hidden[:, unit, np.newaxis] * weights, right[rows])
        sums[-1] += _sum_of_losses(scores, right[rows])
        yield
    losses: FloatArray = sums / len(images)
    return losses


def _sum_of_losses(scores: FloatArray, labels: NDArray[np.integer]) -> float:
    right = softmax(scores)[np.arange(len(labels)), labels]
    return -float(np.log(right + LOG_OFFSET).sum(dtype=np.float64))
