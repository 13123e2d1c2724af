"""Ten probabilities, each of which can be asked about."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from explorer.look.theme import Look
from explorer.widgets.bars import CLASSES, ProbabilityBars

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STRIPE = 3


class AskBars(ProbabilityBars):
    """Bars that can be clicked, or gone through with the arrow keys and chosen with Enter.

    Signals
    -------
    asked(digit: int)
        The user wants to know about a digit.
    """

    asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._marked: int | None = None
        self._pointed: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mark(self, digit: int | None) -> None:
        """Mark the digit that is asked about, or none."""
        if digit != self._marked:
            self._marked = digit
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about the row under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(self._row_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row a click would ask about."""
        self._point(self._row_at(event.position().y()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show it at once."""
        self._point(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show none."""
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from row to row with the arrow keys, and ask about the row with Enter."""
        key = Qt.Key(event.key())
        here = self._pointed if self._pointed is not None else self._marked
        if key in _MOVES:
            self._point(0 if here is None else (here + _MOVES[key]) % CLASSES)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.asked.emit(here)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the row that is asked about and of the one under the pointer, then all rows."""
        theme = self._look.theme
        painter = QPainter(self)
        if self._pointed is not None:
            painter.fillRect(self._frame(self._pointed), QColor(theme.window))
        if self._marked is not None:
            frame = self._frame(self._marked)
            painter.fillRect(frame, QColor(theme.hover))
            painter.fillRect(
                QRectF(0, frame.top(), _STRIPE, frame.height()),
                QColor(theme.accent if self.hasFocus() else theme.text2),
            )
        painter.end()
        super().paintEvent(event)

    def _frame(self, digit: int) -> QRectF:
        height = self.height() / CLASSES
        return QRectF(0, digit * height + 1, self.width(), height - 2)

    def _row_at(self, y: float) -> int:
        return min(max(int(y / self.height() * CLASSES), 0), CLASSES - 1)

    def _point(self, row: int | None) -> None:
        if row != self._pointed:
            self._pointed = row
            self.update()
