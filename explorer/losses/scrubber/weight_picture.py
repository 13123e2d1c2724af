"""A picture of weights in which one is chosen."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from core.arrays import FloatArray
from explorer.look.theme import Look, pen
from explorer.widgets.pixels import Pixels

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_LEAST_MARK = 9.0  # pixels


class WeightPicture(Pixels):
    """Weights as blocks from negative to positive; a click or the arrow keys choose one.

    Signals
    -------
    chosen(row: int, column: int)
        Of the picture.
    moved(row: int, column: int)
        The same, by an arrow key.
    """

    chosen = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "diverging")
        self._shape, self._mark = (1, 1), (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_weights(self, weights: FloatArray, mark: tuple[int, int], limit: float) -> None:
        """Show an array of weights, colours reaching to `limit` either way, and mark one of them."""
        self._shape, self._mark = (weights.shape[0], weights.shape[1]), mark
        self.set_array(weights, (-limit, limit))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks, and a frame around the chosen one."""
        super().paintEvent(event)
        place = QRectF(self.place())
        rows, columns = self._shape
        width, height = place.width() / columns, place.height() / rows
        row, column = self._mark
        middle = QPointF(place.left() + (column + 0.5) * width, place.top() + (row + 0.5) * height)
        side = QPointF(max(width, _LEAST_MARK) / 2 + 1, max(height, _LEAST_MARK) / 2 + 1)
        painter = QPainter(self)
        painter.setPen(pen(self._look.theme.panel, 4))
        painter.drawRect(QRectF(middle - side, middle + side))
        painter.setPen(pen(self._look.theme.text, 2))
        painter.drawRect(QRectF(middle - side, middle + side))
        if self.hasFocus():
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the weight under the pointer."""
        place = QRectF(self.place())
        if event.button() != Qt.MouseButton.LeftButton or not place.contains(event.position()):
            event.ignore()
            return
        rows, columns = self._shape
        at = event.position() - place.topLeft()
        self.chosen.emit(
            min(int(at.y() / place.height() * rows), rows - 1),
            min(int(at.x() / place.width() * columns), columns - 1),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        rows, columns = self._shape
        row, column = self._mark[0] + move[0], self._mark[1] + move[1]
        self.moved.emit(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
