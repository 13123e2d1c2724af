"""The chapter's two loss functions, for one sample or a batch, one-hot targets or labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float

LOG_OFFSET = 1e-7
"""Added to a probability before its logarithm is taken, so that the loss of a probability of 0 is finite."""


def mean_squared_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return half the sum of the squared errors of a sample; for a batch, the average over its samples.

    The name is the chapter's; the sum over the classes is halved and not averaged.

    Parameters
    ----------
    y : array_like, shape (classes,) or (samples, classes)
        The network's output.
    t : array_like
        Targets: of the shape of `y` (one-hot or any other distribution), or labels: integers, with the last
        axis of `y` left out.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes do not fit together, there is nothing to average, or a label is not a class.
    """
    return _average(mean_squared_error_terms(y, t))


def cross_entropy_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return ``-sum(t * log(y + 1e-7))`` of a sample; for a batch, the average over its samples.

    With a one-hot target only the probability of the correct class counts: 1 gives -1e-7, and 0 gives 16.118.

    Parameters
    ----------
    y : array_like, shape (classes,) or (samples, classes)
        Probabilities.
    t : array_like
        Targets: of the shape of `y` (one-hot or any other distribution), or labels: integers, with the last
        axis of `y` left out.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes do not fit together, there is nothing to average, or a label is not a class.
    """
    return _average(cross_entropy_terms(y, t))


def mean_squared_error_terms(y: ArrayLike, t: ArrayLike) -> FloatArray:
    """Return what each class adds to `mean_squared_error`: ``(y - t)**2 / 2``.

    Parameters
    ----------
    y, t : array_like
        As for `mean_squared_error`.

    Returns
    -------
    ndarray, shape of `y`
    """
    y, t = outputs_and_targets(y, t)
    error = y - t
    terms: FloatArray = 0.5 * error * error
    return terms


def cross_entropy_terms(y: ArrayLike, t: ArrayLike) -> FloatArray:
    """Return what each class adds to `cross_entropy_error`: ``-t * log(y + 1e-7)``.

    Parameters
    ----------
    y, t : array_like
        As for `cross_entropy_error`.

    Returns
    -------
    ndarray, shape of `y`
        A class with a target of 0 adds 0, never -0.
    """
    y, t = outputs_and_targets(y, t)
    terms: FloatArray = 0 - t * np.log(y + LOG_OFFSET)
    return terms


def one_hot(labels: ArrayLike, classes: int) -> FloatArray:
    """Return labels as rows that are 1 at the label and 0 elsewhere.

    Parameters
    ----------
    labels : array_like of int, any shape
        Class numbers, from 0.
    classes : int
        How many classes there are.

    Returns
    -------
    ndarray of float64, shape of `labels` with an axis of length `classes` added at the end

    Raises
    ------
    ValueError
        If a label is not an integer from 0 to ``classes - 1``.
    """
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    outside = (labels < 0) | (labels >= classes)
    if outside.any():
        raise ValueError(f"a label must be from 0 to {classes - 1}, got {labels[outside][0]}")
    rows: FloatArray = np.equal(labels[..., np.newaxis], np.arange(classes)).astype(np.float64)
    return rows


def outputs_and_targets(y: ArrayLike, t: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return outputs as floats, and targets as distributions of the same shape and dtype.

    Parameters
    ----------
    y, t : array_like
        As for `mean_squared_error`.

    Returns
    -------
    y, t : ndarray, shape of `y`

    Raises
    ------
    ValueError
        If the shapes do not fit together, there are no outputs, or a label is not a class.
    """
    y = as_float(y)
    if y.ndim not in (1, 2) or y.size == 0:
        raise ValueError(f"outputs must have the shape (classes,) or (samples, classes), got {y.shape}")
    targets = np.asarray(t)
    if targets.shape == y.shape[:-1]:
        return y, one_hot(targets, y.shape[-1]).astype(y.dtype)
    if targets.shape == y.shape:
        return y, as_float(targets).astype(y.dtype, copy=False)
    raise ValueError(
        f"targets for outputs of shape {y.shape} must have that shape, or be labels of shape {y.shape[:-1]}; "
        f"got {targets.shape}"
    )


def _average(terms: FloatArray) -> float:
    return float(np.mean(np.sum(terms, axis=-1)))
