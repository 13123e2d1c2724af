"""A table whose rows can be pointed at, and those of a mini-batch chosen."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from explorer.look.theme import Look, pen
from explorer.widgets.number_table import NumberTable

_FIRST_DIGIT = int(Qt.Key.Key_0)


class SampleTable(NumberTable):
    """Rows to click, or to choose by their number on the keyboard; the first one is what is there already.

    Signals
    -------
    row_chosen(index: int)
        The user chose the row with this number, counted from 1.
    row_pointed(index: int)
        The pointer is over the row with this index, counted from 0, or -1: over none.
    """

    row_chosen = Signal(int)
    row_pointed = Signal(int)

    def __init__(self, look: Look, tones: Sequence[str], shares: Sequence[float], most_rows: int) -> None:
        super().__init__(look, tones, shares, most_rows)
        self._choosable = 0
        self._hovered: int | None = None
        self._pointed = frozenset[int]()
        self.setMouseTracking(True)

    def set_choosable(self, rows: int) -> None:
        """Let so many rows after the first be chosen; 0 for none."""
        if rows != self._choosable:
            self._choosable, self._hovered = rows, None
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if rows else Qt.FocusPolicy.NoFocus)
            self.update()

    def point_at(self, rows: Collection[int]) -> None:
        """Highlight some rows, counted from 0."""
        if frozenset(rows) != self._pointed:
            self._pointed = frozenset(rows)
            self.update()

    @property
    def pointed_at(self) -> frozenset[int]:
        """The rows that are highlighted."""
        return self._pointed

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row below the pointer."""
        row = self._choosable_at(event.position().y())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        else:
            self.row_chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row would be chosen, and tell the owner which one the pointer is over."""
        self.row_pointed.emit(self._row_at(event.position().y()))
        self._hover(self._choosable_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show none any more."""
        super().leaveEvent(event)
        self.row_pointed.emit(-1)
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a row by its number."""
        number = int(event.key()) - _FIRST_DIGIT
        if 1 <= number <= self._choosable:
            self.row_chosen.emit(number)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background of highlighted rows, the rows, and a ring while the keyboard is here."""
        painter = QPainter(self)
        for index in self._pointed if self._hovered is None else {self._hovered}:
            top, height = self.row_place(index)
            painter.fillRect(QRectF(0, top, self.width(), height), QColor(self._look.theme.hover))
        if self.hasFocus():
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        super().paintEvent(event)

    def _row_at(self, y: float) -> int:
        """Return the index of the row at a height, or -1."""
        rows = len(self.texts) - 2  # but for the names and the last row
        return next(
            (row for row in range(rows) if 0 <= y - self.row_place(row)[0] < self.row_place(row)[1]), -1
        )

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
