"""The curve around P at a fixed magnification: its tangent first, and in the end the staircase of float64."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent

from core.arrays import FloatArray
from core.microscope import MagnifiedCurve
from explorer.derivative import words
from explorer.derivative.measurement import Measurement
from explorer.derivative.tangent.close_up import CloseUp
from explorer.look.theme import DOT, Look
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.texts.numbers import plain

_RANGE = (-1.08, 1.08)
_TICK = 0.5  # where the sides are named
_FAR = 4.0  # units beyond what is shown
_MOST_DOTS = 16  # numbers of float64 that get a dot each
_NOTCH = 120  # eighths of a degree, as Qt counts the wheel


class ZoomPlot(Plot):
    """P in the middle; one unit across is the half width of what is shown.

    Signals
    -------
    zoomed(steps: int)
        The person turned the wheel: one step is ten times larger, or smaller if negative.
    """

    zoomed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=6)
        self.marks_item = MarksItem(self, look)
        self._numbers = Numbers()
        self.name_series(self._numbers, "f(x)")
        self.y_axis.set_ticks([])
        self.set_range(_RANGE, _RANGE)
        self.accept_keys()

    def show_close_up(self, measurement: Measurement, close: CloseUp) -> None:
        """Draw the curve and its tangent."""
        reach = plain(close.half_width * _TICK, 2)
        self.x_axis.set_ticks([(-_TICK, f"x − {reach}"), (0, "x"), (_TICK, f"x + {reach}")])
        self._numbers.x = measurement.state.x + close.curve.offsets
        with np.errstate(all="ignore"):
            self._numbers.y = measurement.shape.value + close.curve.rises
        if not np.isfinite(measurement.shape.value):
            self.marks_item.show_marks(
                [Words(words.nothing_to_magnify(), "text2", 0.0, 0.0, anchor=(0.5, 0.5))]
            )
            return
        marks: list[Mark] = []
        if np.isfinite(close.tangent):
            ends = np.array([-1.0, 1.0]) * min(1.1, _FAR / max(abs(close.tangent), 1e-9))
            marks.append(Stroke(ends, ends * close.tangent, "d", 2, DOT))
        marks += _curve(close)
        marks.append(Dot(0.0, 0.0, "o", "d", 14))
        self.marks_item.show_marks(marks)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or step back."""
        notches = int(event.angleDelta().y() / _NOTCH)
        event.accept()
        if notches:
            self.zoomed.emit(notches)


def _curve(close: CloseUp) -> list[Mark]:
    with np.errstate(all="ignore"):
        heights = np.clip(close.curve.rises / close.unit, -_FAR, _FAR)
    if not close.curve.every_number:
        return [Stroke(close.curve.offsets / close.half_width, heights, "text")]
    places = close.curve.offsets / close.half_width
    x, y = _staircase(close.curve, close.half_width, heights)
    marks: list[Mark] = [Stroke(x, y, "text")]
    inside = (np.abs(places) <= 1.0) & np.isfinite(heights)
    if np.count_nonzero(inside) <= _MOST_DOTS:
        marks += [
            Dot(float(place), float(height), "s", "text", 8)
            for place, height in zip(places[inside], heights[inside], strict=True)
        ]
    return marks


def _staircase(
    curve: MagnifiedCurve, half_width: float, heights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the steps: level between the places where rounding goes from one number to the next."""
    edges = curve.edges / half_width
    x = np.repeat(edges, 2)
    y = np.stack([heights[:-1], heights[1:]], axis=1).ravel()
    return np.clip(x, -2.0, 2.0), y
