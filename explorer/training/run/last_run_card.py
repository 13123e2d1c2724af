"""The offer to continue a run that was interrupted when the application last ended."""

from PySide6.QtCore import Signal

from core.model_file import SavedRun
from explorer.look.theme import BODY, SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import grouped
from explorer.widgets.buttons import Button
from explorer.widgets.layout import Card, column, row
from explorer.widgets.text import ElidedLabel


class LastRunCard(Card):
    """Hidden unless there is such a run.

    Signals
    -------
    continued(), declined()
        What the user decided.
    """

    continued = Signal()
    declined = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "training.last_run",
            _("The last run"),
            _("A run that was interrupted when the program last ended. You can continue it or discard it."),
        )
        self.set_title("")
        self._headline, self._words = (
            ElidedLabel(look, BODY, SEMIBOLD),
            ElidedLabel(look, SMALL, tone="text2"),
        )
        self._continue, decline = Button(look, "play"), Button(look)
        self._continue.setObjectName("training.continue_last")
        self._continue.setToolTip(_("Restores its settings, losses and network, and continues it"))
        decline.setObjectName("training.decline_last")
        decline.setText(_("Discard"))
        decline.setToolTip(_("Discard this run; the next one overwrites it on disk"))
        decline.setAccessibleName(decline.text())
        said = row(
            column(self._headline, self._words, spacing=SPACE_XS), decline, self._continue, spacing=SPACE_M
        )
        said.setStretch(0, 1)
        self.body.addLayout(said)
        self._continue.clicked.connect(self.continued)
        decline.clicked.connect(self.declined)
        self._offer(_("Continue the last run"))
        self.hide()

    def show_run(self, saved: SavedRun | None) -> None:
        """Offer a run, or nothing."""
        self.setVisible(saved is not None)
        if saved is None:
            return
        steps = len(saved.losses)
        if _has_ended(saved):
            title = ngettext(
                "A run of {0} iteration was not saved", "A run of {0} iterations was not saved", steps
            )
            self._headline.setText(title.format(grouped(steps)))
            self._words.setText(_("Its curves and networks can be restored."))
            self._offer(_("Restore the last run"))
        else:
            self._headline.setText(_("A run was interrupted at iteration {0}").format(grouped(steps)))
            of_all = _("of {0}. It can be continued.")
            self._words.setText(of_all.format(grouped(saved.config.iterations)))
            self._offer(_("Continue the last run"))

    def _offer(self, action: str) -> None:
        self._continue.setText(action)
        self._continue.setAccessibleName(action)


def _has_ended(saved: SavedRun) -> bool:
    """Whether all iterations were done, or the losses go on beyond the last good network."""
    done = len(saved.losses)
    return done >= saved.config.iterations or any(at.iteration < done for at in saved.checkpoints[-1:])
