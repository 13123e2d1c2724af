"""The numbers behind the derivative view: all of them computed by `core` from the state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core.arrays import FloatArray
from core.curves import Curve, find
from core.differentiability import LocalShape, Smoothness, local_shape
from core.differentiation import Function, Method, correct_digits, difference, difference_error
from explorer.derivative.state import METHODS, DerivativeState

LOWEST_EXPONENT, HIGHEST_EXPONENT = -16, 1  # of the steps in the error plot
_STEPS_A_DECADE = 25
_NEIGHBOURS = 6  # steps on each side over which the worst error counts: rounding scatters
_CURVE_POINTS, _MAGNIFIED_POINTS = 601, 321
_NEAR_SHARE = 1.5  # units that the points one step from P may be away from it
MAGNIFIED = 2.0  # steps h that the magnifier shows on each side of x


class Estimate(NamedTuple):
    """One difference quotient in one precision."""

    method: Method
    precision: str
    value: np.floating[Any]
    error: float  # relative, or absolute where the exact slope is 0
    correct: int | None  # leading digits that are correct; None where there is no exact slope


@dataclass(frozen=True)
class Measurement:
    """Everything that the view shows for one state.

    Attributes
    ----------
    shape : LocalShape
        The curve at x: its value, its exact slope or why there is none.
    stretch, view : tuple of float
        The x and the y that the curve is shown over, the same for all x in the stretch.
    estimates : tuple of Estimate
        Central and forward, in float64 and then in float32.
    """

    state: DerivativeState
    curve: Curve
    shape: LocalShape
    stretch: tuple[float, float]
    view: tuple[float, float]
    estimates: tuple[Estimate, ...]

    @property
    def has_slope(self) -> bool:
        """Whether there is an exact slope, and so a tangent."""
        return bool(np.isfinite(self.shape.slope))

    @property
    def precision(self) -> str:
        """The arithmetic that the open page is about."""
        return self.state.rounding.precision if self.state.page == "rounding" else "float64"

    def vanishes(self, step: float) -> bool:
        """Return whether this step rounds to nothing beside x, in the arithmetic of the page."""
        with np.errstate(over="ignore"):  # a step that is too large for float32 is infinite there
            x, h = (np.dtype(self.precision).type(number) for number in (self.state.x, step))
        return bool(x + h == x == x - h)

    def estimate(self, method: Method, precision: str = "float64") -> Estimate:
        """Return a difference."""
        return next(e for e in self.estimates if (e.method, e.precision) == (method, precision))

    def slope(self, method: Method) -> float:
        """Return the value of the difference in float64."""
        return float(self.estimate(method).value)

    def slope_with(self, method: Method, h: float) -> float:
        """Return what the difference would be with another step, in float64; nan for a step of 0."""
        return float(difference(self.curve.value, self.state.x, h, method=method))

    def is_smooth_at(self, x: float) -> bool:
        """Return whether the curve has a derivative at another place."""
        return local_shape(self.curve, x).kind is Smoothness.SMOOTH


def measure(state: DerivativeState) -> Measurement:
    """Compute the curve, its slope and its four differences."""
    curve, shape = find(state.formula), _shape(state.formula, state.x)
    stretch, view = _stretch(state.formula, state.x)
    estimates = tuple(
        _estimate(curve, shape.slope, state, method, precision)
        for precision in ("float64", "float32")
        for method in reversed(METHODS)
    )
    return Measurement(state, curve, shape, stretch, view, estimates)


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors of the four differences against the step.

    Attributes
    ----------
    exponents : ndarray, shape (n,)
        The steps are ten to these.
    by_estimate : dict of (method, precision) to ndarray, shape (n,)
        Relative errors, absolute ones where the exact slope is 0; nan where there is no exact slope.
    """

    exponents: FloatArray
    by_estimate: dict[tuple[Method, str], FloatArray]

    def best(self, method: Method, precision: str = "float64") -> tuple[float, float] | None:
        """Return the best step and its error; None where all are exact or none is known.

        Errors scatter by rounding, so the error of a step is the largest within about a quarter of a decade to each
        side. The largest of equally good steps is returned.
        """
        errors = self.by_estimate[method, precision]
        known = np.where(np.isfinite(errors), errors, np.inf)
        if not np.isfinite(errors).any() or not known[np.isfinite(errors)].any():
            return None
        padded = np.pad(known, _NEIGHBOURS, mode="edge")
        largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEIGHBOURS + 1).max(axis=1)
        last = len(largest) - 1 - int(np.argmin(largest[::-1]))
        if not np.isfinite(largest[last]):
            return None
        return float(10.0 ** self.exponents[last]), float(largest[last])

    def all_exact(self, method: Method, precision: str = "float64") -> bool:
        """Return whether every step gives the exact slope."""
        return not self.by_estimate[method, precision].any()


@lru_cache(maxsize=16)
def errors_of(formula: str, x: float) -> Errors:
    """Return the errors against the step for a curve and a point."""
    curve, exact = find(formula), _shape(formula, x).slope
    count = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * _STEPS_A_DECADE + 1
    exponents = np.linspace(LOWEST_EXPONENT, HIGHEST_EXPONENT, count)
    steps = 10.0**exponents
    by_estimate = {
        (method, precision): difference_error(
            _function(curve, precision), exact, x, steps, method=method, dtype=precision
        )
        for precision in ("float32", "float64")
        for method in METHODS
    }
    return Errors(exponents, by_estimate)


@lru_cache(maxsize=16)
def curve_points(formula: str, stretch: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """Return the curve over a stretch, with nan where it jumps."""
    return find(formula).samples(*stretch, _CURVE_POINTS)


class Magnified(NamedTuple):
    """The curve around P in steps of h."""

    steps: FloatArray  # distance from x, in units of h
    places: FloatArray  # x + steps * h, as float64 has it
    values: FloatArray  # f there
    rises: FloatArray  # the same above f(x)
    unit: float  # the rise of a line at 45 degrees in the picture


def magnify(measurement: Measurement) -> Magnified:
    """Return the curve two steps to each side of P, every value rounded as float64 rounds it."""
    x, h = measurement.state.x, measurement.state.h
    steps = np.linspace(-MAGNIFIED, MAGNIFIED, _MAGNIFIED_POINTS)
    with np.errstate(all="ignore"):
        places = x + steps * h
        values = measurement.curve.value(places)
        rises = values - measurement.shape.value
        tangent = abs(measurement.shape.slope * h)
        sizes = np.where(np.isfinite(rises), np.abs(rises), 0.0)
    near = sizes[np.abs(steps) <= 1.0].max() / _NEAR_SHARE
    unit = float(max(sizes.max() / MAGNIFIED, near, tangent if np.isfinite(tangent) else 0.0))
    return Magnified(steps, places, values, rises, unit if 0 < unit < np.inf else 1.0)


@lru_cache(maxsize=16)
def _shape(formula: str, x: float) -> LocalShape:
    return local_shape(find(formula), x)


@lru_cache(maxsize=16)
def _stretch(formula: str, x: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return find(formula).stretch_around(x)


def _function(curve: Curve, precision: str) -> Function:
    return lambda x: curve.value(x, dtype=precision)


def _estimate(curve: Curve, exact: float, state: DerivativeState, method: Method, precision: str) -> Estimate:
    values = difference(_function(curve, precision), state.x, [state.h], method=method, dtype=precision)
    value = values[0]
    error = abs(float(value) - exact) / (abs(exact) or 1.0)
    correct = None if np.isnan(exact) else correct_digits(float(value), exact)
    return Estimate(method, precision, value, error, correct)
