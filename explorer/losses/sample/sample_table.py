"""A table whose rows can be taken: the kept answers of a mini-batch."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from explorer.theme import Look, pen
from explorer.widgets.number_table import NumberTable

_FIRST_DIGIT = int(Qt.Key.Key_0)


class SampleTable(NumberTable):
    """Rows to click, or to take by their number on the keyboard; the first one is what is there already.

    Parameters
    ----------
    look, tones, shares, most_rows
        As for `NumberTable`.

    Signals
    -------
    row_chosen(index: int)
        The person took the row with this number, counted from 1.
    """

    row_chosen = Signal(int)

    def __init__(self, look: Look, tones: Sequence[str], shares: Sequence[float], most_rows: int) -> None:
        super().__init__(look, tones, shares, most_rows)
        self._choosable = 0
        self._hovered: int | None = None
        self.setMouseTracking(True)

    def set_choosable(self, rows: int) -> None:
        """Let so many rows after the first be chosen; 0 for none."""
        if rows != self._choosable:
            self._choosable, self._hovered = rows, None
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if rows else Qt.FocusPolicy.NoFocus)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row below the pointer."""
        row = self._choosable_at(event.position().y())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        else:
            self.row_chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row would be taken."""
        self._hover(self._choosable_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show none any more."""
        super().leaveEvent(event)
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a row by its number."""
        number = int(event.key()) - _FIRST_DIGIT
        if 1 <= number <= self._choosable:
            self.row_chosen.emit(number)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the row below the pointer, the rows, and a ring while the keyboard is here."""
        painter = QPainter(self)
        if self._hovered is not None:
            top, height = self.row_place(self._hovered)
            painter.fillRect(QRectF(0, top, self.width(), height), QColor(self._look.theme.hover))
        if self.hasFocus():
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        super().paintEvent(event)

    def _choosable_at(self, y: float) -> int | None:
        for row in range(1, self._choosable + 1):
            top, height = self.row_place(row)
            if top <= y < top + height:
                return row
        return None

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if row is not None else Qt.CursorShape.ArrowCursor
            )
            self.update()
