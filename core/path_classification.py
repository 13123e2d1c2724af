"""How a path over a surface ended: one of ten things, told by rules that are tried in turn."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.descent import surface_gradient
from core.path_end import (
    BOTTOMLESS_DISTANCE,
    CREEPING_STEPS,
    FLAT_DISTANCE,
    FLAT_SLOPE,
    NEGLIGIBLE,
    RUNAWAY_DISTANCE,
    End,
    EndKind,
    TravelledPath,
    first_after,
    length,
)
from core.surfaces import Point, Range, Surface


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
        path = TravelledPath(array[:count], surface, x_range, y_range, -1.0 if ascent else 1.0)
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


def _run_away(path: TravelledPath) -> End | None:
    away = length(path.last - path.centre) / path.diagonal
    if not (away > RUNAWAY_DISTANCE and path.last_move > 0):
        return None
    first, last = path.sign * path.surface.value(path.points[[0, -1]].T)
    has_diverged = last > first or (away > BOTTOMLESS_DISTANCE and last < first)
    return path.end(EndKind.DIVERGED) if has_diverged else None


def _frozen(path: TravelledPath, h: float | None) -> End | None:
    if h is None or len(path.points) < 2 or path.last_move > 0:
        return None
    numerical = surface_gradient(path.surface, "numerical", h)(path.last[:, np.newaxis])
    steep = length(path.slope) > FLAT_SLOPE * _average_slope(path.surface)
    if numerical.any() or not steep:
        return None
    return path.end(EndKind.FROZEN, step=first_after((path.points != path.last).any(axis=1)))


def _at_listed_point(path: TravelledPath) -> End | None:
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


def _stationary(path: TravelledPath) -> End | None:
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
    distance = length(step)
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


def _outside(path: TravelledPath) -> End | None:
    if _inside(path.last, path.ranges):
        return None
    step = first_after(_inside(path.points.T, path.ranges))
    return path.end(EndKind.LEFT, step=step) if step else path.end(EndKind.OUTSIDE, step=0)


def _inside(points: FloatArray, ranges: tuple[Range, Range]) -> NDArray[np.bool_]:
    """Return for points of shape (2, ...) whether each is in the picture."""
    (left, right), (bottom, top) = ranges
    x, y = points
    inside: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return inside


def _on_plateau(path: TravelledPath) -> End | None:
    distance = FLAT_DISTANCE * path.diagonal
    if not CREEPING_STEPS * path.last_move <= distance:
        return None
    limit = FLAT_SLOPE * _average_slope(path.surface) * distance
    rises = path.rises_around(path.last, distance)
    flat = (np.abs(rises) <= limit).all() and not (rises > 0).all()
    return path.end(EndKind.PLATEAU) if flat else None


def _circling(path: TravelledPath) -> End | None:
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
    drift = length(recent.mean(axis=0) - earlier.mean(axis=0))
    return path.end(EndKind.CIRCLING) if drift <= spread else None


@lru_cache(maxsize=64)
def _average_slope(surface: Surface) -> float:
    grid = np.array(np.meshgrid(np.linspace(*surface.x_range, 16), np.linspace(*surface.y_range, 16)))
    lengths = np.hypot(*surface.gradient(grid))
    finite = lengths[np.isfinite(lengths)]
    return float(finite.mean()) if len(finite) else 0.0


def _nearest(places: tuple[Point, ...], point: FloatArray) -> tuple[int, float]:
    """Return which of some places is nearest to a point, and how far it is: infinitely where there are none."""
    if not places:
        return -1, np.inf
    distances = np.hypot(*(np.array(places) - point).T)
    nearest = int(distances.argmin())
    return nearest, float(distances[nearest])
