"""What theory says of the error of a difference, and a curve seen so near that its float64 steps show."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from core.arrays import FloatArray, as_float
from core.curves import Curve
from core.differentiation import Method
from core.expressions.tree import polynomial_degree

_EXACT_DEGREE: dict[Method, int] = {"forward": 1, "central": 2}
"""Up to this degree a difference of a polynomial is its slope."""
_KNOWN = 0.1  # of a derivative, by which it may be wrong to be used
_VANISHED = 1e-9  # of the third derivative, below which the second counts as 0
_STEPS = 2.0 ** -np.arange(
    2, 31
)  # of the differences of the exact slope, beside max(1, |x|); added without rounding
_SMALLER = 5  # steps with which a difference must agree
_SLACK = 10  # times what rounding is expected to do


class Estimate(NamedTuple):
    """A number and by how much it may be wrong."""

    value: float
    error: float


@dataclass(frozen=True)
class ErrorTheory:
    """The two parts of the error of a difference with step h: ``truncation * h**order`` and ``rounding / h``.

    Attributes
    ----------
    truncation : float
        From the higher derivatives of the function. 0 for a polynomial of so low a degree that the difference is
        its slope; nan where the higher derivative is not known to a tenth.
    order : int
    rounding : float
        From rounding the values of the function, and the places where they are taken.

    Notes
    -----
    Relative to the slope, or absolute where it is 0, as in `core.differentiation.difference_error`. nan
    where the function has no slope.
    """

    truncation: float
    order: int
    rounding: float

    def truncation_error(self, steps: ArrayLike) -> FloatArray:
        """Return the truncation error for steps h, in their shape: on log-log axes a line that rises."""
        error: FloatArray = self.truncation * as_float(steps) ** self.order
        return error

    def rounding_error(self, steps: ArrayLike) -> FloatArray:
        """Return about the largest rounding error for steps h, in their shape: a line that falls."""
        error: FloatArray = self.rounding / as_float(steps)
        return error

    @property
    def best_step(self) -> float:
        """The h with the least sum of both: infinite without truncation, 0 without rounding, nan where not known."""
        if self.truncation == 0:
            return math.inf if self.rounding > 0 else math.nan
        return float((self.rounding / (self.order * self.truncation)) ** (1 / (self.order + 1)))


def error_theory(curve: Curve, x: float, *, method: Method, dtype: DTypeLike = np.float64) -> ErrorTheory:
    """Return the error that theory expects of a difference, from the derivatives of the curve at a point.

    Parameters
    ----------
    curve : Curve
    x : float
        Where to differentiate.
    method : {"central", "forward"}
    dtype : dtype, optional
        float64 or float32: the arithmetic of the difference.

    Returns
    -------
    ErrorTheory

    Raises
    ------
    ValueError
        If `method` is unknown.

    Notes
    -----
    Truncation [1]_: forward ``abs(f'') / 2 * h``, and ``abs(f''') / 6 * h**2`` where f'' is 0; central
    ``abs(f''') / 6 * h**2``. Rounding: each of the two values is off by up to half an eps of itself, and so
    is each place, which the slope makes an error of the value: ``eps * (abs(f) + abs(x * f')) / h``, half of
    that for the central difference, whose values are 2 * h apart.

    References
    ----------
    .. [1] Press et al., *Numerical Recipes*, 3rd ed. (2007), sec. 5.7.
    """
    if method not in ("central", "forward"):
        raise ValueError(f"the method must be central or forward, got {method!r}")
    value, slope = float(curve.value(x)), float(curve.derivative(x))
    second, third = second_derivative(curve, x), third_derivative(curve, x)
    order = 1 if method == "forward" and second.value != 0 else 2
    if polynomial_degree(curve.expression.tree) <= _EXACT_DEGREE[method]:
        truncation = 0.0
    else:
        leading, factor = (second, 1 / 2) if order == 1 else (third, 1 / 6)
        known = leading.error <= _KNOWN * abs(leading.value)
        if method == "forward" and order == 2:
            known = known and second.error <= _VANISHED * abs(third.value)
        truncation = factor * abs(leading.value) if known else math.nan
    rounding = float(np.finfo(dtype).eps) * (abs(value) + abs(x * slope))
    if method == "central":
        rounding /= 2
    scale = abs(slope) or 1.0
    return ErrorTheory(truncation / scale, order, rounding / scale)


def second_derivative(curve: Curve, x: float) -> Estimate:
    """Return f'' by central differences of the exact slope.

    Parameters
    ----------
    curve : Curve
    x : float

    Returns
    -------
    Estimate
        From the step at which two neighbouring steps agree best, and all smaller ones with them as far as rounding
        lets them. A value that is not above its own error is given as 0. nan where there is none.

    Notes
    -----
    Some 70 evaluations of the slope, all at once.
    """
    h = _STEPS * _power_above(x)
    with np.errstate(all="ignore"):
        ahead, behind = curve.derivative(np.stack([x + h, x - h]))
        noise = np.finfo(np.float64).eps * (np.abs(ahead) + np.abs(behind)) / h
        return _best((ahead - behind) / (2 * h), noise, h)


def third_derivative(curve: Curve, x: float) -> Estimate:
    """Return f''' by second differences of the exact slope; otherwise as `second_derivative`."""
    h = _STEPS * _power_above(x)
    with np.errstate(all="ignore"):
        ahead, here, behind = curve.derivative(np.stack([x + h, np.full_like(h, x), x - h]))
        noise = np.finfo(np.float64).eps * (np.abs(ahead) + 2 * np.abs(here) + np.abs(behind)) / h**2
        return _best((ahead - 2 * here + behind) / h**2, noise, h**2)


def _power_above(x: float) -> float:
    return float(2.0 ** math.ceil(math.log2(max(1.0, abs(x)))))


def _best(estimates: FloatArray, noise: FloatArray, steps: FloatArray) -> Estimate:
    """Choose among estimates, given by how much rounding may have moved each, and what they were divided by."""
    errors = np.abs(np.diff(estimates)) + noise[1:]
    most = np.nanmax(np.where(np.isfinite(noise * steps), noise * steps, 0.0)) / steps
    for place in range(len(errors)):
        # A large step can miss an oscillation, and agree with the next one by chance: the smaller ones tell.
        apart = np.abs(estimates[place + 2 :] - estimates[place + 1])
        if (
            place + _SMALLER > len(errors)
            or not (apart <= _SLACK * (errors[place] + most[place + 2 :])).all()
        ):
            errors[place] = np.nan
    if not np.isfinite(errors).any():
        return Estimate(math.nan, math.nan)
    best = int(np.nanargmin(errors))
    value, error = float(estimates[best + 1]), float(errors[best])
    return Estimate(value if abs(value) > error else 0.0, error)
