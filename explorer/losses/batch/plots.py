"""The plots of the page Batch: means of many batches, their spread against the size, coverage."""

import math

import numpy as np

from core.arrays import FloatArray
from explorer.look.theme import DASH, DOT, SEMIBOLD, Look
from explorer.losses.batch.work import EPOCHS, CoverageCurves, LossesOfAll, ManyMeans
from explorer.plots.axis import nice_step
from explorer.plots.bars import BarSeries
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import percent
from explorer.widgets.memo import Memo

_BINS = 60
_MEANS_SEEN = 2.5  # the range of the histogram, in means of all losses
_MEAN_INTERVALS = 2.3  # between the ticks below the histogram
_TOPS = (12, 25, 50, 110)  # of the histogram
_MARK = 0.04  # height of the batch's mark, as a share of the plot's
_MOST_SPREAD_DECADES = 2.15
_WORD_AT = 1.4  # along the spreads, in powers of ten
_FIRST_EPOCH = 1 - 1 / math.e  # the share that many draws with replacement have seen


class MeansPlot(Plot):
    """A histogram of the means of a hundred batches, with a normal curve as wide as the standard error.

    The mean of the batch that is shown is marked below it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=30)
        self._memo = Memo()
        self.bars = self.add(BarSeries(look, "b"), 5)
        self.theory = self.add(Line(look, "text2", 2, DASH), 8)
        self._all = self.add(Line(look, "a"), 7)
        self.batch = self.add(Markers(look, "text", "t1", 10), 9)
        self._word = self.add(PlotLabel(look, "a", anchor=(-0.06, 0), weight=SEMIBOLD, patch="panel"), 9)
        self._word.setText(_("all images"))
        self.beyond = self.add(PlotLabel(look, "b", anchor=(1, 0), weight=SEMIBOLD, patch="panel"), 9)
        self.set_labels(_("mean loss"))
        self.name_series(self.bars, _("batches"))
        self.name_series(self.theory, _("normal curve"))

    def show_means(self, means: ManyMeans, all_losses: LossesOfAll) -> None:
        """Show the means, the mean of all, and what theory says."""
        if not self._memo.has_changed(means, all_losses):
            return
        high = _MEANS_SEEN * max(all_losses.mean, 1e-6)
        edges = np.linspace(0, high, _BINS + 1)
        width = edges[1]
        counts, _unused = np.histogram(means.result.means, edges)
        self.bars.set_data(edges[:-1] + width / 2, counts, width)
        self.x_axis.set_step(nice_step(high, _MEAN_INTERVALS))
        x, density = _normal(all_losses.mean, means.result.expected_spread, high)
        expected = len(means.result.means) * width * density
        self.theory.set_data(x, expected)
        highest = max(float(counts.max()), min(float(expected.max(initial=0)), len(means.result.means)))
        top = next((top for top in _TOPS if top >= highest * 1.1), _TOPS[-1])
        self.set_range((0, high), (0, top))
        self._all.set_data((all_losses.mean, all_losses.mean), (0, top))
        self.batch.set_data([means.result.means[0]], [_MARK * top])
        self._word.setPos(all_losses.mean, top)
        beyond = int(np.count_nonzero(means.result.means > high))
        self.beyond.setVisible(beyond > 0)
        self.beyond.setText(_("{count} larger →").format(count=beyond))
        self.beyond.setPos(high, 0.85 * top)


class SpreadPlot(Plot):
    """The spread of the means against the batch size, both on scales of powers of ten."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=42)
        self.theory = self.add(Line(look, "text2", 2, DASH), 5)
        self.measured = self.add(Markers(look, "b", "s", 11, edge_width=2), 9)
        self._error = self.add(Line(look, "b", 2), 8)
        self._word = self.add(PlotLabel(look, "text2", anchor=(1, 0), weight=SEMIBOLD), 9)
        self._word.setText("σ/√N")
        self.caption = self.add(PlotLabel(look, "text2", anchor=(1, 0), patch="panel"), 9)
        self.set_labels(_("N"))
        self.name_series(self.theory, "σ/√N")
        self.name_series(self.measured, _("measured"))
        self.x_axis.set_step(1)

    def show_spread(self, means: ManyMeans, all_losses: LossesOfAll) -> None:
        """Show the measured spread with its error bar, on the curve that falls by the root of the size."""
        here, spread, error = math.log10(means.size), means.result.spread, means.result.spread_error
        log_spread = math.log10(spread) if spread > 0 else -12.0
        self.measured.set_data([here], [log_spread], numbers=([means.size], [spread]))
        low, high = max(spread - error, 1e-12), spread + error
        self._error.set_data((here, here), (math.log10(low), math.log10(max(high, 1e-12))))
        self._show_theory(all_losses, math.log10(max(high, 1e-12)))

    def _show_theory(self, all_losses: LossesOfAll, highest: float) -> None:
        x, y = np.log10(all_losses.sizes), np.log10(np.maximum(all_losses.spreads, 1e-12))
        self.theory.set_data(x, y, numbers=(all_losses.sizes, all_losses.spreads))
        top = max(y[0], highest) + 0.15
        self.set_range((-0.1, 4.1), (y[0] - _MOST_SPREAD_DECADES, top))
        self.caption.setPos(4.1, top)
        self._word.setPos(_WORD_AT, float(np.interp(_WORD_AT, x, y)) - 0.12)


class CoveragePlot(Plot):
    """The share of all images that has been seen, against the draws."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=48)
        self._memo = Memo()
        self.set_range((0, EPOCHS), (0, 1.08))
        self.x_axis.set_step(0.5)
        self.y_axis.set_ticks([(share, percent(share, 0)) for share in (0, 0.25, 0.5, 0.75, 1)])
        self.seen = self.add(Line(look, "a"), 6)
        self.expected = self.add(Line(look, "text", 1.5, DOT), 7)
        self.shuffled = self.add(Line(look, "d", 2, DASH), 5)
        self._now = self.add(Markers(look, "a", "o", 11, edge_width=2), 9)
        self._down = self.add(Line(look, "text3", 1, DASH), 4)
        self._down.set_data((0, 1, np.nan, 1, 1), (_FIRST_EPOCH, _FIRST_EPOCH, np.nan, 0, 1))
        self.set_labels(_("draws, in epochs"))
        for series, name in (
            (self.seen, _("with replacement")),
            (self.expected, _("expected")),
            (self.shuffled, _("shuffled")),
        ):
            self.name_series(series, name)
        for token, anchor, patch, text, place in (
            ("a", (1, 0.5), "panel", _("with replacement"), (EPOCHS, 0.3)),
            ("d", (1, 0), None, _("shuffled"), (EPOCHS, 0.97)),
            ("text2", (0, 0), None, percent(_FIRST_EPOCH), (1.06, _FIRST_EPOCH - 0.02)),
        ):
            word = self.add(PlotLabel(look, token, anchor=anchor, weight=SEMIBOLD, patch=patch), 10)
            word.setText(text)
            word.setPos(*place)

    def show_coverage(self, curves: CoverageCurves, count: int) -> None:
        """Show one stream of draws, what is expected of it, and shuffling."""
        if not self._memo.has_changed(curves, count):
            return
        self.seen.set_data(curves.epochs, curves.seen)
        self.expected.set_data(curves.epochs, curves.expected.mean / count)
        self.shuffled.set_data(curves.epochs, curves.shuffled)
        self._now.set_data([1], [curves.after_one])


def _normal(mean: float, spread: float, high: float) -> tuple[FloatArray, FloatArray]:
    """Return the normal density over the plot; nothing where all batches are one."""
    if spread <= 0:
        return np.empty(0), np.empty(0)
    reach = np.linspace(-4, 4, 121)
    x = mean + spread * reach
    density = np.exp(-0.5 * reach * reach) / (spread * math.sqrt(2 * math.pi))
    inside = (x >= 0) & (x <= high)
    return x[inside], density[inside]
