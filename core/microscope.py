"""A function seen around a point, at any magnification, down to the single numbers of float64."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.differentiation import Function

_SIGN = -(2**63)


@dataclass(frozen=True, eq=False)
class MagnifiedCurve:
    """A function around x, in differences from x and from f(x), which stay exact where x itself has no digits left.

    Attributes
    ----------
    offsets : ndarray of float64, shape (n,)
        Numbers of float64 minus x, rising; one at least beyond each end of the window where `every_number`.
    rises : ndarray of float64, shape (n,)
        The function there minus the function at x, as float64 computes both.
    every_number : bool
        Whether there is no other number of float64 between these: what lies between them is rounded to the
        nearest, so that the curve is a staircase, with its edges at `edges`.
    """

    offsets: FloatArray
    rises: FloatArray
    every_number: bool

    @property
    def edges(self) -> FloatArray:
        """Halfway between neighbouring numbers, minus x; shape (n - 1,)."""
        return self.offsets[:-1] + np.diff(self.offsets) / 2


def magnify(f: Function, x: float, half_width: float, count: int = 401) -> MagnifiedCurve:
    """Return a function from ``x - half_width`` to ``x + half_width``.

    Parameters
    ----------
    f : callable
        Elementwise, in float64.
    x : float
        Finite.
    half_width : float
        Positive: a window may be smaller than the gap to the next number of float64.
    count : int, optional
        How many values to take at most, from 3. Where the window has no more numbers than that, all are taken.

    Returns
    -------
    MagnifiedCurve
        Its rises are not finite where the function is not.

    Raises
    ------
    ValueError
        If `x` or `half_width` is not finite, the latter is not positive, or `count` is below 3.
    """
    if not np.isfinite(x):
        raise ValueError(f"x must be finite, got {x!r}")
    if not 0 < half_width < np.inf:
        raise ValueError(f"half_width must be positive and finite, got {half_width!r}")
    if count < 3:
        raise ValueError(f"at least three values are needed, got {count}")
    low, high = (np.clip(x + side * half_width, -_LARGEST, _LARGEST) for side in (-1.0, 1.0))
    first, last = _rank(low) - 1, _rank(high) + 1
    every_number = last - first < count
    if every_number:
        places = _numbers(first, last)
    else:
        places = np.unique(np.append(np.linspace(low, high, count - 1), x))
    with np.errstate(all="ignore"):
        rises: FloatArray = f(places) - f(np.array([x]))
    return MagnifiedCurve(places - x, rises, every_number)


_LARGEST = float(np.nextafter(np.finfo(np.float64).max, 0))  # one number is left beyond it


def _rank(x: float) -> int:
    """Return the place of x among all numbers of float64 in their order; 0 has place 0."""
    bits = int(np.float64(x).view(np.int64))
    return bits if bits >= 0 else _SIGN - bits


def _numbers(first: int, last: int) -> FloatArray:
    """Return all numbers of float64 from one place to another."""
    ranks = np.arange(first, last + 1, dtype=np.int64)
    numbers: FloatArray = np.where(ranks < 0, _SIGN - ranks, ranks).view(np.float64)
    return numbers
