"""Gradient descent: the chapter's loop, and the paths of many starts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.differentiation import numerical_gradient
from core.optimizers import SGD, Optimizer, Rate
from core.surfaces import Surface

Gradient: TypeAlias = Callable[[FloatArray], FloatArray]
"""Takes points of shape (2, n), returns the slopes there in the same shape.

Floating-point warnings are the caller's to silence, once for all steps.
"""


class Paths(NamedTuple):
    """Where descent went from each of n starts.

    Attributes
    ----------
    points : ndarray of float64, shape (steps + 1, n, 2)
        The start first, then the point after each step; nan after a path's last finite point.
    last_finite : ndarray of int, shape (n,)
        The step after which a path had its last finite point: `steps` where it was finite all along.
    """

    points: FloatArray
    last_finite: NDArray[np.intp]


def gradient_descent(
    f: Callable[[FloatArray], Any], init_x: ArrayLike, lr: float = 0.01, step_num: int = 100
) -> FloatArray:
    """Repeat ``x = x - lr * numerical_gradient(f, x)``.

    Parameters
    ----------
    f : callable
        Takes a float64 array of the shape of `init_x`, returns one number.
    init_x : array_like, any shape
        The start. Never modified.
    lr : float, optional
        The learning rate.
    step_num : int, optional
        How many steps to take.

    Returns
    -------
    ndarray of float64, shape of `init_x`
        Where the last step ended.
    """
    x: FloatArray = np.array(init_x, dtype=np.float64)
    with np.errstate(all="ignore"):
        for _ in range(step_num):
            x = x - lr * numerical_gradient(f, x)
    return x


def path(
    gradient: Gradient,
    starts: ArrayLike,
    *,
    learning_rate: ArrayLike,
    steps: int,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
) -> Paths:
    """Follow the gradient from many starts at once, each as if it were alone.

    Parameters
    ----------
    gradient : callable
        As `surface_gradient` makes it.
    starts : array_like, shape (n, 2)
        Where the paths begin; an empty list for no path.
    learning_rate : array_like, shape () or (n,)
        At least 0; one for all paths, or one for each.
    steps : int
        How many steps to take; 0 leaves the starts.
    optimizer : Optimizer, optional
        The update rule.
    ascent : bool, optional
        Climb, by the same steps with their sign turned.

    Returns
    -------
    Paths

    Raises
    ------
    ValueError
        If the starts are not finite points of the plane, or the learning rate or the steps are out of range.

    Notes
    -----
    Memory is ``16 * (steps + 1) * n`` bytes. A path that is no longer finite stops growing; the others go on.
    """
    slices = path_in_slices(
        gradient,
        starts,
        learning_rate=learning_rate,
        steps=steps,
        optimizer=optimizer,
        ascent=ascent,
        steps_in_slice=max(steps, 1),
    )
    return next(slices)


def path_in_slices(
    gradient: Gradient,
    starts: ArrayLike,
    *,
    learning_rate: ArrayLike,
    steps: int,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
    steps_in_slice: int = 1000,
) -> Iterator[Paths]:
    """Follow the gradient as `path` does, and show the paths after every so many steps.

    Parameters
    ----------
    gradient, starts, learning_rate, steps, optimizer, ascent
        As in `path`.
    steps_in_slice : int, optional
        How many steps to take at a time; at least 1.

    Yields
    ------
    Paths
        As they are so far: at least once, and the last time with all steps. The points are the beginning of one
        array and never change.

    Raises
    ------
    ValueError
        As `path`, at the first slice.
    """
    start = _checked_starts(starts)
    rate = _checked_rate(learning_rate, start.shape[1])
    if steps < 0:
        raise ValueError(f"the steps must be at least 0, got {steps!r}")
    trace = np.empty((steps + 1, *start.shape))
    trace[0] = start
    points = np.moveaxis(trace, 1, 2)
    step_at = _steps(optimizer, gradient, start, -rate if ascent else rate)
    last_finite = np.zeros(start.shape[1], dtype=np.intp)
    for first in range(0, max(steps, 1), steps_in_slice):
        last = min(first + steps_in_slice, steps)
        with np.errstate(all="ignore"):
            for before, after in pairwise(trace[first : last + 1]):
                np.subtract(before, step_at(before), out=after)
        is_finite = np.isfinite(trace[first : last + 1])
        finite = np.logical_and.accumulate(is_finite[:, 0] & is_finite[:, 1], axis=0)
        points[first : last + 1][~finite] = np.nan
        last_finite = last_finite + finite[1:].sum(axis=0)
        yield Paths(points[: last + 1], last_finite)


def _steps(
    optimizer: Optimizer, gradient: Gradient, start: FloatArray, rate: Rate
) -> Callable[[FloatArray], FloatArray]:
    """Return what gives the next step at a point, to subtract."""
    if isinstance(optimizer, SGD):  # no memory to carry along: a fifth less time
        return lambda point: rate * gradient(point)
    state = optimizer.init(start)

    def step_at(point: FloatArray) -> FloatArray:
        nonlocal state
        step, state = optimizer.update(gradient(point), state, rate)
        return step

    return step_at


def surface_gradient(surface: Surface, kind: Literal["exact", "numerical"], h: float = 1e-4) -> Gradient:
    """Return the gradient of a surface as a function for `path`.

    Parameters
    ----------
    surface : Surface
        What to differentiate.
    kind : {"exact", "numerical"}
        By formula, or by central differences: bit for bit what `numerical_gradient` gives at each point.
    h : float, optional
        Half the width of the numerical difference.

    Returns
    -------
    callable

    Raises
    ------
    ValueError
        If `kind` is unknown, or `h` is not positive and finite.
    """
    if kind == "exact":
        return surface.gradient_of
    if kind != "numerical":
        raise ValueError(f"the gradient must be exact or numerical, got {kind!r}")
    if not 0 < h < np.inf:
        raise ValueError(f"h must be positive and finite, got {h!r}")

    # Each coordinate ahead, then each behind: all four neighbours of a point in one evaluation.
    offsets = h * np.concatenate((np.eye(2), -np.eye(2)), axis=1)[..., np.newaxis]

    def numerical(x: FloatArray) -> FloatArray:
        values = surface.value_of(x[:, np.newaxis] + offsets)
        gradient: FloatArray = (values[:2] - values[2:]) / (2 * h)
        return gradient

    return numerical


def _checked_starts(starts: ArrayLike) -> FloatArray:
    """Return the starts as float64 of shape (2, n)."""
    array = as_float(starts).astype(np.float64)
    if array.shape == (0,):
        array = array.reshape(0, 2)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"starts must have the shape (n, 2), got {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError("starts must be finite")
    return np.ascontiguousarray(array.T)


def _checked_rate(learning_rate: ArrayLike, paths: int) -> Rate:
    """Return one learning rate as a float, or one for each path as float64 of shape (n,)."""
    rate = as_float(learning_rate)
    if rate.shape not in ((), (paths,)):
        raise ValueError(f"the learning rates must have the shape ({paths},), got {rate.shape}")
    if not ((rate >= 0) & np.isfinite(rate)).all():
        raise ValueError(f"the learning rate must be finite and at least 0, got {learning_rate!r}")
    return rate.astype(np.float64) if rate.ndim else float(rate)
