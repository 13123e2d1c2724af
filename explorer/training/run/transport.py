"""The buttons that start, pause and end a run."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SPACE_S, Look
from explorer.runs.run import Run, Status
from explorer.texts.language import _
from explorer.widgets.buttons import Button

KEYS = ("R", "S", "E", "X", "N")
"""Keys that press Start, Step, Epoch, Stop and New run."""


class Transport(Guarded, QWidget):
    """Start, which becomes Pause, Resume and Continue; Stop; one step, one epoch; a new run.

    Signals
    -------
    start_wanted(), pause_wanted(), resume_wanted(), stop_wanted(), step_wanted(), epoch_wanted(), new_run_wanted()
        What the user asks for.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    stop_wanted = Signal()
    step_wanted = Signal()
    epoch_wanted = Signal()
    new_run_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._status = Status.FINISHED
        self._main, self._stop = Button(look, "play", primary=True), Button(look, "stop")
        self._step, self._epoch, self._new_run = (Button(look) for _index in range(3))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_S)
        for name, text, button, place in (
            ("start", _("Start"), self._main, (0, 0, 1, 4)),
            ("stop", _("Stop"), self._stop, (0, 4, 1, 2)),
            ("step", _("Step"), self._step, (1, 0, 1, 2)),
            ("epoch", _("Epoch"), self._epoch, (1, 2, 1, 2)),
            ("new_run", _("New run"), self._new_run, (1, 4, 1, 2)),
        ):
            button.setObjectName(f"training.{name}")
            button.setText(text)
            button.setAccessibleName(text)
            grid.addWidget(button, *place)
        for line in range(6):
            grid.setColumnStretch(line, 1)
        self._by_key = dict(
            zip(KEYS, (self._main, self._step, self._epoch, self._stop, self._new_run), strict=True)
        )
        self._main.clicked.connect(self._on_main)
        self._stop.clicked.connect(self.stop_wanted)
        self._step.clicked.connect(self.step_wanted)
        self._epoch.clicked.connect(self.epoch_wanted)
        self._new_run.clicked.connect(self.new_run_wanted)

    def press(self, key: str) -> None:
        """Press the button of one of `KEYS`, if it can be pressed now."""
        self._by_key[key].click()

    def show_run(self, run: Run, goes_on: bool, is_primary: bool) -> None:
        """Offer what can be done with a run now.

        `goes_on` says whether the present settings continue it; `is_primary` is false where something else matters
        more.
        """
        self._status = run.status
        self._main.set_primary(is_primary)
        self._main.set_icon("pause" if run.status is Status.RUNNING else "play")
        self._main.setEnabled(run.status is not Status.WAITING and not run.is_ending)
        for button in (self._step, self._epoch):
            button.setEnabled(run.status not in (Status.RUNNING, Status.WAITING) and not run.is_ending)
        self._stop.setEnabled(run.is_active and not run.is_ending)
        self._new_run.setEnabled(not run.is_active)
        main, tooltip = _main_words(run.status, goes_on)
        self._main.setText(main)
        self._main.setAccessibleName(main)
        self._main.setToolTip(f"{tooltip} (R)")
        self._explain()

    def _explain(self) -> None:
        """Say what the other buttons do, or why they cannot be pressed."""
        pause_first = _("Pause the run first")
        for button, does in (
            (
                self._step,
                _("One iteration, then pause: a mini-batch, its gradient, one update (S; section 6)"),
            ),
            (
                self._epoch,
                _("To the end of the epoch, then pause (E; section 6)"),
            ),
        ):
            button.setToolTip(does if button.isEnabled() else pause_first)
        self._stop.setToolTip(
            _("End the run and keep its network (X)")
            if self._stop.isEnabled()
            else _("There is no run to stop")
        )
        self._new_run.setToolTip(
            _("Train from the start with another seed: other initial weights, other mini-batches (N)")
            if self._new_run.isEnabled()
            else _("Stop the run first")
        )

    @Slot()
    def _on_main(self) -> None:
        if self._status is Status.RUNNING:
            self.pause_wanted.emit()
        elif self._status is Status.PAUSED:
            self.resume_wanted.emit()
        else:
            self.start_wanted.emit()


def _main_words(status: Status, goes_on: bool) -> tuple[str, str]:
    match status:
        case Status.RUNNING:
            return _("Pause"), _("Pause after this iteration")
        case Status.PAUSED:
            return _("Resume"), _("Continue from here")
        case Status.WAITING:
            return _("Start"), _("Training begins as soon as the images are read")
    if goes_on:
        return _("Continue"), _("Continue where the run ended; New run starts again")
    return _("Start"), _("Train a network with these settings")
