"""What the user does in the picture, by mouse and keys, as changes of the state."""

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from core.surfaces import find
from explorer.descent.picture_state import Window, window_problem
from explorer.descent.starts import with_start
from explorer.descent.state import MOST_STARTS, DescentState, Start
from explorer.plots.axis import nice_step
from explorer.plots.field import FieldPlot
from explorer.plots.geometry import Area
from explorer.state.store import Store

_KEY_STEPS = 200  # arrow presses across the surface
_LARGE_STEP = 10  # of an arrow key with Shift
_PAN_STEP = 0.1  # of the picture
_GOLDEN_ANGLE = 2.399963  # radians: turned by it again and again, no two starts come near each other
_NEW_START_REACH = 0.35  # of the picture, from its middle
_PIXELS_ROUNDED = 0.5  # a start is placed to about so many pixels


class FieldActions(QObject):
    """Turns what happens in a field plot into changes of a store.

    Signals
    -------
    space_pressed()
        A key that means something to another part of the view.
    """

    space_pressed = Signal()

    def __init__(self, plot: FieldPlot, store: Store[DescentState]) -> None:
        super().__init__(plot)
        self._plot, self._store = plot, store
        plot.start_drag_started.connect(self._on_start_drag_started)
        plot.start_dragged.connect(self._on_start_dragged)
        plot.start_drag_finished.connect(self._on_start_drag_finished)
        plot.window_drag_started.connect(self._on_window_drag_started)
        plot.window_wanted.connect(self._on_window_wanted)
        plot.window_drag_finished.connect(self._on_window_drag_finished)
        plot.window_zoomed.connect(self._on_window_zoomed)
        plot.arrow_pressed.connect(self._on_arrow_pressed)
        plot.clicked.connect(self._on_clicked)
        plot.double_clicked.connect(self._on_double_clicked)
        self._shortcut(Qt.Key.Key_Delete).connect(self.remove_chosen)
        self._shortcut(Qt.Key.Key_Space).connect(self.space_pressed)
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._shortcut(key).connect(self.zoom_in)
        self._shortcut(Qt.Key.Key_Minus).connect(self.zoom_out)
        self._shortcut(Qt.Key.Key_0).connect(self.show_whole)
        for number in range(1, 10):
            self._shortcut(Qt.Key(Qt.Key.Key_0 + number)).connect(partial(self._choose, number))
        self._shortcut(Qt.Key.Key_PageUp).connect(partial(self._choose_next, -1))
        self._shortcut(Qt.Key.Key_PageDown).connect(partial(self._choose_next, 1))
        for keys, way in (
            ("Ctrl+Left", (-1, 0)),
            ("Ctrl+Right", (1, 0)),
            ("Ctrl+Down", (0, -1)),
            ("Ctrl+Up", (0, 1)),
        ):
            self._shortcut(keys).connect(partial(self._pan, *way))

    @Slot()
    def add_start_somewhere(self) -> None:
        """Add a start in the picture, away from those that there are."""
        area, turn = self._plot.area, _GOLDEN_ANGLE * len(self._store.state.starts)
        middle = (area.left + area.right) / 2, (area.bottom + area.top) / 2
        self._add_start(
            middle[0] + _NEW_START_REACH * area.width * float(np.cos(turn)),
            middle[1] + _NEW_START_REACH * area.height * float(np.sin(turn)),
        )

    @Slot()
    def remove_chosen(self) -> None:
        """Remove the chosen start, unless it is the last one."""
        state = self._store.state
        if len(state.starts) > 1:
            starts, numbers = list(state.starts), list(state.numbers)
            del starts[state.chosen], numbers[state.chosen]
            chosen = min(state.chosen, len(starts) - 1)
            self._change_starts(starts, numbers, chosen)

    @Slot()
    def zoom_in(self) -> None:
        """Look closer at the middle."""
        self._on_window_zoomed(self._plot.zoomed(1))

    @Slot()
    def zoom_out(self) -> None:
        """Look from further away."""
        self._on_window_zoomed(self._plot.zoomed(-1))

    @Slot()
    def show_whole(self) -> None:
        """Show what the surface is about."""
        self._store.change_to(self._seen_through(None))

    def _shortcut(self, key: Qt.Key | str) -> SignalInstance:
        shortcut = QShortcut(QKeySequence(key), self._plot)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut.activated

    # Starts

    def _choose(self, number: int) -> None:
        state = self._store.state
        if number in state.numbers:
            self._store.tick_to(replace(state, chosen_start=state.numbers.index(number)))

    def _choose_next(self, way: int) -> None:
        state = self._store.state
        self._store.tick_to(replace(state, chosen_start=(state.chosen + way) % len(state.starts)))

    def _rounded(self, x: float, y: float) -> Start:
        """Return a place with no more digits than the picture can tell apart, at least two after the point."""
        across, up = self._plot.frame.unit
        decimals = [max(2, int(np.ceil(-np.log10(_PIXELS_ROUNDED * unit)))) for unit in (across, up)]
        return round(x, decimals[0]), round(y, decimals[1])

    def _add_start(self, x: float, y: float) -> None:
        state = self._store.state
        if len(state.starts) < MOST_STARTS:
            number = min(set(range(1, MOST_STARTS + 1)) - set(state.numbers))
            index = sum(other < number for other in state.numbers)
            starts, numbers = list(state.starts), list(state.numbers)
            starts.insert(index, self._rounded(x, y))
            numbers.insert(index, number)
            self._change_starts(starts, numbers, index)

    def _change_starts(self, starts: list[Start], numbers: list[int], chosen: int) -> None:
        self._store.change_to(
            replace(
                self._store.state,
                starts=tuple(starts),
                start_numbers=tuple(numbers),
                chosen_start=chosen,
            )
        )

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        if self._store.state.picture.ground == "basins":
            self._add_start(x, y)

    @Slot(float, float)
    def _on_double_clicked(self, x: float, y: float) -> None:
        if self._store.state.picture.ground != "basins":
            self._add_start(x, y)

    @Slot()
    def _on_start_drag_started(self) -> None:
        self._plot.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store.begin_gesture()

    @Slot(int, float, float)
    def _on_start_dragged(self, index: int, x: float, y: float) -> None:
        state = self._store.state
        starts = with_start(state.starts, index, self._rounded(x, y))
        self._store.change_to(replace(state, starts=starts, chosen_start=index))

    @Slot()
    def _on_start_drag_finished(self) -> None:
        self._store.end_gesture()

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, large: bool) -> None:
        state = self._store.state
        window = state.picture.window
        low, high = find(state.surface).x_range if window is None else window[:2]
        step = nice_step(high - low, _KEY_STEPS) * (_LARGE_STEP if large else 1)
        x, y = state.starts[state.chosen]
        moved = self._plot.area.nearest(round(x + dx * step, 9), round(y + dy * step, 9))
        self._store.nudge_to(replace(state, starts=with_start(state.starts, state.chosen, moved)))

    # The window

    def _seen_through(self, window: Window | None) -> DescentState:
        state = self._store.state
        return replace(state, picture=replace(state.picture, window=window))

    def _pan(self, dx: int, dy: int) -> None:
        area = self._plot.area
        right, up = dx * _PAN_STEP * area.width, dy * _PAN_STEP * area.height
        self._on_window_zoomed(Area(area.left + right, area.right + right, area.bottom + up, area.top + up))

    @Slot()
    def _on_window_drag_started(self) -> None:
        self._plot.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store.begin_gesture()

    @Slot(object)
    def _on_window_wanted(self, area: Area) -> None:
        if not window_problem(_borders(area)):
            self._store.change_to(self._seen_through(_borders(area)))

    @Slot(object)
    def _on_window_zoomed(self, area: Area) -> None:
        if not window_problem(_borders(area)):
            self._store.nudge_to(self._seen_through(_borders(area)))

    @Slot()
    def _on_window_drag_finished(self) -> None:
        self._store.end_gesture()


def _borders(area: Area) -> Window:
    return area.left, area.right, area.bottom, area.top
