"""Loss of every mini-batch, and the running mean."""

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from core.training_config import Change
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.plot import Plot
from explorer.plots.series import LabelPool, Line, Markers, PlotLabel
from explorer.runs import Run
from explorer.theme import DASH, Look, pen
from explorer.training import words
from explorer.training.loss_curve import GUESS, LossCurve
from explorer.training.moment_line import MomentLine
from explorer.training.run_axis import fit_run_axis, shown_iterations

_HEIGHTS = (2.5, 5.0, 10.0, 20.0)
_CLOUD_WORDS = (0.14, 0.42)  # where the words about the cloud stand, as shares of the run
_GUESS_WORDS = 0.8  # of the run's width that the words about the guess may take
_MARK_HEIGHT = 0.8  # where a changed learning rate is written, as a share of the plot
_MARK_GAP = 110  # pixels from one written change to the next


@dataclass(frozen=True)
class AllLosses:
    """Hands out the losses of a run, not thinned."""

    run: Run

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return iterations and losses."""
        return np.arange(self.run.iteration, dtype=np.float64), self.run.losses.astype(np.float64)


class LossPlot(Plot):
    """The plot of one run's losses.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.export_name = "loss"
        self._run: Run | None = None
        self._curve = LossCurve(1, 1)
        self._iterations, self._range = 0, (0.0, 1.0)
        self._guess = self.add(pg.InfiniteLine(GUESS, 0), -5)
        self._cloud = self.add(Line(look, "cloud", 1), 0)
        self._marks = self.add(pg.PlotCurveItem(connect="pairs"), 5)
        self._mean = self.add(Line(look, "a"), 10)
        self._now = self.add(Markers(look, "a", size=11, edge_width=2), 20)
        self._moment = MomentLine(self, look)
        self._end_labels = EndLabels(self, look)
        self._guess_words = self.add(PlotLabel(look, anchor=(1, 0)), 50)
        self._cloud_words = self.add(PlotLabel(look, anchor=(0, 1)), 50)
        self._mark_words = LabelPool(self, look, anchor=(0, 0))
        self.style_with(self._style)
        self.view_box.sigResized.connect(self._on_resized)

    def show_run(self, run: Run, moment: int | None) -> None:
        """Draw what is new of the run that is shown, or all of another one, and a line at a moment looked at."""
        self._moment.show_at(moment)
        self._show_losses(run)

    def _show_losses(self, run: Run) -> None:
        if run is not self._run or shown_iterations(run) != self._iterations:
            self._run = run
            self._start_again(run)
        elif run.iteration == self._curve.count:
            return
        self._curve.take(run.losses)
        self._cloud.set_data(*self._curve.cloud())
        iterations, means = self._curve.mean()
        self._mean.set_data(iterations, means)
        self._show_now(iterations, means)
        self._show_marks(run)
        self._fit_height()
        self._place_cloud_words(run)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_labels(self.tr("iteration"))
        self._guess_words.setText(self.tr("ln 10 = 2.303: a guess among ten"))
        if (
            self._guess_words.boundingRect().width() * self.units_per_pixel()[0]
            > _GUESS_WORDS * self._iterations
        ):
            self._guess_words.setText("ln 10")
        self.setAccessibleName(self.tr("Loss of each mini-batch"))
        self.setToolTip(
            self.tr(
                "Cross-entropy of each mini-batch, before the update and from the same forward pass that gives the\n"
                "gradient. The line is the mean of the last 50. (Chapter, section 6)"
            )
        )
        if self._run is not None:
            self._series.clear()
            self.name_series(AllLosses(self._run), self.tr("loss"))
            self.name_series(self._mean, self.tr("mean of 50"))

    def _start_again(self, run: Run) -> None:
        self._iterations = shown_iterations(run)
        self._curve = LossCurve(self._iterations, max(int(self.view_box.width()), 100))
        self._range = fit_run_axis(self, self._look, self._iterations)
        self._height = 0.0
        self._cloud_words.hide()
        self._fit_height()
        self._guess_words.setPos(self._iterations, GUESS)
        self.retranslate()

    def _fit_height(self) -> None:
        """Take the lowest of a few heights that has room for every loss: it changes thrice at most."""
        highest = self._curve.highest(0, self._range[1])
        height = next((height for height in _HEIGHTS if height >= highest), _HEIGHTS[-1])
        if height != self._height:
            self._height = height
            self.set_range(self._range, (0, height))

    def _show_now(self, iterations: FloatArray, means: FloatArray) -> None:
        drawn = bool(means.size) and math.isfinite(means[-1])
        self._now.set_data(iterations[-1:], means[-1:])
        self._end_labels.write(
            [End(words.mean_label(means[-1]), "a", float(iterations[-1]), float(means[-1]))] if drawn else []
        )

    def _show_marks(self, run: Run) -> None:
        """Mark where rate or optimizer was changed; of changes that are near, as in a drag, the last one."""
        gap = _MARK_GAP * self._look.scale * self.units_per_pixel()[0]
        marked: list[Change] = []
        for change in run.changes:
            if marked and change.iteration - marked[-1].iteration < gap:
                marked.pop()
            marked.append(change)
        x = np.repeat([float(change.iteration) for change in marked], 2)
        self._marks.setData(x, np.tile([0.0, self._height], len(marked)))
        height = _MARK_HEIGHT * self._height
        self._mark_words.write(
            [(words.change_label(change), float(change.iteration), height) for change in marked]
        )

    def _place_cloud_words(self, run: Run) -> None:
        """Write what the cloud is above it, once it is drawn so far and leaves room below the guess."""
        start, stop = (share * self._iterations for share in _CLOUD_WORDS)
        if self._cloud_words.isVisible() or run.iteration < stop:
            return
        height = self._curve.highest(start, stop)
        if height < 0.7 * GUESS and not run.changes:
            self._cloud_words.setText(words.cloud_label(run.config.batch_size))
            self._cloud_words.setPos(start, height)
            self._cloud_words.show()

    @Slot()
    def _on_resized(self) -> None:
        if self._run is not None:
            run, self._run = self._run, None
            self._show_losses(run)

    def _style(self) -> None:
        theme = self._look.theme
        self._guess.setPen(pen(theme.text3, 1, DASH))
        self._marks.setPen(pen(theme.text2, 1, DASH))
