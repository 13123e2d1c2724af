"""What is this? A sheet about a card or a control: what it shows, its present values, its place in the chapter."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from explorer.look.theme import LEAD, SEMIBOLD, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Look
from explorer.state.declarations import Pages, declared_fields
from explorer.texts.language import _
from explorer.views.facts import facts_on, label_of
from explorer.views.view import View
from explorer.widgets.layout import Card, column
from explorer.widgets.text import Label
from explorer.window.header import page_title

NAME = "window.what_is_this"
_WIDTH = 400  # pixels
_SECTIONS = {  # of the chapter, by page; every page of a view where that is empty
    "losses": {"": 2},
    "derivative": {"": 3, "network": 5},
    "descent": {"": 4},
    "training": {"": 6, "mistakes": 1},
    "drawing": {"": 1, "why": 6},
}


class Explanation(NamedTuple):
    """What there is to say about a widget.

    Attributes
    ----------
    about : str
        What the card shows; empty for a widget outside cards.
    hint : str
        What the control at that place does, or how to use the plot; empty if there is none.
    card : str
        Name of the card; empty outside cards.
    """

    title: str
    about: str
    hint: str
    card: str


def explanation_of(widget: QWidget | None) -> Explanation | None:
    """Return what there is to say about a widget, or about the innermost one around it that explains itself."""
    name = hint = ""
    while widget is not None and not widget.isWindow():
        if isinstance(widget, Card):
            return Explanation(widget.title, widget.about, hint, widget.name)
        if not hint and widget.toolTip():
            name, hint = widget.accessibleName(), widget.toolTip()
        widget = widget.parentWidget()
    return Explanation(name, "", hint, "") if hint else None


def place_in_chapter(view: View[Any]) -> str:
    """Return which page is open, and the section of the chapter that it belongs to."""
    declaration = cast(Pages, declared_fields(view.store.state_type)["page"].declaration)
    page, sections = view.store.state.page, _SECTIONS[view.name]
    if page in declaration.further and view.name != "descent":
        return _("{page}. Further: beyond the chapter.").format(page=page_title(view))
    number = sections.get(page, sections[""])
    return _("{page}. Section {number} of the chapter: {title}.").format(
        page=page_title(view), number=number, title=_section_titles()[number]
    )


def _section_titles() -> dict[int, str]:
    return {
        1: _("Learning from data"),
        2: _("Loss functions"),
        3: _("Numerical differentiation"),
        4: _("The gradient method"),
        5: _("The gradient of a network"),
        6: _("The learning algorithm"),
    }


class WhatIsThis(QDialog):
    """The sheet. It follows the state for as long as it is open; Esc closes it.

    Parameters
    ----------
    parent : QWidget
        The window.
    view : View
        The one that is shown.

    Signals
    -------
    another_wanted()
        F1 was pressed again.
    """

    another_wanted = Signal()

    def __init__(self, parent: QWidget, look: Look, view: View[Any], explanation: Explanation) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(NAME)
        self.setWindowTitle(_("What is this?"))
        self._window, self._look, self._view, self._card = parent, look, view, explanation.card
        self._page = view.store.state.page
        self._values: dict[str, Label] = {}
        self._table = QWidget()
        heading = Label(look, LEAD, SEMIBOLD, wrap=True)
        heading.setText(explanation.title)
        texts = [
            self._label(explanation.about),
            self._label(explanation.hint, "text2"),
            self._label(place_in_chapter(view), "text2"),
            self._label(_("F1, then click: explain something else. Esc: close."), "text3"),
        ]
        self._column = column(heading, *texts[:2], self._table, *texts[2:], spacing=SPACE_M)
        self._column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self.setLayout(self._column)
        self._show_values()
        self.setFixedWidth(look.px(_WIDTH))
        QShortcut(QKeySequence("F1"), self).activated.connect(self.another_wanted)
        view.drawn.connect(self._on_drawn)
        view.destroyed.connect(self.close)

    def place_at(self, point: QPoint) -> None:
        """Stand beside a point of the window, inside it."""
        self.adjustSize()
        room = self._window.size() - self.size()
        x = point.x() + SPACE_L
        if x > room.width():
            x = point.x() - SPACE_L - self.width()
        x, y = (max(min(place, most), 0) for place, most in ((x, room.width()), (point.y(), room.height())))
        self.move(self._window.mapToGlobal(QPoint(x, y)))

    def shown_values(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each fact and its value, as they stand there."""
        for name, label in self._values.items():
            yield name, label.text()

    def _label(self, text: str, tone: str = "text") -> Label:
        label = Label(self._look, tone=tone, wrap=True)
        label.setText(text)
        label.setVisible(bool(text))
        return label

    def _show_values(self) -> None:
        view, card, facts = self._view, self._card, self._view.facts()
        names = facts_on(card, view.card_facts, facts)
        named = {name: label_of(name, view.fact_labels) for name in names}
        if list(named) != list(self._values):
            self._lay_out(named)
        for name, label in self._values.items():
            label.setText(facts[name].text)

    def _lay_out(self, named: Mapping[str, str]) -> None:
        """Make a line for each fact."""
        grid, old = QGridLayout(), self._table
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        for side in range(2):
            grid.setColumnStretch(side, 1)
        self._values = {name: Label(self._look, wrap=True) for name in named}
        for row, (words, value) in enumerate(zip(named.values(), self._values.values(), strict=True)):
            grid.addWidget(self._label(words, "text2"), row, 0)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(value, row, 1)
        self._table = QWidget()
        self._table.setLayout(grid)
        self._column.replaceWidget(old, self._table)
        self._table.setVisible(bool(named))
        old.deleteLater()

    @Slot()
    def _on_drawn(self) -> None:
        """Show the present values; on another page the card is not there any more."""
        if self._view.store.state.page != self._page and self._view.name != "descent":
            self.close()
        else:
            self._show_values()
            self.adjustSize()
