"""The offer to take up a run that was cut short when the application last ended."""

from PySide6.QtCore import QEvent, Signal

from core.model_file import SavedRun
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
        self.setVisible(saved is not None)
        if saved is not None:
            self._title.setText(self.tr("A run was cut short at step {0}").format(grouped(len(saved.losses))))
            self._words.setText(
                self.tr("of {0}, when Learnscope last ended. It can go on as if nothing had been.").format(
                    grouped(saved.config.iterations)
                )
            )

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._continue.setText(self.tr("Continue the last run"))
        self._continue.setToolTip(
            self.tr("Its settings, its losses and its network come back, and it goes on from there")
        )
        self._decline.setText(self.tr("Let it go"))
        self._decline.setToolTip(self.tr("Put the offer away; the next run takes its place on the disk"))
        for button in (self._continue, self._decline):
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
