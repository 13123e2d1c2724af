"""The buttons that start and hold the race."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import Look
from explorer.texts.language import _
from explorer.training.race.contest import Contest
from explorer.widgets.buttons import Button
from explorer.widgets.layout import row


class RaceTransport(Guarded, QWidget):
    """Start, which becomes Pause and Resume; and back to the start line.

    Signals
    -------
    start_wanted(), pause_wanted(), clear_wanted()
        What the user asks for.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_running = False
        self._start, self._clear = Button(look, "play", primary=True), Button(look, "first")
        self._start.setText(_("Start"))
        self._clear.setText(_("Clear"))
        self.by_name: dict[str, QWidget] = {"race_start": self._start, "race_clear": self._clear}
        buttons = row(self._start, self._clear)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        self.setLayout(buttons)
        self._start.clicked.connect(self._on_start)
        self._clear.clicked.connect(self.clear_wanted)

    def show_contest(self, contest: Contest, is_at_start: bool, has_data: bool) -> None:
        """Offer what can be done with the race now."""
        self._is_running = running = contest.is_running and not is_at_start
        self._start.set_icon("pause" if running else "play")
        if running:
            text = _("Pause")
        elif is_at_start:
            text = _("Start")
        else:
            text = _("Start again") if contest.is_over else _("Resume")
        self._start.setText(text)
        self._start.setEnabled(has_data and not (running and contest.is_ending))
        self._clear.setEnabled(not is_at_start)

    @Slot()
    def _on_start(self) -> None:
        if self._is_running:
            self.pause_wanted.emit()
        else:
            self.start_wanted.emit()
