"""Percentiles of the outputs of each hidden unit, one unit beside the other."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from explorer.look.theme import Look, pen
from explorer.plots.geometry import Area
from explorer.plots.plot import Plot
from explorer.plots.pointer_tag import PointerTag
from explorer.plots.series import Markers
from explorer.texts.language import _
from explorer.texts.numbers import plain
from explorer.training.inside import words
from explorer.training.inside.units import Activity
from explorer.widgets.memo import Memo

_ABOVE = 0.16  # of the plot, for marks and their words
_LARGE_STEP = 10  # units, of an arrow key with Shift
_ROOM = 6  # pixels from one unit to the next, for bars and markers of full size


class RangesPlot(Plot):
    """For each unit a bar from its low to its high outputs, with the median; dead and saturated ones are marked.

    Signals
    -------
    chosen(unit: int)
        A unit was clicked.
    moved(unit: int)
        Another one was reached by an arrow key.
    """

    chosen = Signal(int)
    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=36)
        self._memo = Memo()
        self._activity: Activity | None = None
        self._unit = 0
        self.set_labels(_("hidden unit, from 0; 5 %, median and 95 %"))
        self._here = self.add(pg.InfiniteLine(0, 90, pen(look.theme.text)), 8)
        self._bars = self.add(pg.PlotCurveItem(connect="pairs"), 5)
        self._medians = self.add(Markers(look, "b", size=7), 6)
        self._dead = self.add(Markers(look, None, "x", 9, edge="bad", edge_width=2), 7)
        self._saturated = self.add(Markers(look, "a", "t", 10), 7)
        self._tag = PointerTag(self, look)
        self.accept_keys()
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self._tag.hide)
        self.clicked.connect(self._on_clicked)
        self.arrow_pressed.connect(self._on_arrow)
        self.view_box.sigResized.connect(self._fit_to_room)

    def show_units(self, activity: Activity, unit: int) -> None:
        """Show all units, and which one is chosen."""
        self._unit = unit
        self._here.setValue(unit)
        self.setAccessibleDescription(words.range_line(activity, unit))
        if not self._memo.has_changed(activity):
            return
        self._activity = activity
        ranges, states = activity.ranges, activity.states
        units = np.arange(len(ranges.low), dtype=np.float64)
        bars = np.stack([ranges.low, ranges.high], axis=1)
        self._bars.setData(np.repeat(units, 2), bars.ravel())
        self._medians.set_data(units, ranges.median)
        bottom, top = (float(edge) for edge in activity.histogram.edges[[0, -1]])
        span = top - bottom
        height = top + span * _ABOVE / 2
        for markers, marked in ((self._dead, states.dead), (self._saturated, states.saturated)):
            markers.set_data(units[marked], np.full(np.count_nonzero(marked), height))
        self.y_axis.set_ticks([(tick, plain(tick, 2)) for tick in (bottom, (bottom + top) / 2, top)])
        self.set_range((-1, len(units)), (bottom - 0.04 * span, top + span * _ABOVE))
        self._fit_to_room()

    def columns(self) -> dict[str, FloatArray]:
        """Return the numbers of each unit."""
        if self._activity is None:
            return {}
        ranges = self._activity.ranges
        units = np.arange(len(ranges.low), dtype=np.float64)
        names = (_("hidden unit"), _("5th percentile"), _("median"), _("95th percentile"))
        return dict(zip(names, (units, ranges.low, ranges.median, ranges.high), strict=True))

    @Slot()
    def _fit_to_room(self) -> None:
        has_room = self.frame.unit[0] * _ROOM <= 1
        self._bars.setPen(pen(self._look.theme.b, 3 if has_room else 1))
        self._medians.setSize(7 if has_room else 3)

    @Slot(float, float)
    def _on_hovered(self, x: float, y: float) -> None:
        if self._activity is not None:
            unit = self._nearest(round(x))
            left, right = (float(end) for end in self.view_box.viewRange()[0])
            bottom, top = (float(end) for end in self.view_box.viewRange()[1])
            text = words.range_line(self._activity, unit)
            self._tag.show(unit, y, text, Area(left, right, bottom, top), ringed=False)

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        self.chosen.emit(self._nearest(round(x)))

    @Slot(int, int, bool)
    def _on_arrow(self, dx: int, dy: int, large: bool) -> None:
        if dx:
            self.moved.emit(self._nearest(self._unit + dx * (_LARGE_STEP if large else 1)))

    def _nearest(self, unit: int) -> int:
        last = 0 if self._activity is None else len(self._activity.ranges.low) - 1
        return min(max(unit, 0), last)
