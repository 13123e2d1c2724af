"""The offer to take up a run that was cut short when the application last ended."""

from PySide6.QtCore import QEvent, Signal

from core.model_file import SavedRun
from explorer.language import _
from explorer.theme import BODY, SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look
from explorer.widgets.buttons import Button
from explorer.widgets.layout import Card, column, row
from explorer.widgets.numbers import grouped
from explorer.widgets.text import ElidedLabel


class LastRunCard(Card):
    """Hidden unless there is such a run.

    Parameters
    ----------
    look : Look

    Signals
    -------
    continued(), declined()
        What the person decided.
    """

    continued = Signal()
    declined = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._saved: SavedRun | None = None
        self._title, self._words = ElidedLabel(look, BODY, SEMIBOLD), ElidedLabel(look, SMALL, tone="text2")
        self._continue, self._decline = Button(look, "play"), Button(look)
        self._continue.setObjectName("training.continue_last")
        self._decline.setObjectName("training.decline_last")
        said = row(
            column(self._title, self._words, spacing=SPACE_XS), self._decline, self._continue, spacing=SPACE_M
        )
        said.setStretch(0, 1)
        self.body.addLayout(said)
        self._continue.clicked.connect(self.continued)
        self._decline.clicked.connect(self.declined)
        self.hide()
        self.retranslate()

    def show_run(self, saved: SavedRun | None) -> None:
        """Offer a run, or nothing."""
        self._saved = saved
        self.setVisible(saved is not None)
        self._write()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._continue.setToolTip(
            _("Its settings, its losses and its network come back, and it goes on from there")
        )
        self._decline.setText(_("Let it go"))
        self._decline.setToolTip(_("Put the offer away; the next run takes its place on the disk"))
        self._decline.setAccessibleName(self._decline.text())
        self._write()

    def _write(self) -> None:
        saved = self._saved
        action = _("Continue the last run")
        if saved is not None and _has_ended(saved):
            action = _("Bring back the last run")
            self._title.setText(_("A run of {0} steps was not kept").format(grouped(len(saved.losses))))
            self._words.setText(_("Its curves and networks are still there."))
        elif saved is not None:
            self._title.setText(_("A run was cut short at step {0}").format(grouped(len(saved.losses))))
            of_all = _("of {0}. It can go on from there.")
            self._words.setText(of_all.format(grouped(saved.config.iterations)))
        self._continue.setText(action)
        self._continue.setAccessibleName(action)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


def _has_ended(saved: SavedRun) -> bool:
    """Whether all iterations were done, or the losses go on beyond the last good network."""
    done = len(saved.losses)
    return done >= saved.config.iterations or any(at.iteration < done for at in saved.checkpoints[-1:])
