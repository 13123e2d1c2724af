"""The basin map: where descent ends from every start in the picture, and how fast it gets there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.basin_follower import LEFT, NOT_ARRIVED, Follower
from core.optimizers import SGD, Optimizer
from core.surfaces import Range, Surface

__all__ = ["COARSENESSES", "LEFT", "NOT_ARRIVED", "BasinMap", "basin_map", "basin_map_in_slices"]

COARSENESSES = (8, 4, 2, 1)
"""How many cells share a start, along each side: first a coarse map, at last a start for each cell."""

_SAMPLE = (
    5  # The cell of a coarse one where its start is: near the middle, and a start of all finer maps too.
)
_STARTS_IN_SLICE = 8192  # so few that what a step works on stays in the cache


@dataclass(frozen=True, eq=False)
class BasinMap:
    """Where descent ends from the middle of each cell of a grid.

    Attributes
    ----------
    x0 : ndarray of float64, shape (columns,)
    x1 : ndarray of float64, shape (rows,)
        The middles of the cells.
    labels : ndarray of int16, shape (rows, columns)
        Which of `minima` is reached, else `LEFT` or `NOT_ARRIVED`.
    steps : ndarray of int32, shape (rows, columns)
        The step from which on the path stays within reach of that minimum, as `core.path_end.End.step`; the last
        step at which it is finite where it reaches none.
    minima : ndarray of float64, shape (k, 2)
        Those of the surface first, then those that were found; under ascent, maxima.
    coarseness : int
        How many cells share a start, along each side; 1 in the final map.
    """

    x0: FloatArray
    x1: FloatArray
    labels: NDArray[np.int16]
    steps: NDArray[np.int32]
    minima: FloatArray
    coarseness: int


def basin_map(
    surface: Surface,
    x_range: Range,
    y_range: Range,
    columns: int,
    rows: int,
    *,
    learning_rate: float,
    steps: int,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
    picture: tuple[Range, Range] | None = None,
) -> BasinMap:
    """Follow the exact gradient from the middle of each cell of a grid.

    Parameters
    ----------
    surface : Surface
    x_range, y_range : tuple of float
        The borders of the map.
    columns, rows : int
        At least 1.
    learning_rate : float
        At least 0.
    steps : int
        How many steps to take at most.
    optimizer : Optimizer, optional
    ascent : bool, optional
        Climb, and label by maxima.
    picture : pair of ranges, optional
        What a path can leave, where the map is a part of it only. The map itself unless given.

    Returns
    -------
    BasinMap
        The final one.

    Raises
    ------
    ValueError
        If a number is out of range.

    Notes
    -----
    A minimum is the label of what `core.path_classification.classify` calls within reach of it. A path is not followed
    further once it has kept within reach of a minimum for a while, has all but stopped, and the theory of a step on a
    quadratic (`core.stability`) says that it comes closer yet. Minima that the surface does not list are found where
    paths come to rest.
    """
    slices = basin_map_in_slices(
        surface,
        x_range,
        y_range,
        columns,
        rows,
        learning_rate=learning_rate,
        steps=steps,
        optimizer=optimizer,
        ascent=ascent,
        picture=picture,
    )
    return [shown for shown in slices if shown is not None][-1]


def basin_map_in_slices(
    surface: Surface,
    x_range: Range,
    y_range: Range,
    columns: int,
    rows: int,
    *,
    learning_rate: float,
    steps: int,
    optimizer: Optimizer = SGD(),  # noqa: B008 (a frozen value)
    ascent: bool = False,
    picture: tuple[Range, Range] | None = None,
) -> Iterator[BasinMap | None]:
    """Compute a basin map in slices of a few milliseconds, coarse at first and then finer.

    Parameters
    ----------
    surface, x_range, y_range, columns, rows, learning_rate, steps, optimizer, ascent, picture
        As in `basin_map`.

    Yields
    ------
    BasinMap or None
        A map of the full size whenever one is done, each sharper than the last; None between slices. What a
        coarse map has computed is part of the finer ones.

    Raises
    ------
    ValueError
        As `basin_map`, at the first slice.
    """
    if min(columns, rows) < 1:
        raise ValueError(f"a map needs at least one column and one row, got {columns} x {rows}")
    if not 0 <= learning_rate < np.inf:
        raise ValueError(f"the learning rate must be finite and at least 0, got {learning_rate!r}")
    if steps < 0:
        raise ValueError(f"the steps must be at least 0, got {steps!r}")
    x0, x1 = _middles(x_range, columns), _middles(y_range, rows)
    follower = Follower(surface, picture or (x_range, y_range), learning_rate, steps, optimizer, ascent)
    labels = np.full((rows, columns), NOT_ARRIVED, dtype=np.int16)
    arrivals = np.zeros((rows, columns), dtype=np.int32)
    pending = np.ones((rows, columns), dtype=bool)
    for coarseness in COARSENESSES:
        first_sample = _SAMPLE % coarseness
        if first_sample >= min(columns, rows):
            continue
        sampled = (slice(first_sample, None, coarseness),) * 2
        new = np.zeros_like(pending)
        new[sampled] = pending[sampled]
        pending[sampled] = False
        places = np.flatnonzero(new)
        for first in range(0, len(places), _STARTS_IN_SLICE):
            some = places[first : first + _STARTS_IN_SLICE]
            starts = np.array((x0[some % columns], x1[some // columns]))
            labels.flat[some], arrivals.flat[some] = yield from follower.ends(starts)
        shown = np.ix_(_nearest_samples(rows, coarseness), _nearest_samples(columns, coarseness))
        yield BasinMap(x0, x1, labels[shown], arrivals[shown], follower.minima.points, coarseness)


def _middles(borders: Range, count: int) -> FloatArray:
    low, high = borders
    return low + (high - low) / count * (np.arange(count) + 0.5)


def _nearest_samples(count: int, coarseness: int) -> NDArray[np.intp]:
    """Return the row, or column, of the start that stands for each row of the map."""
    samples = np.arange(_SAMPLE % coarseness, count, coarseness)
    return samples[np.minimum(np.arange(count) // coarseness, len(samples) - 1)]
