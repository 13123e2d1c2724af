"""Rules for recognising a 5 that a person might write down, and how many fives they find."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.images import ImageRows
from core.mnist import PIXELS, SIDE

DIGIT = 5
"""The digit that the rules are for."""

CONDITIONS = 5
"""How many conditions there are; rule k has the first k of them."""

INKED = 128
"""From which grey level a pixel counts as inked."""

_BAR, _BOTTOM = 7, 5  # inked pixels side by side
_AT_ONCE = 2_000


@dataclass(frozen=True)
class RuleCounts:
    """How many images a rule takes for a 5.

    Attributes
    ----------
    found : int
        Images of a 5 among them.
    wrong : int
        Images of other digits among them.
    """

    found: int
    wrong: int


def conditions(images: ArrayLike) -> NDArray[np.bool_]:
    """Return which of five conditions images meet.

    Parameters
    ----------
    images : array_like of uint8, shape (n, 784)
        Grey levels from 0 to 255, in the form of MNIST's images.

    Returns
    -------
    ndarray of bool, shape (n, 5)
        Of the inked pixels, rows and columns counted from 0:

        0. a bar at the top: 7 side by side in one of the rows 4 to 9;
        1. a bowl: 5 side by side in one of the rows 20 to 24, and one in columns 14 to 27 of each of the rows 15 to 19;
        2. open at the lower left: none in columns 0 to 11 of one of the rows 15 to 18;
        3. open at the upper right: none in columns 16 to 27 of one of the rows 9 to 12;
        4. a stroke at the upper left: one in columns 0 to 13 of each of the rows 8 to 11.

    Raises
    ------
    ValueError
        If the images do not have 784 pixels.
    """
    array = np.asarray(images)
    if array.ndim != 2 or array.shape[1] != PIXELS:
        raise ValueError(f"images must be rows of {PIXELS} pixels, got shape {array.shape}")
    ink = array.reshape(-1, SIDE, SIDE) >= INKED
    right_of_bowl = ink[:, 15:20, 14:].any(axis=2).all(axis=1)
    return np.stack(
        [
            _has_run(ink[:, 4:10], _BAR),
            _has_run(ink[:, 20:25], _BOTTOM) & right_of_bowl,
            (~ink[:, 15:19, :12].any(axis=2)).any(axis=1),
            (~ink[:, 9:13, 16:].any(axis=2)).any(axis=1),
            ink[:, 8:12, :14].any(axis=2).all(axis=1),
        ],
        axis=1,
    )


def meets_rules(images: ArrayLike) -> NDArray[np.bool_]:
    """Return which of five rules images meet: rule k asks for the first k + 1 conditions.

    Parameters and errors are those of `conditions`.

    Returns
    -------
    ndarray of bool, shape (n, 5)
    """
    return np.logical_and.accumulate(conditions(images), axis=1)


def count_by_rule(
    images: ImageRows, labels: NDArray[np.integer]
) -> Generator[None, None, tuple[RuleCounts, ...]]:
    """Count the images that each rule takes for a 5.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 784), or Images
    labels : ndarray of int, shape (n,)

    Yields
    ------
    None
        After each slice of the images.

    Returns
    -------
    tuple of RuleCounts
        One for each rule.

    Raises
    ------
    ValueError
        If there is not one label an image.
    """
    if labels.shape != images.shape[:1]:
        raise ValueError(f"{len(images)} images need as many labels, got shape {labels.shape}")
    found, taken = np.zeros(CONDITIONS, dtype=np.int64), np.zeros(CONDITIONS, dtype=np.int64)
    for start in range(0, len(images), _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        met = meets_rules(images[rows])
        taken += met.sum(axis=0)
        found += met[labels[rows] == DIGIT].sum(axis=0)
        yield
    pairs = zip(found.tolist(), (taken - found).tolist(), strict=True)
    return tuple(RuleCounts(right, wrong) for right, wrong in pairs)


def _has_run(rows: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Whether so many pixels side by side are inked in any row of an image."""
    windows = np.lib.stride_tricks.sliding_window_view(rows, length, axis=-1)
    has: NDArray[np.bool_] = windows.all(axis=-1).any(axis=(1, 2))
    return has
