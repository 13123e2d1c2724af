"""Switching cells of a grid off and on, by clicks, strokes and keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.palette import Theme
from explorer.look.theme import pen
from explorer.widgets.cells import Cells


class Switches(Guarded, QObject):
    """Tells what the user does with the cells that a widget shows.

    Parameters
    ----------
    widget : QWidget
        Shows the cells, and is painted again when the pointed one is another.
    cells : callable
        Returns where the cells are.

    Attributes
    ----------
    off : frozenset of int
        The cells that are off; the owner sets it.
    pointed : int or None
        The cell under the pointer, or where the keys are.

    Signals
    -------
    began(), ended()
        A stroke over the cells.
    switched(cell: int, off: bool)
        A cell is to be off, or on again.
    pointed_changed()
        `pointed` is another one.
    """

    began = Signal()
    ended = Signal()
    switched = Signal(int, bool)
    pointed_changed = Signal()

    def __init__(self, widget: QWidget, cells: Callable[[], Cells]) -> None:
        super().__init__(widget)
        self._widget, self._cells = widget, cells
        self._turns_off: bool | None = None  # what the stroke under way does
        self.off: frozenset[int] = frozenset()
        self.pointed: int | None = None
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.setMouseTracking(True)
        widget.setCursor(Qt.CursorShape.PointingHandCursor)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take mouse and keys before the widget does."""
        if isinstance(event, QMouseEvent):
            return self._take_mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(event.key()))
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._end()
            self._point(None)
        return False

    def _take_mouse(self, event: QMouseEvent) -> bool:
        cell = self._cells().at(event.position())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonPress and is_left and cell is not None:
            self._turns_off = cell not in self.off
            self.began.emit()
            self._switch(cell)
        elif event.type() == QEvent.Type.MouseMove:
            self._point(cell)
            self._switch(cell)
        elif event.type() == QEvent.Type.MouseButtonRelease and is_left:
            self._end()
        return False

    def _take_key(self, key: Qt.Key) -> bool:
        target = self._cells().next(self.pointed, key)
        if target is not None:
            self._point(target)
            return True
        if key == Qt.Key.Key_Space and self.pointed is not None:
            self.switched.emit(self.pointed, self.pointed not in self.off)
            return True
        return False

    def _switch(self, cell: int | None) -> None:
        if self._turns_off is not None and cell is not None and (cell in self.off) != self._turns_off:
            self.switched.emit(cell, self._turns_off)

    def _end(self) -> None:
        if self._turns_off is not None:
            self._turns_off = None
            self.ended.emit()

    def _point(self, cell: int | None) -> None:
        if cell != self.pointed:
            self.pointed = cell
            self._widget.update()
            self.pointed_changed.emit()


def paint_switched_off(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Paint a cross over a cell that is off."""
    inner = place.adjusted(1, 1, -1, -1)
    for colour, width in ((theme.panel, 4), (theme.text, 1.5)):
        painter.setPen(pen(colour, width))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.bottomLeft(), inner.topRight())


def paint_pointed(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Paint a frame around the cell that is pointed at."""
    painter.setPen(pen(theme.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(-1, -1, 1, 1))
