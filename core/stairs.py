"""Where on a line a classifier's predictions are correct, and the accuracy along it: a staircase without a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float

BoolArray = NDArray[np.bool_]


class Intervals(NamedTuple):
    """One interval of a line for each of n samples; empty where `low` is above `high`.

    Attributes
    ----------
    low, high : ndarray of float64, shape (n,)
        The ends, which may be infinite.
    has_low, has_high : ndarray of bool, shape (n,)
        Whether an end belongs to the interval.
    """

    low: FloatArray
    has_low: BoolArray
    high: FloatArray
    has_high: BoolArray

    def contain(self, place: FloatArray | float) -> BoolArray:
        """Return for each interval whether `place`, a number or one for each, lies in it."""
        above = (place > self.low) | (self.has_low & (place == self.low))
        below = (place < self.high) | (self.has_high & (place == self.high))
        inside: BoolArray = above & below
        return inside


@dataclass(frozen=True, eq=False)
class Staircase:
    """A function of a line that is constant but for jumps.

    Attributes
    ----------
    edges : ndarray of float64, shape (m,)
        Where it jumps, in rising order.
    levels : ndarray of float64, shape (m + 1,)
        ``levels[i]`` is its value above ``edges[i - 1]``, up to and including ``edges[i]``.
    """

    edges: FloatArray
    levels: FloatArray

    def at(self, places: ArrayLike) -> FloatArray:
        """Return its values at places, in their shape."""
        values: FloatArray = self.levels[np.searchsorted(self.edges, as_float(places))]
        return values

    def between(self, low: float, high: float) -> Staircase:
        """Return the part that is seen from `low` to `high`."""
        first, last = np.searchsorted(self.edges, [low, high])
        return Staircase(self.edges[first:last], self.levels[first : last + 1])


def staircase(start: float, places: FloatArray, changes: NDArray[np.number]) -> Staircase:
    """Return the staircase that begins at `start` and changes at places, given in any order."""
    edges, edge_of = np.unique(places, return_inverse=True)
    change = np.bincount(edge_of, weights=changes.astype(np.float64), minlength=len(edges))
    edges, change = edges[change != 0], change[change != 0]
    return Staircase(edges, np.cumsum(np.concatenate([[start], change])))


def share_inside(intervals: Intervals) -> Staircase:
    """Return, along the line, the share of the intervals that one is in."""
    low, has_low, high, has_high = intervals
    # On the floats, "from low" is "above the float before low": all intervals become (start, stop].
    starts = np.where(has_low & np.isfinite(low), np.nextafter(low, -np.inf), low)
    stops = np.where(has_high | np.isinf(high), high, np.nextafter(high, -np.inf))
    there = starts < stops
    starts, stops = starts[there], stops[there]
    places, changes = np.concatenate([starts, stops]), np.repeat([1, -1], len(starts))
    inside = np.isfinite(places)
    count = staircase(int(np.isneginf(starts).sum()), places[inside], changes[inside])
    return Staircase(count.edges, count.levels / len(low))


def where_right(base: FloatArray, direction: FloatArray, labels: NDArray[np.integer]) -> Intervals:
    """Return the z for which the largest of the scores ``base + z * direction`` is that of the label.

    Parameters
    ----------
    base : ndarray of float64, shape (n, classes)
    direction : ndarray of float64, shape (classes,)
    labels : ndarray of int, shape (n,)

    Returns
    -------
    Intervals
        Each is what is left of the line after one half-line for each other class. Of equal scores the first
        is the answer, as for `numpy.argmax`.
    """
    samples, classes = base.shape
    lead = base[np.arange(samples), labels][:, np.newaxis] - base
    growth = direction[labels][:, np.newaxis] - direction
    wins_ties = labels[:, np.newaxis] <= np.arange(classes)
    with np.errstate(all="ignore"):
        crossing = -lead / growth
    lows = np.where(growth > 0, crossing, -np.inf)
    highs = np.where(growth < 0, crossing, np.inf)
    low, high = lows.max(axis=1), highs.min(axis=1)
    has_low = np.all(wins_ties | (lows < low[:, np.newaxis]), axis=1)
    has_high = np.all(wins_ties | (highs > high[:, np.newaxis]), axis=1)
    lost = np.any((growth == 0) & ((lead < 0) | ((lead == 0) & ~wins_ties)), axis=1)
    return Intervals(np.where(lost, np.inf, low), has_low, np.where(lost, -np.inf, high), has_high)


def preimage_of_line(intervals: Intervals, intercept: FloatArray, slope: FloatArray) -> Intervals:
    """Return the w for which ``intercept + slope * w`` is in an interval: three arrays of n samples."""
    low, has_low, high, has_high = intervals
    always = intervals.contain(intercept)
    with np.errstate(all="ignore"):
        to_low, to_high = (low - intercept) / slope, (high - intercept) / slope
    falls, stands = slope < 0, slope == 0
    return Intervals(
        np.where(stands, np.where(always, -np.inf, np.inf), np.where(falls, to_high, to_low)),
        np.where(falls, has_high, has_low),
        np.where(stands, np.where(always, np.inf, -np.inf), np.where(falls, to_low, to_high)),
        np.where(falls, has_low, has_high),
    )
