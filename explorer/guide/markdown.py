"""A label for the Markdown of lessons: no images, no HTML, and links that ask before they open."""

import re

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMessageBox

from explorer.look.theme import BODY, NORMAL, SPACE_S, Look
from explorer.texts.language import _
from explorer.widgets.text import Label

_LONGEST_LINK = 200  # characters that are shown
_IMAGE = re.compile(r"<img\b[^>]*>")
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectCommonMark
)


def plain_text(markdown: str) -> str:
    """Return the words of a text without its markup."""
    return _document(markdown).toPlainText()


def _document(markdown: str) -> QTextDocument:
    document = QTextDocument()
    document.setMarkdown(markdown, _FEATURES)
    return document


class MarkdownLabel(Label):
    """Shows Markdown, broken into lines."""

    def __init__(
        self, look: Look, size: int = BODY, weight: QFont.Weight = NORMAL, tone: str = "text"
    ) -> None:
        super().__init__(look, size, weight, tone, wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._markdown = ""
        self.linkActivated.connect(self._on_link)

    def set_markdown(self, markdown: str) -> None:
        """Show another text."""
        if markdown == self._markdown:
            return
        self._markdown = markdown
        document = _document(markdown)
        document.setDefaultFont(self.font())
        self._part_paragraphs(document)
        self.setAccessibleName(document.toPlainText())
        self.setText(_IMAGE.sub("", document.toHtml()))

    @staticmethod
    def _part_paragraphs(document: QTextDocument) -> None:
        """Leave some room below each paragraph but the last."""
        cursor, block = QTextCursor(document), document.begin()
        while block.isValid():
            style, is_last = block.blockFormat(), not block.next().isValid()
            style.setTopMargin(0)
            style.setBottomMargin(0 if is_last else SPACE_S)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(style)
            block = block.next()

    @Slot(str)
    def _on_link(self, link: str) -> None:
        """Open an https page in the browser if the user agrees, and nothing else."""
        url = QUrl(link)
        if url.scheme() != "https":
            return
        question = _("Open this page in the browser?\n{0}").format(url.toDisplayString()[:_LONGEST_LINK])
        if QMessageBox.question(self.window(), _("Open a page"), question) == QMessageBox.StandardButton.Yes:
            QDesktopServices.openUrl(url)
