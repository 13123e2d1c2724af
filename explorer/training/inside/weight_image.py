"""The weights of one unit, large, to be read one by one."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from core.arrays import FloatArray
from core.mnist import SIDE
from explorer.look.theme import Look, pen
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import Pixels

_MIDDLE = (SIDE // 2, SIDE // 2)


class WeightImage(Pixels):
    """28 × 28 weights; the pointer or the arrow keys point at one.

    Signals
    -------
    pointed()
        `pixel` is another one now, or none.
    """

    pointed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "diverging")
        self._pixel: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def pixel(self) -> tuple[int, int] | None:
        """Row and column of the weight that is pointed at."""
        return self._pixel

    def show_weights(self, weights: FloatArray, limit: float) -> None:
        """Show weights of shape (784,), colours reaching to `limit` either way."""
        self.set_array(weights.reshape(SIDE, SIDE), (-limit, limit))

    def rect_of(self, pixel: tuple[int, int]) -> QRectF:
        """Return where a weight is painted."""
        return self._cells().rect(SIDE * pixel[0] + pixel[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the weights, a frame around that which is pointed at, and the focus."""
        super().paintEvent(event)
        painter, theme = QPainter(self), self._look.theme
        if self._pixel is not None:
            frame = self.rect_of(self._pixel).adjusted(-1, -1, 1, 1)
            for colour, width in ((theme.panel, 4), (theme.text, 2)):
                painter.setPen(pen(colour, width))
                painter.drawRect(frame)
        if self.hasFocus():
            painter.setPen(pen(theme.accent, 2))
            painter.drawRect(self.place().adjusted(1, 1, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the weight under the pointer."""
        self._point(self._pixel_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at none."""
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at a neighbour; the first key points at the middle."""
        row, column = _MIDDLE if self._pixel is None else self._pixel
        target = self._cells().beside(SIDE * row + column, Qt.Key(event.key()))
        if target is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._point(_MIDDLE if self._pixel is None else divmod(target, SIDE))

    def _cells(self) -> Cells:
        return Cells.filling(QRectF(self.place()), SIDE, SIDE)

    def _pixel_at(self, position: QPointF) -> tuple[int, int] | None:
        cell = self._cells().at(position)
        return None if cell is None else divmod(cell, SIDE)

    def _point(self, pixel: tuple[int, int] | None) -> None:
        if pixel != self._pixel:
            self._pixel = pixel
            self.update()
            self.pointed.emit()
