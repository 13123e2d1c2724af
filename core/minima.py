"""Minima that nobody listed: found from points at which descent came to rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.surfaces import Surface

_FLAT = 1e-6  # a curvature that is less than this share of the other one is none
_NEWTON_STEPS = 4
_CONVERGED = 0.1  # the last of Newton's steps, as a share of the reach
_LEAST_RISE = 0.1
_SQUARE = (
    2.000001  # side of a square, in reaches: a hair more, so that rounding never leaves one out between two
)
_FARTHEST = 2**29  # squares from the origin, so that the number of a square fits into 64 bits


def local_minima(surface: Surface, points: ArrayLike, reach: float, *, ascent: bool = False) -> FloatArray:
    """Return the isolated minima that lie within reach of some points.

    Parameters
    ----------
    surface : Surface
    points : array_like, shape (n, 2)
        Where descent has come to rest, or may have.
    reach : float
        How near a point must be; positive.
    ascent : bool, optional
        Look for maxima.

    Returns
    -------
    ndarray of float64, shape (k, 2)
        At least ``2 * reach`` apart, in the order of the points; to about the precision of the gradient where the
        surface is smooth.

    Notes
    -----
    From the point, Newton's steps must lead to a place within reach and all but end there; a circle of radius `reach`
    around it must be higher in all of 16 directions. Where they do not, as at a kink, the point is taken as it is, and
    none of those directions may rise less than a tenth of the steepest: in a narrow valley the way down could lie
    between two of them. Costs some forty evaluations a point, all points at once.
    """
    x = as_float(points).reshape(-1, 2).T.astype(np.float64)
    sign = -1.0 if ascent else 1.0
    with np.errstate(all="ignore"):
        place, length = x, np.empty(0)
        for _ in range(_NEWTON_STEPS):
            step = _newton_step(surface, place, reach, sign)
            length = np.hypot(*step)
            # A step may overshoot on its way; where it ends is checked below.
            place = place - np.where(length <= 2 * reach, step, 0)
        has_converged = (length <= _CONVERGED * reach) & (np.hypot(*(place - x)) <= reach)
        place = np.where(has_converged, place, x)
        rises = _rises_around(surface, place, reach, sign)
        is_minimum = rises.min(axis=0) > np.where(has_converged, 0, _LEAST_RISE * rises.max(axis=0))
    return clusters(place[:, is_minimum].T, 2 * reach)


def clusters(points: ArrayLike, distance: float) -> FloatArray:
    """Return points that stand for all the others: the first, the first far enough from it, and so on.

    Parameters
    ----------
    points : array_like, shape (n, 2)
    distance : float
        Points that are closer than this belong together.

    Returns
    -------
    ndarray of float64, shape (k, 2)
    """
    left = as_float(points).reshape(-1, 2).astype(np.float64)
    found: list[FloatArray] = []
    while len(left):
        found.append(left[0])
        left = left[1:][np.hypot(*(left[1:] - left[0]).T) >= distance]
    return np.array(found).reshape(-1, 2)


def cells(points: ArrayLike, side: float) -> NDArray[np.int64]:
    """Return for points of shape (..., 2) the numbers of the squares in which they lie; those far out may share one.

    Parameters
    ----------
    points : array_like, shape (..., 2)
        Finite.
    side : float
        Of a square; positive.

    Returns
    -------
    ndarray of int64, shape (...)
        Rising with the first coordinate, then with the second.
    """
    squares = np.clip(np.floor(as_float(points) / side), -_FARTHEST, _FARTHEST).astype(np.int64)
    numbers: NDArray[np.int64] = squares[..., 0] * (4 * _FARTHEST) + squares[..., 1]
    return numbers


class Places:
    """Points of the plane, and a quick way to find which of them is near another.

    Parameters
    ----------
    points : array_like, shape (k, 2)
    reach : float
        What is near; positive.

    Notes
    -----
    The plane is laid out in squares of twice the reach, and a place is kept for each square that its surroundings
    touch, four at most. So a search costs the same for one place as for hundreds.
    """

    def __init__(self, points: ArrayLike, reach: float) -> None:
        self.points: FloatArray = as_float(points).reshape(-1, 2).astype(np.float64)
        self.reach = reach
        corners = self.points + reach * np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)])[:, np.newaxis]
        owners = np.broadcast_to(np.arange(len(self.points)), corners.shape[:2])
        squares, owners = self._squares(corners).ravel(), owners.ravel()
        order = np.lexsort((owners, squares))  # np.unique of pairs would take ten times as long
        self._keys, self._owners = squares[order], owners[order]
        is_new = np.ones(len(order), dtype=bool)
        is_new[1:] = (np.diff(self._keys) != 0) | (np.diff(self._owners) != 0)
        self._keys, self._owners = self._keys[is_new], self._owners[is_new]
        self._crowd = int(np.unique(self._keys, return_counts=True)[1].max(initial=0))

    def nearest(self, points: ArrayLike) -> NDArray[np.intp]:
        """Return which place is the nearest to each point.

        Parameters
        ----------
        points : array_like, shape (n, 2)
            Finite.

        Returns
        -------
        ndarray of int, shape (n,)
            -1 where no place is within reach.
        """
        x = as_float(points).reshape(-1, 2)
        squares = self._squares(x)
        first = np.searchsorted(self._keys, squares)
        nearest = np.full(len(x), -1)
        smallest = np.full(len(x), self.reach * self.reach)
        for entry in range(self._crowd):
            index = np.minimum(first + entry, len(self._keys) - 1)
            owner = self._owners[index]
            with np.errstate(over="ignore"):
                away0, away1 = (x - self.points[owner]).T
                distance = away0 * away0 + away1 * away1
            closer = (self._keys[index] == squares) & (distance <= smallest)
            nearest[closer] = owner[closer]
            smallest[closer] = distance[closer]
        return nearest

    def _squares(self, points: FloatArray) -> NDArray[np.int64]:
        return cells(points, _SQUARE * self.reach)


def _newton_step(surface: Surface, x: FloatArray, reach: float, sign: float) -> FloatArray:
    """Return Newton's step from each point, to subtract; nan where it does not lead to a minimum."""
    h = 0.01 * reach
    offsets = h * np.concatenate((np.zeros((2, 1)), np.eye(2), -np.eye(2)), axis=1)[..., np.newaxis]
    slopes = sign * surface.gradient(x[:, np.newaxis] + offsets)
    slope = slopes[:, 0]
    # The rows of the Hessian: how the slopes change along x0, and along x1.
    rows = (slopes[:, 1:3] - slopes[:, 3:5]) / (2 * h)
    a, b, c = rows[0, 0], (rows[0, 1] + rows[1, 0]) / 2, rows[1, 1]
    determinant = a * c - b * b
    is_curved = (a > 0) & (determinant > _FLAT * np.maximum(a, c) ** 2)
    step = np.array((c * slope[0] - b * slope[1], a * slope[1] - b * slope[0])) / determinant
    return np.where(is_curved, step, np.nan)


def _rises_around(surface: Surface, x: FloatArray, distance: float, sign: float) -> FloatArray:
    """Return how much higher than each point its neighbours in 16 directions are, of shape (16, n)."""
    angles = np.arange(16) * (np.pi / 8)
    ring = x[:, np.newaxis] + distance * np.array((np.cos(angles), np.sin(angles)))[..., np.newaxis]
    rises: FloatArray = sign * (surface.value(ring) - surface.value(x))
    return rises
