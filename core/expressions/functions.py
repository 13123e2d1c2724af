"""The functions that a typed formula may use, each with its exact derivative."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.activations import relu, sigmoid
from core.arrays import FloatArray


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
