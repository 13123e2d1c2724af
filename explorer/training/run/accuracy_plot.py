"""Accuracy on all training and all test images, once an epoch."""

import math

import numpy as np
from PySide6.QtCore import Slot

from explorer.plots.end_labels import End, EndLabels
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.runs import Run
from explorer.theme import DASH, Look
from explorer.training import words
from explorer.training.moment_line import MomentLine
from explorer.training.run_axis import fit_run_axis, shown_iterations

_TOP = 1.04
_MARKER_GAP = 9  # pixels at least from marker to marker


class AccuracyPlot(Plot):
    """The plot of one run's accuracies.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.export_name = "accuracy"
        self._run: Run | None = None
        self._drawn, self._epochs = 0, 0.0
        self._train, self._test = self.add(Line(look, "b"), 10), self.add(Line(look, "c", style=DASH), 11)
        self._train_marks = self.add(Markers(look, "b", size=7, edge="b"), 20)
        self._test_marks = self.add(Markers(look, "panel", "d", size=9, edge="c", edge_width=1.5), 21)
        self._moment = MomentLine(self, look)
        self._end_labels = EndLabels(self, look)
        self.y_axis.set_ticks([(tick, f"{tick:g}") for tick in (0, 0.25, 0.5, 0.75, 1)])
        self.view_box.sigResized.connect(self._on_resized)

    def show_run(self, run: Run, moment: int | None) -> None:
        """Draw the run's accuracies, if there are new ones, and a line at a moment that is looked at."""
        self._moment.show_at(None if moment is None else moment / run.iterations_per_epoch)
        epochs = shown_iterations(run) / run.iterations_per_epoch
        if run is not self._run or epochs != self._epochs:
            self._run = run
            self._fit(run)
        elif len(run.accuracies) == self._drawn:
            return
        self._draw(run)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_labels(self.tr("epoch"))
        self.setAccessibleName(self.tr("Accuracy on training and test images"))
        self.setToolTip(
            self.tr(
                "Share of all 60 000 training and all 10 000 test images answered rightly, once an epoch.\n"
                "Lines that part show overfitting. (Chapter, sections 1 and 6)"
            )
        )
        self.name_series(self._train, self.tr("training accuracy"))
        self.name_series(self._test, self.tr("test accuracy"))
        if self._run is not None:
            self._draw(self._run)

    def _fit(self, run: Run) -> None:
        self._epochs = shown_iterations(run) / run.iterations_per_epoch
        self.set_range(fit_run_axis(self, self._look, self._epochs), (0, _TOP))

    def _draw(self, run: Run) -> None:
        accuracies = run.accuracies
        self._drawn = len(accuracies)
        epochs = np.array([at.iteration for at in accuracies]) / run.iterations_per_epoch
        train = np.array([at.train for at in accuracies], dtype=np.float64)
        test = np.array([at.test for at in accuracies], dtype=np.float64)
        self._train.set_data(epochs, train)
        self._test.set_data(epochs, test)
        every = max(1, math.ceil(_MARKER_GAP * self.units_per_pixel()[0]))
        self._train_marks.set_data(epochs[::every], train[::every])
        self._test_marks.set_data(epochs[::every], test[::every])
        if not self._drawn:
            self._end_labels.write([])
            return
        last = accuracies[-1]
        at = float(epochs[-1])
        self._end_labels.write(
            [
                End(words.train_label(last.train), "b", at, last.train),
                End(words.test_label(last.test), "c", at, last.test),
            ]
        )

    @Slot()
    def _on_resized(self) -> None:
        if self._run is not None:
            self._drawn = -1
            self._fit(self._run)
            self._draw(self._run)
