"""A surface along the direction of its gradient: the line on which a step of gradient descent goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.surfaces import Point, Surface


@dataclass(frozen=True, eq=False)
class DescentCut:
    """A surface along a line through a point, and the step from there.

    Attributes
    ----------
    direction : tuple of float
        Of length 1: against the gradient, or along it under ascent. (0, 0) where there is no slope or none that
        is finite: then the cut is flat.
    distance : ndarray of float64, shape (count,)
        From the point, in units of x, negative behind it.
    value : ndarray of float64, shape (count,)
        The surface there; not finite where it is not.
    here : float
        The value at the point.
    slope : float
        How the value changes with the distance at the point: the gradient's length, negative for descent.
    curvature : float
        How the slope changes with the distance at the point; nan where the Hessian is not finite.
    step : float
        The distance that the step covers: learning rate times the gradient's length.
    there : float
        The value where the step ends.
    """

    direction: Point
    distance: FloatArray
    value: FloatArray
    here: float
    slope: float
    curvature: float
    step: float
    there: float

    @property
    def best_rate(self) -> float | None:
        """The learning rate whose step ends at the turn of the parabola with this slope and curvature.

        None where the parabola turns the other way.
        """
        rate = -np.sign(self.slope) / self.curvature if self.slope * self.curvature < 0 else np.nan
        return float(rate) if np.isfinite(rate) else None

    def parabola(self, distance: ArrayLike) -> FloatArray:
        """Return the values of the parabola that touches the cut at the point and is curved as it is.

        Parameters
        ----------
        distance : array_like, any shape

        Returns
        -------
        ndarray of float64, shape of `distance`
        """
        s = as_float(distance)
        with np.errstate(all="ignore"):
            values: FloatArray = self.here + s * (self.slope + 0.5 * self.curvature * s)
        return values


def descent_cut(
    surface: Surface,
    point: ArrayLike,
    learning_rate: float,
    *,
    length: float,
    count: int = 241,
    ascent: bool = False,
) -> DescentCut:
    """Cut a surface along its gradient.

    Parameters
    ----------
    surface : Surface
    point : array_like, shape (2,)
        Finite.
    learning_rate : float
        At least 0.
    length : float
        How far to look ahead at least, in units of x: positive. A longer step makes the cut longer, so that it ends
        a quarter beyond it; half as much as ahead is shown behind.
    count : int, optional
        Number of points.
    ascent : bool, optional

    Returns
    -------
    DescentCut

    Raises
    ------
    ValueError
        If the point is no finite point of the plane, or the learning rate or the length out of range.
    """
    x = as_float(point)
    if x.shape != (2,) or not np.isfinite(x).all():
        raise ValueError(f"a cut needs a finite point of shape (2,), got {point!r}")
    if not 0 <= learning_rate < np.inf:
        raise ValueError(f"the learning rate must be finite and at least 0, got {learning_rate!r}")
    if not 0 < length < np.inf:
        raise ValueError(f"the length must be positive and finite, got {length!r}")
    sign = 1.0 if ascent else -1.0
    with np.errstate(all="ignore"):
        gradient = surface.gradient(x)
        steepness = float(np.hypot(*gradient))
        has_slope = 0 < steepness < np.inf
        direction = sign * gradient / steepness if has_slope else np.zeros(2)
        curvature = float(direction @ surface.hessian(x) @ direction)
        step = learning_rate * steepness if has_slope else 0.0
        ahead = max(length, 1.25 * step)
        distance = np.linspace(-ahead / 2, ahead, count)
        value = surface.value(x[:, np.newaxis] + direction[:, np.newaxis] * distance)
        there = surface.value(x + sign * learning_rate * gradient) if has_slope else surface.value(x)
    return DescentCut(
        direction=(float(direction[0]), float(direction[1])),
        distance=distance,
        value=value,
        here=float(surface.value(x)),
        slope=sign * steepness if has_slope else 0.0,
        curvature=curvature,
        step=step,
        there=float(there),
    )
