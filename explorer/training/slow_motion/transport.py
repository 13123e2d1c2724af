"""The buttons of slow motion: one step back, the next step, and one step a second."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training.slow_motion import words
from explorer.training.slow_motion.state import LAST_STEP, PANELS, SlowMotionState
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

STEP_MILLISECONDS = 1_000


class SlowMotionTransport(Guarded, QWidget):
    """One step back, the next step, and one step a second; the arrow keys step too while a button has the keyboard.

    Signals
    -------
    second_passed()
        It is time for the next step of playback.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every button by the second half of its object name.
    """

    second_passed = Signal()

    def __init__(self, look: Look, session: Session, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store = store
        self._timer = session.lasting("training.playback", lambda: QTimer(interval=STEP_MILLISECONDS))
        self._timer.timeout.connect(self.second_passed)
        self._next = Button(look, "step", primary=True)
        self._first, self._back, self._play = (IconButton(look, name) for name in ("first", "back", "play"))
        self._place = Label(look, BODY)
        self.by_name: dict[str, QWidget] = {
            "slow_first": self._first,
            "slow_back": self._back,
            "slow_next": self._next,
            "slow_play": self._play,
        }
        buttons = row(self._first, self._back, self._next, self._play)
        buttons.setStretch(2, 1)
        self.setLayout(column(self._place, buttons))
        self._first.clicked.connect(self._on_first)
        self._back.clicked.connect(self.step_back)
        self._next.clicked.connect(self.step_on)
        self._play.clicked.connect(self.toggle)
        for key, step in ((Qt.Key.Key_Right, self.step_on), (Qt.Key.Key_Left, self.step_back)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
        self._set_texts()

    @property
    def is_playing(self) -> bool:
        """Whether a step is done every second."""
        return self._timer.isActive()

    def show_state(self, state: SlowMotionState) -> None:
        """Show where the steps stand."""
        self._place.setText(words.place(state))
        buttons: dict[QWidget, bool] = {
            self._first: state.slow_step > 0,
            self._back: state.slow_step > 0,
            self._next: state.slow_step < LAST_STEP,
            self._play: state.slow_step < LAST_STEP,
        }
        for button, is_possible in buttons.items():
            button.setEnabled(is_possible)

    def _set_texts(self) -> None:
        self._next.setText(_("Next step"))
        for widget, name, tip in (
            (self._first, _("To the start"), _("Back to the first mini-batch")),
            (self._back, _("One step back"), _("One step back (Left arrow)")),
            (
                self._next,
                _("Next step"),
                _("The next of the four steps (Space or Right arrow; section 6)"),
            ),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        self._draw_play()

    @Slot()
    def step_on(self) -> None:
        """Do the next step."""
        self._go_to(self._store.state.slow_motion.slow_step + 1)

    @Slot()
    def go_to_panel(self, panel: int) -> None:
        """Do the steps up to that one of this iteration, from 0."""
        self._go_to(self._store.state.slow_motion.slow_step // PANELS * PANELS + panel)

    @Slot()
    def step_back(self) -> None:
        """Undo the last step."""
        self._go_to(self._store.state.slow_motion.slow_step - 1)

    def play_on(self) -> None:
        """Do the next step of playback, which leaves nothing to undo; it ends at the last one."""
        step = self._store.state.slow_motion.slow_step + 1
        if step <= LAST_STEP:
            self._store.tick_to(self._at_step(step))
        else:
            self.pause()

    @Slot()
    def toggle(self) -> None:
        """Play, or pause."""
        if self._timer.isActive():
            self.pause()
        else:
            self._timer.start()
            self._draw_play()

    def pause(self) -> None:
        """Stay at this step."""
        self._timer.stop()
        self._draw_play()

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause while nobody sees it."""
        super().hideEvent(event)
        self.pause()

    def _draw_play(self) -> None:
        playing = self._timer.isActive()
        self._play.set_icon("pause" if playing else "play")
        self._play.setAccessibleName(_("Pause") if playing else _("One step per second"))
        self._play.setToolTip(
            _("Stay at this step")
            if playing
            else _("One step per second, iteration after iteration (section 6)")
        )

    def _go_to(self, step: int) -> None:
        if 0 <= step <= LAST_STEP:
            self._store.nudge_to(self._at_step(step))

    @Slot()
    def _on_first(self) -> None:
        self._store.change_to(self._at_step(0))

    def _at_step(self, step: int) -> TrainingState:
        state = self._store.state
        return replace(state, slow_motion=replace(state.slow_motion, slow_step=step))
