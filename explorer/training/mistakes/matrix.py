"""The confusion matrix, one of whose cells is open."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SEMIBOLD, SMALL, Look, ink_on, lookup_table, pen
from explorer.texts.language import _
from explorer.training.mistakes import words
from explorer.training.mistakes.state import CLASSES, Cell
from explorer.widgets.cells import Cells

_HEAD = 20  # for a row of digits or words, at scale 1
_LEFT = 40  # for the column of digits, and the word above it
_LEAST_CELL = (34, 19)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class ConfusionMatrix(Guarded, QWidget):
    """Ten rows of ten counts: the label down, the prediction across.

    Signals
    -------
    chosen(row: int, column: int)
        A cell was clicked.
    moved(row: int, column: int)
        Another one was reached by an arrow key.
    left()
        The cell that is open was clicked again, or Escape or Backspace was pressed.
    """

    chosen = Signal(int, int)
    moved = Signal(int, int)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: NDArray[np.int64] = np.zeros((CLASSES, CLASSES), dtype=np.int64)
        self._cell: Cell | None = None
        self._hovered: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_counts(self, counts: NDArray[np.int64], cell: Cell | None) -> None:
        """Show a matrix of shape (10, 10), and which of its cells is open."""
        self._counts, self._cell = counts, cell
        self.setAccessibleDescription("" if cell is None else words.cell_sentence(counts, cell))
        self.update()

    def rect_of(self, cell: Cell) -> QRectF:
        """Return where a cell is painted."""
        return self._cells().rect(CLASSES * cell[0] + cell[1])

    def sizeHint(self) -> QSize:
        """Room for four digits in a cell."""
        return QSize(CLASSES * self._look.px(42), CLASSES * self._look.px(28))

    def minimumSizeHint(self) -> QSize:
        """Room for numbers that touch."""
        width, height = (self._look.px(length) for length in _LEAST_CELL)
        return QSize(CLASSES * width + self._look.px(_LEFT), CLASSES * height + 2 * self._look.px(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heads, cells, and the frame of the open one."""
        painter = QPainter(self)
        self._paint_heads(painter)
        fills = self._fills()
        for cell in np.ndindex(CLASSES, CLASSES):
            self._paint_cell(painter, (cell[0], cell[1]), fills[cell[0]][cell[1]])
        if self._hovered is not None:
            painter.setPen(pen(self._look.theme.text2))
            painter.drawRect(self.rect_of(self._hovered).adjusted(1, 1, -2, -2))
        if self._cell is not None:
            for colour, width in ((self._look.theme.panel, 6), (self._look.theme.text, 2)):
                painter.setPen(pen(colour, width))
                painter.drawRect(self.rect_of(self._cell))
        if self.hasFocus():
            painter.setPen(pen(self._look.theme.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the cell under the pointer, or close it."""
        cell = self._cell_at(event.position())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif cell == self._cell:
            self.left.emit()
        else:
            self.chosen.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Frame the cell under the pointer."""
        self._hover(self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Frame no cell."""
        super().leaveEvent(event)
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbouring cell, or close the open one."""
        key = Qt.Key(event.key())
        row, column = (0, 0) if self._cell is None else self._cell
        target = self._cells().beside(CLASSES * row + column, key)
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self._cell is not None:
            self.left.emit()
        elif target is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif self._cell is None:
            self.moved.emit(0, 0)
        else:
            self.moved.emit(*divmod(target, CLASSES))

    def event(self, event: QEvent) -> bool:
        """Say what the cell under the pointer counts."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cell = self._cell_at(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(event.globalPos(), words.cell_sentence(self._counts, cell), self)
                return True
        return super().event(event)

    def _paint_heads(self, painter: QPainter) -> None:
        theme, grid, head = self._look.theme, self._grid(), self._look.px(_HEAD)
        painter.setFont(self._look.font(SMALL))
        painter.setPen(QColor(theme.text2))
        painter.drawText(QRectF(grid.left(), 0, grid.width(), head), _CENTRE, _("prediction"))
        painter.drawText(QRectF(0, grid.top() - head, grid.left(), head), _CENTRE, _("label"))
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        for digit in range(CLASSES):
            across, down = self.rect_of((0, digit)), self.rect_of((digit, 0))
            painter.drawText(
                QRectF(across.left(), grid.top() - head, across.width(), head), _CENTRE, str(digit)
            )
            painter.drawText(QRectF(0, down.top(), grid.left(), down.height()), _CENTRE, str(digit))

    def _paint_cell(self, painter: QPainter, cell: Cell, fill: str) -> None:
        theme, count = self._look.theme, int(self._counts[cell])
        is_right = cell[0] == cell[1]
        place = self.rect_of(cell).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(place, QColor(fill))
        painter.setFont(self._look.font(SMALL, SEMIBOLD if is_right else self._look.font().weight()))
        painter.setPen(QColor(theme.text3 if not count else ink_on(theme, fill)))
        painter.drawText(place, _CENTRE, str(count))

    def _fills(self) -> list[list[str]]:
        """Return the colour of each cell: mistakes by their share of the row, what is right in one colour."""
        theme = self._look.theme
        rows = np.maximum(self._counts.sum(axis=1, keepdims=True), 1)
        shares = self._counts / rows
        np.fill_diagonal(shares, 0)
        table = lookup_table((theme.panel, theme.a))
        places = np.round(np.sqrt(shares / (shares.max() or 1.0)) * (len(table) - 1)).astype(np.intp)
        fills = [[QColor(*rgb).name() for rgb in row] for row in table[places].tolist()]
        for digit in range(CLASSES):
            fills[digit][digit] = theme.control
        return fills

    def _grid(self) -> QRectF:
        left, top = self._look.px(_LEFT), 2 * self._look.px(_HEAD)
        return QRectF(left, top, self.width() - left - 2, self.height() - top - 2)

    def _cells(self) -> Cells:
        return Cells.filling(self._grid(), CLASSES, CLASSES)

    def _cell_at(self, position: QPointF) -> Cell | None:
        cell = self._cells().at(position)
        return None if cell is None else divmod(cell, CLASSES)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()
