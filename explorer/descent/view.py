"""The descent view: starts on a surface, a learning rate, and where the gradient leads."""

from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.path_end import End
from explorer.descent import course, outcome, trouble, words
from explorer.descent.controls import MethodSection, StepsSection
from explorer.descent.ends import EndsCard
from explorer.descent.layers import surface_layers
from explorer.descent.rate_section import RateSection
from explorer.descent.starts import Starts, with_start
from explorer.descent.state import MOST_STARTS, DescentState, Start
from explorer.descent.surface_section import SurfaceSection
from explorer.descent.transport import Transport
from explorer.descent.values_plot import ValuesPlot
from explorer.plots.axis import nice_step
from explorer.plots.export import ExportMenu
from explorer.plots.field import FieldPlot
from explorer.session import Session
from explorer.theme import SPACE_L, Look
from explorer.view import View
from explorer.widgets.layout import Card, column, row

_BOTTOM_HEIGHT, _ENDS_WIDTH, _COMPACT_ENDS_WIDTH = 232, 392, 372
_KEY_STEPS = 200  # arrow presses across the surface
_LARGE_STEP = 10  # of an arrow key with Shift
_DRAG_DECIMALS = 2
_GOLDEN_ANGLE = 2.399963  # radians: turned by it again and again, no two starts come near each other
_NEW_START_REACH = 0.35  # of the picture, from its middle


class DescentView(View):
    """Surface with paths above; f along the paths and how they ended below."""

    name = "descent"
    state_type = DescentState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self.field, self.values = FieldPlot(look), ValuesPlot(look)
        self._field_card, self._values_card = Card(look), Card(look)
        self._ends = EndsCard(look, self.store)
        self._surface, self._rate = SurfaceSection(look, self.store), RateSection(look, self.store)
        self._method, self._starts = MethodSection(look, self.store), Starts(look, self.store)
        self._steps, self._transport = StepsSection(look, self.store), Transport(look, self.store)
        self._drawn_surface = ""
        self._fill_column()
        main = self._lay_out()
        self._connect()
        self.finish(main)

    def render_state(self) -> None:
        """Draw the state."""
        state: DescentState = self.store.state
        self._show_surface(state)
        result = outcome.outcome(state)
        self.field.set_starts(state.starts)
        self.field.select_start(state.chosen if len(state.starts) > 1 else None)
        self.field.set_paths(result.points[: state.last_shown + 1])
        self.field.hide_step()
        self.values.hide_step()
        ends = self._path_ends(state)
        in_trouble = self._show_ends(state, ends)
        self._show_values(state, ends)
        self._show_controls(state, in_trouble)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._field_card.set_title(self.tr("Paths over the surface"))
        self.field.set_labels("x₀", "x₁")
        self.values.set_labels(self.tr("step"))
        self.field.setAccessibleName(self.tr("Surface with paths"))
        self.field.setToolTip(
            self.tr("Drag a numbered start, or double-click for a new one; Delete removes it")
        )
        self.field.setAccessibleDescription(
            self.tr("Arrow keys move the chosen start, with Shift ten times as far; Delete removes it")
        )
        self.values.setAccessibleName(self.tr("Value at each step"))
        self.field.set_departure_words(words.departure)
        self._drawn_surface = ""

    def set_compact(self, compact: bool) -> None:
        """Give the words less room beside the value plot in a small window."""
        self._ends.setFixedWidth(self.look.px(_COMPACT_ENDS_WIDTH if compact else _ENDS_WIDTH))

    # What is drawn

    def _show_surface(self, state: DescentState) -> None:
        surface = outcome.outcome(state).surface
        if state.surface != self._drawn_surface:
            self._drawn_surface = state.surface
            self.field.set_minima(surface.minima, self.tr("minimum"))
            with QSignalBlocker(self.field):
                self.field.set_area(surface.x_range, surface.y_range)
        area, unit = self.field.area, self.field.units_per_pixel()[0]
        self.field.set_surface_layers((state.surface, area), lambda: surface_layers(surface, area, unit))

    def _path_ends(self, state: DescentState) -> list[End]:
        area = self.field.area
        x_range, y_range = (area.left, area.right), (area.bottom, area.top)
        return [outcome.path_end(state, index, x_range, y_range) for index in range(len(state.starts))]

    def _show_ends(self, state: DescentState, ends: list[End]) -> bool:
        result, area, shown = outcome.outcome(state), self.field.area, state.last_shown
        titles = [words.end_title(end, result.surface, shown, state.ascent) for end in ends]
        found = trouble.explain(state, ends, titles, area)
        if found is not None:
            self._ends.show_trouble(found)
            self._field_card.set_hint(
                self.tr("The picture stays on the surface; the arrow shows where the path went.")
            )
            return True
        details = [
            words.end_detail(end, result, index, shown, area, state.ascent) for index, end in enumerate(ends)
        ]
        plainly = state.optimizer == "sgd" and shown > 0
        self._ends.show_ends(
            words.after(shown),
            [words.EndWords(title, detail) for title, detail in zip(titles, details, strict=True)],
            words.pace(outcome.directions(state), state.learning_rate) if plainly else "",
        )
        self._field_card.set_hint(
            self.tr("Drag a start, or double-click for a new one. Arrows point where f falls fastest.")
        )
        return False

    def _show_values(self, state: DescentState, ends: list[End]) -> None:
        if any(outcome.is_trouble(end) for end in ends):
            self._values_card.set_title(words.distance_title(outcome.outcome(state).surface))
            self.values.set_course(*course.distance_course(state, ends))
        else:
            self._values_card.set_title(self.tr("f at each step"))
            self.values.set_course(course.value_course(state))

    def _show_controls(self, state: DescentState, in_trouble: bool) -> None:
        self._surface.show_state(state)
        self._rate.show_state(
            state, outcome.directions(state), outcome.stability_limit(outcome.optimizer(state))
        )
        self._method.show_state(state)
        self._starts.show_state(state)
        self._steps.show_state(state)
        self._transport.show_state(state, primary=not in_trouble)

    # How it is put together

    def _fill_column(self) -> None:
        sections = (self._surface, self._rate, self._method, self._starts)
        for position, section in enumerate(sections):
            if position:
                self.column.add_rule()
            self.column.add_section(None, section)
        self.column.pinned.addWidget(self._steps)
        self.column.pinned.addWidget(self._transport)

    def _lay_out(self) -> QWidget:
        self._field_card.body.addWidget(self.field, 1)
        self._values_card.body.addWidget(self.values, 1)
        for name, plot, card in (
            ("field", self.field, self._field_card),
            ("values", self.values, self._values_card),
        ):
            plot.setObjectName(f"descent.{name}")
            plot.export_name = f"descent-{name}"
            menu = ExportMenu(self.look, plot)
            menu.setObjectName(f"descent.export_{name}")
            menu.failed.connect(self.session.problem)
            card.add_menu(menu)
        self.field.accept_keys()
        self._bottom = QWidget()
        bottom = row(self._values_card, self._ends, spacing=SPACE_L)
        bottom.setStretchFactor(self._values_card, 1)
        self._bottom.setLayout(bottom)
        main = QWidget()
        layout: QVBoxLayout = column(self._field_card, self._bottom, spacing=SPACE_L)
        layout.setStretchFactor(self._field_card, 1)
        main.setLayout(layout)
        self.look.changed.connect(self._fit_bottom)
        self._fit_bottom()
        return main

    def _connect(self) -> None:
        self.field.area_changed.connect(self.refresh)
        self.field.start_drag_started.connect(self._on_start_drag_started)
        self.field.start_dragged.connect(self._on_start_dragged)
        self.field.start_drag_finished.connect(self._on_start_drag_finished)
        self.field.arrow_pressed.connect(self._on_arrow_pressed)
        self.field.double_clicked.connect(self._on_double_clicked)
        self._starts.added.connect(self._on_start_added)
        for plot in (self.field, self.values):
            plot.step_hovered.connect(self._on_step_hovered)
            plot.step_left.connect(self._on_step_left)
        for key, action in (
            (Qt.Key.Key_Delete, self._starts.remove_chosen),
            (Qt.Key.Key_Space, self._transport.toggle),
        ):
            shortcut = QShortcut(QKeySequence(key), self.field)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(str(number)), self.field)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._choose, number - 1))

    @Slot()
    def _fit_bottom(self) -> None:
        self._bottom.setFixedHeight(self.look.px(_BOTTOM_HEIGHT))
        self.set_compact(self.is_compact)

    # What a person does in the pictures

    def _choose(self, index: int) -> None:
        if index < len(self.store.state.starts):
            self.store.tick(chosen_start=index)

    def _add_start(self, x: float, y: float) -> None:
        starts = self.store.state.starts
        if len(starts) < MOST_STARTS:
            start: Start = (round(x, _DRAG_DECIMALS), round(y, _DRAG_DECIMALS))
            self.store.change(starts=(*starts, start), chosen_start=len(starts))

    @Slot()
    def _on_start_added(self) -> None:
        area, turn = self.field.area, _GOLDEN_ANGLE * len(self.store.state.starts)
        middle = (area.left + area.right) / 2, (area.bottom + area.top) / 2
        self._add_start(
            middle[0] + _NEW_START_REACH * area.width * float(np.cos(turn)),
            middle[1] + _NEW_START_REACH * area.height * float(np.sin(turn)),
        )

    @Slot(float, float)
    def _on_double_clicked(self, x: float, y: float) -> None:
        self._add_start(x, y)

    @Slot(int)
    def _on_start_drag_started(self, index: int) -> None:
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        self.store.begin_gesture()

    @Slot(int, float, float)
    def _on_start_dragged(self, index: int, x: float, y: float) -> None:
        start = (round(x, _DRAG_DECIMALS), round(y, _DRAG_DECIMALS))
        self.store.change(starts=with_start(self.store.state.starts, index, start), chosen_start=index)

    @Slot(int)
    def _on_start_drag_finished(self, index: int) -> None:
        self.store.end_gesture()

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, large: bool) -> None:
        state: DescentState = self.store.state
        low, high = outcome.outcome(state).surface.x_range
        step = nice_step(high - low, _KEY_STEPS) * (_LARGE_STEP if large else 1)
        x, y = state.starts[state.chosen]
        moved = self.field.area.nearest(round(x + dx * step, 9), round(y + dy * step, 9))
        self.store.nudge(starts=with_start(state.starts, state.chosen, moved))

    @Slot(int, int)
    def _on_step_hovered(self, index: int, step: int) -> None:
        value = float(outcome.outcome(self.store.state).values[step, index])
        self.field.show_step(index, step, words.step_tag(step, value))
        self.values.show_step(index, step)

    @Slot()
    def _on_step_left(self) -> None:
        self.field.hide_step()
        self.values.hide_step()
