"""What came out, in words: a title with a result, a sentence or two, and what to do about trouble."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.look.theme import BODY, LEAD, SEMIBOLD, SPACE_M, Look
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_CHARACTERS = 70  # a line at most
_STRIPE = 3


class Finding(QWidget):
    """A title, a body, and for trouble a stripe at the left and one action.

    Parameters
    ----------
    badge : QWidget, optional
        Stands before the title.

    Attributes
    ----------
    extra : QVBoxLayout
        Between the body and the action, for numbers that belong to the finding.
    action : Button
        The one primary action; its owner gives it a tooltip and a name.
    action_row : QHBoxLayout
        The row that `action` is first in, for another button beside it.

    Signals
    -------
    action_taken()
        The person clicked the action.
    """

    action_taken = Signal()

    def __init__(self, look: Look, badge: QWidget | None = None) -> None:
        super().__init__()
        self._stripe = QFrame()
        self._stripe.setProperty("stripe", True)
        self._stripe.setFixedWidth(_STRIPE)
        self._title = Label(look, LEAD, SEMIBOLD, wrap=True)
        self._body = Label(look, BODY, tone="text2", wrap=True)
        self._body.setMaximumWidth(_CHARACTERS * QFontMetrics(look.font(BODY)).averageCharWidth())
        self._body.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.extra: QVBoxLayout = column()
        self.action = Button(look, primary=True)
        self.action.clicked.connect(self.action_taken)
        head = row(*([badge] if badge is not None else []), self._title)
        head.setStretchFactor(self._title, 1)
        self.action_row: QHBoxLayout = row(self.action, 1)
        words = column(head, self._body, self.extra, self.action_row)
        self.setLayout(row(self._stripe, words, spacing=SPACE_M))
        self.show_result("", "")

    def show_result(self, title: str, body: str) -> None:
        """Show what came out."""
        self._show(title, body, "")
        self._stripe.hide()

    def show_trouble(self, title: str, body: str, action: str = "") -> None:
        """Show what went wrong and why, with the words of an action that helps."""
        self._show(title, body, action)
        self._stripe.show()

    def _show(self, title: str, body: str, action: str) -> None:
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
