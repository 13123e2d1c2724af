"""The controls of slow motion: learning rate, batch size, which images, and the steps."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from explorer.controls import HeroNumber, Section
from explorer.guarded import Guarded
from explorer.language import _
from explorer.session import Session
from explorer.store import Store
from explorer.theme import BODY, SMALL, Look
from explorer.training.fields import WholeNumber
from explorer.training.slow_motion import words
from explorer.training.slow_motion.state import (
    LAST_SLOW_SEED,
    MOST_ITERATIONS,
    MOST_SLOW_BATCH,
    PANELS,
    SlowMotionState,
)
from explorer.training.state import HIGHEST_RATE, LOWEST_RATE, TrainingState
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

STEP_MILLISECONDS = 1_000
_LAST_STEP = PANELS * MOST_ITERATIONS - 1


class SlowMotionSection(Section):
    """What the iterations are done with."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, hero=True)
        slider = LogSlider(look, -3, 1, range(-3, 2))
        self._rate = HeroNumber(look, store, "training", "slow_learning_rate", field, slider)
        self._batch = WholeNumber(look, store, "slow_batch_size", (1, MOST_SLOW_BATCH), 10)
        self._seed = WholeNumber(look, store, "slow_seed", (0, LAST_SLOW_SEED), 1)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(column(self._rate, self._batch, self._seed, self._note))
        self.retranslate()

    def show_state(self, state: SlowMotionState, network: str) -> None:
        """Show the settings, and say from which network the iterations start."""
        self._note.setText(
            _("Starts from the {network}, which stays as it is. Plain SGD, as in the chapter.").format(
                network=network
            )
        )
        self._rate.show_value(state.slow_learning_rate)
        self._batch.show_state(state, False)
        self._seed.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._rate.set_words(
            _("Learning rate"),
            _("What the gradient is multiplied by before it is subtracted (chapter, sections 4 and 6)"),
            _("Drag it and watch panel 4: up to where does the loss still fall?"),
        )
        self._batch.set_words(
            _("Batch size"),
            _("Images that are drawn at each iteration. Try 1, then 1000 (chapter, section 2)"),
            "",
        )
        self._seed.set_words(_("Seed"), _("Decides which images are drawn: another seed, other images"), "")


class SlowMotionTransport(Guarded, QWidget):
    """One step back, the next step, and one step a second; the arrow keys step too while a button has the keyboard.

    Parameters
    ----------
    look : Look
    session : Session
    store : Store of TrainingState

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
        self.retranslate()

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
            self._next: state.slow_step < _LAST_STEP,
            self._play: state.slow_step < _LAST_STEP,
        }
        for button, is_possible in buttons.items():
            button.setEnabled(is_possible)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._next.setText(_("Next step"))
        for widget, name, tip in (
            (self._first, _("To the start"), _("Back to the first mini-batch")),
            (self._back, _("One step back"), _("One step back (Left arrow)")),
            (
                self._next,
                _("Next step"),
                _("The next of the four steps (Space or Right arrow): chapter, section 6"),
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
    def step_back(self) -> None:
        """Undo the last step."""
        self._go_to(self._store.state.slow_motion.slow_step - 1)

    def play_on(self) -> None:
        """Do the next step of playback, which leaves nothing to undo; it ends at the last one."""
        step = self._store.state.slow_motion.slow_step + 1
        if step <= _LAST_STEP:
            self._store.tick(slow_step=step)
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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _draw_play(self) -> None:
        playing = self._timer.isActive()
        self._play.set_icon("pause" if playing else "play")
        self._play.setAccessibleName(_("Pause") if playing else _("One step a second"))
        self._play.setToolTip(
            _("Stay at this step")
            if playing
            else _("One step a second, iteration after iteration: chapter, section 6")
        )

    def _go_to(self, step: int) -> None:
        if 0 <= step <= _LAST_STEP:
            self._store.nudge(slow_step=step)

    @Slot()
    def _on_first(self) -> None:
        self._store.change(slow_step=0)
