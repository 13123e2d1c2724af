"""Heights as shares of a picture, so that curves of any size can be drawn."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray
from explorer.plots.axis import nice_step, number_label

_TOP_STEPS, _ROOM = 6, 1.05


class Scale(NamedTuple):
    """The values at the lower and at the upper edge of a picture."""

    low: float
    high: float

    def shares(self, values: ArrayLike) -> FloatArray:
        """Return values as 0 (lower edge) to 1 (upper edge), and beyond."""
        with np.errstate(all="ignore"):
            shares: FloatArray = (np.asarray(values, dtype=np.float64) - self.low) / (self.high - self.low)
        return shares

    def value(self, share: float) -> float:
        """Return the value at a share of the height."""
        return self.low + share * (self.high - self.low)

    def ticks(self, intervals: int) -> list[tuple[float, str]]:
        """Return places and labels of at most so many intervals."""
        step = nice_step(self.high - self.low, intervals)
        numbers = range(math.ceil(self.low / step), math.floor(self.high / step) + 1)
        return [(float(self.shares(k * step)), number_label(k * step)) for k in numbers]


def nice_top(value: float) -> float:
    """Return a round number a little above a positive one: an axis up to it stays while the value changes a little."""
    step = nice_step(value, _TOP_STEPS)
    return float(math.ceil(value / step * _ROOM) * step)
