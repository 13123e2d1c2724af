"""The canvas: it shows ink, and tells what mouse, pen and keys do on it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.eraser import Strokes
from explorer.background.guarded import Guarded
from explorer.drawing.canvas_mark import CanvasMark, paint_mark
from explorer.drawing.ink import point_at
from explorer.drawing.keyboard_pen import KeyboardPen
from explorer.drawing.paper import Paper
from explorer.drawing.strokes import Pressures
from explorer.look.theme import BODY, Look, pen

ERASER_RADIUS = 0.04  # in canvas sides
_USUAL, _SMALLEST = 280, 120
_TIP = 7  # pixels: radius of the ring that is the keyboard's pen
_LEAST_MOVE = 0.75  # pixels between two points of a stroke


class Canvas(Guarded, QWidget):
    """A square to draw on. It keeps no ink: its owner sets what it shows.

    Signals
    -------
    pressed(x: float, y: float, erases: bool)
        A stroke begins, in the unit square; `erases` if it is the eraser end of a pen.
    moved(x: float, y: float)
        It goes on.
    released()
        It ends.
    """

    pressed = Signal(float, float, bool)
    moved = Signal(float, float)
    released = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paper = Paper(look)
        self._keyboard = KeyboardPen()
        self._words = ""
        self._marks: Sequence[CanvasMark] = ()
        self._erases = False
        self._is_down = False
        self._pressure: float | None = None
        self._last = QPointF()
        self._pointer: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_down(self) -> bool:
        """Whether a stroke, of ink or of the eraser, is under way."""
        return self._is_down

    @property
    def pressure(self) -> float | None:
        """How hard the pen is pressed, from 0 to 1; None for what knows no pressure, such as a mouse."""
        return self._pressure

    def show_ink(
        self,
        strokes: Strokes,
        image: NDArray[np.uint8] | None,
        pen_percent: int,
        pressures: Pressures = (),
    ) -> None:
        """Show strokes, or an image of shape (784,) in their place; the pen in percent of the side."""
        self._paper.put(strokes, image, pen_percent, pressures)
        self.update()

    def show_words(self, words: str) -> None:
        """Set the sentence for a canvas with nothing on it."""
        self._words = words
        self.update()

    def show_marks(self, marks: Sequence[CanvasMark]) -> None:
        """Show where to paint and where to erase, over the ink."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def set_erasing(self, erases: bool) -> None:
        """Let the eraser's disc follow the pointer, or not."""
        self._erases = erases
        self.update()

    def lift(self) -> None:
        """Forget the stroke under way, without a signal."""
        self._is_down = False
        self.update()

    def place(self) -> QRect:
        """Return the square that is the canvas, in the middle of the widget."""
        side = max(min(self.width(), self.height()), 1)
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        return place

    def pixel(self, x: float, y: float) -> QPointF:
        """Return the pixel of a point of the unit square."""
        place = self.place()
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height())

    def sizeHint(self) -> QSize:
        """As large as people expect a canvas for digits."""
        return QSize(_USUAL, _USUAL)

    def minimumSizeHint(self) -> QSize:
        """Still large enough for a finger."""
        return QSize(_SMALLEST, _SMALLEST)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        self._pressure = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), erases=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it; the eraser's disc follows."""
        self._pointer = event.position()
        self._move(event.position())
        if self._erases:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._release()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, and erase with its other end."""
        knows_pressure = QInputDevice.Capability.Pressure in event.device().capabilities()
        self._pressure = event.pressure() if knows_pressure else None
        if event.type() == QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(event.position(), event.pointerType() == QPointingDevice.PointerType.Eraser)
        elif event.type() == QEvent.Type.TabletRelease:
            self._release()
        else:
            self._move(event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the keyboard's pen with the arrows; lower and lift it with Space, lift it with Escape."""
        key = Qt.Key(event.key())
        if self._keyboard.press(key, Qt.KeyboardModifier.ShiftModifier in event.modifiers()):
            if self._is_down:
                self.moved.emit(*self._keyboard.position)
            self.update()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._lower_or_lift()
        elif key == Qt.Key.Key_Escape and self._is_down:
            self._release()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let an arrow go."""
        if not event.isAutoRepeat():
            self._keyboard.release(Qt.Key(event.key()))
        super().keyReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the eraser's disc away."""
        self._pointer = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard's pen is when a key brought the focus."""
        self._keyboard.is_in_use = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End a stroke of the keyboard, which gets no keys any more."""
        if self._keyboard.is_in_use:
            self._release()
        self._keyboard.put_away()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """End a stroke that can get no release any more."""
        self._release()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ink, the words or the tool on it, and the frame."""
        painter, place = QPainter(self), self.place()
        if place.size() != self.size():
            painter.fillRect(self.rect(), QColor(self._look.theme.panel))
        self._paper.paint(painter, place, self.devicePixelRatioF(), wet=self._is_down)
        theme = self._look.theme
        if self._paper.is_blank:
            painter.setFont(self._look.font(BODY))
            painter.setPen(QColor(theme.text2))
            upper_half = place.adjusted(0, 0, 0, -place.height() // 2)  # clear of the line in the middle
            painter.drawText(upper_half, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        for mark in self._marks:
            paint_mark(painter, mark, QRectF(place), theme)
        self._paint_tool(painter, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 2 if self.hasFocus() else 1
        painter.setPen(pen(theme.accent if self.hasFocus() else theme.line, width))
        painter.drawRect(place.adjusted(width // 2, width // 2, -1, -1))

    def _paint_tool(self, painter: QPainter, place: QRect) -> None:
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._keyboard.is_in_use:
            at = self.pixel(*self._keyboard.position)
            painter.setPen(pen(theme.panel, 4))
            painter.drawEllipse(at, _TIP, _TIP)
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(QColor(theme.accent) if self._is_down else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, _TIP, _TIP)
        elif self._erases and self._pointer is not None:
            radius = ERASER_RADIUS * place.width()
            painter.setPen(pen(theme.accent, 2))
            painter.drawEllipse(self._pointer, radius, radius)

    def _lower_or_lift(self) -> None:
        self._keyboard.is_in_use = True
        self._pressure = None
        if self._is_down:
            self._release()
        else:
            self._is_down = True
            self.pressed.emit(*self._keyboard.position, False)

    def _press(self, at: QPointF, erases: bool) -> None:
        self._release()
        self._keyboard.put_away()
        self._is_down, self._last = True, at
        self.pressed.emit(*point_at(at, QRectF(self.place())), erases)

    def _move(self, at: QPointF) -> None:
        if self._is_down and (at - self._last).manhattanLength() >= _LEAST_MOVE:
            self._last = at
            self.moved.emit(*point_at(at, QRectF(self.place())))

    def _release(self) -> None:
        if self._is_down:
            self._is_down = False
            self.update()
            self.released.emit()
