"""How many of all samples have been drawn after some draws."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray
from core.sampling import SAMPLINGS


def samples_seen(drawn: ArrayLike, count: int) -> NDArray[np.int64]:
    """Count how many different samples have been drawn after each draw.

    Parameters
    ----------
    drawn : array_like of int, shape (draws,)
        Indices in the order in which they were drawn, such as `draw_batch` returns.
    count : int
        How many samples there are.

    Returns
    -------
    ndarray of int64, shape (draws,)
    """
    indices = np.asarray(drawn)
    first_draw = np.empty(count, dtype=np.int64)
    first_draw[indices[::-1]] = np.arange(len(indices))[::-1]  # of equal indices the last assignment stays
    return np.cumsum(first_draw[indices] == np.arange(len(indices)))


@dataclass(frozen=True, eq=False)
class Coverage:
    """How many different samples are seen after some draws, in expectation.

    Attributes
    ----------
    mean, deviation : ndarray of float64
        Expectation and standard deviation.
    """

    mean: FloatArray
    deviation: FloatArray


def expected_coverage(count: int, draws: ArrayLike, sampling: str) -> Coverage:
    """Return how many of `count` samples have been seen after some draws.

    Parameters
    ----------
    count : int
        How many samples there are.
    draws : array_like of int, any shape
        Numbers of draws, from 0.
    sampling : str
        A key of `core.sampling.SAMPLINGS`.

    Returns
    -------
    Coverage
        Arrays of the shape of `draws`. Shuffled, each draw is a new sample until all have been seen.

    Raises
    ------
    ValueError
        If `count` is below 1 or there is no such sampling.

    Notes
    -----
    With replacement the expectation is ``count * (1 - (1 - 1/count)**draws)``: the share of an epoch, after
    `count` draws, tends to ``1 - 1/e`` as `count` grows. This is the occupancy problem [1]_.

    References
    ----------
    .. [1] W. Feller, *An Introduction to Probability Theory and Its Applications*, vol. 1, 3rd ed. (1968),
       chap. IV.
    """
    if sampling not in SAMPLINGS:
        raise ValueError(f"the sampling must be one of {', '.join(SAMPLINGS)}, got {sampling!r}")
    if count < 1:
        raise ValueError(f"there must be at least one sample, got {count}")
    k = np.asarray(draws, dtype=np.float64)
    if sampling == "shuffle":
        return Coverage(np.minimum(k, count), np.zeros_like(k))
    if count == 1:
        return Coverage(np.minimum(k, 1), np.zeros_like(k))
    log_miss = math.log1p(-1 / count)  # of the probability that one draw misses one sample
    log_miss_two = math.log1p(-2 / count) if count > 2 else -np.inf
    missed = np.exp(k * log_miss)
    with np.errstate(invalid="ignore"):
        fewer_pairs = -np.expm1(np.where(k == 0, 0.0, k * (log_miss_two - 2 * log_miss)))
    variance = count * missed * (1 - missed) - count * (count - 1) * missed**2 * fewer_pairs
    return Coverage(-count * np.expm1(k * log_miss), np.sqrt(np.maximum(variance, 0)))
