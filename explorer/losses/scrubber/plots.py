"""Plots of loss and accuracy against one weight."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.stairs import Staircase
from explorer.look.theme import DASH, Look, pen
from explorer.losses.scrubber.work import Curve
from explorer.plots.handles import DragLine
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.widgets.memo import Memo

_LEFT = 62  # pixels for the labels, and for one character of them where they have many digits
_CHARACTER = 8
_HEADROOM = 0.12
_TANGENT = 0.16  # half its length, in widths of the plot
_KEY_SHARE = 0.01  # of the width, for one arrow key


class ScrubPlot(Plot):
    """A plot over the values of one weight, with a line to drag at the present one.

    Signals
    -------
    grabbed()
        A drag of the line begins.
    moved(value: float)
        The user drags the line there, or clicks there.
    released()
        The drag is over.
    stepped(value: float)
        Where an arrow key leads to.
    """

    grabbed = Signal()
    moved = Signal(float)
    released = Signal()
    stepped = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=_LEFT)
        self._value, self._window = 0.0, (-1.0, 1.0)
        self._heights = (0.0, 0.0)
        self._label_width = _LEFT
        trained = pg.InfiniteLine(angle=90, pen=pen(look.theme.text3, 1, DASH))
        self._trained = self.add(trained, 2)
        self.line = self.add(DragLine(look, token="text2"), 20)
        self.line.drag_started.connect(self.grabbed)
        self.line.dragged.connect(self.moved)
        self.line.drag_finished.connect(self.released)
        self.clicked.connect(self._on_clicked)
        self.accept_keys()
        self.arrow_pressed.connect(self._on_arrow)

    def show_value(self, value: float, trained: float, window: tuple[float, float]) -> None:
        """Show where the weight is, where training left it, and the stretch that is seen."""
        self._value, self._window = value, window
        self.line.move_to(value)
        self._trained.setValue(trained)

    def see(self, low: float, high: float) -> None:
        """Show heights from `low` to `high`, with some room around."""
        self._heights = (low, high)
        self._fit(low, high)

    @staticmethod
    def scale_alike(plots: "Sequence[ScrubPlot]") -> None:
        """Give plots side by side one scale, each around the middle of the heights that it is to show."""
        span = max(plot._heights[1] - plot._heights[0] for plot in plots)
        for plot in plots:
            middle = sum(plot._heights) / 2
            plot._fit(middle - span / 2, middle + span / 2)

    def _fit(self, low: float, high: float) -> None:
        room = _HEADROOM * (high - low) or 0.01
        self.set_range(self._window, (low - room, high + room))
        decimals = math.ceil(-math.log10(high - low + 2 * room)) + 1
        self._label_width = max(_LEFT, _CHARACTER * (decimals + 3))

    @staticmethod
    def align(plots: "Sequence[ScrubPlot]") -> None:
        """Give plots below each other room for the longest label of all."""
        width = max(plot._label_width for plot in plots)
        for plot in plots:
            plot.y_axis.set_width(width)

    @Slot(float, float)
    def _on_clicked(self, x: float, _y: float) -> None:
        self.moved.emit(x)

    @Slot(int, int, bool)
    def _on_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            low, high = self._window
            self.stepped.emit(self._value + dx * _KEY_SHARE * (high - low) * (10 if shift else 1))


class LossPlot(ScrubPlot):
    """The loss: a smooth curve with its tangent at the present value.

    Parameters
    ----------
    name : str
        Of the curve.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self.curve = self.add(Line(look, "c"), 6)
        self.tangent = self.add(Line(look, "a", 2, DASH), 8)
        self.point = self.add(Markers(look, "c", "o", 12, edge_width=2), 22)
        self.set_labels(_("value of the weight, w"))
        self.name_series(self.curve, name)
        self.name_series(self.tangent, _("tangent"))

    def show_loss(self, curve: Curve, value: float, loss: float, derivative: float) -> None:
        """Show the curve, and the tangent where the weight is."""
        self.curve.set_data(curve.values, curve.losses)
        self.see(float(curve.losses.min()), float(curve.losses.max()))
        low, high = self._window
        reach = np.array([-_TANGENT, _TANGENT]) * (high - low)
        self.tangent.set_data(value + reach, loss + derivative * reach)
        self.point.set_data([value], [loss])


class StairsPlot(ScrubPlot):
    """A staircase, exact at any zoom, with the stair that the weight stands on.

    Parameters
    ----------
    token : str
        The theme's colour of the stairs.
    name : str
        Of the staircase.
    """

    def __init__(self, look: Look, token: str, name: str) -> None:
        super().__init__(look)
        self._memo = Memo()
        self.stairs = self.add(Line(look, token), 6)
        self.stair = self.add(Line(look, "a", 4), 8)
        self.point = self.add(Markers(look, token, "s", 11, edge_width=2), 22)
        self.set_labels(_("value of the weight, w"))
        self.name_series(self.stairs, name)

    def point_at(self, is_point: bool, is_stair: bool) -> None:
        """Draw the point larger, or the stair it is on with it: that may be too short to be seen alone."""
        self.point.set_highlighted(is_point or is_stair)
        self.stair.set_highlighted(is_stair)

    def show_stairs(self, stairs: Staircase, value: float) -> None:
        """Show the stairs in sight, and the one at `value`."""
        low, high = self._window
        if self._memo.has_changed(stairs, low, high):
            seen = stairs.between(low, high)
            self.stairs.set_data(*corners(seen, low, high))
            self.see(float(seen.levels.min()), float(seen.levels.max()))
        left, right = stair_around(stairs, value)
        level = float(stairs.at(value))
        self.stair.set_data((max(left, low), min(right, high)), (level, level))
        self.point.set_data([value], [level])


def corners(stairs: Staircase, low: float, high: float) -> tuple[FloatArray, FloatArray]:
    """Return the corners of a staircase seen from `low` to `high`, as points of one line."""
    places = np.concatenate([[low], np.repeat(stairs.edges, 2), [high]])
    return places, np.repeat(stairs.levels, 2)


def stair_around(stairs: Staircase, value: float) -> tuple[float, float]:
    """Return the ends of the stair that `value` is on; infinite where there is none further."""
    place = int(np.searchsorted(stairs.edges, value))
    left = float(stairs.edges[place - 1]) if place > 0 else -np.inf
    right = float(stairs.edges[place]) if place < len(stairs.edges) else np.inf
    return left, right
