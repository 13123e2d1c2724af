"""Boxes with a mark at the left: a choice, a reply, a task, a section."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.guide.markdown import MarkdownLabel
from explorer.look.theme import BODY, MEDIUM, NORMAL, SEMIBOLD, SMALL, SPACE_S, Look
from explorer.widgets.layout import column
from explorer.widgets.text import Label, set_style_property

_MARK_WIDTH = 20


def _fill(
    look: Look, box: QWidget, mark: str, tone: str, title: str, sentence: str
) -> tuple[Label, MarkdownLabel, MarkdownLabel]:
    sign = Label(look, BODY, SEMIBOLD, tone)
    sign.setText(mark)
    sign.setFixedWidth(look.px(_MARK_WIDTH))
    sign.setAlignment(Qt.AlignmentFlag.AlignTop)
    heading = MarkdownLabel(look, BODY, MEDIUM)
    heading.set_markdown(title)
    words = MarkdownLabel(look, SMALL, NORMAL, "text2")
    words.set_markdown(sentence)
    for label in (sign, heading, words):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    layout = QHBoxLayout()
    layout.setContentsMargins(10, 7, 10, 7)
    layout.setSpacing(SPACE_S)
    layout.addWidget(sign)
    layout.addLayout(column(heading, words, spacing=2), 1)
    box.setLayout(layout)
    words.setVisible(bool(sentence))  # not before: without a parent it would be a window
    return sign, heading, words


class Tile(QFrame):
    """A mark, a title, and a sentence below it.

    Parameters
    ----------
    mark : str
        One character.
    tone : str
        Of the mark and the border: a colour of the theme.
    title, sentence : str
        Markdown.
    """

    def __init__(self, look: Look, mark: str, tone: str, title: str, sentence: str = "") -> None:
        super().__init__()
        self.setProperty("tile", tone)
        self._sign, self._title, self._words = _fill(look, self, mark, tone, title, sentence)

    def show_mark(self, mark: str, tone: str) -> None:
        """Show another mark in another colour."""
        self._sign.setText(mark)
        self._sign.set_tone(tone)
        set_style_property(self, "tile", tone)

    def show_words(self, title: str, sentence: str = "") -> None:
        """Show other words."""
        self._title.set_markdown(title)
        self._words.set_markdown(sentence)
        self._words.setVisible(bool(sentence))


class TileButton(Guarded, QPushButton):
    """A tile to click."""

    def __init__(self, look: Look, mark: str, title: str, sentence: str = "", tone: str = "text2") -> None:
        super().__init__()
        self.setProperty("tile", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sign, self._title, self._words = _fill(look, self, mark, tone, title, sentence)
        self.setAccessibleName(" ".join(filter(None, (self._title.accessibleName(), sentence))))
        self.toggled.connect(self._show_checked)

    def sizeHint(self) -> QSize:
        """Return that of the words."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Words break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words."""
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(width)

    def _show_checked(self, checked: bool) -> None:
        self._sign.set_tone("accent" if checked else "text2")
        set_style_property(self, "tile", "accent" if checked else "text2")
