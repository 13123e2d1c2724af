"""Minima that nobody listed: found from points at which descent came to rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.surfaces import Surface

_FLAT = 1e-6
"""A curvature that is smaller than this share of the other one is taken as none."""

_REFINEMENTS = 3
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
    Newton's step must lead from the point to a minimum within reach, unless there is a direction without curvature,
    where the point is taken as it is; and a circle of that radius around the minimum must be higher in all of 16
    directions. Costs some forty evaluations a point, all points at once.
    """
    x = as_float(points).reshape(-1, 2).T.astype(np.float64)
    sign = -1.0 if ascent else 1.0
    with np.errstate(all="ignore"):
        step, is_curved, is_flat = _newton_step(surface, x, reach, sign)
        is_near = is_curved & (np.hypot(*step) <= reach)
        place = x - np.where(is_near, step, 0)
        for _ in range(_REFINEMENTS):
            step, is_curved, _ = _newton_step(surface, place, reach, sign)
            place = place - np.where(is_near & is_curved & (np.hypot(*step) <= reach), step, 0)
        place = place[:, is_near | is_flat]
        place = place[:, _is_below_its_surroundings(surface, place, reach, sign)]
    return clusters(place.T, 2 * reach)


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
        entries = np.stack((self._squares(corners).ravel(), owners.ravel()))
        self._keys, self._owners = np.unique(entries, axis=1)
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
        """Return the numbers of the squares in which points of shape (..., 2) lie; those far out may share one."""
        squares = np.clip(np.floor(points / (2 * self.reach)), -_FARTHEST, _FARTHEST).astype(np.int64)
        numbers: NDArray[np.int64] = squares[..., 0] * (4 * _FARTHEST) + squares[..., 1]
        return numbers


def _newton_step(
    surface: Surface, x: FloatArray, reach: float, sign: float
) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return Newton's step from each point (to subtract), where it leads to a minimum, and where it is undefined."""
    h = 0.01 * reach
    offsets = h * np.concatenate((np.zeros((2, 1)), np.eye(2), -np.eye(2)), axis=1)[..., np.newaxis]
    slopes = sign * surface.gradient(x[:, np.newaxis] + offsets)
    slope = slopes[:, 0]
    # rows of the Hessian: how the slopes change along x0, and along x1
    along = (slopes[:, 1:3] - slopes[:, 3:5]) / (2 * h)
    a, b, c = along[0, 0], (along[0, 1] + along[1, 0]) / 2, along[1, 1]
    determinant, largest = a * c - b * b, np.abs(along).max(axis=(0, 1))
    step = np.array((c * slope[0] - b * slope[1], a * slope[1] - b * slope[0])) / determinant
    is_flat = np.abs(determinant) <= _FLAT * largest * largest
    return step, ~is_flat & (determinant > 0) & (a > 0), is_flat


def _is_below_its_surroundings(
    surface: Surface, x: FloatArray, distance: float, sign: float
) -> NDArray[np.bool_]:
    angles = np.arange(16) * (np.pi / 8)
    ring = x[:, np.newaxis] + distance * np.array((np.cos(angles), np.sin(angles)))[..., np.newaxis]
    rises = sign * (surface.value(ring) - surface.value(x))
    below: NDArray[np.bool_] = np.logical_and.reduce(rises > 0, axis=0)
    return below
