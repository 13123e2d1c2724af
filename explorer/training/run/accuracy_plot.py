"""Accuracy on all training and all test images, once per epoch."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt

from core.arrays import FloatArray
from explorer.look.theme import DASH, DOT, SOLID, Look
from explorer.plots.end_labels import End, end_words
from explorer.plots.marks import Mark, Spots, Stroke
from explorer.plots.series import thin_min_max
from explorer.runs.run import Run
from explorer.texts.language import _
from explorer.training import words
from explorer.training.run.run_plot import RunPlot, Told
from explorer.widgets.memo import Memo

_TOP = 1.04
_MARKER_GAP = 9  # pixels at least from marker to marker
_COLUMNS = 450  # that a long line is thinned to
_LINES = {
    "train": ("b", SOLID, words.train_label),
    "test": ("c", DASH, words.test_label),
    "validation": ("d", DOT, words.validation_label),
}


@dataclass(frozen=True)
class Measured:
    """Hands out one of a run's accuracies, "train", "test" or "validation", each time that it was measured."""

    run: Run
    name: str
    per_unit: float

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return places along the axis, and shares; NaN where there is none."""
        measured = self.run.accuracies
        x = np.array([at.iteration for at in measured], dtype=np.float64) / self.per_unit
        return x, np.array([getattr(at, self.name) for at in measured], dtype=np.float64)


class AccuracyPlot(RunPlot):
    """The plot of one run's accuracies."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._memo = Memo()
        self.y_axis.set_ticks([(tick, f"{tick:g}") for tick in (0, 0.25, 0.5, 0.75, 1)])
        self.setAccessibleName(_("Accuracy on training, test and validation images"))
        self.setToolTip(
            _(
                "Share of the training, test and validation images that are correct, once per epoch. (Sections 1 and 6)"
            )
        )

    def _begin(self, run: Run) -> None:
        self.set_range(self._fit_axis(run), (0, _TOP))
        self.set_labels(_("iteration") if self._scope.unit == "iteration" else _("epoch"))
        self._series.clear()
        names = {"train": _("training accuracy"), "test": _("test accuracy")}
        if run.config.validation_images:
            names["validation"] = _("validation accuracy")
        for name, text in names.items():
            self.name_series(Measured(run, name, self._per_unit), text)

    def _draw(self, run: Run) -> None:
        if not self._memo.has_changed(*self._axes_of(run), run.accuracies):
            return
        start, stop = (iteration / self._per_unit for iteration in self._scope.iterations(run))
        marks: list[Mark] = []
        ends = []
        series = {name: Measured(run, name, self._per_unit).numbers() for name in _LINES}
        for name, (token, style, label) in _LINES.items():
            x, shares = series[name]
            shown = _until(x, shares, stop)
            marks.append(_line(*shown, token, style))
            measured = np.flatnonzero((start <= x) & (x <= stop) & np.isfinite(shares))
            if measured.size:
                text = label(float(shares[measured[-1]]))
                ends.append(End(text, token, float(shown[0][-1]), float(shown[1][-1])))
        marks += self._spots(*series["train"], series["test"][1], stop)
        self.paint_over((*marks, *end_words(self, self._look, ends)))

    def _spots(self, x: FloatArray, train: FloatArray, test: FloatArray, stop: float) -> Sequence[Mark]:
        """Return what stands at each measurement, or at some where they are close."""
        every = max(1, math.ceil(_MARKER_GAP * self._pixels_apart(x)))
        marked = slice(0, int(np.searchsorted(x, stop, side="right")), every)
        return (
            Spots(x[marked], train[marked], "o", 7, "b", "b"),
            Spots(x[marked], test[marked], "d", 9, "panel", "c", 1.5),
        )

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
        return self.frame.unit[0] / apart


def _line(x: FloatArray, y: FloatArray, token: str, style: Qt.PenStyle) -> Stroke:
    """Return the line through shares; NaN lifts the pen."""
    return Stroke(*thin_min_max(x, y, _COLUMNS), token, style=style)


def _until(x: FloatArray, y: FloatArray, stop: float) -> tuple[FloatArray, FloatArray]:
    """Return a line as far as `stop`, where it ends: right of that are its label and others."""
    count = int(np.searchsorted(x, stop, side="right"))
    if count in (0, len(x)):
        return x[:count], y[:count]
    return np.append(x[:count], stop), np.append(y[:count], np.interp(stop, x, y))
