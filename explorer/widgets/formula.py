"""A text with terms that can be pointed at, to see what they are in the picture."""

import html
import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFont

from explorer.look.palette import colour
from explorer.look.theme import BODY, NORMAL, Look
from explorer.widgets.text import Label, set_tooltip


class Formula(Label):
    """A formula, or a sentence with one. Its terms are underlined; `linkHovered` names the one below the pointer.

    Parameters
    ----------
    look, size, weight, tone, wrap
        As for `Label`.
    """

    def __init__(
        self,
        look: Look,
        size: int = BODY,
        weight: QFont.Weight = NORMAL,
        tone: str = "text",
        wrap: bool = False,
    ) -> None:
        super().__init__(look, size, weight, tone, wrap)
        self._colour = colour(look.theme, tone)
        self._written, self._hovered = "", ""
        self._terms: Mapping[str, str] = {}
        self.linkHovered.connect(self._on_hovered)

    def text(self) -> str:
        """Return the text as it is read."""
        return self._written

    def set_terms(self, terms: Mapping[str, str]) -> None:
        """Take other terms: each as it is written, with its tooltip; of two that overlap, the longer counts."""
        if terms != self._terms:
            self._terms = terms
            self._write()

    def setText(self, text: str) -> None:
        """Write another text; terms that do not occur in it do no harm."""
        if text != self._written:
            self._written = text
            self._write()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        if self._hovered:
            self.linkHovered.emit("")

    def _write(self) -> None:
        self.setAccessibleName(self._written)
        if not self._terms:
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(self._written)
            return
        longest_first = sorted(self._terms, key=len, reverse=True)
        alone = rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
        parts = re.split(alone, self._written)
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText(
            "".join(self._link(part) if part in self._terms else _escaped(part) for part in parts)
        )

    def _link(self, term: str) -> str:
        written = _escaped(term)
        return f'<a href="{html.escape(term)}" style="color: {self._colour}">{written}</a>'

    @Slot(str)
    def _on_hovered(self, term: str) -> None:
        self._hovered = term
        set_tooltip(self, self._terms.get(term, ""))


def _escaped(text: str) -> str:
    """Return a text for HTML, with its line ends and its double spaces."""
    return html.escape(text).replace("  ", "\u00a0 ").replace("\n", "<br>")
