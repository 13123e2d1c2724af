"""Probability of the label and test accuracy after a step, over the learning rate."""

import math

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.correction import CorrectionSweep
from explorer.look.theme import DASH, Look
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.handles import DragLine
from explorer.plots.plot import Plot
from explorer.plots.series import Line
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.widgets.steps import POSITIONS_A_DECADE, rounded

LOW, HIGH = -4, 2  # exponents of the learning rates
_LEFT, _ROOM = 52, 2.1  # pixels; decades at the right for the names of the lines
_BELOW, _ABOVE = -0.04, 1.06
_LARGE_STEP = 10


class SweepPlot(Plot):
    """Two lines from 0 to 1, and a line to drag at the present rate.

    Signals
    -------
    grabbed(), released()
        A drag begins, and is over.
    moved(rate: float)
        The user drags the line there, or clicks there.
    stepped(rate: float)
        Where an arrow key leads to.
    """

    grabbed = Signal()
    moved = Signal(float)
    released = Signal()
    stepped = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, left_width=_LEFT)
        self._exponent = 0.0
        self._names = (_("label"), _("test accuracy"))
        self.probability = self.add(Line(look, "a"), 10)
        self.accuracy = self.add(Line(look, "d", 2, DASH), 9)
        self.line = self.add(DragLine(look, token="text2"), 20)
        self._ends = EndLabels(self, look)
        self.set_range((LOW, HIGH + _ROOM * look.scale), (_BELOW, _ABOVE))
        self.x_axis.set_ticks([(exponent, power_of_ten(exponent)) for exponent in range(LOW, HIGH + 1)])
        self.y_axis.set_ticks([(share / 4, f"{25 * share} %") for share in range(5)])
        self.line.drag_started.connect(self.grabbed)
        self.line.dragged.connect(self._on_dragged)
        self.line.drag_finished.connect(self.released)
        self.clicked.connect(self._on_clicked)
        self.set_labels(_("learning rate"))
        for series, name in zip((self.probability, self.accuracy), self._names, strict=True):
            self.name_series(series, name)
        self.accept_keys()
        self.arrow_pressed.connect(self._on_arrow)

    def show_sweep(self, sweep: CorrectionSweep | None) -> None:
        """Show both lines, or none."""
        if sweep is None:
            for line in (self.probability, self.accuracy):
                line.set_data(np.empty(0), np.empty(0))
            self._ends.write([])
            return
        exponents = np.log10(sweep.rates)
        ends = []
        for line, values, name, token in (
            (self.probability, sweep.probabilities, self._names[0], "a"),
            (self.accuracy, sweep.accuracies, self._names[1], "d"),
        ):
            shares = np.nan_to_num(values)
            line.set_data(exponents, shares, (sweep.rates, values))
            ends.append(End(name, token, float(exponents[-1]), float(shares[-1])))
        self._ends.write(ends)

    def show_rate(self, rate: float) -> None:
        """Put the line at a learning rate."""
        self._exponent = math.log10(rate)
        self.line.move_to(self._exponent)

    def _rate(self, exponent: float) -> float:
        return rounded(10 ** min(max(exponent, LOW), HIGH))

    @Slot(float)
    def _on_dragged(self, exponent: float) -> None:
        self.moved.emit(self._rate(exponent))

    @Slot(float, float)
    def _on_clicked(self, exponent: float, _share: float) -> None:
        self.moved.emit(self._rate(exponent))

    @Slot(int, int, bool)
    def _on_arrow(self, right: int, _up: int, shift: bool) -> None:
        if right:
            steps = right * (_LARGE_STEP if shift else 1)
            self.stepped.emit(self._rate(self._exponent + steps / POSITIONS_A_DECADE))
