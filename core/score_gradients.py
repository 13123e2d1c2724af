"""From scores through softmax to a loss: every step, and the partial derivatives of the loss by the scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.activations import softmax
from core.arrays import FloatArray, as_float
from core.losses import LOG_OFFSET, outputs_and_targets


@dataclass(frozen=True, eq=False)
class SoftmaxSteps:
    """What `core.activations.softmax` does, one step after the other.

    Attributes
    ----------
    scores : ndarray, any shape
        What went in.
    maximum : ndarray
        The largest score along the axis, which is kept with length 1. All axes are, where the array was
        normalised as a whole.
    shifted : ndarray, shape of `scores`
        Scores minus maximum: 0 at most.
    exponentials : ndarray, shape of `scores`
        From 0 to 1.
    total : ndarray, shape of `maximum`
        The sum of the exponentials along the axis.
    probabilities : ndarray, shape of `scores`
        Exponentials over total.
    """

    scores: FloatArray
    maximum: FloatArray
    shifted: FloatArray
    exponentials: FloatArray
    total: FloatArray
    probabilities: FloatArray


def softmax_steps(scores: ArrayLike, axis: int | None = -1) -> SoftmaxSteps:
    """Return softmax of scores with its intermediate results.

    Parameters
    ----------
    scores : array_like, any shape but an empty one
        For a batch one row per sample.
    axis : int or None, optional
        The axis of the classes; None normalises the whole array as one: a batch whose probabilities sum to 1
        together, and no longer row by row.

    Returns
    -------
    SoftmaxSteps
        Its probabilities are those of `core.activations.softmax`, to the last bit.

    Raises
    ------
    ValueError
        If there are no scores.
    """
    scores = as_float(scores)
    if not scores.size:
        raise ValueError("softmax of no scores has no steps")
    with np.errstate(over="ignore", invalid="ignore"):
        maximum: FloatArray = np.max(scores, axis=axis, keepdims=True)
        shifted = scores - maximum
        exponentials = np.exp(shifted)
        total: FloatArray = np.sum(exponentials, axis=axis, keepdims=True)
        return SoftmaxSteps(scores, maximum, shifted, exponentials, total, exponentials / total)


def cross_entropy_by_score(scores: ArrayLike, t: ArrayLike) -> FloatArray:
    """Return the exact gradient of ``cross_entropy_error(softmax(scores), t)``, its 1e-7 included.

    Parameters
    ----------
    scores : array_like, shape (classes,) or (samples, classes)
    t : array_like
        Targets, as for `core.losses.cross_entropy_error`.

    Returns
    -------
    ndarray, shape of `scores`
        The slope of the loss along each score. In a batch each sample has its share of the average.

    Raises
    ------
    ValueError
        If scores and targets do not fit together.

    Notes
    -----
    For a one-hot target it is ``p / (p + 1e-7)`` times `score_error`, with p the probability of the correct
    class: a relative difference of about 1e-7 / p.
    """
    y, t = outputs_and_targets(softmax(scores), t)
    return _through_softmax(y, -t / (y + LOG_OFFSET))


def mean_squared_error_by_score(scores: ArrayLike, t: ArrayLike) -> FloatArray:
    """Return the exact gradient of ``mean_squared_error(softmax(scores), t)``.

    Parameters, result and errors are those of `cross_entropy_by_score`.

    Notes
    -----
    With ``e = y - t`` it is ``y * (e - sum(e * y))``. Every entry has the factor y: all are near 0 where softmax
    gives one class nearly 1, even a wrong one.
    """
    y, t = outputs_and_targets(softmax(scores), t)
    return _through_softmax(y, y - t)


def score_error(scores: ArrayLike, t: ArrayLike) -> FloatArray:
    """Return ``softmax(scores) - t``: what backpropagation takes for the gradient of the cross-entropy error.

    Parameters, result and errors are those of `cross_entropy_by_score`.

    Notes
    -----
    It is the gradient without the 1e-7 in the logarithm, for targets that sum to 1.
    """
    y, t = outputs_and_targets(softmax(scores), t)
    error: FloatArray = (y - t) / _samples(y)
    return error


def _through_softmax(y: FloatArray, by_probability: FloatArray) -> FloatArray:
    """Return slopes along scores, given the probabilities and a sample's slopes along them.

    Differences of the latter, weighted: less their weighted mean, nearly equal numbers would be subtracted where one
    probability is nearly 1.
    """
    gradient: FloatArray = np.zeros_like(y)
    for own, slope in zip(np.moveaxis(y, -1, 0), np.moveaxis(by_probability, -1, 0), strict=True):
        gradient += own[..., np.newaxis] * (by_probability - slope[..., np.newaxis])
    return y * gradient / _samples(y)


def _samples(y: FloatArray) -> int:
    return len(y) if y.ndim == 2 else 1
