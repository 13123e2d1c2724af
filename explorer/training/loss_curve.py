"""The losses of a run made ready for a picture, each looked at once however often the picture is drawn."""

import math

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

MEAN_WINDOW = 50
GUESS = math.log(10)  # loss of a network that gives each of ten classes the same probability
_ALL = slice(None)


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

    @property
    def settled(self) -> int:
        """Number of stretches that are complete: what is told of them stays as it is."""
        return self._count // self._stretch

    def take(self, losses: NDArray[np.floating]) -> None:
        """Take what has come since the last time; `losses` are all of them, shape (n,).

        Cost grows with the new ones only.
        """
        start, self._count = self._count, len(losses)
        if start == self._count:
            return
        touched = np.arange(start // self._stretch, (self._count - 1) // self._stretch + 1)
        firsts = np.maximum(touched * self._stretch, start) - start
        new = losses[start:]
        finite = np.isfinite(new)
        low = np.minimum.reduceat(np.where(finite, new, np.inf), firsts)
        high = np.maximum.reduceat(np.where(finite, new, -np.inf), firsts)
        self._low[touched] = np.minimum(self._low[touched], low)
        self._high[touched] = np.maximum(self._high[touched], high)
        ends = np.minimum((touched + 1) * self._stretch, self._count)
        self._mean[touched] = mean_of_last(losses, ends)

    def cloud(self, part: slice = _ALL) -> tuple[FloatArray, FloatArray]:
        """Return a zigzag through the lowest and highest losses of some stretches, shape (2 * stretches,): x, y."""
        filled = self._filled
        middles = (np.arange(filled)[part] + 0.5) * self._stretch - 0.5
        heights = np.stack([self._low[:filled][part], self._high[:filled][part]], axis=1).ravel()
        heights[~np.isfinite(heights)] = np.nan
        return np.repeat(middles, 2), heights

    def mean(self, part: slice = _ALL) -> tuple[FloatArray, FloatArray]:
        """Return the running mean at the end of each of some stretches: iterations, means."""
        ends = np.minimum((np.arange(self._filled)[part] + 1) * self._stretch, self._count)
        return ends - 1.0, self._mean[: self._filled][part]

    def highest(self, start: float, stop: float) -> float:
        """Return the highest finite loss among the iterations from `start` to `stop`; 0 if there is none."""
        part = self._high[int(start) // self._stretch : int(stop) // self._stretch + 1]
        return max(float(part.max(initial=0.0)), 0.0)

    def extremes(self) -> tuple[float, float]:
        """Return the lowest and the highest finite loss; infinity and 0 if there is none."""
        return float(self._low.min()), max(float(self._high.max()), 0.0)

    @property
    def _filled(self) -> int:
        return -(-self._count // self._stretch)


class Part:
    """The same of some iterations only, computed anew at each look: for a picture that moves about.

    Parameters
    ----------
    start, stop : int
        The iterations, the last one not among them.
    columns : int
        Stretches at most, about one a pixel column.

    Notes
    -----
    Takes time in proportion to the iterations that are shown: about 2 ms for a million.
    """

    def __init__(self, start: int, stop: int, columns: int) -> None:
        self._start, self._stop = start, stop
        self._stretch = max(1, -(-(stop - start) // columns))
        self._firsts = np.empty(0, dtype=np.int64)
        self._low: FloatArray = np.empty(0)
        self._high: FloatArray = np.empty(0)
        self._mean: FloatArray = np.empty(0)
        self._count = 0

    @property
    def count(self) -> int:
        """Number of losses of the run at the last look."""
        return self._count

    @property
    def settled(self) -> int:
        """As `LossCurve.settled`."""
        return max(min(self._stop, self._count) - self._start, 0) // self._stretch

    def take(self, losses: NDArray[np.floating]) -> None:
        """Look at the losses, shape (n,), all of them."""
        self._count = len(losses)
        stop = min(self._stop, self._count)
        self._firsts = np.arange(self._start, stop, self._stretch)
        if not self._firsts.size:
            self._low = self._high = self._mean = np.empty(0)
            return
        shown, places = losses[self._start : stop], self._firsts - self._start
        with np.errstate(invalid="ignore"):
            self._low = np.minimum.reduceat(shown, places).astype(np.float64)
            self._high = np.maximum.reduceat(shown, places).astype(np.float64)
        self._mean = _means_at(losses, np.minimum(self._firsts + self._stretch, stop))

    def cloud(self, part: slice = _ALL) -> tuple[FloatArray, FloatArray]:
        """As `LossCurve.cloud`."""
        heights = np.stack([self._low[part], self._high[part]], axis=1).ravel()
        heights[~np.isfinite(heights)] = np.nan
        return np.repeat(self._firsts[part] + (self._stretch - 1) / 2, 2), heights

    def mean(self, part: slice = _ALL) -> tuple[FloatArray, FloatArray]:
        """As `LossCurve.mean`."""
        ends = np.minimum(self._firsts[part] + self._stretch, min(self._stop, self._count))
        return ends - 1.0, self._mean[part]

    def extremes(self) -> tuple[float, float]:
        """As `LossCurve.extremes`."""
        low, high = self._low[np.isfinite(self._low)], self._high[np.isfinite(self._high)]
        return float(low.min(initial=np.inf)), float(high.max(initial=0.0))


def _means_at(losses: NDArray[np.floating], ends: NDArray[np.int64]) -> FloatArray:
    """Return the mean of the last `MEAN_WINDOW` losses before each of a few ends."""
    places = ends[:, np.newaxis] - np.arange(1, MEAN_WINDOW + 1)
    taken = losses[np.maximum(places, 0)].astype(np.float64)
    means: FloatArray = np.mean(taken, axis=1, where=places >= 0)
    return means
