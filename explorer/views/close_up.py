"""Some cards of a page alone: the others are left out, and those that stay take their room."""

from collections.abc import Callable, Iterable
from typing import cast

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QStackedWidget, QWidget

from explorer.widgets.layout import Card

_UNLIMITED = QSize(2**24 - 1, 2**24 - 1)  # QWIDGETSIZE_MAX


class CloseUp:
    """Leaves cards out, and gives them back."""

    def __init__(self) -> None:
        self._hidden: list[QWidget] = []
        self._closed_up: list[tuple[QLayout, Callable[[int, int], None], int, int]] = []
        self._limits: list[tuple[QWidget, QSize, QSize]] = []

    def show_only(self, named: Iterable[Card], cards: Iterable[Card]) -> None:
        """Leave out those of all cards that are not named."""
        places = set(map(_place_of, named))
        for place in set(map(_place_of, cards)) - places:
            self._hide(place)
        for layout in {page.layout() for place in places if (page := place.parentWidget()) is not None}:
            self._close_up(layout)

    def enlarge(self, card: Card, page: QWidget, cards: Iterable[Card]) -> None:
        """Leave out all cards of a page but one, which takes all of its room."""
        self.show_only([card], cards)
        around: QWidget | None = _place_of(card)
        while around is not None and around is not page:
            self._lift_limits(around)
            around = around.parentWidget()
            if around is not None:
                self._close_up(around.layout())

    def is_alone(self, card: Card, cards: Iterable[Card]) -> bool:
        """Return whether all other cards are left out."""
        own = _place_of(card)
        return not own.isHidden() and all(place.isHidden() for place in set(map(_place_of, cards)) - {own})

    def end(self) -> None:
        """Give the page back."""
        for widget, least, most in reversed(self._limits):  # one may have been lifted twice
            if shiboken6.isValid(widget):
                widget.setMaximumSize(most)
                widget.setMinimumSize(least)
                if isinstance(widget, Card):
                    widget.set_alone(False)
        for layout, change, index, before in self._closed_up:
            if shiboken6.isValid(layout):
                change(index, before)
        for widget in filter(shiboken6.isValid, self._hidden):
            widget.show()
        self._hidden, self._closed_up, self._limits = [], [], []

    def _close_up(self, layout: QLayout | None) -> None:
        """Leave no room for rows and columns of which nothing is shown."""
        if layout is None:
            return
        for index in range(layout.count()):
            item = layout.itemAt(index)
            if item is None:
                continue
            widget = item.widget()
            if widget is not None and (inner := widget.layout()) is not None and inner.isEmpty():
                self._hide(widget)
            if isinstance(layout, QBoxLayout) and item.isEmpty() and item.spacerItem() is None:
                self._set(layout, layout.setStretch, index, layout.stretch(index))
            self._close_up(item.layout())
        items = [layout.itemAt(index) for index in range(layout.count())]
        shown = [item.widget() for item in items if item is not None and not item.isEmpty()]
        if isinstance(layout, QBoxLayout) and len(shown) == 1 and shown[0] is not None:
            self._lift_limits(shown[0])
        if isinstance(layout, QGridLayout):
            self._close_up_grid(layout)

    def _lift_limits(self, widget: QWidget) -> None:
        """Let a widget take all the room that there is."""
        self._limits.append((widget, widget.minimumSize(), widget.maximumSize()))
        widget.setMaximumSize(_UNLIMITED)
        if isinstance(widget, Card):
            widget.set_alone(True)

    def _close_up_grid(self, grid: QGridLayout) -> None:
        """Leave no room for the rows and columns of a grid of which nothing is shown."""
        rows: set[int] = set()
        columns: set[int] = set()
        for index in range(grid.count()):
            item = grid.itemAt(index)
            row, column, height, width = cast(tuple[int, int, int, int], grid.getItemPosition(index))
            if item is not None and not item.isEmpty():
                rows.update(range(row, row + height))
                columns.update(range(column, column + width))
        for row in set(range(grid.rowCount())) - rows:
            self._set(grid, grid.setRowStretch, row, grid.rowStretch(row))
            self._set(grid, grid.setRowMinimumHeight, row, grid.rowMinimumHeight(row))
        for column in set(range(grid.columnCount())) - columns:
            self._set(grid, grid.setColumnStretch, column, grid.columnStretch(column))
            self._set(grid, grid.setColumnMinimumWidth, column, grid.columnMinimumWidth(column))

    def _set(self, layout: QLayout, change: Callable[[int, int], None], index: int, before: int) -> None:
        """Set a measure of a layout to 0, and remember what it was."""
        if before:
            change(index, 0)
            self._closed_up.append((layout, change, index, before))

    def _hide(self, widget: QWidget) -> None:
        if not widget.isHidden():
            widget.hide()
            self._hidden.append(widget)


def _place_of(card: Card) -> QWidget:
    """Return what is hidden to leave a card out: the card, or the stack of cards of which it is one."""
    parent = card.parentWidget()
    return parent if isinstance(parent, QStackedWidget) else card
