"""What a surface is: a function of two variables with its exact derivatives, and where to look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.expressions import Expression, parse

Range: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Surface:
    """A function of two variables, ``x[0]`` and ``x[1]``.

    Attributes
    ----------
    key : str
        What `core.surfaces.find` knows it by; for a typed surface the formula.
    formula : str
        In `x0` and `x1`, as `core.expressions` reads it.
    value_of, gradient_of, hessian_of : callable
        As `value`, `gradient` and `hessian`, but for float arrays only, and floating-point warnings are the caller's to
        silence: for loops that call them thousands of times.
    x_range, y_range : tuple of float
        The part of the plane that shows what the surface is about: x[0], then x[1].
    minima, saddles : tuple of points
        Those that are known, the lowest minimum first; to all the digits of a float.
    """

    key: str
    formula: str
    value_of: Callable[[FloatArray], FloatArray]
    gradient_of: Callable[[FloatArray], FloatArray]
    hessian_of: Callable[[FloatArray], FloatArray]
    x_range: Range
    y_range: Range
    minima: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()

    @cached_property
    def expression(self) -> Expression:
        """The formula, parsed; its slopes are nan where they are undefined, unlike `gradient`."""
        return parse(self.formula, ("x0", "x1"))

    def value(self, x: ArrayLike) -> FloatArray:
        """Return the function at points of shape (2, ...), in the shape (...): inf or nan where it overflows."""
        with np.errstate(all="ignore"):
            return self.value_of(as_float(x))

    def gradient(self, x: ArrayLike) -> FloatArray:
        """Return the partial derivatives at points of shape (2, ...), in the same shape.

        By formula and so exact to rounding, sines and cosines to a few units in the last place of 1; 0 where a kink
        leaves a slope undefined.
        """
        with np.errstate(all="ignore"):
            return self.gradient_of(as_float(x))

    def hessian(self, x: ArrayLike) -> FloatArray:
        """Return the second derivatives at one point, of shape (2,), in the shape (2, 2).

        Exact for the named surfaces, by differences of the exact gradient for typed ones.
        """
        with np.errstate(all="ignore"):
            return self.hessian_of(as_float(x))
