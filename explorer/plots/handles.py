"""Things in a plot that a person drags. They report a drag and nothing else: a move in code is silent."""

from typing import Any, Literal

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import BODY, BOLD, Look, ink_on, pen
from explorer.plots.series import is_hollow, series_token

_RING = 4  # pixels between a selected handle and its ring
_RIM = 6  # pixels that rim, ring and smooth edges reach beyond the shape


class DragHandle(Guarded, pg.TargetItem):
    """A point to drag.

    Parameters
    ----------
    token : str
        Name of the theme's colour inside.
    symbol : str
        Shape, as pyqtgraph names it.
    size : float
        Width in pixels; it is grabbed from 8 pixels further away as well.

    Signals
    -------
    drag_started()
        The first move with the button down; `dragged` follows.
    dragged(x: float, y: float)
        The person moved it here; data coordinates. Not sent by `move_to`.
    drag_finished()
        The button is up.
    """

    drag_started = Signal()
    dragged = Signal(float, float)
    drag_finished = Signal()

    def __init__(self, look: Look, token: str, symbol: str = "o", size: float = 16) -> None:
        self._selected = False
        self._bounded: QPainterPath | None = None
        self._bounds = QRectF()
        super().__init__(pos=(0, 0), size=size, symbol=symbol)
        self._look = look
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._fill(colour(look.theme, token))
        self.setPen(pen(look.theme.panel, 2))
        self.setHoverPen(pen(look.theme.text, 3))

    def move_to(self, x: float, y: float) -> None:
        """Show the handle at `x`, `y`, in data coordinates."""
        if self.pos() != QPointF(x, y):
            self.setPos(x, y)

    def set_selected(self, selected: bool) -> None:
        """Ring the handle that the arrow keys move."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def _fill(self, code: str) -> None:
        self.setBrush(pg.mkBrush(code))
        self.setHoverBrush(pg.mkBrush(code))

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        """Follow the pointer and tell the owner."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.isStart():
            self.drag_started.emit()
        before = self.pos()
        super().mouseDragEvent(event)
        if self.pos() != before:
            self.dragged.emit(self.pos().x(), self.pos().y())
        if event.isFinish():
            self.drag_finished.emit()

    def boundingRect(self) -> QRectF:
        """Return the shape with room for its rim."""
        shape = self.shape()  # another one whenever the scale of the picture changes
        if shape is not self._bounded:
            width, height = (_RIM * (length or 0) for length in (self.pixelWidth(), self.pixelHeight()))
            self._bounded, self._bounds = shape, shape.boundingRect().adjusted(-width, -height, width, height)
        return self._bounds

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Paint with smooth edges, which pyqtgraph leaves off, and in pixels, where Qt is quicker."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = painter.worldTransform()
        painter.resetTransform()
        painter.setPen(self.currentPen)
        painter.setBrush(self.currentBrush)
        painter.drawPath(transform.map(self.shape()))
        if self._selected:
            factor = 1 + 2 * _RING / self.scale
            ring = QTransform.fromScale(factor, factor).map(self.shape())
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(transform.map(ring))


class NumberedStart(DragHandle):
    """A start point: a disc with its number. From the fifth on discs are hollow, so that colours may repeat.

    Parameters
    ----------
    number : int
        Counted from 1.
    """

    def __init__(self, look: Look, number: int) -> None:
        token, hollow = series_token(number - 1), is_hollow(number - 1)
        super().__init__(look, token, size=look.px(24))
        own = colour(look.theme, token)
        self._number = pg.TextItem(str(number), own if hollow else ink_on(look.theme, own), anchor=(0.5, 0.5))
        self._number.setFont(look.font(BODY, BOLD))
        self._number.setParentItem(self)
        self.setZValue(40)
        if hollow:
            self._fill(look.theme.panel)
            self.setPen(pen(own, 2))


class DragLine(Guarded, pg.InfiniteLine):
    """A line across the plot to drag along one axis.

    Parameters
    ----------
    direction : "vertical" or "horizontal"
        A vertical line is dragged along x.
    token : str
        Name of the theme's colour.

    Signals
    -------
    drag_started()
        The first move with the button down; `dragged` follows.
    dragged(value: float)
        The person moved it here: x of a vertical line, y of a horizontal one. Not sent by `move_to`.
    drag_finished()
        The button is up.
    """

    drag_started = Signal()
    dragged = Signal(float)
    drag_finished = Signal()

    def __init__(
        self, look: Look, direction: Literal["vertical", "horizontal"] = "vertical", token: str = "text"
    ) -> None:
        vertical = direction == "vertical"
        super().__init__(angle=90 if vertical else 0, movable=True)
        self.setCursor(Qt.CursorShape.SizeHorCursor if vertical else Qt.CursorShape.SizeVerCursor)
        self.setZValue(20)
        self.setPen(pen(colour(look.theme, token)))
        self.setHoverPen(pen(look.theme.accent, 3))

    def move_to(self, value: float) -> None:
        """Show the line at `value`."""
        self.setValue(value)

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        """Follow the pointer and tell the owner."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.isStart():
            self.drag_started.emit()
        before = self.value()
        super().mouseDragEvent(event)
        if self.value() != before:
            self.dragged.emit(self.value())
        if event.isFinish():
            self.drag_finished.emit()
