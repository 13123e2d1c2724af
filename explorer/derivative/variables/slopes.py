"""The numbers behind the page Several variables: all of them computed by `core` from the state."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.arrays import FloatArray
from core.differentiability import LocalShape
from core.differentiation import gradient_in_place, numerical_gradient
from core.directional import (
    SpecialDirections,
    directional_derivative,
    is_differentiable,
    numerical_directional_derivative,
    partial_curve,
    partial_shape,
    special_directions,
)
from core.gradient_field import gradient_field, value_grid
from core.surfaces import Range, Surface, find
from explorer.derivative.scale import Scale
from explorer.derivative.variables.state import TURN, VariablesState

_GRID = 41  # places each way from which the scales are taken
_LOWEST, _HIGHEST = 0.0, 0.98  # quantiles of the values that the pictures of the partial curves reach over
_STEEP = 0.95  # quantile of the slopes that gets an arrow of full length
_MARGIN = 0.1
_CURVE_POINTS = 241
_TINY = 1e-300


@dataclass(frozen=True)
class Surroundings:
    """A part of the plane, and what is common to all points in it.

    Attributes
    ----------
    x_range, y_range : tuple of float
        The part, as wide and high as the surface's own, side by side with it where the point lies outside.
    heights : Scale
        For the partial curves.
    steep : float
        A slope that is steep here.
    """

    x_range: Range
    y_range: Range
    heights: Scale
    steep: float


@dataclass(frozen=True, eq=False)
class Slopes:
    """Everything that the page shows for one state.

    Attributes
    ----------
    value : float
        Of the surface at the point.
    shapes : tuple of two LocalShape
        The surface along each variable: its exact partial derivative, or why there is none.
    numerical : ndarray, shape (2,)
        The chapter's ``numerical_gradient``.
    slope, numerical_slope : float
        The directional derivative, exactly and by the central difference; nan where there is none.
    is_differentiable : bool
        Whether the gradient is there and gives the slopes in all directions.
    in_place : tuple of two float
        What differences in place give where the point is an array of integers; nan where that is not shown.
    special : SpecialDirections or None
        Of the gradient and of the contour, where the surface is differentiable and the gradient is not 0.
    """

    state: VariablesState
    surface: Surface
    around: Surroundings
    value: float
    shapes: tuple[LocalShape, LocalShape]
    numerical: FloatArray
    slope: float
    numerical_slope: float
    is_differentiable: bool
    in_place: tuple[float, float]
    special: SpecialDirections | None

    @property
    def exact(self) -> FloatArray:
        """Both exact partial derivatives; nan where there is none."""
        return np.array([shape.slope for shape in self.shapes])

    @property
    def has_gradient(self) -> bool:
        """Whether both partial derivatives are there."""
        return bool(np.isfinite(self.exact).all())


def slopes(state: VariablesState) -> Slopes:
    """Compute the slopes of the surface at the point, along both axes and in the direction."""
    surface, point = find(state.surface), state.point
    shapes = partial_shape(surface, point, 0), partial_shape(surface, point, 1)
    has_slopes = all(np.isfinite(shape.slope) for shape in shapes) and is_differentiable(surface, point)
    exact = float(directional_derivative(surface, point, state.direction)) if has_slopes else np.nan
    return Slopes(
        state=state,
        surface=surface,
        around=_surroundings(state.surface, *_home(surface, point)),
        value=float(surface.value(np.array(point))),
        shapes=shapes,
        numerical=numerical_gradient(lambda x: float(surface.value(x)), point),
        slope=exact,
        numerical_slope=numerical_directional_derivative(surface, point, state.direction),
        is_differentiable=has_slopes,
        in_place=_in_place(surface, state),
        special=special_directions(surface, point) if has_slopes else None,
    )


def _in_place(surface: Surface, state: VariablesState) -> tuple[float, float]:
    if not state.shows_integers:
        return np.nan, np.nan
    try:
        first, second = gradient_in_place(surface.value, [int(state.x0), int(state.x1)])
    except (ValueError, OverflowError):  # integers hold no nan and no infinity
        return np.nan, np.nan
    return float(first), float(second)


def curve_along(found: Slopes, variable: int) -> tuple[FloatArray, FloatArray]:
    """Return places and values of the surface along one variable, the other being fixed."""
    span = (found.around.x_range, found.around.y_range)[variable]
    places = np.linspace(*span, _CURVE_POINTS)
    return places, partial_curve(found.surface, found.state.point, variable, places).values


def slopes_around(found: Slopes, angles: FloatArray) -> FloatArray:
    """Return the exact directional derivatives for angles in degrees, as shares of the largest; zeros without one."""
    if found.special is None:
        return np.zeros_like(angles)
    steepest = found.special.slope
    return directional_derivative(found.surface, found.state.point, np.radians(angles)) / steepest


def _home(surface: Surface, point: tuple[float, float]) -> tuple[Range, Range]:
    """Return the surface's own part of the plane, or the one beside it, by whole widths, that has the point."""

    def moved(span: Range, x: float) -> Range:
        low, high = span
        if low <= x <= high:
            return span
        shift = np.floor((x - low) / (high - low)) * (high - low)
        return float(low + shift), float(high + shift)

    return moved(surface.x_range, point[0]), moved(surface.y_range, point[1])


@lru_cache(maxsize=16)
def _surroundings(key: str, x_range: Range, y_range: Range) -> Surroundings:
    surface = find(key)
    values = value_grid(surface, x_range, y_range, _GRID, _GRID).values
    finite = values[np.isfinite(values)]
    low, high = np.quantile(finite, [_LOWEST, _HIGHEST]) if finite.size else (-1.0, 1.0)
    with np.errstate(all="ignore"):
        margin = _MARGIN * (high - low) or max(abs(low), 1.0) / 2
        heights = Scale(float(low - margin), float(high + margin))
    if not np.isfinite(heights.high - heights.low):
        heights = Scale(-1.0, 1.0)
    field = gradient_field(surface, x_range, y_range, _GRID, _GRID)
    with np.errstate(all="ignore"):
        lengths = np.hypot(field.u, field.v)
    steep = lengths[np.isfinite(lengths)]
    return Surroundings(
        x_range, y_range, heights, max(float(np.quantile(steep, _STEEP)), _TINY) if steep.size else 1.0
    )


def special_angle(special: SpecialDirections, name: str) -> float:
    """Return the direction of the gradient (``"steepest"``), or of the contour, in degrees from 0 to 360."""
    angle = special.steepest if name == "steepest" else special.along_contour[0]
    return float(np.degrees(angle) % TURN)
