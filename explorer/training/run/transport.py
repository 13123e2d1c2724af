"""The buttons that start, hold and end a run."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.runs import Run, Status
from explorer.theme import SPACE_S, Look
from explorer.widgets.buttons import Button


class Transport(QWidget):
    """Start, which becomes Pause and Resume; Step; Stop; New run.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    start_wanted(), pause_wanted(), resume_wanted(), step_wanted(), stop_wanted(), new_run_wanted()
        What the person asks for.
    """

    start_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    step_wanted = Signal()
    stop_wanted = Signal()
    new_run_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._status = Status.FINISHED
        self._main = Button(look, "play", primary=True)
        self._step, self._stop = Button(look, "step"), Button(look, "stop")
        self._new_run = Button(look, "dice")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_S)
        for index, (name, button) in enumerate(
            (("start", self._main), ("step", self._step), ("stop", self._stop), ("new_run", self._new_run))
        ):
            button.setObjectName(f"training.{name}")
            grid.addWidget(button, *divmod(index, 2))
            grid.setColumnStretch(index % 2, 1)
        self._main.clicked.connect(self._on_main)
        self._step.clicked.connect(self.step_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        self._new_run.clicked.connect(self.new_run_wanted)
        self.retranslate()

    def show_run(self, run: Run, is_primary: bool) -> None:
        """Offer what can be done with a run now; `is_primary` is false where something else matters more."""
        self._status = run.status
        self._main.set_primary(is_primary)
        icon = "pause" if run.status is Status.RUNNING else "play"
        if icon != self._main.property("icon_name"):
            self._main.setProperty("icon_name", icon)
            self._main.set_icon(icon)
        self._main.setEnabled(run.status is not Status.WAITING and not run.is_ending)
        self._step.setEnabled(run.status is Status.PAUSED)
        self._stop.setEnabled(run.is_active and not run.is_ending)
        self._new_run.setEnabled(not run.is_active)
        self._write()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._step.setText(self.tr("Step"))
        self._stop.setText(self.tr("Stop"))
        self._new_run.setText(self.tr("New run"))
        for button in (self._step, self._stop, self._new_run):
            button.setAccessibleName(button.text())
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _write(self) -> None:
        main, tooltip = {
            Status.RUNNING: (self.tr("Pause"), self.tr("Hold after this step; nothing is lost")),
            Status.PAUSED: (self.tr("Resume"), self.tr("Go on as if nothing had been")),
            Status.WAITING: (self.tr("Start"), self.tr("Begins as soon as the images are read")),
        }.get(
            self._status,
            (
                self.tr("Start"),
                self.tr("Train a network with these settings; the same settings give the same run"),
            ),
        )
        self._main.setText(main)
        self._main.setAccessibleName(main)
        self._main.setToolTip(tooltip)
        self._step.setToolTip(
            self.tr("One more step: a batch, its gradient, one update")
            if self._step.isEnabled()
            else self.tr("Pause a run to go on in single steps")
        )
        self._stop.setToolTip(
            self.tr("End the run here and keep its network")
            if self._stop.isEnabled()
            else self.tr("There is no run to stop")
        )
        self._new_run.setToolTip(
            self.tr("Train once more with the next seed: other first weights, other batches")
            if self._new_run.isEnabled()
            else self.tr("Stop the run first")
        )

    @Slot()
    def _on_main(self) -> None:
        if self._status is Status.RUNNING:
            self.pause_wanted.emit()
        elif self._status is Status.PAUSED:
            self.resume_wanted.emit()
        else:
            self.start_wanted.emit()
