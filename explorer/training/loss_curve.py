"""The losses of a run made ready for a picture, each looked at once however often the picture is drawn."""

import math

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

MEAN_WINDOW = 50
GUESS = math.log(10)  # loss of a network that gives each of ten classes the same probability


def mean_of_last(losses: NDArray[np.floating], counts: NDArray[np.int64] | None = None) -> FloatArray:
    """Return means of the last `MEAN_WINDOW` losses, of fewer where there are not as many.

    Parameters
    ----------
    losses : ndarray, shape (n,)
    counts : ndarray of int, shape (m,), optional
        After how many losses each mean is taken, 1 to n; without it, after all of them.

    Returns
    -------
    ndarray of float64, shape (m,)
        NaN where a loss is not finite.
    """
    ends = np.array([len(losses)]) if counts is None else counts
    starts = np.maximum(ends - MEAN_WINDOW, 0)
    first = int(starts[0])
    with np.errstate(invalid="ignore"):
        sums = np.concatenate([[0.0], np.cumsum(losses[first : ends[-1]], dtype=np.float64)])
        means: FloatArray = (sums[ends - first] - sums[starts - first]) / (ends - starts)
    return means


class LossCurve:
    """Lowest and highest loss of each stretch of iterations, and the running mean at its end.

    Parameters
    ----------
    iterations : int
        Length of the whole run.
    columns : int
        Stretches at most, about one a pixel column.
    """

    def __init__(self, iterations: int, columns: int) -> None:
        self._stretch = -(-iterations // columns)
        stretches = -(-iterations // self._stretch)
        self._low = np.full(stretches, np.inf)
        self._high = np.full(stretches, -np.inf)
        self._mean = np.full(stretches, np.nan)
        self._count = 0

    @property
    def length(self) -> int:
        """Number of losses that there is room for."""
        return self._stretch * len(self._low)

    @property
    def count(self) -> int:
        """Number of losses taken so far."""
        return self._count

    def take(self, losses: NDArray[np.floating]) -> None:
        """Take what has come since the last time; `losses` are all of them, shape (n,).

        Cost grows with the new ones only.
        """
        start, self._count = self._count, len(losses)
        if start == self._count:
            return
        places = np.arange(start, self._count) // self._stretch
        new = losses[start:]
        finite = np.isfinite(new)
        np.minimum.at(self._low, places[finite], new[finite])
        np.maximum.at(self._high, places[finite], new[finite])
        touched = np.arange(places[0], places[-1] + 1)
        ends = np.minimum((touched + 1) * self._stretch, self._count)
        self._mean[touched] = mean_of_last(losses, ends)

    def cloud(self) -> tuple[FloatArray, FloatArray]:
        """Return a zigzag through the lowest and highest losses, shape (2 * stretches,): x, y."""
        filled = self._filled
        middles = (np.arange(filled) + 0.5) * self._stretch - 0.5
        heights = np.stack([self._low[:filled], self._high[:filled]], axis=1).ravel()
        heights[~np.isfinite(heights)] = np.nan
        return np.repeat(middles, 2), heights

    def mean(self) -> tuple[FloatArray, FloatArray]:
        """Return the running mean at the end of each stretch: iterations, means."""
        ends = np.minimum((np.arange(self._filled) + 1) * self._stretch, self._count)
        return ends - 1.0, self._mean[: self._filled]

    def highest(self, start: float, stop: float) -> float:
        """Return the highest finite loss among the iterations from `start` to `stop`; 0 if there is none."""
        part = self._high[int(start) // self._stretch : int(stop) // self._stretch + 1]
        return max(float(part.max(initial=0.0)), 0.0)

    @property
    def _filled(self) -> int:
        return -(-self._count // self._stretch)
