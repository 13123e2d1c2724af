"""The curves of several runs in one picture, each drawn the same way for as long as it is in the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics

from core.arrays import FloatArray
from explorer.look.theme import DASH, SEMIBOLD, SMALL, SOLID, Look
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from explorer.runs.run import Run
from explorer.texts.language import _
from explorer.texts.numbers import fixed
from explorer.training.loss_curve import LossCurve
from explorer.training.run_axis import fit_run_axis

CHAPTERS, TOKENS = "text2", ("a", "b", "c", "d")
_COLUMNS = 600
_BESIDE_LABEL = 12  # pixels at scale 1 left free of the room for names
_LABEL_ROOM = 136  # pixels at scale 1: "0.9453 A name of twelve"
_HEIGHTS = (1.0, 2.5, 5.0, 10.0, 20.0)
_FULL = 1.04  # what the accuracy goes up to in the picture


@dataclass(frozen=True)
class Drawn:
    """A run with its place in the list, which decides its colour and dash, and its name.

    The chapter's run, whose place is 0, is the reference and has a colour that no other has.
    """

    run: Run
    place: int
    name: str
    short_name: str

    @property
    def token(self) -> str:
        """Name of the theme's colour."""
        return TOKENS[(self.place - 1) % len(TOKENS)] if self.place else CHAPTERS

    @property
    def is_dashed(self) -> bool:
        """Whether the line is a dashed one."""
        return bool(self.place) and (self.place - 1) // len(TOKENS) % 2 == 1


class _Overlay(Plot):
    """A line a run, with its last value and its name right of all lines; subclasses give them their data."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._lines: dict[int, Line] = {}  # by place
        self._ends = EndLabels(self, look)
        self._drawn: Sequence[Drawn] = ()
        self.set_labels(_("iteration"))
        self.setToolTip(_("One line per run that is ticked above, in its colour and dash"))
        self.view_box.sigResized.connect(self._on_resized)

    def show_runs(self, drawn: Sequence[Drawn]) -> None:
        """Draw exactly these runs."""
        self._drawn = drawn
        longest = float(max((each.run.iteration for each in drawn), default=0) or 1)
        x_range = fit_run_axis(self, self._look, longest, room=_LABEL_ROOM)
        ends, highest = [], 0.0
        self._series.clear()
        for line in self._lines.values():
            line.set_data([], [])
        for each in drawn:
            x, y = self._curve(each.run)
            line = self._line(each)
            line.set_data(x, y)
            self.name_series(line, each.name)
            finite = np.flatnonzero(np.isfinite(y))
            if finite.size:
                last = finite[-1]
                highest = max(highest, float(y[finite].max()))
                text = f"{self._digits(y[last])} {each.short_name}"
                ends.append(End(text, each.token, longest, float(y[last])))
        self.set_range(x_range, (0, self._height(highest)))
        self._ends.write([replace(end, text=self._fitted(end.text, x_range[1] - longest)) for end in ends])

    def _line(self, drawn: Drawn) -> Line:
        """Return the line of a run, made when it is drawn first."""
        if drawn.place not in self._lines:
            line = Line(self._look, drawn.token, style=DASH if drawn.is_dashed else SOLID)
            self._lines[drawn.place] = self.add(line, 10)
        return self._lines[drawn.place]

    def _fitted(self, text: str, room: float) -> str:
        """Return a label, shortened where it is wider than the room that is left for it."""
        pixels = room / self.frame.unit[0] - self._look.px(_BESIDE_LABEL)
        metrics = QFontMetrics(self._look.font(SMALL, SEMIBOLD))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(pixels))

    def _curve(self, run: Run) -> tuple[FloatArray, FloatArray]:
        raise NotImplementedError

    def _height(self, highest: float) -> float:
        raise NotImplementedError

    def _digits(self, value: float) -> str:
        raise NotImplementedError

    @Slot()
    def _on_resized(self) -> None:
        self.show_runs(self._drawn)


class LossOverlay(_Overlay):
    """The running means of the losses of several runs."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName(_("Losses of the ticked runs"))
        self._curves: dict[str, LossCurve] = {}

    def _curve(self, run: Run) -> tuple[FloatArray, FloatArray]:
        curve = self._curves.get(run.key)
        if curve is None or curve.count > run.iteration or curve.length < run.config.iterations:
            curve = self._curves[run.key] = LossCurve(run.config.iterations, _COLUMNS)
        curve.take(run.losses)
        return curve.mean()

    def _height(self, highest: float) -> float:
        return next((height for height in _HEIGHTS if height >= highest), _HEIGHTS[-1])

    def _digits(self, value: float) -> str:
        return fixed(value, 3)


class AccuracyOverlay(_Overlay):
    """The test accuracies of several runs."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName(_("Test accuracies of the ticked runs"))
        self.y_axis.set_ticks([(tick, f"{tick:g}") for tick in (0, 0.25, 0.5, 0.75, 1)])

    def _curve(self, run: Run) -> tuple[FloatArray, FloatArray]:
        iterations = np.array([at.iteration for at in run.accuracies], dtype=np.float64)
        return iterations, np.array([at.test for at in run.accuracies], dtype=np.float64)

    def _height(self, highest: float) -> float:
        return _FULL

    def _digits(self, value: float) -> str:
        return fixed(value, 4)
