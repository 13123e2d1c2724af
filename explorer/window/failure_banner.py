"""A message across the window: what went wrong, with its details to copy, and a way to put it away."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from explorer.look.theme import SEMIBOLD, SPACE_L, SPACE_M, SPACE_S, Look
from explorer.texts.language import _
from explorer.texts.shortening import shortened
from explorer.widgets.buttons import Button
from explorer.widgets.layout import row
from explorer.widgets.text import Label


class FailureBanner(QFrame):
    """Hidden until `show_failure` or `show_message`; never a dialog, never in the way of the work."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("window.banner")
        self._details = ""
        self._is_message = False
        self._stripe = QFrame()
        self._stripe.setProperty("stripe", True)
        self._stripe.setFixedWidth(3)
        self._words = Label(look, weight=SEMIBOLD, wrap=True)
        self._words.setMinimumWidth(1)  # a long word must not widen the window
        self.copy_button = Button(look, "copy")
        self.copy_button.setObjectName("window.banner_copy")
        self.close_button = Button(look)
        self.close_button.setObjectName("window.banner_close")
        box = row(
            self._stripe,
            self._words,
            self.copy_button,
            self.close_button,
            spacing=SPACE_M,
            margins=(SPACE_L, SPACE_S, SPACE_L, SPACE_S),
        )
        box.setStretch(1, 1)
        self.setLayout(box)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.hide)
        self.copy_button.setText(_("Copy details"))
        self.copy_button.setToolTip(_("Copies the technical details, for a report to the developers"))
        self.close_button.setText(_("Close"))
        self.close_button.setToolTip(_("Puts this message away"))
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    @Slot(str, str)
    def show_failure(self, summary: str, details: str) -> None:
        """Say that something inside went wrong; the person can go on."""
        words = _("Something inside went wrong, and Learnscope went on without it: {0}").format(summary)
        self._show(words, details)
        self._is_message = False

    @Slot(str)
    def show_message(self, sentence: str) -> None:
        """Say a sentence about a file or the data that could not be used."""
        is_whole = len(shortened(sentence)) == len(sentence)
        self._show(sentence, "" if is_whole else sentence)
        self._is_message = True

    @Slot()
    def clear_message(self) -> None:
        """Hide a message about a file, as another one has been opened; an internal failure stays."""
        if self._is_message:
            self.hide()

    def take_over(self, other: "FailureBanner") -> None:
        """Show what another banner shows."""
        if not other.isHidden():
            self._show(other.text, other._details)
            self._is_message = other._is_message

    def _show(self, sentence: str, details: str) -> None:
        self._details = details
        sentence = shortened(sentence)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.copy_button.setVisible(bool(details))
        self.show()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
