"""How a path over a surface ended: one of eleven things, told by rules that are tried in turn."""

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
    REVERSALS,
    RUNAWAY_DISTANCE,
    RUNAWAY_STEPS,
    End,
    EndKind,
    TravelledPath,
    first_after,
    length,
)
from core.stability import has_constant_curvature
from core.surfaces import Point, Range, Surface

_NEWTON_STEPS = 12
_PARTS = 100  # of the reach: how near Newton's steps must end, and what is looked at closely
_SMOOTH = 0.05  # the slope so near a minimum, as a share of that a reach away: at a kink it is as steep
_LEVEL = 1e-3  # the slope at a place without one, as a share of that a reach away
_LEAST_RISE = 0.1
_LARGEST_PRODUCT = 1.999  # of learning rate and curvature at a minimum where descent stays
_STEPS_AHEAD = 16
_AS_LONG = 0.8


def classify(
    surface: Surface,
    points: ArrayLike,
    x_range: Range,
    y_range: Range,
    *,
    ascent: bool = False,
    h: float | None = 1e-4,
    learning_rate: float | None = None,
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
    learning_rate : float or None, optional
        Of plain gradient descent without noise. None for other rules: only a plain path is known to stay at a minimum,
        which it does where each step leaves less than all of the distance along every direction.

    Returns
    -------
    End

    Raises
    ------
    ValueError
        If `points` has another shape, or its first is not finite.

    Notes
    -----
    The questions are asked in this order, and the first yes is the answer: has it diverged, frozen, is it within reach
    of a listed minimum or saddle, of another place without a slope, has it left the picture, is it flat there, does it
    oscillate? Costs some hundreds of evaluations of the surface, and a pass over the points.
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
            or _at_listed_point(path, learning_rate)
            or _stationary(path, learning_rate)
            or _outside(path)
            or _on_plateau(path)
            or _oscillating(path)
            or path.end(EndKind.MOVING)
        )


def _run_away(path: TravelledPath) -> End | None:
    away = length(path.last - path.centre) / path.diagonal
    if not away > RUNAWAY_DISTANCE:
        return None
    recent = np.hypot(*(path.points[-RUNAWAY_STEPS - 1 :] - path.centre).T)
    if len(recent) < 2 or not (recent[1:] > recent[:-1]).all():
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


def _at_listed_point(path: TravelledPath, learning_rate: float | None) -> End | None:
    minima = path.surface.minima if path.sign > 0 else ()
    index, distance = _nearest(minima, path.last)
    if distance <= path.reach:
        kind = _kind_at_minimum(path, np.array(minima[index]), learning_rate)
        if kind is EndKind.ARRIVED or path.has_slowed:
            return path.end_at(kind, minima[index], minimum=index, distance=distance)
    if not path.has_slowed:
        return None
    index, distance = _nearest(path.surface.saddles, path.last)
    if distance <= path.reach:
        return path.end_at(EndKind.SADDLE, path.surface.saddles[index], distance=distance)
    return None


def _kind_at_minimum(path: TravelledPath, minimum: FloatArray, learning_rate: float | None) -> EndKind:
    """Tell whether plain descent stays at a minimum: by its curvatures there, and by some steps more."""
    if learning_rate is None:
        return EndKind.NEAR
    hessian = path.sign * path.surface.hessian(minimum)
    near = path.slopes_around(minimum, path.reach / _PARTS).max()
    is_smooth = near <= _SMOOTH * path.slopes_around(minimum, path.reach).max()
    if not (np.isfinite(hessian).all() and is_smooth):
        return EndKind.NEAR
    products = learning_rate * np.linalg.eigvalsh(hessian)
    if products[0] < -NEGLIGIBLE or products[-1] > _LARGEST_PRODUCT:
        return EndKind.NEAR
    if has_constant_curvature(path.surface):
        return EndKind.ARRIVED  # the products hold wherever the path is
    point, farthest = path.last, max(length(path.last - minimum), NEGLIGIBLE * path.reach)
    for _step in range(_STEPS_AHEAD):
        point = point - path.sign * learning_rate * path.surface.gradient_of(point)
        if not length(point - minimum) <= farthest:
            return EndKind.NEAR
    return EndKind.ARRIVED


def _stationary(path: TravelledPath, learning_rate: float | None) -> End | None:
    """See whether there is a place without a slope within reach.

    Newton's steps lead there; along a direction without curvature they are not defined. A circle around the place tells
    what it is, which also finds the bottom of a kink, where the slope does not vanish.
    """
    if not path.has_slowed:
        return None
    place = _newton(path)
    if place is None:
        return None
    distance = length(path.last - place)
    rises, outer = path.rises_around(place, path.reach), path.slopes_around(place, path.reach)
    is_level = length(path.surface.gradient(place)) <= _LEVEL * outer.max()
    # Where it is not level, the way down could lie between two of the directions.
    if (rises > (0 if is_level else _LEAST_RISE * rises.max())).all():
        return path.end_at(_kind_at_minimum(path, place, learning_rate), place, distance=distance)
    rises = np.concatenate([rises, path.rises_around(place, path.reach / _PARTS)])
    if not (is_level and np.isfinite(outer).all() and np.isfinite(rises).all()):
        return None
    kind = _stationary_kind(rises)
    if kind is EndKind.ARRIVED:
        kind = _kind_at_minimum(path, place, learning_rate)
    return path.end_at(kind, place, distance=distance)


def _newton(path: TravelledPath) -> FloatArray | None:
    """Return where Newton's steps lead from the last point; None where that is not within reach."""
    place: FloatArray = path.last
    enough = NEGLIGIBLE * path.reach
    for step_number in range(_NEWTON_STEPS):
        if step_number == _NEWTON_STEPS - 1:
            enough = path.reach / _PARTS  # where they come nearer slowly, as at the minimum of x⁴
        hessian = path.surface.hessian(place)
        slope = path.surface.gradient(place)
        if not (np.isfinite(hessian).all() and np.isfinite(slope).all()):
            return None
        curvatures, directions = np.linalg.eigh(hessian)
        bent = np.abs(curvatures) > NEGLIGIBLE * np.abs(curvatures).max()
        step: FloatArray = directions[:, bent] @ ((slope @ directions)[bent] / curvatures[bent])
        place = place - step
        if not length(path.last - place) <= path.reach:
            return None
        if length(step) <= enough:
            return place
    return None


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
    limit = FLAT_SLOPE * _average_slope(path.surface)
    parts = [path.slopes_around(path.last, share * distance) for share in (1.0, 0.75, 0.5, 0.25)]
    slopes = np.concatenate([*parts, [length(path.slope)]])
    rises = path.rises_around(path.last, distance)
    flat = (slopes <= limit).all() and (np.abs(rises) <= limit * distance).all()
    return path.end(EndKind.PLATEAU) if flat and not (rises > 0).all() else None


def _oscillating(path: TravelledPath) -> End | None:
    """See whether a path turned back again and again in the last half of its steps, and these did not get shorter."""
    half = (len(path.points) - 1) // 2
    moves = np.diff(path.points[-half - 1 :], axis=0)
    if half < 2 * REVERSALS:
        return None
    lengths = np.hypot(*moves.T)
    quarter = half // 2
    if not lengths[-quarter:].mean() >= _AS_LONG * lengths[:quarter].mean() > 0:
        return None
    turns = (moves[1:] * moves[:-1] < 0).sum(axis=0).max()
    return path.end(EndKind.CIRCLING) if turns >= REVERSALS else None


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
