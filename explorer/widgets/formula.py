"""A text with terms that can be pointed at, to see what they are in the picture."""

import html
import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent

from explorer.look.palette import colour
from explorer.look.theme import BODY, NORMAL, Look
from explorer.widgets.text import Label, set_tooltip


class Formula(Label):
    """A formula, or a sentence with one, whose terms are underlined.

    `linkHovered` names the term below the pointer, or the one that the arrow keys have reached.
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
        self._colour, self._highlight = colour(look.theme, tone), look.theme.hover
        self._written, self._hovered = "", ""
        self._parts: list[str] = []  # the text, cut at its terms
        self._reached: int | None = None  # by the keyboard: index of a term among the parts
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at the first term, or at the one that was reached before."""
        super().focusInEvent(event)
        self._reach(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self._reached = None
        self._show_parts()
        self.linkHovered.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at the term before or after by the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._reach(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _reach(self, step: int) -> None:
        places = [place for place, part in enumerate(self._parts) if part in self._terms]
        if not places:
            return
        present = places.index(self._reached) if self._reached in places else 0
        self._reached = places[min(max(present + step, 0), len(places) - 1)]
        self._show_parts()
        self.linkHovered.emit(self._parts[self._reached])

    def _write(self) -> None:
        self.setAccessibleName(self._written)
        longest_first = sorted(self._terms, key=len, reverse=True)
        alone = rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
        self._parts = re.split(alone, self._written) if self._terms else [self._written]
        has_terms = any(part in self._terms for part in self._parts)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if has_terms else Qt.FocusPolicy.NoFocus)
        self._show_parts()

    def _show_parts(self) -> None:
        if not self._terms:
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(self._written)
            return
        self.setTextFormat(Qt.TextFormat.RichText)
        written = (
            self._link(part, place == self._reached) if part in self._terms else _escaped(part)
            for place, part in enumerate(self._parts)
        )
        super().setText("".join(written))

    def _link(self, term: str, is_reached: bool) -> str:
        background = f"; background-color: {self._highlight}" if is_reached else ""
        return f'<a href="{html.escape(term)}" style="color: {self._colour}{background}">{_escaped(term)}</a>'

    @Slot(str)
    def _on_hovered(self, term: str) -> None:
        self._hovered = term
        set_tooltip(self, self._terms.get(term, ""))


def _escaped(text: str) -> str:
    """Return a text for HTML, with its line ends and its double spaces."""
    return html.escape(text).replace("  ", "\u00a0 ").replace("\n", "<br>")
