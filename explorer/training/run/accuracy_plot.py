"""Accuracy on all training and all test images, once an epoch."""

import math

import numpy as np

from core.arrays import FloatArray
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.series import Line, Markers
from explorer.runs import Run
from explorer.theme import DASH, DOT, Look
from explorer.training import words
from explorer.training.run.run_plot import RunPlot, Told

_TOP = 1.04
_MARKER_GAP = 9  # pixels at least from marker to marker


class AccuracyPlot(RunPlot):
    """The plot of one run's accuracies.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.export_name = "accuracy"
        self._drawn: object = None
        self._train, self._test = self.add(Line(look, "b"), 10), self.add(Line(look, "c", style=DASH), 11)
        self._validation = self.add(Line(look, "d", style=DOT), 12)
        self._train_marks = self.add(Markers(look, "b", size=7, edge="b"), 20)
        self._test_marks = self.add(Markers(look, "panel", "d", size=9, edge="c", edge_width=1.5), 21)
        self._end_labels = EndLabels(self, look)
        self.y_axis.set_ticks([(tick, f"{tick:g}") for tick in (0, 0.25, 0.5, 0.75, 1)])

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_labels(self.tr("iteration") if self._scope.unit == "iteration" else self.tr("epoch"))
        self.setAccessibleName(self.tr("Accuracy on training, test and validation images"))
        self.setToolTip(
            self.tr(
                "Share of the training images that are learnt from, of all test images, and of images held out, that\n"
                "are answered rightly, once an epoch. Lines that part show overfitting. (Chapter, sections 1 and 6)"
            )
        )
        self._series.clear()
        self.name_series(self._train, self.tr("training accuracy"))
        self.name_series(self._test, self.tr("test accuracy"))
        if self._run is not None and self._run.config.validation_images:
            self.name_series(self._validation, self.tr("validation accuracy"))

    def _begin(self, run: Run) -> None:
        self._drawn = None
        self.set_range(self._fit_axis(run), (0, _TOP))
        self.retranslate()

    def _draw(self, run: Run) -> None:
        accuracies = run.accuracies
        if accuracies is self._drawn:
            return
        self._drawn = accuracies
        x = np.array([at.iteration for at in accuracies]) / self._per_unit
        train = np.array([at.train for at in accuracies], dtype=np.float64)
        test = np.array([at.test for at in accuracies], dtype=np.float64)
        validation = np.array([at.validation for at in accuracies], dtype=np.float64)
        start, stop = (iteration / self._per_unit for iteration in self._scope.iterations(run))
        ends = []
        for line, values, label, token in (
            (self._train, train, words.train_label, "b"),
            (self._test, test, words.test_label, "c"),
            (self._validation, validation, words.validation_label, "d"),
        ):
            shown_x, shown = _until(x, values, stop)
            line.set_data(shown_x, shown, numbers=(x, values))
            measured = np.flatnonzero((start <= x) & (x <= stop) & np.isfinite(values))
            if measured.size:
                text = label(float(values[measured[-1]]))
                ends.append(End(text, token, float(shown_x[-1]), float(shown[-1])))
        every = max(1, math.ceil(_MARKER_GAP * self._pixels_apart(x)))
        marked = slice(0, int(np.searchsorted(x, stop, side="right")), every)
        self._train_marks.set_data(x[marked], train[marked])
        self._test_marks.set_data(x[marked], test[marked])
        self._end_labels.write(ends)

    def _told(self, iteration: float) -> Told | None:
        assert self._run is not None
        start, stop = self._scope.iterations(self._run)
        shown = [at for at in self._run.accuracies if start <= at.iteration <= stop]
        if not shown:
            return None
        at = min(shown, key=lambda at: abs(at.iteration - iteration))
        lines = words.accuracies_at(at, self._run.iterations_per_epoch)
        return Told(at.iteration / self._per_unit, at.test, lines)

    def _pixels_apart(self, x: FloatArray) -> float:
        """Return the share of the way from one point to the next that a pixel is."""
        apart = float(np.median(np.diff(x))) if len(x) > 1 else 1.0
        return self.units_per_pixel()[0] / apart


def _until(x: FloatArray, y: FloatArray, stop: float) -> tuple[FloatArray, FloatArray]:
    """Return a line as far as `stop`, where it ends: right of that are its label and others."""
    count = int(np.searchsorted(x, stop, side="right"))
    if count in (0, len(x)):
        return x[:count], y[:count]
    return np.append(x[:count], stop), np.append(y[:count], np.interp(stop, x, y))
