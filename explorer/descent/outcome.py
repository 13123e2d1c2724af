"""What a descent state leads to, as numbers: paths, values, curvatures, and what can be said of a failure.

Nothing here knows Qt; all figures come from `core`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.descent import path, surface_gradient
from core.optimizers import OPTIMIZERS, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from core.path_end import End, EndKind, classify
from core.surfaces import Range, Surface, find
from explorer.descent.state import END, DescentState, PictureState

STEP_OF_DIFFERENCES = 1e-4  # the chapter's h
LOWEST_SUGGESTION = -8  # power of ten below which no learning rate is offered
_GROWTH_WINDOW = 10  # steps
_ALIGNED = 0.9998  # cosine of about 1°: a direction that near an axis is named after it
_SAME_CURVATURE = 1e-9  # relative
_GOOD_ENDS = (EndKind.ARRIVED, EndKind.MOVING)
_BAD_ENDS = (EndKind.DIVERGED, EndKind.FROZEN)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The paths of a state.

    Attributes
    ----------
    surface : Surface
        What was descended.
    points : ndarray, shape (steps + 1, n, 2)
        NaN after a path's last finite point.
    last_finite : ndarray of int, shape (n,)
        The step of that point.
    values : ndarray, shape (steps + 1, n)
        The surface along each path, not finite where the path or the surface is not.
    """

    surface: Surface
    points: FloatArray
    last_finite: NDArray[np.intp]
    values: FloatArray


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


@dataclass(frozen=True, eq=False)
class Freeze:
    """Why a path stood still although the surface is steep: numbers to compare.

    Attributes
    ----------
    step : int
        The step after which nothing moved.
    spacing : float
        Distance of neighbouring floating-point numbers there.
    numerical, exact : tuple of float
        The gradient there, by central differences and by formula.
    exact_points : ndarray, shape (steps + 1, 2)
        Where the exact gradient leads from the same start.
    """

    step: int
    spacing: float
    numerical: tuple[float, float]
    exact: tuple[float, float]
    exact_points: FloatArray


def optimizer(state: DescentState) -> Optimizer:
    """Return the update rule of a state, with its usual hyperparameters."""
    return OPTIMIZERS[state.optimizer]()


def outcome(state: DescentState) -> Outcome:
    """Return the paths of a state; playback and choice of a start do not compute them again."""
    return _outcome(_travelled(state))


def _travelled(state: DescentState) -> DescentState:
    """Return the state with everything at its default that no path depends on."""
    return replace(state, shown_step=END, speed=1.0, chosen_start=0, page="paths", picture=PictureState())


def _alone(state: DescentState, index: int) -> DescentState:
    """Return the state with one of its starts only, and all steps shown."""
    return replace(_travelled(state), starts=(state.starts[index],))


@lru_cache(maxsize=4)
def _outcome(state: DescentState) -> Outcome:
    surface = find(state.surface)
    paths = path(
        surface_gradient(surface, state.gradient, STEP_OF_DIFFERENCES),
        state.starts,
        learning_rate=state.learning_rate,
        steps=state.steps,
        optimizer=optimizer(state),
        ascent=state.ascent,
    )
    with np.errstate(all="ignore"):
        values = surface.value(np.moveaxis(paths.points, -1, 0))
    return Outcome(surface, paths.points, paths.last_finite, values)


def path_end(state: DescentState, index: int, x_range: Range, y_range: Range) -> End:
    """Say how path `index` stands at the step that is shown, in a picture of these ranges."""
    result = outcome(state)
    return classify(
        result.surface,
        result.points[: state.last_shown + 1, index],
        x_range,
        y_range,
        ascent=state.ascent,
        h=STEP_OF_DIFFERENCES if state.gradient == "numerical" else None,
    )


def is_trouble(end: End) -> bool:
    """Whether an end needs to be explained and repaired."""
    return end.kind in _BAD_ENDS or not np.isfinite(end.value)


def directions(state: DescentState) -> tuple[Direction, ...]:
    """Return the principal directions at the last finite step shown of the chosen path, one or two.

    None where the surface has no finite curvature there. Directions along axes come in their order, others by
    rising curvature.
    """
    result, chosen = outcome(state), state.chosen
    step = min(state.last_shown, int(result.last_finite[chosen]))
    return directions_at(result.surface, result.points[step, chosen], ascent=state.ascent)


def directions_at(surface: Surface, point: FloatArray, *, ascent: bool = False) -> tuple[Direction, ...]:
    """Return the principal directions at a point; see `directions`."""
    with np.errstate(all="ignore"):
        hessian = np.asarray(surface.hessian(point)) * (-1 if ascent else 1)
    if not np.isfinite(hessian).all():
        return ()
    curvatures, vectors = np.linalg.eigh(hessian)
    low, high = (float(curvature) for curvature in curvatures)
    if high - low <= _SAME_CURVATURE * max(abs(low), abs(high)):
        return (Direction((0, 1), 0.0, high),)
    found = (_direction(vectors[:, 0], low), _direction(vectors[:, 1], high))
    return tuple(sorted(found, key=lambda direction: direction.axes))


def _direction(vector: FloatArray, curvature: float) -> Direction:
    axis = int(np.abs(vector).argmax())
    aligned = abs(vector[axis]) >= _ALIGNED
    angle = float(np.degrees(np.arctan2(vector[1], vector[0])))
    folded = angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
    return Direction((axis,) if aligned else (), folded, curvature + 0.0)


def stability_limit(rule: Optimizer) -> float | None:
    """Return the product of learning rate and curvature above which a rule diverges on a parabola.

    2 for plain descent, 2 (1 + beta) with momentum, 2 (1 + beta) / (1 + 2 beta) with Nesterov's: where the
    characteristic polynomial of the update has a root at -1. None for rules that scale each step by the
    gradients before it.
    """
    match rule:
        case Momentum(momentum=beta):
            return 2 * (1 + beta)
        case Nesterov(momentum=beta):
            return 2 * (1 + beta) / (1 + 2 * beta)
        case AdaGrad() | RMSProp() | Adam():
            return None
    return 2.0


def largest_stable_rate(state: DescentState, index: int) -> float | None:
    """Return the learning rate that a path diverges above, by the steepest curvature at its start.

    None where no direction curves upwards, or the rule has no such bound.
    """
    limit = stability_limit(optimizer(state))
    start = np.array(state.starts[index])
    found = directions_at(outcome(state).surface, start, ascent=state.ascent)
    steepest = max((direction.curvature for direction in found), default=0.0)
    return limit / steepest if limit is not None and steepest > 0 else None


def suggested_rate(state: DescentState, index: int, x_range: Range, y_range: Range) -> float | None:
    """Return the largest power of ten below the present rate with which path `index` arrives or is on its way.

    Found by trying; None where none from 1 down to 10⁻⁸ does.
    """
    any_rate = replace(_alone(state, index), learning_rate=1.0)
    rate = _largest_power_that_works(any_rate, x_range, y_range)
    return rate if rate is not None and rate < state.learning_rate else None


@lru_cache(maxsize=16)
def _largest_power_that_works(state: DescentState, x_range: Range, y_range: Range) -> float | None:
    for exponent in range(0, LOWEST_SUGGESTION - 1, -1):
        rate = float(f"1e{exponent}")
        if path_end(replace(state, learning_rate=rate), 0, x_range, y_range).kind in _GOOD_ENDS:
            return rate
    return None


def growth(state: DescentState, index: int, step: int) -> float | None:
    """Return how many times as far from the origin each step ends: the median of the last ones up to `step`."""
    points = outcome(state).points[max(step - _GROWTH_WINDOW, 0) : step + 1, index]
    distances = np.hypot(points[:, 0], points[:, 1])
    with np.errstate(all="ignore"):
        ratios = distances[1:] / distances[:-1]
    ratios = ratios[np.isfinite(ratios)]
    return float(np.median(ratios)) if len(ratios) else None


def freeze(state: DescentState, index: int, end: End) -> Freeze:
    """Return what explains a path that is frozen."""
    surface = outcome(state).surface
    point = np.array(end.point)
    gradients = [
        surface_gradient(surface, kind, STEP_OF_DIFFERENCES)(point[:, np.newaxis])[:, 0]
        for kind in ("numerical", "exact")
    ]
    numerical, exact = [(float(gradient[0]), float(gradient[1])) for gradient in gradients]
    by_formula = replace(_alone(state, index), gradient="exact")
    return Freeze(
        step=end.step,
        spacing=float(np.spacing(np.abs(point).max())),
        numerical=numerical,
        exact=exact,
        exact_points=outcome(by_formula).points[:, 0],
    )
