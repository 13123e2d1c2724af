"""A surface along lines through a point: partial curves, and the slope in every direction."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.differentiability import LocalShape, shape_of
from core.differentiation import numerical_diff
from core.surfaces import Point, Surface

_CIRCLE, _SHARE = 1e-4, 0.1  # the radius of the circle looked at, or that share of a coordinate if it is less
_SMALLER, _SHRINKS, _ROUNDING = 0.01, 0.5, 50
_DIRECTIONS = np.stack(
    [wave(np.linspace(0.1, 2 * np.pi + 0.1, 16, endpoint=False)) for wave in (np.cos, np.sin)]
)


class PartialCurve(NamedTuple):
    """A surface with one of its variables fixed: a function of the other.

    Attributes
    ----------
    values : ndarray of float64, shape (n,)
        The surface over the places asked for.
    value : float
        The surface at the point.
    slope : float
        The exact partial derivative at the point: that of the tangent.
    """

    values: FloatArray
    value: float
    slope: float


def partial_curve(surface: Surface, point: Point, variable: int, places: ArrayLike) -> PartialCurve:
    """Return a surface along one variable through a point, the other variable being fixed.

    Parameters
    ----------
    surface : Surface
    point : tuple of float
        (x0, x1).
    variable : {0, 1}
        The one that varies.
    places : array_like, shape (n,)
        Its values.

    Returns
    -------
    PartialCurve

    Raises
    ------
    ValueError
        If there is no such variable.
    """
    if variable not in (0, 1):
        raise ValueError(f"the variable must be 0 or 1, got {variable!r}")
    varied = as_float(places)
    x = np.empty((2, varied.size + 1))
    x[:] = np.reshape(point, (2, 1))
    x[variable, :-1] = varied
    values = surface.value(x)
    slope = surface.gradient(np.array(point, dtype=np.float64))[variable]
    return PartialCurve(values[:-1], float(values[-1]), float(slope))


def partial_shape(surface: Surface, point: Point, variable: int) -> LocalShape:
    """Look at a surface along one variable at a point: whether there is a partial derivative, and what if not.

    Parameters
    ----------
    surface : Surface
    point : tuple of float
        (x0, x1), finite.
    variable : {0, 1}
        The one that varies.

    Returns
    -------
    LocalShape
        Its slope is the exact partial derivative, or nan where there is none: there a surface's gradient has 0.

    Raises
    ------
    ValueError
        If there is no such variable.
    """
    if variable not in (0, 1):
        raise ValueError(f"the variable must be 0 or 1, got {variable!r}")

    def value_and_slope(places: FloatArray) -> tuple[FloatArray, FloatArray]:
        x = np.empty((2, places.size))
        x[:] = np.reshape(point, (2, 1))
        x[variable] = places
        is_defined = np.isfinite(surface.expression.slopes(*x)[variable])
        return surface.value(x), np.where(is_defined, surface.gradient(x)[variable], np.nan)

    return shape_of(value_and_slope, float(point[variable]))


def directional_derivative(surface: Surface, point: Point, angles: ArrayLike) -> FloatArray:
    """Return the exact slope of a surface at a point in directions.

    Parameters
    ----------
    surface : Surface
    point : tuple of float
        (x0, x1).
    angles : array_like, any shape
        Directions in radians, counter-clockwise from the axis of x0.

    Returns
    -------
    ndarray of float64, shape of `angles`
        The gradient times the unit vector: a cosine over the angle, largest along the gradient, 0 along the
        contour. At a kink, where the gradient of a surface stands in with 0 for what does not exist, it is
        not the slope of either side.
    """
    angles = as_float(angles)
    slope_0, slope_1 = surface.gradient(np.array(point, dtype=np.float64))
    with np.errstate(all="ignore"):
        slope: FloatArray = slope_0 * np.cos(angles) + slope_1 * np.sin(angles)
    return slope


def numerical_directional_derivative(surface: Surface, point: Point, angle: float, h: float = 1e-4) -> float:
    """Return the slope of a surface in one direction by the central difference with step h.

    Parameters
    ----------
    surface, point
        As for `directional_derivative`.
    angle : float
        In radians.
    h : float, optional
        Half the length of the difference, along the direction.

    Raises
    ------
    ValueError
        If `h` is not positive and finite.
    """
    start = np.array(point, dtype=np.float64)
    direction = np.array([np.cos(angle), np.sin(angle)])
    return numerical_diff(lambda along: surface.value(start + along * direction), 0.0, h)


def is_differentiable(surface: Surface, point: Point) -> bool:
    """Return whether the gradient of a surface at a point gives its slopes in all directions.

    Parameters are those of `directional_derivative`.

    Notes
    -----
    Features smaller than about 1e-6 go unseen, except near an axis, where ellipses that do not reach it are tried as
    well.
    """
    centre = np.array(point, dtype=np.float64)
    circle = np.full(2, _CIRCLE)
    ellipse = np.where(centre == 0, _CIRCLE, np.minimum(_CIRCLE, _SHARE * np.abs(centre)))
    return _is_close_to_plane(surface, centre, circle) or _is_close_to_plane(surface, centre, ellipse)


def _is_close_to_plane(surface: Surface, centre: FloatArray, radii: FloatArray) -> bool:
    """Return whether the tangent plane's error around a point shrinks faster than the distance from it."""
    gradient = surface.gradient(centre)
    errors = []
    with np.errstate(all="ignore"):
        height = float(surface.value(centre))
        for scale in (1.0, _SMALLER):
            places = centre[:, np.newaxis] + scale * radii[:, np.newaxis] * _DIRECTIONS
            moved = places - centre[:, np.newaxis]
            errors.append(float(np.max(np.abs(surface.value(places) - height - gradient @ moved))) / scale)
        size = abs(height) + float(np.abs(gradient) @ (np.abs(centre) + radii))
    noise = _ROUNDING * np.finfo(np.float64).eps * size / _SMALLER
    return errors[1] <= max(_SHRINKS * errors[0], noise, float(np.finfo(np.float64).tiny))


class SpecialDirections(NamedTuple):
    """Directions that the gradient singles out, in radians from -pi to pi.

    Attributes
    ----------
    steepest : float
        Along the gradient.
    slope : float
        The slope there, the largest of all: the length of the gradient.
    along_contour : tuple of float
        The two directions in which the slope is 0.
    """

    steepest: float
    slope: float
    along_contour: tuple[float, float]


def special_directions(surface: Surface, point: Point) -> SpecialDirections | None:
    """Return the direction of the gradient and those of the contour; None where the gradient is 0 or not finite.

    Parameters are those of `directional_derivative`.
    """
    slope_0, slope_1 = (float(slope) for slope in surface.gradient(np.array(point, dtype=np.float64)))
    length = float(np.hypot(slope_0, slope_1))
    if not 0 < length < np.inf:
        return None
    contour = (float(np.arctan2(slope_0, -slope_1)), float(np.arctan2(-slope_0, slope_1)))
    return SpecialDirections(float(np.arctan2(slope_1, slope_0)), length, contour)
