"""The controls of the page Draw."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from explorer.drawing.actions import CanvasActions
from explorer.drawing.controls import LabelControl, PenWidthControl
from explorer.drawing.files_in.files_in import FilesIn
from explorer.drawing.files_in.row import FilesRow
from explorer.drawing.state import ALL_POINTS, DrawingState
from explorer.look.theme import SPACE_XS, Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareSegmentedControl, BareTickControl, ControlKit, heading
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.layout import row

_TICK_MILLISECONDS, _REPLAY_TICKS = 33, 60  # a replay takes two seconds


class DrawControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    session : Session
        For the test images.
    panel : PagePanel
        The part to fill.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every button by the second half of its object name.
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
        self._store, self._session = store, session
        self._kit = kit = ControlKit(look, store, "drawing")
        self._clear = IconButton(look, "trash")
        self._test_image, self._mistake = Button(look, "dice"), Button(look, "warn")
        self._test_image.setText(_("Test image"))
        self._mistake.setText(_("Misclassified"))
        self.files = FilesRow(look, files)
        self._replay = IconButton(look, "play")
        self._clock = QTimer(self, interval=_TICK_MILLISECONDS)
        self.by_name: dict[str, QWidget] = {
            "clear": self._clear,
            "test_image": self._test_image,
            "mistake": self._mistake,
            **self.files.by_name,
            "replay": self._replay,
        }
        tool = kit.make(BareTickControl, "tool")
        tools = row(tool, self._replay, self._clear, spacing=SPACE_XS)
        tools.setStretchFactor(tool, 1)
        panel.add_section(
            heading(look, _("Pen")),
            tools,
            kit.make(PenWidthControl, "pen_width"),
        )
        panel.add_rule()
        images = row(self._test_image, self._mistake, spacing=SPACE_XS)
        panel.add_section(heading(look, _("Try")), images, self.files)
        panel.add_rule()
        panel.add_section(heading(look, _("Label")), kit.make(LabelControl, "label"))
        panel.add_rule()
        panel.add_section(heading(look, _("The 784 numbers")), kit.make(BareSegmentedControl, "numbers"))
        self._connect(actions)

    def show_state(self, state: DrawingState, mistakes: NDArray[np.intp] | None) -> None:
        """Set every control to the state; none of them answers. The mistakes are None while they are unknown."""
        self._kit.show_state(state)
        self._clear.setEnabled(not state.is_empty)
        self._test_image.setEnabled(self._session.dataset is not None)
        self._mistake.setEnabled(mistakes is not None and len(mistakes) > 0)
        self._show_replay(state)

    def _show_replay(self, state: DrawingState) -> None:
        is_playing = state.played != ALL_POINTS
        self._replay.set_icon("stop" if is_playing else "play")
        self._replay.setAccessibleName(_("Stop the replay") if is_playing else _("Replay the strokes"))
        self._replay.setEnabled(state.has_strokes)
        if is_playing and not self._clock.isActive():
            self._clock.start()
        elif not is_playing:
            self._clock.stop()

    def _connect(self, actions: CanvasActions) -> None:
        self._clear.clicked.connect(actions.clear)
        self._test_image.clicked.connect(actions.take_test_image)
        self._mistake.clicked.connect(actions.take_next_mistake)
        self._replay.clicked.connect(self._on_replay)
        self._clock.timeout.connect(self._on_tick)

    @Slot()
    def _on_replay(self) -> None:
        state = self._store.state
        self._store.tick_to(replace(state, played=0 if state.played == ALL_POINTS else ALL_POINTS))

    @Slot()
    def _on_tick(self) -> None:
        state = self._store.state
        step = max(1, round(state.point_count / _REPLAY_TICKS))
        played = state.played + step
        self._store.tick_to(replace(state, played=played if played < state.point_count else ALL_POINTS))
