"""Rows, columns, hairlines, cards, and the control column."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.background.guarded import Guarded
from explorer.look.theme import (
    COLUMN_WIDTH,
    CONTROL_HEIGHT,
    LEAD,
    SEMIBOLD,
    SMALL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    Look,
)
from explorer.widgets.formula import Formula
from explorer.widgets.text import WholeLabel, set_style_property

Item = QWidget | QLayout | int
Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)
_BESIDE_SCROLL_BAR: Margins = (0, 0, SPACE_L, 0)
_BORDER = 1  # of a card


def row(*items: Item, spacing: int = SPACE_S, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Lay widgets and layouts out from left to right; an int is a stretch of that factor."""
    return _filled(QHBoxLayout(), items, spacing, margins)


def column(*items: Item, spacing: int = SPACE_S, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Lay widgets and layouts out from top to bottom; an int is a stretch of that factor."""
    return _filled(QVBoxLayout(), items, spacing, margins)


def rule() -> QFrame:
    """Return a horizontal hairline."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


def in_layout_order(item: QWidget | QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout from top to bottom, each before those inside it."""
    if isinstance(item, QWidget):
        yield item
        inside = item.widget() if isinstance(item, QScrollArea) else item.layout()
        if inside is not None:
            yield from in_layout_order(inside)
        return
    for index in range(item.count()):
        part = item.itemAt(index)
        inside = part.widget() or part.layout() if part is not None else None
        if inside is not None:
            yield from in_layout_order(inside)


def tab_through(widgets: Iterable[QWidget]) -> None:
    """Have Tab go through widgets of one window in this order, whenever they were made."""
    widgets = list(widgets)
    proxies = [(widget, proxy) for widget in widgets if (proxy := widget.focusProxy()) is not None]
    for widget, _proxy in proxies:
        widget.setFocusProxy(None)  # type: ignore[arg-type]  # else Qt would not move it
    takers = [widget for widget in widgets if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
    for before, after in pairwise(takers):
        QWidget.setTabOrder(before, after)
    for widget, proxy in proxies:
        widget.setFocusProxy(proxy)


class Card(Guarded, QFrame):
    """A panel with a title at the left of its head and a hint of one line at the right: a declared part of a page.

    Parameters
    ----------
    name : str
        ``view.name``; no other card of its page or part has it.
    title : str
        What it is called. It stands in the head until `set_title` writes another one there.
    about : str
        What the card shows and how to read it, in one or two sentences.

    Attributes
    ----------
    name : str
        Without the view.
    title, about : str
        As given.
    heading : Formula
        The title as it is written now; a formula there may have terms to point at.
    highlights : dict of str to QWidget
        Parts of the card that can be veiled or highlighted alone, by name.
    body : QVBoxLayout
        Where the content goes.
    """

    def __init__(self, look: Look, name: str, title: str, about: str) -> None:
        super().__init__()
        view, _dot, self.name = name.partition(".")
        self.title, self.about = title, about
        self.setObjectName(f"{view}.card_{self.name}")
        self.setAccessibleDescription(about)
        self.setProperty("card", True)
        self._look = look
        self._is_alone = self._has_instruction = False
        self._shows_instructions = True
        self._own_width: int | None = None
        self._own_height: int | None = None
        self._menu: QWidget | None = None
        self.heading = Formula(look, LEAD, SEMIBOLD)
        self._hint = WholeLabel(look, SMALL, tone="text2")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.highlights: dict[str, QWidget] = {"title": self.heading, "hint": self._hint}
        for label in (self.heading, self._hint):
            label.hide()
        self._head = row(self.heading, spacing=SPACE_M)
        self._head.addWidget(self._hint, 1)
        self.body = column()
        layout = column(self._head, margins=(SPACE_L, SPACE_M, SPACE_L, SPACE_M))
        layout.addLayout(self.body, 1)
        self.setLayout(layout)
        self.set_title(title)

    def fix_width(self, width: int) -> None:
        """Fix the width that the card has beside others; alone it takes all the room there is."""
        self._own_width = width
        if not self._is_alone:
            self.setFixedWidth(width)

    def fix_height(self, height: int) -> None:
        """Fix the height that the card has beside others; alone it takes all the room there is."""
        self._own_height = height
        if not self._is_alone:
            self.setFixedHeight(height)

    def set_alone(self, alone: bool) -> None:
        """Say whether other cards are left out, or are back."""
        self._is_alone = alone
        if not alone and self._own_width is not None:
            self.setFixedWidth(self._own_width)
        if not alone and self._own_height is not None:
            self.setFixedHeight(self._own_height)

    def set_title(self, title: str) -> None:
        """Write a title that changes with the state; without one, and without a hint, the card has no head."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))
        self.setAccessibleName(title or self.title)

    @property
    def head_height(self) -> int:
        """Height of the title and the hint with what is above them; 0 where there is neither."""
        has_head = not (self.heading.isHidden() and self._hint.isHidden())
        return self._head.geometry().bottom() + 1 if has_head else 0

    def set_hint(self, hint: str) -> None:
        """Set the hint, which is left out where there is no room for it."""
        self._has_instruction = False
        self._write_hint(hint)

    def set_instruction(self, instruction: str) -> None:
        """Set a hint that says what to do with the mouse."""
        self._has_instruction = True
        self._write_hint(instruction)

    def show_instructions(self, shown: bool) -> None:
        """Show or hide instructions from now on: they are of no use on paper, or while a guess is drawn."""
        self._shows_instructions = shown
        self._write_hint(self._hint.text())

    def _write_hint(self, hint: str) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and (self._shows_instructions or not self._has_instruction))

    def set_highlighted(self, highlighted: bool) -> None:
        """Frame the card while a term of a formula is pointed at that it shows."""
        set_style_property(self, "highlighted", highlighted)

    def add_to_head(self, item: QWidget) -> None:
        """Put a small widget at the right end of the head, such as a legend."""
        policy = self._hint.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the item stands at the right end without a hint too
        self._hint.setSizePolicy(policy)
        self._head.addWidget(item)

    def add_menu(self, button: QWidget) -> None:
        """Put a button of full size in the upper right corner without making the head taller."""
        self._menu = button
        button.setParent(self)
        self._place_menu()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the menu in its corner."""
        super().resizeEvent(event)
        self._place_menu()

    def _place_menu(self) -> None:
        if self._menu is not None:
            side = self._look.px(CONTROL_HEIGHT)
            self._head.setContentsMargins(0, 0, side - SPACE_S, 0)
            middle = SPACE_M + self.heading.sizeHint().height() // 2
            self._menu.move(self.width() - side - SPACE_S, middle - side // 2)


class Region(QWidget):
    """A part of a painted widget that can be veiled: invisible, and transparent to the mouse.

    Parameters
    ----------
    parent : QWidget
        The painted widget, which sets the geometry.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def cards_in(widget: QWidget) -> dict[str, Card]:
    """Return the cards inside a widget by name, in the order in which they appear."""
    return {card.name: card for card in widget.findChildren(Card)}


class ControlColumn(QFrame):
    """The card of controls at the left of a view: sections that scroll if they must, over pinned actions.

    Attributes
    ----------
    sections : QVBoxLayout
        The scrolling part; `add_section` and `add_rule` fill it.
    pinned : QVBoxLayout
        The part that is always in sight, below a hairline.
    scroll_area : QScrollArea
        Around the sections.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setFixedWidth(look.px(COLUMN_WIDTH))
        self.sections = column(spacing=SPACE_M)
        self.pinned = column()
        content = QWidget()
        content.setLayout(column(self.sections, 1, spacing=0))
        content.setMaximumWidth(look.px(COLUMN_WIDTH) - 2 * SPACE_L - 2 * _BORDER)
        self.scroll_area = _VerticalScroll(content)
        # The scroll bar has its place in the margin at the right, so that it covers and moves nothing.
        self._layout = column(
            self.scroll_area,
            column(rule(), self.pinned, spacing=SPACE_M, margins=_BESIDE_SCROLL_BAR),
            spacing=SPACE_M,
            margins=(SPACE_L, SPACE_L, 0, SPACE_L),
        )
        self.setLayout(self._layout)

    def set_head(self, widget: QWidget) -> None:
        """Put a widget above the scrolling part, where it is always in sight: what chooses the page of a view."""
        self._layout.insertLayout(0, row(widget, margins=_BESIDE_SCROLL_BAR))
        self.setFocusProxy(widget)

    def order_tabs(self) -> None:
        """Have Tab go through the controls from top to bottom: some of them may be new."""
        tab_through(in_layout_order(self._layout))

    def add_section(self, title: QLabel | None, *items: Item) -> QVBoxLayout:
        """Add a group of controls 8 apart below its title, and return its layout."""
        section = column(*([title] if title is not None else []), *items)
        self.sections.addLayout(section)
        return section

    def add_rule(self) -> None:
        """Add a hairline between two groups."""
        self.sections.addWidget(rule())


class _VerticalScroll(Guarded, QScrollArea):
    """A scroll area as wide as its content, on the ground of what it lies on."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class PictureScroll(Guarded, QScrollArea):
    """A picture that fills the room there is, and has scroll bars only where that is less than its minimum.

    Parameters
    ----------
    picture : QWidget
        Any widget with a minimum size hint.
    """

    # Qt's own resizing would ask a picture with wrapped text for its preferred height, not for the least.

    def __init__(self, picture: QWidget) -> None:
        super().__init__()
        self._picture = picture
        self.setWidget(picture)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        picture.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return what the picture would like."""
        return self._picture.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Allow any size."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture the room there is."""
        super().resizeEvent(event)
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow a picture that needs more room than before, or less."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().viewportEvent(event)

    def _fit(self) -> None:
        self._picture.resize(self.viewport().size().expandedTo(self._picture.minimumSizeHint()))


def _filled[Layout: QBoxLayout](
    layout: Layout, items: tuple[Item, ...], spacing: int, margins: Margins
) -> Layout:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout
