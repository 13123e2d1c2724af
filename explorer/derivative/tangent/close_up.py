"""The curve around P at a fixed magnification, and what can be said of it there."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.curves import find
from core.microscope import MagnifiedCurve, magnify
from explorer.derivative.measurement import Measurement
from explorer.derivative.words import Stage

_STEEPEST = 0.9  # quantile of the rises that sets the scale where there is no slope to set it
_FEW_LEVELS = 80  # as many different values of f show as steps


@dataclass(frozen=True, eq=False)
class CloseUp:
    """The curve around P.

    Attributes
    ----------
    half_width : float
        What is shown on either side of P.
    unit : float
        The rise of a line at 45 degrees in the picture.
    tangent : float
        The slope of the tangent in the picture; nan where there is none.
    departure : float
        The farthest that the curve leaves its tangent, in half heights of the picture; nan where there is none.
    levels : int
        Different values of f in the picture.
    """

    half_width: float
    curve: MagnifiedCurve
    unit: float
    tangent: float
    departure: float
    levels: int

    @property
    def stage(self) -> Stage:
        """What there is to see: a curve, few values of f, or single numbers of x."""
        if self.curve.every_number:
            return "numbers"
        if 1 < self.levels <= _FEW_LEVELS:
            return "levels"
        return "curve"


def close_up(measurement: Measurement, zoom: int) -> CloseUp:
    """Return the curve around P, ten to the power `zoom` times larger than over its whole stretch."""
    low, high = measurement.stretch
    return _close_up(
        measurement.state.formula,
        measurement.state.x,
        (high - low) / 2 / 10.0**zoom,
        measurement.shape.slope,
    )


@lru_cache(maxsize=16)
def _close_up(formula: str, x: float, half_width: float, slope: float) -> CloseUp:
    seen = magnify(find(formula).value, x, half_width)
    inside = np.abs(seen.offsets) <= half_width
    rises = seen.rises[inside]
    finite = np.abs(rises[np.isfinite(rises)])
    unit = float(np.quantile(finite, _STEEPEST)) if finite.size else 0.0
    if np.isfinite(slope):
        unit = max(unit, abs(slope) * half_width)
    if not 0 < unit < np.inf:
        unit = float(np.spacing(abs(float(find(formula).value(x))))) or half_width
    if not 0 < unit < np.inf:
        unit = 1.0
    with np.errstate(all="ignore"):
        away = np.abs(rises - slope * seen.offsets[inside]) / unit
    departure = float(np.nanmax(away)) if np.isfinite(away).any() else np.nan
    levels = np.unique(rises[np.isfinite(rises)]).size
    return CloseUp(half_width, seen, unit, slope * half_width / unit, departure, levels)
