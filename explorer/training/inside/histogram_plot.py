"""How often values fall where."""

import numpy as np

from core.arrays import FloatArray
from core.inspection import Histogram
from explorer.look.theme import DASH, SEMIBOLD, Look
from explorer.plots.axis import nice_step
from explorer.plots.bars import BarSeries
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from explorer.texts.numbers import percent

_TICKS = 3
_LABELS = 50  # pixels at scale 1: "12.5 %", "100 %"
_ABOVE = 1.05  # of the highest bar, at least, for the plot
_WORDS_AT = 0.97  # of the plot's height


class HistogramPlot(Plot):
    """A histogram in shares of all values, and what it was before training as a dashed line.

    Parameters
    ----------
    columns : (str, str)
        What is exported: values and counts.
    token : str
        Name of the theme's colour of the bars.
    label : str
        Of the axis.
    """

    def __init__(self, look: Look, columns: tuple[str, str], token: str = "b", label: str = "") -> None:
        super().__init__(look, left_width=_LABELS)
        self._histogram: Histogram | None = None
        self._names = columns
        self.set_labels(label)
        self.bars = self.add(BarSeries(look, token), 5)
        self.before = self.add(Line(look, "text2", 1.5, DASH), 8)
        self._words = self.add(PlotLabel(look, "text2", anchor=(1, 0), weight=SEMIBOLD, patch="panel"), 50)

    def show_histogram(self, histogram: Histogram, before: FloatArray | None = None, words: str = "") -> None:
        """Show a histogram.

        Parameters
        ----------
        before : ndarray, shape (bins,), optional
            Expected counts before training.
        words : str
            What that line is called, or another remark, in the upper right corner.
        """
        edges, counts = histogram.edges, histogram.counts
        self._histogram, all_values = histogram, max(int(counts.sum()), 1)
        middles = (edges[:-1] + edges[1:]) / 2
        self.bars.set_data(middles, counts / all_values, float(edges[1] - edges[0]))
        steps = np.repeat(edges, 2)[1:-1]
        self.before.set_data(
            *((steps, np.repeat(before, 2) / all_values) if before is not None else ((), ()))
        )
        top = self._fit_height(float(counts.max(initial=0)) / all_values)
        self.set_range((float(edges[0]), float(edges[-1])), (0, top))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._words.setPos(float(edges[-1]), _WORDS_AT * top)

    def columns(self) -> dict[str, FloatArray]:
        """Return the middles of the bins, and the counts."""
        places, _unused = self.bars.numbers()
        counts = np.zeros(0) if self._histogram is None else self._histogram.counts.astype(np.float64)
        return dict(zip(self._names, (places[: len(counts)], counts), strict=True))

    def _fit_height(self, highest: float) -> float:
        """Put a few ticks up to above the highest bar, none above 100 %, and return the height of the plot."""
        highest = _ABOVE * max(highest, 1e-6)
        step = nice_step(highest, _TICKS)
        count = min(int(np.ceil(highest / step - 1e-9)), int(1 / step + 1e-9))
        decimals = max(0, -int(np.floor(np.log10(100 * step) + 1e-9)))
        self.y_axis.set_ticks([(k * step, percent(k * step, decimals)) for k in range(count + 1)])
        return max(step * count, min(highest, _ABOVE))
