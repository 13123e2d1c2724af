"""The card of the picture: surface, basins, paths and starts, and what a person does in it."""

from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from explorer.descent import outcome, words
from explorer.descent.basins import BasinQuestion, Basins
from explorer.descent.layers import surface_layers
from explorer.descent.starts import with_start
from explorer.descent.state import MOST_STARTS, DescentState, Start
from explorer.plots.axis import nice_step
from explorer.plots.export import ExportMenu
from explorer.plots.field import FieldPlot
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.layout import Card

_KEY_STEPS = 200  # arrow presses across the surface
_LARGE_STEP = 10  # of an arrow key with Shift
_DRAG_DECIMALS = 2
_GOLDEN_ANGLE = 2.399963  # radians: turned by it again and again, no two starts come near each other
_NEW_START_REACH = 0.35  # of the picture, from its middle


class FieldCard(Card):
    """The surface with paths.

    Parameters
    ----------
    look : Look
    session : Session
    store : Store of DescentState
        What a person does in the picture changes the state.

    Signals
    -------
    outdated()
        The picture needs to be drawn again although the state is the same.
    delete_pressed(), space_pressed()
        Keys that mean something to other parts of the view.
    """

    outdated = Signal()
    delete_pressed = Signal()
    space_pressed = Signal()

    def __init__(self, look: Look, session: Session, store: Store[DescentState]) -> None:
        super().__init__(look)
        self._store = store
        self.plot = FieldPlot(look)
        self._basins = Basins(session.background)
        self._drawn_surface = ""
        self.plot.setObjectName("descent.field")
        self.plot.export_name = "descent-field"
        self.plot.accept_keys()
        menu = ExportMenu(look, self.plot)
        menu.setObjectName("descent.export_field")
        menu.failed.connect(session.problem)
        self.add_menu(menu)
        self.body.addWidget(self.plot, 1)
        self._connect()
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Draw the state."""
        result = outcome.outcome(state)
        self._show_surface(state)
        self._show_basins(state)
        self.plot.set_starts(state.starts)
        self.plot.select_start(state.chosen if len(state.starts) > 1 else None)
        self.plot.set_paths(result.points[: state.last_shown + 1])
        self.plot.hide_step()

    def show_hint(self, state: DescentState, in_trouble: bool) -> None:
        """Say beside the title what the picture means."""
        if state.picture.ground == "basins":
            hint = self.tr(
                "Colour: the minimum that is reached, brighter if sooner; hatched: leaves. Click to start there."
            )
        elif in_trouble:
            hint = self.tr("The picture stays on the surface; the arrow shows where the path went.")
        else:
            hint = self.tr("Drag a start, or double-click for a new one. Arrows point where f falls fastest.")
        self.set_hint(hint)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_title(self.tr("Paths over the surface"))
        self.plot.set_labels("x₀", "x₁")
        self.plot.setAccessibleName(self.tr("Surface with paths"))
        self.plot.setToolTip(
            self.tr("Drag a numbered start, or double-click for a new one; Delete removes it")
        )
        self.plot.setAccessibleDescription(
            self.tr("Arrow keys move the chosen start, with Shift ten times as far; Delete removes it")
        )
        self.plot.set_departure_words(words.departure)
        self._drawn_surface = ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def add_start_somewhere(self) -> None:
        """Add a start in the picture, away from those that there are."""
        area, turn = self.plot.area, _GOLDEN_ANGLE * len(self._store.state.starts)
        middle = (area.left + area.right) / 2, (area.bottom + area.top) / 2
        self._add_start(
            middle[0] + _NEW_START_REACH * area.width * float(np.cos(turn)),
            middle[1] + _NEW_START_REACH * area.height * float(np.sin(turn)),
        )

    # How

    def _show_surface(self, state: DescentState) -> None:
        surface = outcome.outcome(state).surface
        if state.surface != self._drawn_surface:
            self._drawn_surface = state.surface
            with QSignalBlocker(self.plot):
                self.plot.set_area(surface.x_range, surface.y_range)
        area, unit, picture = self.plot.area, self.plot.units_per_pixel()[0], state.picture
        self.plot.set_heat_visible(picture.ground == "height")
        self.plot.set_surface_layers(
            (state.surface, area, picture.contours, picture.arrows),
            lambda: surface_layers(surface, area, unit, picture),
        )

    def _show_basins(self, state: DescentState) -> None:
        surface = outcome.outcome(state).surface
        minima = surface.minima
        shows_basins = state.picture.ground == "basins"
        if shows_basins:
            self._basins.want(
                BasinQuestion(
                    surface=state.surface,
                    area=self.plot.area,
                    learning_rate=state.learning_rate,
                    steps=state.steps,
                    optimizer=outcome.optimizer(state),
                    ascent=state.ascent,
                )
            )
        found = self._basins.map if shows_basins else None
        if found is not None and not minima and not state.ascent:
            minima = tuple((float(x), float(y)) for x, y in found.minima)
        self.plot.set_basins(found, state.steps)
        self.plot.set_minima(minima, self.tr("minimum"))

    def _connect(self) -> None:
        plot = self.plot
        self._basins.changed.connect(self._on_basins_changed)
        plot.area_changed.connect(self.outdated)
        plot.start_drag_started.connect(self._on_start_drag_started)
        plot.start_dragged.connect(self._on_start_dragged)
        plot.start_drag_finished.connect(self._on_start_drag_finished)
        plot.arrow_pressed.connect(self._on_arrow_pressed)
        plot.clicked.connect(self._on_clicked)
        plot.double_clicked.connect(self._on_double_clicked)
        for key, signal in (
            (Qt.Key.Key_Delete, self.delete_pressed),
            (Qt.Key.Key_Space, self.space_pressed),
        ):
            self._shortcut(key).activated.connect(signal)
        for number in range(1, 10):
            self._shortcut(Qt.Key(Qt.Key.Key_0 + number)).activated.connect(partial(self._choose, number - 1))

    def _shortcut(self, key: Qt.Key) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self.plot)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def _choose(self, index: int) -> None:
        if index < len(self._store.state.starts):
            self._store.tick(chosen_start=index)

    def _add_start(self, x: float, y: float) -> None:
        starts = self._store.state.starts
        if len(starts) < MOST_STARTS:
            start: Start = (round(x, _DRAG_DECIMALS), round(y, _DRAG_DECIMALS))
            self._store.change(starts=(*starts, start), chosen_start=len(starts))

    @Slot()
    def _on_basins_changed(self) -> None:
        """Draw the newest map alone: a whole picture for each would slow a drag down."""
        if self.isVisible():
            self._show_basins(self._store.state)

    @Slot(float, float)
    def _on_clicked(self, x: float, y: float) -> None:
        if self._store.state.picture.ground == "basins":
            self._add_start(x, y)

    @Slot(float, float)
    def _on_double_clicked(self, x: float, y: float) -> None:
        if self._store.state.picture.ground != "basins":
            self._add_start(x, y)

    @Slot(int)
    def _on_start_drag_started(self, index: int) -> None:
        self.plot.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store.begin_gesture()

    @Slot(int, float, float)
    def _on_start_dragged(self, index: int, x: float, y: float) -> None:
        start = (round(x, _DRAG_DECIMALS), round(y, _DRAG_DECIMALS))
        self._store.change(starts=with_start(self._store.state.starts, index, start), chosen_start=index)

    @Slot(int)
    def _on_start_drag_finished(self, index: int) -> None:
        self._store.end_gesture()

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, large: bool) -> None:
        state = self._store.state
        low, high = outcome.outcome(state).surface.x_range
        step = nice_step(high - low, _KEY_STEPS) * (_LARGE_STEP if large else 1)
        x, y = state.starts[state.chosen]
        moved = self.plot.area.nearest(round(x + dx * step, 9), round(y + dy * step, 9))
        self._store.nudge(starts=with_start(state.starts, state.chosen, moved))
