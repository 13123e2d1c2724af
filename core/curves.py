"""Functions of one variable, by name or as typed: values, exact derivatives, and where to look at them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from core.arrays import FloatArray
from core.expressions import Expression, parse

Float64Array = NDArray[np.float64]

TYPED_DOMAIN = (-5.0, 5.0)

_SAMPLES = 1001
_OUTLIERS = 10.0
_MARGIN = 0.08
_HIGHEST = 1e300
_FARTHEST_WIDTHS = 100
_STEEP, _JUMP, _HALVINGS = 0.02, 0.5, 45


@dataclass(frozen=True)
class Curve:
    """A function of one variable.

    Attributes
    ----------
    key : str
        Its key in `CURVES`, or the text of a typed formula: what `find` takes.
    name : str
        What to call it.
    expression : Expression
        What it is made of.
    domain : tuple of float
        The x worth showing, (low, high).
    view : tuple of float
        The y worth showing over that domain, (low, high).
    """

    key: str
    name: str
    expression: Expression
    domain: tuple[float, float]
    view: tuple[float, float]

    @property
    def formula(self) -> str:
        """The formula, as it would be typed."""
        return self.expression.text

    def value(self, x: ArrayLike, dtype: DTypeLike = np.float64) -> FloatArray:
        """Evaluate the function elementwise, in the arithmetic of `dtype`; inf or nan where it has no finite value."""
        return self.expression.value(x, dtype=dtype)

    def derivative(self, x: ArrayLike) -> Float64Array:
        """Evaluate the exact derivative elementwise; nan where there is none, as at a kink or a jump."""
        _, (slope,) = self.expression.value_and_gradient(x)
        return slope

    def stretch_around(self, x: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return a stretch of x with `x` in it, and the y worth showing over it, as (low, high) each.

        That is `domain` with `view` where `x` lies in the domain. Elsewhere it is one of the stretches side by
        side that are as wide as the domain, or 10, 100, ... times as wide far out: the same for all `x` in it.
        """
        low, high = self.domain
        if low <= x <= high:
            return self.domain, self.view
        width = high - low
        while abs(x - low) > _FARTHEST_WIDTHS * width:
            width *= 10
        start = low + math.floor((x - low) / width) * width
        if start > x:  # a share of the width too small for a float
            start -= width
        stretch = (start, start + width)
        return stretch, _view(self.expression, stretch)

    def samples(self, low: float, high: float, count: int) -> tuple[FloatArray, FloatArray]:
        """Return points of the curve from `low` to `high`, for a line that breaks where the curve does.

        Parameters
        ----------
        low, high : float
            Ends of the stretch.
        count : int
            Number of evenly spaced points; three more stand at every jump.

        Returns
        -------
        x, y : ndarray of float64, shape (n,)
            At a jump the two points beside it with a y of nan between; nan as well where there is no value.
        """
        x = np.linspace(low, high, count)
        y = self.value(x)
        x_jump, y_jump = self._jumps(x, y)
        order = np.argsort(np.concatenate([x, x_jump]), kind="stable")
        return np.concatenate([x, x_jump])[order], np.concatenate([y, y_jump])[order]

    def _jumps(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return three points for every interval over which `y` jumps: before, nan, after."""
        bottom, top = _view(self.expression, (x[0], x[-1]))
        with np.errstate(invalid="ignore"):
            changes = np.abs(np.diff(y))
        steep = np.flatnonzero(changes > _STEEP * (top - bottom))
        left, right = x[steep], x[steep + 1]
        for _ in range(_HALVINGS):
            middle = (left + right) / 2
            at_left, at_middle, at_right = self.value(np.stack([left, middle, right]))
            with np.errstate(invalid="ignore"):
                in_left = np.abs(at_middle - at_left) > np.abs(at_right - at_middle)
            left, right = np.where(in_left, left, middle), np.where(in_left, middle, right)
        before, after = self.value(left), self.value(right)
        with np.errstate(invalid="ignore"):
            jumps = np.abs(after - before) > _JUMP * changes[steep]
        gap = np.full(int(jumps.sum()), np.nan)
        x_jump = np.stack([left[jumps], left[jumps], right[jumps]], axis=1)
        return x_jump.ravel(), np.stack([before[jumps], gap, after[jumps]], axis=1).ravel()


def from_formula(text: str) -> Curve:
    """Make a curve of a typed formula in x.

    Parameters
    ----------
    text : str
        As `core.expressions.parse` takes it.

    Returns
    -------
    Curve
        Over -5 to 5, with a view that leaves out the ends of steep branches.

    Raises
    ------
    ExpressionError
        If the text is not such a formula.
    """
    expression = parse(text)
    return Curve(text, text.strip(), expression, TYPED_DOMAIN, _view(expression, TYPED_DOMAIN))


@lru_cache(maxsize=64)
def find(key_or_formula: str) -> Curve:
    """Return the curve of `CURVES` with this key, or else the curve of this formula.

    Parameters
    ----------
    key_or_formula : str
        A key of `CURVES`, or a formula as in `from_formula`.

    Returns
    -------
    Curve
        The same object for the same text, as long as it is remembered.

    Raises
    ------
    ExpressionError
        If it is neither.
    """
    return CURVES.get(key_or_formula) or from_formula(key_or_formula)


def _view(expression: Expression, domain: tuple[float, float]) -> tuple[float, float]:
    values = expression.value(np.linspace(*domain, _SAMPLES))
    values = np.clip(values[np.isfinite(values)], -_HIGHEST, _HIGHEST)
    if not values.size:
        return (-1.0, 1.0)
    low, inner_low, inner_high, high = np.quantile(values, [0.0, 0.1, 0.9, 1.0])
    if high - low > _OUTLIERS * (inner_high - inner_low) > 0:
        low, high = inner_low, inner_high
    margin = _MARGIN * (high - low) or max(abs(low), 1.0) / 2
    return float(low - margin), float(high + margin)


_NAMED = (
    ("chapter", "0.01x² + 0.1x", "0.01*x^2 + 0.1*x", (0.0, 20.0), (-0.5, 6.5)),
    ("square", "x²", "x^2", (-4.0, 4.0), (-2.0, 16.0)),
    ("cube", "x³", "x^3", (-3.0, 3.0), (-20.0, 20.0)),
    ("sin", "sin x", "sin(x)", (-7.0, 7.0), (-1.5, 1.5)),
    ("exp", "exp x", "exp(x)", (-4.0, 3.0), (-2.0, 20.0)),
    ("log", "log x", "log(x)", (0.0, 5.0), (-5.0, 2.5)),
    ("sigmoid", "Sigmoid", "sigmoid(x)", (-8.0, 8.0), (-0.2, 1.2)),
    ("relu", "ReLU", "relu(x)", (-4.0, 4.0), (-1.0, 4.5)),
    ("step", "Step", "step(x)", (-4.0, 4.0), (-0.4, 1.4)),
    ("abs", "|x|", "abs(x)", (-4.0, 4.0), (-1.0, 4.5)),
)

CURVES: Mapping[str, Curve] = MappingProxyType(
    {key: Curve(key, name, parse(formula), domain, view) for key, name, formula, domain, view in _NAMED}
)
"""The named curves, in the order in which they are offered."""
