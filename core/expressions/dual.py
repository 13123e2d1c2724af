"""Numbers that carry their partial derivatives along: forward-mode differentiation on arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from core.activations import relu, sigmoid
from core.arrays import FloatArray

Slopes: TypeAlias = tuple[FloatArray | None, ...]


@dataclass(frozen=True)
class Function:
    """A function of one variable with its exact derivative.

    Attributes
    ----------
    value : callable
        ``value(u)``, elementwise.
    derivative : callable
        ``derivative(u, value(u))``, elementwise; nan where there is none (a kink, a jump).
    """

    value: Callable[[FloatArray], FloatArray]
    derivative: Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Dual:
    """A value with its slopes along some variables.

    Attributes
    ----------
    value : ndarray of float64
        Any shape that broadcasts with the others in the same calculation.
    slopes : tuple of (ndarray or None)
        One partial derivative a variable; None is a zero that costs nothing. An empty tuple
        makes the same calculation without derivatives.

    Notes
    -----
    The rules are those of A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd ed. (2008), table 3.3.
    Floating-point warnings are the caller's to silence.
    """

    value: FloatArray
    slopes: Slopes

    def __neg__(self) -> Dual:
        return Dual(-self.value, _negative(self.slopes))

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, _joined(self.slopes, other.slopes))

    def __sub__(self, other: Dual) -> Dual:
        return Dual(self.value - other.value, _joined(self.slopes, _negative(other.slopes)))

    def __mul__(self, other: Dual) -> Dual:
        slopes = _joined(_scaled(self.slopes, other.value), _scaled(other.slopes, self.value))
        return Dual(self.value * other.value, slopes)

    def __truediv__(self, other: Dual) -> Dual:
        quotient = self.value / other.value
        from_below = _scaled(other.slopes, -quotient / other.value)
        return Dual(quotient, _joined(_scaled(self.slopes, 1.0 / other.value), from_below))

    def __pow__(self, exponent: Dual) -> Dual:
        if exponent.is_constant and exponent.value.ndim == 0:
            return self._power(float(exponent.value))
        value = self.value**exponent.value
        by_base = exponent.value * self.value ** (exponent.value - 1.0)
        # At 0 to a positive power the limit of value * log(base) is 0, where the product itself is nan.
        by_exponent = np.where(value == 0, 0.0, value * np.log(self.value))
        return Dual(value, _joined(_scaled(self.slopes, by_base), _scaled(exponent.slopes, by_exponent)))

    @property
    def is_constant(self) -> bool:
        """Whether no variable has a slope here."""
        return all(slope is None for slope in self.slopes)

    def apply(self, function: Function) -> Dual:
        """Return `function` of this number, by the chain rule."""
        value = function.value(self.value)
        if self.is_constant:
            return Dual(value, self.slopes)
        return Dual(value, _scaled(self.slopes, function.derivative(self.value, value)))

    def _power(self, exponent: float) -> Dual:
        value = self.value**exponent
        if self.is_constant or exponent == 0.0:
            return Dual(value, (None,) * len(self.slopes))
        return Dual(value, _scaled(self.slopes, exponent * self.value ** (exponent - 1.0)))


def _joined(a: Slopes, b: Slopes) -> Slopes:
    return tuple(q if p is None else p if q is None else p + q for p, q in zip(a, b, strict=True))


def _negative(slopes: Slopes) -> Slopes:
    return tuple(None if slope is None else -slope for slope in slopes)


def _scaled(slopes: Slopes, factor: FloatArray | float) -> Slopes:
    return tuple(None if slope is None else _product(slope, factor) for slope in slopes)


def _product(slope: FloatArray, factor: FloatArray | float) -> FloatArray:
    """Multiply, where 0 times anything is 0: what stands still moves nothing, not even at a kink."""
    product = slope * factor
    if np.isfinite(product).all():
        return product
    return np.where((slope == 0) | (factor == 0), 0.0, product)


def _away_from_zero(u: FloatArray, slope: FloatArray) -> FloatArray:
    return np.where((u == 0) | np.isnan(u), np.nan, slope)


_LOGARITHM = Function(np.log, lambda u, value: 1.0 / u)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": Function(np.abs, lambda u, value: _away_from_zero(u, np.sign(u))),
        "acos": Function(np.arccos, lambda u, value: -1.0 / np.sqrt((1.0 - u) * (1.0 + u))),
        "asin": Function(np.arcsin, lambda u, value: 1.0 / np.sqrt((1.0 - u) * (1.0 + u))),
        "atan": Function(np.arctan, lambda u, value: 1.0 / (1.0 + u * u)),
        "cos": Function(np.cos, lambda u, value: -np.sin(u)),
        "cosh": Function(np.cosh, lambda u, value: np.sinh(u)),
        "exp": Function(np.exp, lambda u, value: value),
        "ln": _LOGARITHM,
        "log": _LOGARITHM,
        "log10": Function(np.log10, lambda u, value: 1.0 / (u * np.log(10.0))),
        "log2": Function(np.log2, lambda u, value: 1.0 / (u * np.log(2.0))),
        "relu": Function(relu, lambda u, value: _away_from_zero(u, np.heaviside(u, 0.0))),
        "sigmoid": Function(sigmoid, lambda u, value: value * sigmoid(-u)),
        "sin": Function(np.sin, lambda u, value: np.cos(u)),
        "sinh": Function(np.sinh, lambda u, value: np.cosh(u)),
        "sqrt": Function(np.sqrt, lambda u, value: 0.5 / value),
        "step": Function(
            lambda u: np.heaviside(u, 0.0), lambda u, value: _away_from_zero(u, np.zeros_like(u))
        ),
        "tan": Function(np.tan, lambda u, value: 1.0 + value * value),
        "tanh": Function(np.tanh, lambda u, value: 1.0 / np.cosh(u) ** 2),
    }
)
"""The functions that a typed formula may use; ``log`` is the natural logarithm, as in NumPy."""
