"""The controls of the page Draw."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from explorer.drawing.actions import CanvasActions
from explorer.drawing.files_in.files_in import FilesIn
from explorer.drawing.files_in.row import FilesRow
from explorer.drawing.label_choice import LabelChoice
from explorer.drawing.state import (
    ALL_POINTS,
    NARROWEST_PEN,
    WIDEST_PEN,
    DrawingState,
)
from explorer.language import _
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row, rule
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import Label

_TOOLS = ("pen", "eraser")
_FIELD_WIDTH = 52
_TICK_MILLISECONDS, _REPLAY_TICKS = 33, 60  # a replay takes two seconds


class DrawControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    store : Store
        Of a `DrawingState`.
    session : Session
        For the test images.
    actions : CanvasActions
    files : FilesIn
    panel : PagePanel
        The part to fill.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(
        self,
        look: Look,
        store: Store[DrawingState],
        session: Session,
        actions: CanvasActions,
        files: FilesIn,
        panel: PagePanel,
    ) -> None:
        super().__init__()
        self._look, self._store, self._session, self._actions = look, store, session, actions
        self._tool = Segmented(look, len(_TOOLS))
        self._width = LinearSlider(look, NARROWEST_PEN, WIDEST_PEN)
        self._width_field = NumberField(look, minimum=NARROWEST_PEN, maximum=WIDEST_PEN, decimals=0)
        self._width_problem = FieldMessage(look)
        self._width_field.attach_message(self._width_problem)
        self._undo, self._redo = Button(look, "undo"), Button(look, "redo")
        self._clear = Button(look, "trash")
        self._test_image, self._mistake = Button(look, "dice"), Button(look, "warn")
        self._label = LabelChoice(look, actions)
        self.files = FilesRow(look, store, files)
        self._replay = Button(look, "play")
        self._shows_stop = False
        self._labels = {
            name: Label(look, SMALL, SEMIBOLD, "text2") for name in ("pen", "try", "label", "keys")
        }
        self._width_name, self._unit = Label(look, tone="text2"), Label(look)
        self._keys = Label(look, SMALL, tone="text2", wrap=True)
        self._keys_part = QWidget()
        self._clock = QTimer(self, interval=_TICK_MILLISECONDS)
        self.by_name: dict[str, QWidget] = {
            "tool": self._tool,
            "pen_width": self._width,
            "pen_width_field": self._width_field,
            "undo": self._undo,
            "redo": self._redo,
            "clear": self._clear,
            "test_image": self._test_image,
            "mistake": self._mistake,
            **self.files.by_name,
            "replay": self._replay,
            "label": self._label,
        }
        self._lay_out(panel)
        self._connect()
        self._on_history_changed()
        look.changed.connect(self._fix_width)
        self._fix_width()

    def show_state(self, state: DrawingState, mistakes: NDArray[np.intp] | None) -> None:
        """Set every control to the state; none of them answers. The mistakes are None while they are unknown."""
        self._tool.set_value(_TOOLS.index(state.tool))
        self._width.set_value(state.pen_width)
        self._width_field.set_value(state.pen_width)
        self._clear.setEnabled(not state.is_empty)
        self._test_image.setEnabled(self._session.dataset is not None)
        self._mistake.setEnabled(mistakes is not None and len(mistakes) > 0)
        self._label.show_label(state.label)
        self._show_replay(state)

    def set_compact(self, compact: bool) -> None:
        """Leave the reminder of the keys, which the tooltips repeat, out of a small window."""
        self._keys_part.setVisible(not compact)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "pen": _("Pen"),
            "try": _("Try"),
            "label": _("It is a …"),
            "keys": _("Keys"),
        }.items():
            self._labels[name].setText(text)
        self._tool.set_texts([_("Pen"), _("Eraser")])
        self._width_name.setText(_("Width"))
        self._unit.setText("%")
        self._undo.setText(_("Undo"))
        self._redo.setText(_("Redo"))
        self._clear.setText(_("Clear"))
        self._test_image.setText(_("Test image"))
        self._mistake.setText(_("Mistake"))
        self._keys.setText(
            _(
                "E test image, M misread one, F file, Ctrl+V paste; 0 to 9 say what it is, K keeps it, Delete clears. "
                "On the canvas: arrows move a pen, Space lowers or lifts it."
            )
        )

    def _show_replay(self, state: DrawingState) -> None:
        is_playing = state.played != ALL_POINTS
        if is_playing != self._shows_stop:
            self._shows_stop = is_playing
            self._replay.set_icon("stop" if is_playing else "play")
        self._replay.setText(_("Stop the replay") if is_playing else _("Replay the strokes"))
        self._replay.setEnabled(state.has_strokes)
        if is_playing and not self._clock.isActive():
            self._clock.start()
        elif not is_playing:
            self._clock.stop()

    def _lay_out(self, panel: PagePanel) -> None:
        width = row(self._width_name, self._width, row(self._width_field, self._unit, spacing=SPACE_XS))
        buttons = row(self._undo, self._redo, self._clear, spacing=SPACE_XS)
        panel.add_section(self._labels["pen"], self._tool, width, self._width_problem, buttons)
        panel.add_rule()
        images = row(self._test_image, self._mistake, spacing=SPACE_XS)
        panel.add_section(self._labels["try"], images, self.files, self._replay)
        panel.add_rule()
        panel.add_section(self._labels["label"], self._label)
        keys = column(self._labels["keys"], self._keys)
        self._keys_part.setLayout(column(rule(), keys, spacing=SPACE_M))
        panel.sections.addWidget(self._keys_part)

    def _connect(self) -> None:
        store = self._store
        store.history_changed.connect(self._on_history_changed)
        self._tool.chosen.connect(self._on_tool_chosen)
        self._width.drag_started.connect(store.begin_gesture)
        self._width.dragged.connect(self._on_width)
        self._width.drag_finished.connect(store.end_gesture)
        self._width.stepped.connect(self._on_width_stepped)
        self._width_field.committed.connect(self._on_width)
        self._width_field.stepped.connect(self._on_width_stepped)
        self._undo.clicked.connect(store.undo)
        self._redo.clicked.connect(store.redo)
        self._clear.clicked.connect(self._actions.clear)
        self._test_image.clicked.connect(self._actions.take_test_image)
        self._mistake.clicked.connect(self._actions.take_next_mistake)
        self._replay.clicked.connect(self._on_replay)
        self._clock.timeout.connect(self._on_tick)

    @Slot()
    def _on_history_changed(self) -> None:
        self._undo.setEnabled(self._store.can_undo)
        self._redo.setEnabled(self._store.can_redo)

    @Slot()
    def _fix_width(self) -> None:
        self._width_field.setFixedWidth(self._look.px(_FIELD_WIDTH))

    @Slot(int)
    def _on_tool_chosen(self, index: int) -> None:
        self._store.tick(tool=_TOOLS[index])

    @Slot(float)
    def _on_width(self, percent: float) -> None:
        self._store.change(pen_width=round(percent))

    @Slot(float)
    def _on_width_stepped(self, percent: float) -> None:
        self._store.nudge(pen_width=round(percent))

    @Slot()
    def _on_replay(self) -> None:
        is_playing = self._store.state.played != ALL_POINTS
        self._store.tick(played=ALL_POINTS if is_playing else 0)

    @Slot()
    def _on_tick(self) -> None:
        state = self._store.state
        step = max(1, round(state.point_count / _REPLAY_TICKS))
        played = state.played + step
        self._store.tick(played=played if played < state.point_count else ALL_POINTS)
