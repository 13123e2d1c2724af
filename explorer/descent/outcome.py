"""What can be said of the paths of a state, as numbers: how they end, curvatures, and why one failed.

Nothing here knows Qt; all figures come from `core`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core import stability
from core.arrays import FloatArray
from core.descent import surface_gradient
from core.path_classification import classify
from core.path_end import RUNAWAY_DISTANCE, End, EndKind
from core.surfaces import Range, Surface, find
from explorer.descent.paths import (
    STEP_OF_DIFFERENCES,
    alone,
    chosen_path,
    outcome,
    rule_of,
    starts,
)
from explorer.descent.state import DescentState

_KEPT = 4  # results that are asked for more than once while a picture is drawn
_ALIGNED = 0.9998  # cosine of about 1°: a direction that near an axis is named after it
_SAME_CURVATURE = 1e-9  # relative
_BAD_ENDS = (EndKind.DIVERGED, EndKind.FROZEN)


@dataclass(frozen=True)
class Direction:
    """A principal direction of the surface at a point.

    Attributes
    ----------
    axes : tuple of int
        The axes that it lies along: (0,), (1,), both where the curvature is the same everywhere, none where it
        lies across.
    angle : float
        From the x0 axis, in degrees, above -90 and up to 90.
    curvature : float
        The second derivative along it; with its sign turned under ascent.
    """

    axes: tuple[int, ...]
    angle: float
    curvature: float

    def factor(self, learning_rate: float) -> float:
        """Return what a step of plain descent multiplies the distance along the direction by."""
        return 1 - learning_rate * self.curvature


@dataclass(frozen=True, eq=False)
class Freeze:
    """Why a path stood still although the surface is steep: numbers to compare.

    Attributes
    ----------
    step : int
        The step after which nothing moved.
    spacing : float
        Distance of neighbouring floating-point numbers there, along the axis where it is smaller.
    numerical, exact : tuple of float
        The gradient there, by central differences and by formula.
    is_lost : bool
        Whether adding h to either coordinate gives the same number.
    moves_on : bool
        Whether a step by the exact gradient leads away from there.
    exact_points : ndarray, shape (steps + 1, 2)
        Where the exact gradient leads from the same start.
    """

    step: int
    spacing: float
    numerical: tuple[float, float]
    exact: tuple[float, float]
    is_lost: bool
    moves_on: bool
    exact_points: FloatArray


def path_ends(state: DescentState, x_range: Range, y_range: Range) -> list[End]:
    """Say how each path stands at the step that is shown, in a picture of these ranges."""
    result, h = outcome(state), step_of_differences(state)
    shown = np.moveaxis(result.points[: state.last_shown + 1], 1, 0)
    return [
        classify(
            find(state.surface),
            own,
            x_range,
            y_range,
            ascent=state.ascent,
            h=h,
            learning_rate=state.learning_rate if is_plain(state, index) else None,
        )
        for index, own in enumerate(shown)
    ]


def is_plain(state: DescentState, index: int) -> bool:
    """Whether a path is one of plain gradient descent without noise."""
    return rule_of(state, index) == "sgd" and not state.method.noise


def step_of_differences(state: DescentState) -> float | None:
    """Return the h that can freeze a path, if it follows differences and no noise."""
    return STEP_OF_DIFFERENCES if state.gradient == "numerical" and not state.method.noise else None


def is_trouble(end: End) -> bool:
    """Whether an end needs to be explained and repaired."""
    return end.kind in _BAD_ENDS or not np.isfinite(end.value)


def ran_off(end: End, surface: Surface) -> bool:
    """Whether a path ended at a place where a surface has no value, and not by running far away."""
    diagonal = np.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range))
    is_near = np.hypot(*end.point) <= RUNAWAY_DISTANCE * diagonal
    return end.kind is EndKind.DIVERGED and not np.isfinite(end.value) and bool(is_near)


@lru_cache(maxsize=_KEPT)
def directions(state: DescentState) -> tuple[Direction, ...]:
    """Return the principal directions at the last finite step shown of the chosen path, one or two.

    None where the surface has no finite curvature there. Directions along axes come in their order, others by
    rising curvature.
    """
    result, chosen = outcome(state), chosen_path(state)
    step = min(state.last_shown, int(result.last_finite[chosen]))
    return directions_at(find(state.surface), result.points[step, chosen], ascent=state.ascent)


def directions_at(surface: Surface, point: FloatArray, *, ascent: bool = False) -> tuple[Direction, ...]:
    """Return the principal directions at a point; see `directions`."""
    return _directions_at(surface, tuple(point.tolist()), ascent)


@lru_cache(maxsize=_KEPT)  # of a start: it stays while a learning rate is dragged
def _directions_at(surface: Surface, point: tuple[float, ...], ascent: bool) -> tuple[Direction, ...]:
    sign = -1 if ascent else 1
    found = [(sign * found.curvature, found.vector) for found in stability.directions(surface, point)]
    if not found:
        return ()
    (low, low_vector), (high, high_vector) = sorted(found)
    if high - low <= _SAME_CURVATURE * max(abs(low), abs(high)):
        return (Direction((0, 1), 0.0, high + 0.0),)
    both = (_direction(np.array(low_vector), low), _direction(np.array(high_vector), high))
    return tuple(sorted(both, key=lambda direction: direction.axes))


def _direction(vector: FloatArray, curvature: float) -> Direction:
    axis = int(np.abs(vector).argmax())
    aligned = abs(vector[axis]) >= _ALIGNED
    angle = float(np.degrees(np.arctan2(vector[1], vector[0])))
    folded = angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
    return Direction((axis,) if aligned else (), folded, curvature + 0.0)


@lru_cache(maxsize=_KEPT)
def largest_stable_rate(state: DescentState, index: int) -> float | None:
    """Return the learning rate above which steps grow along the steepest direction at a path's start.

    None where no direction curves upwards, or the rule has no such bound.
    """
    limit = stability.overshoot_limit(state.method.optimizer(rule_of(state, index)))
    start = np.array(starts(state)[index])
    found = directions_at(find(state.surface), start, ascent=state.ascent)
    steepest = max((direction.curvature for direction in found), default=0.0)
    return limit / steepest if limit is not None and steepest > 0 else None


def stable_rate(state: DescentState, index: int) -> float | None:
    """Return `largest_stable_rate` where it holds all over the surface, which has one minimum; else None."""
    if state.method.noise or not is_valley(state):
        return None
    return largest_stable_rate(state, index)


def is_valley(state: DescentState) -> bool:
    """Whether the surface is quadratic and curves upwards in every direction; downwards under ascent."""
    surface = find(state.surface)
    if not stability.has_constant_curvature(surface):
        return False
    middle = np.array([sum(surface.x_range), sum(surface.y_range)]) / 2
    found = directions_at(surface, middle, ascent=state.ascent)
    return bool(found) and all(direction.curvature > 0 for direction in found)


def steepest(state: DescentState, index: int) -> Direction:
    """Return the direction of the largest curvature at a path's start."""
    found = directions_at(find(state.surface), np.array(starts(state)[index]), ascent=state.ascent)
    return max(found, key=lambda direction: direction.curvature)


def overshoots(state: DescentState, index: int, end: End) -> bool:
    """Whether a path moves away because each step jumps too far, and not because the surface falls without end."""
    first = float(outcome(state).values[0, index])
    rose = end.value < first if state.ascent else end.value > first
    if not rose:
        return False
    limit = stable_rate(state, index)
    return limit is not None and limit < state.learning_rate


def freeze(state: DescentState, index: int, end: End) -> Freeze:
    """Return what explains a path that is frozen."""
    surface = find(state.surface)
    point = np.array(end.point)
    with np.errstate(all="ignore"):
        gradients = [
            surface_gradient(surface, kind, STEP_OF_DIFFERENCES)(point[:, np.newaxis])[:, 0]
            for kind in ("numerical", "exact")
        ]
    numerical, exact = [(float(gradient[0]), float(gradient[1])) for gradient in gradients]
    by_formula = replace(alone(state, index), gradient="exact")
    return Freeze(
        step=end.step,
        spacing=float(np.spacing(np.abs(point).min())),
        numerical=numerical,
        exact=exact,
        is_lost=bool(
            (point + STEP_OF_DIFFERENCES == point).all() and (point - STEP_OF_DIFFERENCES == point).all()
        ),
        moves_on=bool((point - state.learning_rate * np.array(exact) != point).any()),
        exact_points=outcome(by_formula).points[:, 0],
    )
