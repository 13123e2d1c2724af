"""One bar for each digit, up or down."""

import numpy as np

from core.arrays import FloatArray
from explorer.look.theme import Look
from explorer.plots.bars import BarSeries
from explorer.plots.plot import Plot
from explorer.texts.language import _
from explorer.texts.numbers import plain

_WIDTH = 0.7
_ROOM = 1.1  # of the longest bar


class DigitBars(Plot):
    """Ten bars from 0; those that go down are hollow.

    Parameters
    ----------
    value : str
        Name of the values that are exported.
    """

    def __init__(self, look: Look, value: str) -> None:
        super().__init__(look, left_width=52)
        self._names = (_("digit"), value)
        self._values: FloatArray = np.zeros(0)
        self.up = self.add(BarSeries(look, "a"), 5)
        self.down = self.add(BarSeries(look, "b", hollow=True), 5)

    def show_values(self, values: FloatArray, low: float, high: float) -> None:
        """Show a value for each digit, on a scale from `low` to `high`, 0 being between them."""
        self._values = values
        digits = np.arange(len(values))
        for bars, drawn in ((self.up, values > 0), (self.down, values < 0)):
            bars.set_data(digits[drawn], values[drawn], _WIDTH)
        self.x_axis.set_ticks([(digit, str(digit)) for digit in digits.tolist()])
        self.y_axis.set_ticks([(end, plain(end, 2)) for end in sorted({low, 0.0, high})])
        self.set_range((-0.6, len(values) - 0.4), (_ROOM * low, _ROOM * high))

    def columns(self) -> dict[str, FloatArray]:
        """Return digits and values."""
        return dict(zip(self._names, (np.arange(float(len(self._values))), self._values), strict=True))
