"""Ten bars with their grips and numbers, as one item."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import HoverEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QTransform

from core.arrays import FloatArray, as_float
from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, NORMAL, SEMIBOLD, Look, pen
from explorer.losses.state import CLASSES
from explorer.texts.numbers import fixed

X_RANGE = (-0.6, 9.6)
_BAR_WIDTH, _BESIDE_WIDTH = 0.6, 0.16
# Pixels: radii of a grip, of the ring of the chosen one, and in which it is grabbed; from its middle to its number.
_GRIP, _RING, _REACH, _CLEARANCE = 7, 11, 16, 13


class Bars(Guarded, pg.GraphicsObject):
    """The bars with their grips and numbers, painted in one go: fifty items would take three times as long.

    Parameters
    ----------
    y_range : (float, float)
        What the plot shows.

    Signals
    -------
    grabbed(index: int)
        A drag of that bar's grip begins.
    dragged(index: int, height: float)
        The user drags it to there. Not sent by `set_data`.
    released()
        The drag is over.
    pointed(index: int)
        The pointer is over that class, or -1: over none.
    """

    grabbed = Signal(int)
    dragged = Signal(int, float)
    released = Signal()
    pointed = Signal(int)

    def __init__(self, look: Look, y_range: tuple[float, float], limit: float) -> None:
        super().__init__()
        self._look, self._limit = look, limit
        self._fonts = (
            look.font(BODY, NORMAL),
            look.font(BODY, SEMIBOLD),
        )  # of the other bars, and of the target
        low, high = y_range
        self._area = QRectF(X_RANGE[0], low, X_RANGE[1] - X_RANGE[0], high - low)
        self._heights: FloatArray = np.zeros(CLASSES)
        self._target = self._selected = 0
        self._beside: tuple[float, ...] = ()
        self._hovered: int | None = None
        self._pointed, self._shows_errors = frozenset[int](), False
        self._held: tuple[int, float] | None = None  # a bar, and how far below its top the pointer took it

    def set_data(self, heights: Sequence[float], target: int, selected: int) -> None:
        """Show ten heights; the target stands out, and the selected bar's grip has a ring."""
        self._heights, self._target, self._selected = as_float(heights), target, selected
        self.update()

    def set_beside(self, heights: Sequence[float]) -> None:
        """Show ten other heights as hollow bars, or none."""
        if tuple(heights) != self._beside:
            self._beside = tuple(heights)
            self.update()

    @property
    def beside(self) -> tuple[float, ...]:
        """The heights of the hollow bars."""
        return self._beside

    def point_at(self, classes: Collection[int], *, errors: bool) -> None:
        """Highlight the bars of some classes; with `errors`, how far each is from its target."""
        pointed = frozenset(classes)
        if (pointed, errors) != (self._pointed, self._shows_errors):
            self._pointed, self._shows_errors = pointed, errors
            self.update()

    @property
    def pointed_at(self) -> frozenset[int]:
        """The classes whose bars are highlighted."""
        return self._pointed

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return the classes and their heights."""
        return np.arange(CLASSES, dtype=np.float64), self._heights

    def boundingRect(self) -> QRectF:
        """Return the whole of the data area."""
        return self._area

    def paint(self, painter: QPainter, *_unused: Any) -> None:
        """Paint in pixels, for grips and numbers do not stretch with the plot."""
        to_pixels = painter.transform()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, height in enumerate(self._beside):
            self._paint_beside(painter, to_pixels, index, height)
        for index, height in enumerate(self._heights):
            self._paint_bar(painter, to_pixels, index, float(height))

    def _paint_beside(self, painter: QPainter, to_pixels: QTransform, index: int, height: float) -> None:
        left = index + _BAR_WIDTH / 2
        corners = QPointF(left, self._drawn(height)), QPointF(left + _BESIDE_WIDTH, 0)
        painter.setPen(pen(self._look.theme.text2, 1.5))
        painter.setBrush(QBrush())
        painter.drawRect(QRectF(to_pixels.map(corners[0]), to_pixels.map(corners[1])).normalized())

    def _paint_bar(self, painter: QPainter, to_pixels: QTransform, index: int, height: float) -> None:
        theme, is_target = self._look.theme, index == self._target
        top_left = to_pixels.map(QPointF(index - _BAR_WIDTH / 2, self._drawn(height)))
        bottom_right = to_pixels.map(QPointF(index + _BAR_WIDTH / 2, 0))
        bar = QRectF(top_left, bottom_right)
        middle = QPointF(bar.center().x(), bar.top())
        painter.fillRect(bar.normalized(), QColor(theme.a if is_target else theme.heat[3]))
        top_pen = pen(theme.a if is_target else theme.text2, 2)
        painter.setPen(top_pen)
        painter.drawLine(bar.topLeft(), bar.topRight())
        if index in self._pointed:
            self._paint_pointed(painter, to_pixels, index, bar)
        painter.setPen(pen(theme.text, 3) if index == self._hovered else top_pen)
        painter.setBrush(QColor(theme.panel))
        painter.drawEllipse(middle, _GRIP, _GRIP)
        if index == self._selected:
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(QBrush())
            painter.drawEllipse(middle, _RING, _RING)
        painter.setFont(self._fonts[is_target])
        painter.setPen(QColor(theme.text))
        below = height < 0
        top = middle.y() + _CLEARANCE if below else middle.y() - _CLEARANCE - bar.width()
        room = QRectF(bar.left(), top, bar.width(), bar.width())
        side = Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignBottom
        flags = Qt.AlignmentFlag.AlignHCenter | side | Qt.TextFlag.TextDontClip
        painter.drawText(room, flags, fixed(height, 2))

    def _paint_pointed(self, painter: QPainter, to_pixels: QTransform, index: int, bar: QRectF) -> None:
        """Outline a bar, or draw the distance between its top and its target."""
        painter.setPen(pen(self._look.theme.b if self._shows_errors else self._look.theme.text, 3))
        if not self._shows_errors:
            painter.setBrush(QBrush())
            painter.drawRect(bar.normalized().adjusted(-4, -4, 4, 4))
            return
        target = to_pixels.map(QPointF(index, float(index == self._target)))
        painter.drawLine(QPointF(bar.right() + 5, bar.top()), QPointF(bar.right() + 5, target.y()))

    def hoverEvent(self, event: HoverEvent) -> None:
        """Show which grip would be taken."""
        self.pointed.emit(-1 if event.isExit() else class_at(event.pos().x()))
        hovered = None if event.isExit() else self._grip_at(event.pos())
        if hovered is not None:
            event.acceptDrags(Qt.MouseButton.LeftButton)
        if hovered != self._hovered:
            self._hovered = hovered
            if hovered is None:
                self.unsetCursor()
            else:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
            self.update()

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        """Follow the pointer and tell the owner."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.isStart():
            down = event.buttonDownPos()
            index = self._grip_at(down)
            if index is None:
                return
            self._held = index, self._drawn(self._heights[index]) - down.y()
            self.grabbed.emit(index)
        if self._held is None:
            return
        event.accept()
        index, offset = self._held
        self.dragged.emit(index, event.pos().y() + offset)
        if event.isFinish():
            self._held = None
            self.released.emit()

    def _drawn(self, height: float) -> float:
        return float(min(max(height, -self._limit), self._limit))

    def _grip_at(self, position: QPointF) -> int | None:
        """Return the bar whose grip is within reach of a place in data coordinates."""
        index = class_at(position.x())
        across = abs(position.x() - index) / (self.pixelWidth() or 1)
        along = abs(position.y() - self._drawn(self._heights[index])) / (self.pixelHeight() or 1)
        return index if max(across, along) <= _REACH else None


def class_at(x: float) -> int:
    """Return the class whose bar stands nearest to a place."""
    return min(max(round(x), 0), CLASSES - 1)
