"""Descent at many learning rates at once: which ones work, and how fast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray, as_float
from core.descent import Gradient, path_in_slices
from core.optimizers import SGD, Optimizer
from core.surfaces import Surface


class Sweep(NamedTuple):
    """How descent from one start goes at n learning rates.

    Attributes
    ----------
    rates : ndarray of float64, shape (n,)
    final : ndarray of float64, shape (n,)
        The value of the surface after the last step; inf (under ascent -inf) where the path does not stay finite.
    goal : float
        The value to reach; nan where there is none to say.
    steps : ndarray of int, shape (n,)
        The first step at which the value is as good as the goal; -1 where it never is.
    """

    rates: FloatArray
    final: FloatArray
    goal: float
    steps: NDArray[np.intp]


def learning_rate_sweep(
    surface: Surface,
    start: ArrayLike,
    rates: ArrayLike,
    *,
    steps: int,
    gradient: Gradient | None = None,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
    tolerance: float = 1e-3,
) -> Sweep:
    """Descend from one start at many learning rates.

    Parameters
    ----------
    surface : Surface
    start : array_like, shape (2,)
    rates : array_like, shape (n,)
        At least 0 each.
    steps : int
        How many steps to take at each.
    gradient : callable, optional
        As for `core.descent.path`; the exact gradient unless given.
    optimizer : Optimizer, optional
    ascent : bool, optional
    tolerance : float, optional
        What may be left of the way from the value at the start to the best final one of all rates, as a share of
        it: this says what the goal is. At least 0.

    Returns
    -------
    Sweep
        To the last bit what `path` does at each rate alone, but for what NumPy's functions round differently in
        arrays of another length.

    Raises
    ------
    ValueError
        As `path`, or if the tolerance is negative or nan.

    Notes
    -----
    All rates are computed together, as so many paths, with ``32 * (steps + 1) * n`` bytes at the peak.
    """
    *_, sweep = learning_rate_sweep_in_slices(
        surface,
        start,
        rates,
        steps=steps,
        gradient=gradient,
        optimizer=optimizer,
        ascent=ascent,
        tolerance=tolerance,
        steps_in_slice=max(steps, 1),
    )
    assert sweep is not None
    return sweep


def learning_rate_sweep_in_slices(
    surface: Surface,
    start: ArrayLike,
    rates: ArrayLike,
    *,
    steps: int,
    gradient: Gradient | None = None,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
    tolerance: float = 1e-3,
    steps_in_slice: int = 1000,
) -> Iterator[Sweep | None]:
    """Descend at many learning rates as `learning_rate_sweep` does, so many steps at a time.

    Parameters
    ----------
    surface, start, rates, steps, gradient, optimizer, ascent, tolerance
        As in `learning_rate_sweep`.
    steps_in_slice : int, optional
        At least 1.

    Yields
    ------
    Sweep or None
        None after each slice, and the sweep in the end.

    Raises
    ------
    ValueError
        As `learning_rate_sweep`, at the first slice.
    """
    if not tolerance >= 0:
        raise ValueError(f"the tolerance must be at least 0, got {tolerance!r}")
    rate = as_float(rates).astype(np.float64).reshape(-1)
    slices = path_in_slices(
        gradient or surface.gradient_of,
        np.tile(as_float(start), (rate.size, 1)),
        learning_rate=rate,
        steps=steps,
        optimizer=optimizer,
        ascent=ascent,
        steps_in_slice=steps_in_slice,
    )
    sign = -1.0 if ascent else 1.0
    values = np.empty((steps + 1, rate.size))
    done = 0
    for so_far in slices:
        values[done : len(so_far.points)] = sign * surface.value(np.moveaxis(so_far.points[done:], 2, 0))
        done = len(so_far.points)
        yield None
    # What is not finite any more is as bad as can be.
    values[~np.isfinite(values)] = np.inf
    best = values[-1].min(initial=np.inf)
    begin = values[0].max(initial=-np.inf)
    goal = best + tolerance * (begin - best) if best <= begin < np.inf else np.nan
    is_good = values <= goal
    reached = np.where(is_good.any(axis=0), is_good.argmax(axis=0), -1)
    yield Sweep(rate, sign * values[-1], float(sign * goal), reached)
