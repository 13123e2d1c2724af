"""Choosing one of several: all in sight (`Segmented`), some in a menu (`PageChoice`), or in a list (`Choice`)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QMenu, QPushButton, QSizePolicy

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, MEDIUM, Look, pen
from explorer.texts.language import _
from explorer.widgets.layout import column, row
from explorer.widgets.memo import Memo
from explorer.widgets.text import set_font

_INSET = 2  # between the frame and its segments
_BESIDE_TEXT = 5  # of a segment
_AROUND_TEXT, _NARROWEST = 44, 64  # of a combo box
_COMING_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.OtherFocusReason)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Down: (1, 0),
}


class Segmented(Guarded, QFrame):
    """Two to ten exclusive choices side by side; one stop for Tab, and the arrow keys move.

    Parameters
    ----------
    count : int
        Number of choices; the first is chosen to begin with.
    columns : int, optional
        How many stand in a row; all of them unless given.

    Signals
    -------
    chosen(index: int)
        The person chose another one. Not emitted by `set_value`.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, count: int, columns: int | None = None) -> None:
        super().__init__()
        self._columns = columns or count
        self.setProperty("segmented", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons = [_Segment() for _index in range(count)]
        for index, button in enumerate(self._buttons):
            set_font(button, look.font(BODY, MEDIUM))
            self._group.addButton(button, index)
        starts = range(0, count, self._columns)
        rows = [row(*self._buttons[start : start + self._columns], spacing=_INSET) for start in starts]
        for line in rows:
            for place in range(line.count()):
                line.setStretch(place, 1)  # wider than its share where the text needs it
        self.setLayout(column(*rows, spacing=_INSET, margins=(_INSET, _INSET, _INSET, _INSET)))
        self._group.idClicked.connect(self._on_clicked)
        self._value = -1
        self.set_value(0)

    @property
    def value(self) -> int:
        """Index of the choice."""
        return self._value

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The segments in their order."""
        return self._buttons

    def button(self, index: int) -> QPushButton:
        """Return one segment, to give it a tooltip or disable it."""
        return self._buttons[index]

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set the words of all choices."""
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(text)

    def set_value(self, index: int) -> None:
        """Show a choice without emitting `chosen`."""
        if index == self._value:
            return
        had_focus = any(button.hasFocus() for button in self._buttons)
        self._value = index
        for position, button in enumerate(self._buttons):
            here = position == index
            button.setChecked(here)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[index])
        if had_focus:
            self._buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys, Home and End."""
        last = len(self._buttons) - 1
        jumps = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if key in _MOVES:
            rows, places = _MOVES[key]
            # Where all stand in one row, up and down move as left and right do.
            self._choose(
                min(
                    max(self._value + places + rows * (self._columns if last >= self._columns else 1), 0),
                    last,
                )
            )
        elif key in jumps:
            self._choose(jumps[key])
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        button = self._buttons[index]
        if button.isEnabled():
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.click()

    def _on_clicked(self, index: int) -> None:
        if index != self._value:
            self.set_value(index)
            self.chosen.emit(index)


class PageChoice(Segmented):
    """Pages side by side; those that go beyond the chapter are in the menu of a last segment, "Further".

    Parameters
    ----------
    texts : sequence of str
        What the pages are called, those in the menu last.
    further : int
        How many are in the menu; with 0 there is none.
    columns : int
        How many segments stand in a row.
    """

    def __init__(self, look: Look, texts: Sequence[str], further: int, columns: int) -> None:
        self._in_sight = len(texts) - further
        self._texts, self._page = tuple(texts), 0
        super().__init__(look, self._in_sight + bool(further), columns)
        self.menu = QMenu(self)
        for index in range(self._in_sight, len(texts)):
            action = self.menu.addAction(texts[index], partial(self._choose_page, index))
            action.setCheckable(True)
        self._show_texts()

    @property
    def value(self) -> int:
        """Index of the page."""
        return self._page

    def set_value(self, index: int) -> None:
        """Show a page as the open one without emitting `chosen`."""
        self._page = index
        super().set_value(min(index, self._in_sight))
        self._show_texts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the name of the open page where there is room for it now."""
        super().resizeEvent(event)
        self._show_texts()

    def _show_texts(self) -> None:
        for button, text in zip(self._buttons, self._texts[: self._in_sight], strict=False):
            button.setText(text)
        if len(self._buttons) > self._in_sight:
            name = self._texts[self._page] if self._page >= self._in_sight else ""
            self._buttons[-1].setText(f"{name if name and self._has_room_for(name) else _('Further')} ▾")

    def _has_room_for(self, name: str) -> bool:
        """Whether the last row is wide enough for its segments, the last of them with a name."""
        metrics = QFontMetrics(self._buttons[-1].font())
        above = (len(self._buttons) - 1) // self._columns * self._columns
        texts = (*self._texts[above : self._in_sight], f"{name} ▾")
        segments = sum(metrics.horizontalAdvance(text) + _BESIDE_TEXT for text in texts)
        return segments + (len(texts) + 1) * _INSET <= self.width()

    def _choose_page(self, index: int) -> None:
        if index != self._page:
            self.set_value(index)
            self.chosen.emit(index)

    def _on_clicked(self, index: int) -> None:
        if index < self._in_sight:
            super()._on_clicked(index)
            return
        self._buttons[self._value].setChecked(True)  # until a page is chosen
        for position, action in enumerate(self.menu.actions(), self._in_sight):
            action.setChecked(position == self._page)
        self.menu.popup(self._buttons[-1].mapToGlobal(self._buttons[-1].rect().bottomLeft()))


class _Segment(Guarded, QPushButton):
    """A segment that leaves the keys that move between segments to its parent."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # It had the keyboard when its window or view was left, and another was chosen meanwhile.
        super().focusInEvent(event)
        choice = self.parentWidget()
        if choice is not None and event.reason() in _COMING_BACK and not self.isChecked():
            choice.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_MOVES, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Choice(Guarded, QComboBox):
    """A combo box whose items have a key each, and which the wheel moves only while it has the focus.

    Signals
    -------
    chosen(key: str)
        The person chose another item. Not emitted by `set_value` or `set_items`.
    """

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._value = ""
        self._items = Memo()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)
        set_font(self, look.font())

    @property
    def value(self) -> str:
        """Key of the item that is shown; empty when there is none."""
        return self._value

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Set keys and words of all items; the key that was shown is kept if it is still there."""
        if not self._items.has_changed(tuple(items)):
            return  # a list that is open would close
        kept = self._value
        self.clear()
        for key, text in items:
            self.addItem(text, key)
        self.set_value(kept if self.findData(kept) >= 0 else next((key for key, _unused in items), ""))
        self.updateGeometry()

    def set_value(self, key: str) -> None:
        """Show an item without emitting `chosen`; an unknown key shows none."""
        self._value = key
        self.setCurrentIndex(self.findData(key))

    def sizeHint(self) -> QSize:
        """Room for the longest item; Qt's own hint forgets items that come after the first show."""
        metrics = QFontMetrics(self._look.font())
        texts = [self.itemText(index) for index in range(self.count())]
        width = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return QSize(width + _AROUND_TEXT, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest of words."""
        return QSize(min(self.sizeHint().width(), self._look.px(_NARROWEST)), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move only with the focus, so that scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chevron that the style sheet takes away."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        painter.setPen(pen(theme.text2 if self.isEnabled() else theme.text3, 1.5))
        x, y, arm = self.width() - 17.0, self.height() / 2, 4.0
        tips = (QPointF(x - arm, y - arm / 2), QPointF(x, y + arm / 2), QPointF(x + arm, y - arm / 2))
        painter.drawPolyline(QPolygonF(tips))

    def _on_activated(self, index: int) -> None:
        key = self.itemData(index)
        if key != self._value:
            self._value = key
            self.chosen.emit(key)
