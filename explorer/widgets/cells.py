"""Cells in rows: where each one is, which one is at a point, and where the keys lead."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

_STEPS = {  # down, and to the right
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class Cells:
    """Cells of one size, numbered row by row from the upper left; `pitch` is the way from one to the next."""

    count: int
    columns: int
    corner: QPointF
    size: QSizeF
    pitch: QSizeF

    @classmethod
    def filling(cls, area: QRectF, rows: int, columns: int) -> "Cells":
        """Return cells that fill an area, without gaps."""
        size = QSizeF(area.width() / columns, area.height() / rows)
        return cls(rows * columns, columns, area.topLeft(), size, size)

    def rect(self, cell: int) -> QRectF:
        """Return the place of a cell."""
        row, column = divmod(cell, self.columns)
        across, down = column * self.pitch.width(), row * self.pitch.height()
        return QRectF(self.corner + QPointF(across, down), self.size)

    def at(self, position: QPointF) -> int | None:
        """Return the cell at a position, to which the gaps on its right and below it belong too."""
        away = position - self.corner
        column, row = math.floor(away.x() / self.pitch.width()), math.floor(away.y() / self.pitch.height())
        cell = row * self.columns + column
        return cell if row >= 0 and 0 <= column < self.columns and cell < self.count else None

    def next(self, cell: int | None, key: Qt.Key) -> int | None:
        """Return where an arrow key, Home or End leads, from the end of a row into the next one.

        From no cell each of them leads to the first; None is for other keys, or where there is no cell.
        """
        if not self.count or key not in (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            return None
        if cell is None or key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return self.count - 1
        down, right = _STEPS[key]
        return min(max(cell + down * self.columns + right, 0), self.count - 1)

    def beside(self, cell: int, key: Qt.Key) -> int | None:
        """Return where an arrow key leads that stays within row and column; None for other keys."""
        if key not in _STEPS:
            return None
        (row, column), (down, right) = divmod(cell, self.columns), _STEPS[key]
        row = min(max(row + down, 0), (self.count - 1) // self.columns)
        return row * self.columns + min(max(column + right, 0), self.columns - 1)
