"""How often values fall where."""

import numpy as np

from core.arrays import FloatArray
from core.inspection import Histogram
from explorer.plots.axis import nice_step
from explorer.plots.bars import BarSeries
from explorer.plots.plot import Plot
from explorer.plots.series import Line, PlotLabel
from explorer.theme import DASH, SEMIBOLD, Look

_ABOVE = 1.08  # of the highest bar, at least, for the plot
_WORDS_AT = 0.97  # of the plot's height


class HistogramPlot(Plot):
    """A histogram, and what it was before training as a dashed line.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    name : str
        File name to suggest for an export.
    token : str
        Name of the theme's colour of the bars.
    """

    def __init__(self, look: Look, name: str, token: str = "b") -> None:
        super().__init__(look, left_width=50)
        self.export_name = name
        self.bars = self.add(BarSeries(look, token), 5)
        self.before = self.add(Line(look, "text2", 1.5, DASH), 8)
        self._words = self.add(PlotLabel(look, "text2", anchor=(1, 0), weight=SEMIBOLD, patch="panel"), 50)

    def show_histogram(self, histogram: Histogram, before: FloatArray | None = None, words: str = "") -> None:
        """Show a histogram.

        Parameters
        ----------
        histogram : Histogram
        before : ndarray, shape (bins,), optional
            Expected counts before training.
        words : str
            What that line is called, or another remark, in the upper right corner.
        """
        edges = histogram.edges
        middles = (edges[:-1] + edges[1:]) / 2
        self.bars.set_data(middles, histogram.counts, float(edges[1] - edges[0]))
        steps = np.repeat(edges, 2)[1:-1]
        self.before.set_data(*((steps, np.repeat(before, 2)) if before is not None else ((), ())))
        highest = float(histogram.counts.max(initial=1))
        step = nice_step(_ABOVE * highest, 3)
        top = step * np.ceil(_ABOVE * highest / step)
        self.set_range((float(edges[0]), float(edges[-1])), (0, top))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._words.setPos(float(edges[-1]), _WORDS_AT * top)

    def write(self, x: str, count: str, before: str = "") -> None:
        """Name axis and series."""
        self.set_labels(x)
        self.name_series(self.bars, count)
        if before:
            self.name_series(self.before, before)
