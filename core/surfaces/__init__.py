"""Functions of two variables, named or typed, with their exact gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.arrays import FloatArray
from core.expressions import parse
from core.surfaces.other import OTHER_SURFACES
from core.surfaces.polynomial import POLYNOMIAL_SURFACES
from core.surfaces.surface import Point, Range, Surface

__all__ = ["HIGHEST", "SURFACES", "Point", "Range", "Surface", "find", "from_formula"]

SURFACES: Mapping[str, Surface] = MappingProxyType(
    {surface.key: surface for surface in (*POLYNOMIAL_SURFACES, *OTHER_SURFACES)}
)

HIGHEST = 1e300
"""Heights and slopes of typed surfaces, either way."""


@lru_cache(maxsize=64)
def find(key_or_formula: str) -> Surface:
    """Return the named surface of that key, else the surface of that formula; the same object every time.

    Raises
    ------
    core.expressions.ExpressionError
        If the text is neither a key of `SURFACES` nor a formula in `x0` and `x1`.
    """
    return SURFACES.get(key_or_formula) or from_formula(key_or_formula)


def from_formula(text: str) -> Surface:
    """Return the surface of a typed formula in `x0` and `x1`, with its exact gradient.

    Parameters
    ----------
    text : str
        As `core.expressions.parse` reads it.

    Returns
    -------
    Surface
        Its gradient is that of `Expression.slopes`, its Hessian by central differences of that, good to about nine
        digits; no minima are known. Heights beyond ±`HIGHEST` are infinite, and slopes beyond it undefined, which
        here is 0: the difference of two such numbers has no float.

    Raises
    ------
    core.expressions.ExpressionError
        If the text is no such formula.
    """
    expression = parse(text, ("x0", "x1"))

    def value(x: FloatArray) -> FloatArray:
        # As rows, so that one point is computed by the same operations as many: equal to the last bit.
        heights = expression.value(*x.reshape(2, -1)).reshape(x.shape[1:])
        return np.where(np.abs(heights) > HIGHEST, np.copysign(np.inf, heights), heights)

    def gradient(x: FloatArray) -> FloatArray:
        slopes = expression.slopes(*x.reshape(2, -1), undefined=0.0).reshape(x.shape)
        return np.where(np.abs(slopes) > HIGHEST, 0.0, slopes)

    def hessian(x: FloatArray) -> FloatArray:
        return _gradient_differences(gradient, x)

    return Surface(
        key=text,
        formula=text,
        value_of=value,
        gradient_of=gradient,
        hessian_of=hessian,
        x_range=(-5.0, 5.0),
        y_range=(-5.0, 5.0),
    )


def _gradient_differences(gradient: Callable[[FloatArray], FloatArray], x: FloatArray) -> FloatArray:
    """Return the Hessian at one point by central differences, made symmetric."""
    steps = np.cbrt(np.finfo(np.float64).eps) * np.maximum(1, np.abs(x))
    columns = x[:, np.newaxis]
    ahead, behind = gradient(columns + np.diag(steps)), gradient(columns - np.diag(steps))
    jacobian: FloatArray = (ahead - behind) / (2 * steps)
    symmetric: FloatArray = (jacobian + jacobian.T) / 2
    return symmetric
