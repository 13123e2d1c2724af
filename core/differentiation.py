"""Numerical differentiation: slopes and gradients by differences, and how far they are from the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from core.arrays import FloatArray, as_float

Method: TypeAlias = Literal["central", "forward"]
Function: TypeAlias = Callable[[Any], Any]
"""A function of a float or of an array, elementwise."""

_MOST_DIGITS = 16


def function_1(x: ArrayLike) -> FloatArray:
    """Return the chapter's curve, ``0.01 * x**2 + 0.1 * x``, elementwise."""
    x = as_float(x)
    return 0.01 * x**2 + 0.1 * x


def function_2(x: ArrayLike) -> FloatArray:
    """Return the chapter's bowl, ``x[0]**2 + x[1]**2``, for `x` of shape (2, ...)."""
    x0, x1 = as_float(x)
    value: FloatArray = x0**2 + x1**2
    return value


@overload
def numerical_diff(f: Function, x: float, h: float = 1e-4) -> float: ...
@overload
def numerical_diff(f: Function, x: FloatArray | Sequence[float], h: float = 1e-4) -> FloatArray: ...
def numerical_diff(f: Function, x: ArrayLike, h: float = 1e-4) -> float | FloatArray:
    """Estimate a derivative by the central difference ``(f(x + h) - f(x - h)) / (2 * h)``.

    Parameters
    ----------
    f : callable
        The function, elementwise where `x` is an array.
    x : float or array_like, any shape
        Where to differentiate. Taken as float64.
    h : float, optional
        Half the width of the difference, in units of `x`. So small a step that ``x + h == x`` is allowed: it
        shows what rounding does (a slope of 0).

    Returns
    -------
    float, or ndarray of float64 of the shape of `x`

    Raises
    ------
    ValueError
        If `h` is not positive and finite.

    Notes
    -----
    Truncation error O(h**2), rounding error O(eps * abs(f) / h) [1]_.

    References
    ----------
    .. [1] Press et al., *Numerical Recipes*, 3rd ed. (2007), sec. 5.7.
    """
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)[()]
    with np.errstate(all="ignore"):
        slope: float | FloatArray = (f(x + h) - f(x - h)) / (2 * h)
    return slope


@overload
def forward_difference(f: Function, x: float, h: float = 1e-4) -> float: ...
@overload
def forward_difference(f: Function, x: FloatArray | Sequence[float], h: float = 1e-4) -> FloatArray: ...
def forward_difference(f: Function, x: ArrayLike, h: float = 1e-4) -> float | FloatArray:
    """Estimate a derivative by the forward difference ``(f(x + h) - f(x)) / h``, truncation error O(h).

    Parameters, result and errors are those of `numerical_diff`.
    """
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)[()]
    with np.errstate(all="ignore"):
        slope: float | FloatArray = (f(x + h) - f(x)) / h
    return slope


def numerical_gradient(f: Callable[[FloatArray], Any], x: ArrayLike, h: float = 1e-4) -> FloatArray:
    """Estimate all partial derivatives of a function of an array, by central differences.

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of `x`, a fresh one at each call, and returns one number.
    x : array_like, any shape
        Where to differentiate. Never modified; integers become float64.
    h : float, optional
        Half the width of the difference, in units of `x`. So small a step that ``x + h == x`` is allowed: it
        shows what rounding does (a gradient of 0).

    Returns
    -------
    ndarray of float64, shape of `x`
        At each index the slope of `f` along that coordinate.

    Raises
    ------
    ValueError
        If `h` is not positive and finite.

    Notes
    -----
    Truncation error O(h**2), rounding error O(eps * abs(f) / h). Costs ``2 * x.size`` evaluations of `f`, and
    as many copies of `x`.

    Examples
    --------
    >>> numerical_gradient(lambda x: x @ x, [3, 4]).round(6)
    array([6., 8.])
    """
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)
    gradient = np.empty_like(x)
    with np.errstate(all="ignore"):
        for index in np.ndindex(x.shape):
            ahead, behind = x.copy(), x.copy()
            ahead[index] += h
            behind[index] -= h
            gradient[index] = (f(ahead) - f(behind)) / (2 * h)
    return gradient


def gradient_in_place(f: Callable[[NDArray[Any]], Any], x: ArrayLike, h: float = 1e-4) -> NDArray[Any]:
    """Return what the chapter's ``numerical_gradient`` gives, which moves the coordinates in the array itself.

    An array of integers cuts off the decimals of ``x + h`` and ``x - h``: the result is not the gradient.

    Parameters
    ----------
    f : callable
        Takes an array of the shape and the dtype of `x`, and returns one number.
    x : array_like, any shape
        Where to differentiate. Its copy is modified.
    h : float, optional

    Returns
    -------
    ndarray of the dtype and the shape of `x`

    Raises
    ------
    ValueError
        If `h` is not positive and finite, or a slope is not finite and `x` holds integers.
    OverflowError
        If a slope is infinite and `x` holds integers.

    Examples
    --------
    >>> gradient_in_place(lambda x: x @ x, [3, 4])
    array([25000, 35000])
    """
    _check_step(h)
    x = np.array(x)
    gradient = np.zeros_like(x)
    with np.errstate(all="ignore"):
        for index in np.ndindex(x.shape):
            present = x[index]
            x[index] = present + h
            ahead = f(x)
            x[index] = present - h
            behind = f(x)
            gradient[index] = (ahead - behind) / (2 * h)
            x[index] = present
    return gradient


def tangent_line(f: Function, x: float, h: float = 1e-4) -> tuple[float, float]:
    """Return slope and intercept of the tangent at `x`, its slope by `numerical_diff`.

    Parameters
    ----------
    f : callable
        A function of one float.
    x, h : float
        As for `numerical_diff`.

    Returns
    -------
    slope, intercept : float
        The line is ``slope * x + intercept``.
    """
    slope = numerical_diff(f, x, h)
    with np.errstate(all="ignore"):
        return float(slope), float(f(np.float64(x)) - slope * x)


def difference(
    f: Function, x: float, steps: ArrayLike, *, method: Method, dtype: DTypeLike = np.float64
) -> FloatArray:
    """Return the difference quotient for many steps, all of it computed in one precision.

    Parameters
    ----------
    f : callable
        The function, elementwise; it must keep the dtype of its argument for float32 to show.
    x : float
        Where to differentiate.
    steps : array_like, any shape
        Positive steps h.
    method : {"central", "forward"}
        Which difference.
    dtype : dtype, optional
        float64 or float32: the arithmetic of the difference.

    Returns
    -------
    ndarray of `dtype`, shape of `steps`
        In float64 what `numerical_diff` and `forward_difference` return. Not finite where `f` is not, and for
        a step that `dtype` rounds to 0.

    Raises
    ------
    ValueError
        If `method` is unknown.
    """
    if method not in ("central", "forward"):
        raise ValueError(f"the method must be central or forward, got {method!r}")
    with np.errstate(all="ignore"):
        h = np.asarray(steps).astype(dtype)
        here = np.full_like(h, x)
        if method == "central":
            slopes: FloatArray = np.asarray((f(here + h) - f(here - h)) / (2 * h))
        else:
            slopes = np.asarray((f(here + h) - f(here)) / h)
    return slopes


def difference_error(
    f: Function, exact: float, x: float, steps: ArrayLike, *, method: Method, dtype: DTypeLike = np.float64
) -> FloatArray:
    """Return the error of a difference against its step, all of it computed in one precision.

    Parameters
    ----------
    f : callable
        The function, elementwise; it must keep the dtype of its argument for float32 to show.
    exact : float
        The true derivative at `x`.
    x : float
        Where to differentiate.
    steps : array_like, any shape
        Positive steps h.
    method : {"central", "forward"}
        Which difference.
    dtype : dtype, optional
        float64 or float32: the arithmetic of the difference.

    Returns
    -------
    ndarray of float64, shape of `steps`
        Relative errors, or absolute ones where `exact` is 0. Not finite where the difference is not, such as
        for a step that `dtype` rounds to 0.

    Raises
    ------
    ValueError
        If `method` is unknown.
    """
    slopes = difference(f, x, steps, method=method, dtype=dtype)
    with np.errstate(all="ignore"):
        error = np.abs(slopes.astype(np.float64) - exact)
        return error / abs(exact) if exact != 0 else error


def correct_digits(value: float, exact: float) -> int:
    """Return how many leading decimal digits of `value` are correct.

    Parameters
    ----------
    value, exact : float
        An estimate, and the truth.

    Returns
    -------
    int
        The first n digits of `value` are those of `exact`: both numbers, rounded to 1, 2, ... n significant digits,
        are equal each time, and rounded to n + 1 they differ. At most 16. Where `exact` is 0, decimals are counted
        instead. A value that is not finite has none.
    """
    if not np.isfinite(value):
        return 0
    if value == exact:
        return _MOST_DIGITS
    count = 0
    while count < _MOST_DIGITS and _rounded(value, count + 1, exact) == _rounded(exact, count + 1, exact):
        count += 1
    return count


def _rounded(value: float, digits: int, exact: float) -> float:
    return float(f"{value:.{digits}f}" if exact == 0 else f"{value:.{digits - 1}e}")


def _check_step(h: float) -> None:
    if not 0 < h < np.inf:
        raise ValueError(f"h must be positive and finite, got {h!r}")
