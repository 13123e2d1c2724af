"""The controls of the race: its size and length, and the buttons that start and hold it."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QWidget

from explorer.controls import Section
from explorer.guarded import Guarded
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training.fields import Alternatives, WholeNumber
from explorer.training.race.contest import Contest
from explorer.training.race.state import MOST_RACE_BATCH, MOST_RACE_HIDDEN, RACE_STEPS, RaceState
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.numbers import grouped
from explorer.widgets.text import Label


class RaceSection(Section):
    """Hidden units, batch size, and how far the race goes."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._hidden = WholeNumber(look, store, "race_hidden_size", (1, MOST_RACE_HIDDEN), 10)
        self._batch = WholeNumber(look, store, "race_batch_size", (1, MOST_RACE_BATCH), 10)
        self._steps = Alternatives(look, store, "race_steps", RACE_STEPS)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(column(self._title, self._hidden, self._batch, self._steps, self._note))
        self.retranslate()

    def show_state(self, state: RaceState) -> None:
        """Show the settings."""
        for control in (self._hidden, self._batch, self._steps):
            control.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("All lanes"))
        self._hidden.set_words(
            _("Hidden units"),
            _(
                "Units between pixels and digits. Twice as many take the structured differences twice as long, "
                "and one parameter at a time four times (chapter, section 6)"
            ),
            "",
        )
        self._batch.set_words(
            _("Batch size"),
            _("Images in each mini-batch. Try 10: which lanes gain? (Chapter, section 2)"),
            "",
        )
        self._steps.set_words(
            _("Steps to go"),
            tuple(grouped(steps) for steps in RACE_STEPS),
            (
                _("100 steps: about a second of the structured differences"),
                _("1 000 steps, a tenth of the chapter’s run"),
                _("10 000 steps, the chapter’s run (section 6): some minutes"),
            ),
            "",
        )
        self._note.setText(
            _(
                "Learning rate 0.1, SGD and sigmoid, as in the chapter. Another setting is another race; undo returns "
                "to this one."
            )
        )


class RaceTransport(Guarded, QWidget):
    """Start, which becomes Pause and Resume; and back to the start line.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    start_wanted(), pause_wanted(), clear_wanted()
        What the person asks for.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_running = False
        self._words = "start"
        self._start, self._clear = Button(look, "play", primary=True), Button(look, "first")
        self.by_name: dict[str, QWidget] = {"race_start": self._start, "race_clear": self._clear}
        buttons = row(self._start, self._clear)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        self.setLayout(buttons)
        self._start.clicked.connect(self._on_start)
        self._clear.clicked.connect(self.clear_wanted)

    def show_contest(self, contest: Contest, is_at_start: bool, has_data: bool) -> None:
        """Offer what can be done with the race now."""
        running = contest.is_running and not is_at_start
        if running != self._is_running:
            self._is_running = running
            self._start.set_icon("pause" if running else "play")
        if running:
            self._words = "pause"
        elif is_at_start:
            self._words = "start"
        else:
            self._words = "again" if contest.is_over else "resume"
        self._start.setEnabled(has_data and not (running and contest.is_ending))
        self._clear.setEnabled(not is_at_start)
        self._write()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._clear.setText(_("Clear"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _write(self) -> None:
        text = {
            "start": _("Start"),
            "pause": _("Pause"),
            "resume": _("Resume"),
            "again": _("Start again"),
        }[self._words]
        self._start.setText(text)

    @Slot()
    def _on_start(self) -> None:
        if self._is_running:
            self.pause_wanted.emit()
        else:
            self.start_wanted.emit()
