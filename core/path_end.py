"""How a descent path ended: what a person would say of it, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.descent import surface_gradient
from core.surfaces import Point, Range, Surface

ARRIVAL_DISTANCE = 1e-3
"""How close to a minimum or a saddle counts as there, as a share of the diagonal of what the surface is about."""

SLOW_MOVE = 4
"""A path can only have arrived if its last move is no longer than so many times the arrival distance."""

FLAT_DISTANCE = 0.02
"""How far around a point a surface must be flat to be a plateau, as a share of that diagonal."""

FLAT_SLOPE = 1e-2
"""How steep it may be there on average, as a share of the average slope where the surface is about something."""

CREEPING_STEPS = 1000
"""A path creeps on a plateau if so many more steps like its last would not leave the flat place."""

RUNAWAY_DISTANCE = 1e3
"""How far away a path that rises has diverged, in such diagonals."""

BOTTOMLESS_DISTANCE = 1e6
"""How far away one that falls has, in such diagonals: there is no bottom."""

NEGLIGIBLE = 1e-9
"""What is smaller than this share of its like is taken as 0."""


class EndKind(StrEnum):
    """What became of a path. Under ascent, read maximum for minimum and fall for rise."""

    ARRIVED = "arrived"
    """Reached a minimum."""
    SADDLE = "saddle"
    """Stands at a saddle."""
    BALANCED = "balanced"
    """Stands on a maximum, which only a path that began there can."""
    MOVING = "moving"
    """Was still on its way."""
    PLATEAU = "plateau"
    """Creeps or stands where the surface is flat."""
    CIRCLING = "circling"
    """Keeps moving, around one place."""
    LEFT = "left"
    """Is outside the picture, where it was inside before."""
    OUTSIDE = "outside"
    """Is outside the picture, as at all its steps."""
    DIVERGED = "diverged"
    """Is no longer finite, or runs far away: on a surface that rises there, or has no bottom."""
    FROZEN = "frozen"
    """Stands still because the numerical gradient is 0 where the slope is not: h is lost beside x, or what it
    changes beside the value."""


@dataclass(frozen=True)
class End:
    """How a path ended.

    Attributes
    ----------
    kind : EndKind
    step : int
        The step from which on it was so: came within reach of the minimum, saddle or maximum, crossed the border,
        stood still. The last finite step for the other kinds.
    point : tuple of float
        The last finite point.
    value : float
        The surface there.
    gradient_length : float
        The length of the exact gradient there.
    minimum : int or None
        Which of ``surface.minima`` was reached; None for one that is not listed there.
    place : tuple of float or None
        What was reached: a listed point, or where Newton's step leads, so that paths to one place name one place.
    distance : float or None
        From the last point to what was reached, by Newton's step where it is not a listed point; None where that
        cannot be said.
    """

    kind: EndKind
    step: int
    point: Point
    value: float
    gradient_length: float
    minimum: int | None = None
    place: Point | None = None
    distance: float | None = None


def classify(
    surface: Surface,
    points: ArrayLike,
    x_range: Range,
    y_range: Range,
    *,
    ascent: bool = False,
    h: float | None = 1e-4,
) -> End:
    """Say how one path ended.

    Parameters
    ----------
    surface : Surface
        What was descended.
    points : array_like, shape (m, 2)
        One path, ``paths.points[:, i]``: a finite start first, nan after its last finite point.
    x_range, y_range : tuple of float
        The part of the plane that is in the picture, which a path can leave. What is near and far is measured by the
        surface's own ranges, so that no other verdict depends on the picture.
    ascent : bool, optional
        The path climbed.
    h : float or None, optional
        The step of the numerical gradient that the path followed; None for the exact gradient, which cannot
        freeze.

    Returns
    -------
    End

    Raises
    ------
    ValueError
        If `points` has another shape, or its first is not finite.

    Notes
    -----
    The questions are asked in this order, and the first yes is the answer: has it diverged, frozen, reached a
    listed minimum or saddle, another place without a slope, left the picture, is it flat there, does it circle?
    Costs some tens of evaluations of the surface, and a pass over the points.
    """
    array = as_float(points)
    if array.ndim != 2 or array.shape[1] != 2 or not np.isfinite(array[:1]).all() or len(array) == 0:
        raise ValueError(f"a path must have the shape (m, 2) and begin at a finite point, got {array.shape}")
    finite = np.isfinite(array[:, 0]) & np.isfinite(array[:, 1])
    count = len(array) if finite.all() else int(finite.argmin())
    with np.errstate(all="ignore"):
        path = _Path(array[:count], surface, x_range, y_range, -1.0 if ascent else 1.0)
        if count < len(array):
            return path.end(EndKind.DIVERGED)
        return (
            _run_away(path)
            or _frozen(path, h)
            or _at_listed_point(path)
            or _stationary(path)
            or _outside(path)
            or _on_plateau(path)
            or _circling(path)
            or path.end(EndKind.MOVING)
        )


class _Path:
    """The finite points of a path, and the surface seen from the last of them, turned over under ascent."""

    def __init__(
        self, points: FloatArray, surface: Surface, x_range: Range, y_range: Range, sign: float
    ) -> None:
        self.points = points
        self.surface = surface
        self.ranges = (x_range, y_range)
        self.sign = sign
        self.last: FloatArray = points[-1]
        self.slope = sign * surface.gradient_of(self.last)
        (left, right), (bottom, top) = surface.x_range, surface.y_range
        self.centre = ((left + right) / 2, (bottom + top) / 2)
        self.diagonal = math.hypot(right - left, top - bottom)
        self.reach = ARRIVAL_DISTANCE * self.diagonal
        self.last_move = _length(points[-1] - points[-2]) if len(points) > 1 else 0.0

    @property
    def has_slowed(self) -> bool:
        return self.last_move <= SLOW_MOVE * self.reach

    def rises_around(self, centre: FloatArray, distance: float) -> FloatArray:
        """Return how much higher than a point its neighbours in 16 directions are."""
        angles = np.arange(16) * (np.pi / 8)
        ring = centre[:, np.newaxis] + distance * np.array([np.cos(angles), np.sin(angles)])
        rises: FloatArray = self.sign * (self.surface.value(ring) - self.surface.value(centre))
        return rises

    def end(
        self,
        kind: EndKind,
        *,
        step: int | None = None,
        minimum: int | None = None,
        place: Point | None = None,
        distance: float | None = None,
    ) -> End:
        return End(
            kind=kind,
            step=len(self.points) - 1 if step is None else step,
            point=(float(self.last[0]), float(self.last[1])),
            value=float(self.surface.value(self.last)),
            gradient_length=_length(self.slope),
            minimum=minimum,
            place=place,
            distance=distance,
        )

    def end_at(
        self,
        kind: EndKind,
        place: Point | FloatArray,
        *,
        minimum: int | None = None,
        distance: float | None = None,
    ) -> End:
        """Return an end that began when the path came within reach of a place for good."""
        away = np.hypot(*(self.points - place).T) > self.reach
        return self.end(
            kind,
            step=_first_after(away),
            minimum=minimum,
            place=(float(place[0]), float(place[1])),
            distance=distance,
        )


def _run_away(path: _Path) -> End | None:
    away = _length(path.last - path.centre) / path.diagonal
    if not (away > RUNAWAY_DISTANCE and path.last_move > 0):
        return None
    first, last = path.sign * path.surface.value(path.points[[0, -1]].T)
    has_diverged = last > first or (away > BOTTOMLESS_DISTANCE and last < first)
    return path.end(EndKind.DIVERGED) if has_diverged else None


def _frozen(path: _Path, h: float | None) -> End | None:
    if h is None or len(path.points) < 2 or path.last_move > 0:
        return None
    numerical = surface_gradient(path.surface, "numerical", h)(path.last[:, np.newaxis])
    steep = _length(path.slope) > FLAT_SLOPE * _average_slope(path.surface)
    if numerical.any() or not steep:
        return None
    return path.end(EndKind.FROZEN, step=_first_after((path.points != path.last).any(axis=1)))


def _at_listed_point(path: _Path) -> End | None:
    if not path.has_slowed:
        return None
    minima = path.surface.minima if path.sign > 0 else ()
    index, distance = _nearest(minima, path.last)
    if distance <= path.reach:
        return path.end_at(EndKind.ARRIVED, minima[index], minimum=index, distance=distance)
    index, distance = _nearest(path.surface.saddles, path.last)
    if distance <= path.reach:
        return path.end_at(EndKind.SADDLE, path.surface.saddles[index], distance=distance)
    return None


def _stationary(path: _Path) -> End | None:
    """See whether Newton's step leads to a place within reach; what it is, its curvatures tell.

    Along a direction without curvature the step is not defined. There a circle around the place tells, which also
    finds the bottom of a kink, where the slope does not vanish.
    """
    if not path.has_slowed:
        return None
    hessian = path.sign * path.surface.hessian(path.last)
    if not np.isfinite(hessian).all():
        return None
    curvatures, directions = np.linalg.eigh(hessian)
    slopes = path.slope @ directions
    negligible = NEGLIGIBLE * np.abs(curvatures).max()
    bent = np.abs(curvatures) > negligible
    step = directions[:, bent] @ (slopes[bent] / curvatures[bent])
    distance = _length(step)
    if not distance <= path.reach:
        return None
    place = path.last - step
    if bent.all():
        return path.end_at(_stationary_kind(curvatures), place, distance=distance)
    rises = path.rises_around(place, path.reach)
    if (rises > 0).all():
        return path.end_at(EndKind.ARRIVED, place)
    if (np.abs(slopes[~bent]) > negligible * path.reach).any():
        return None
    return path.end_at(_stationary_kind(rises), place, distance=distance)


def _stationary_kind(rises: FloatArray) -> EndKind:
    """Tell a minimum from a saddle by what rises and falls around it."""
    negligible = NEGLIGIBLE * np.abs(rises).max()
    rising, falling = rises.max() > negligible, rises.min() < -negligible
    if rising:
        return EndKind.SADDLE if falling else EndKind.ARRIVED
    return EndKind.BALANCED if falling else EndKind.PLATEAU


def _outside(path: _Path) -> End | None:
    if _inside(path.last, path.ranges):
        return None
    step = _first_after(_inside(path.points.T, path.ranges))
    return path.end(EndKind.LEFT, step=step) if step else path.end(EndKind.OUTSIDE, step=0)


def _inside(points: FloatArray, ranges: tuple[Range, Range]) -> NDArray[np.bool_]:
    """Return for points of shape (2, ...) whether each is in the picture."""
    (left, right), (bottom, top) = ranges
    x, y = points
    inside: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return inside


def _on_plateau(path: _Path) -> End | None:
    distance = FLAT_DISTANCE * path.diagonal
    if not CREEPING_STEPS * path.last_move <= distance:
        return None
    limit = FLAT_SLOPE * _average_slope(path.surface) * distance
    rises = path.rises_around(path.last, distance)
    flat = (np.abs(rises) <= limit).all() and not (rises > 0).all()
    return path.end(EndKind.PLATEAU) if flat else None


def _circling(path: _Path) -> End | None:
    """See whether the moves of the last quarter are as long as those of the one before, and get nowhere."""
    quarter = (len(path.points) - 1) // 4
    if quarter < 4:
        return None
    x, y = path.points[-2 * quarter :].T
    moves = np.hypot(x[1:] - x[:-1], y[1:] - y[:-1])
    pace = moves[-quarter:].mean() / moves[:-quarter].mean()
    if not 0.8 <= pace <= 1.25:
        return None
    recent, earlier = path.points[-quarter:], path.points[-2 * quarter : -quarter]
    spread = np.hypot(*recent.std(axis=0))
    drift = _length(recent.mean(axis=0) - earlier.mean(axis=0))
    return path.end(EndKind.CIRCLING) if drift <= spread else None


@lru_cache(maxsize=64)
def _average_slope(surface: Surface) -> float:
    grid = np.array(np.meshgrid(np.linspace(*surface.x_range, 16), np.linspace(*surface.y_range, 16)))
    lengths = np.hypot(*surface.gradient(grid))
    return float(np.mean(lengths, where=np.isfinite(lengths)))


def _nearest(places: tuple[Point, ...], point: FloatArray) -> tuple[int, float]:
    """Return which of some places is nearest to a point, and how far it is: infinitely where there are none."""
    if not places:
        return -1, np.inf
    distances = np.hypot(*(np.array(places) - point).T)
    nearest = int(distances.argmin())
    return nearest, float(distances[nearest])


def _first_after(condition: NDArray[np.bool_]) -> int:
    """Return the index from which on a condition is false: 0 where it never holds."""
    holds = np.flatnonzero(condition)
    return int(holds[-1]) + 1 if holds.size else 0


def _length(vector: FloatArray) -> float:
    return float(np.hypot(*vector))
