"""What a surface is: a function of two variables with its exact derivatives, and where to look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from numpy.typing import ArrayLike

from core.arrays import FloatArray

Range: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Surface:
    """A function of two variables, ``x[0]`` and ``x[1]``.

    Attributes
    ----------
    key : str
        What `core.surfaces.find` knows it by; for a typed surface the formula.
    name : str
        What people call it, in English.
    formula : str
        In `x0` and `x1`, as `core.expressions` reads it.
    value : callable
        Takes an array of shape (2, ...), returns one of shape (...).
    gradient : callable
        Takes an array of shape (2, ...), returns the partial derivatives in the same shape. Exact. 0 where a
        kink leaves a slope undefined.
    hessian : callable
        Takes one point, of shape (2,), returns the second derivatives, of shape (2, 2). Exact for the named
        surfaces, by differences of the exact gradient for typed ones.
    x_range, y_range : tuple of float
        The part of the plane that shows what the surface is about: x[0], then x[1].
    minima, saddles : tuple of points
        Those that are known, the lowest minimum first; to all the digits of a float.

    Notes
    -----
    No function warns: where a surface overflows, its value is inf or nan. Each takes array_like input and
    leaves it as it is.
    """

    key: str
    name: str
    formula: str
    value: Callable[[ArrayLike], FloatArray]
    gradient: Callable[[ArrayLike], FloatArray]
    hessian: Callable[[ArrayLike], FloatArray]
    x_range: Range
    y_range: Range
    minima: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()
