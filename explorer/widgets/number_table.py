"""A table of numbers painted in one go: fifty labels would take longer to lay out than all else to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import BODY, NORMAL, SEMIBOLD, SMALL, SPACE_L, Look, pen

_LEAST_ROW, _TALLEST_ROW = 16, 30
_FOOT, _GAP = 1.5, 0.4  # rows
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Row:
    """Texts of one row; a bold one stands out, idle cells (such as zeros) stand back."""

    texts: tuple[str, ...]
    bold: bool = False
    idle: tuple[int, ...] = ()


Content = tuple[tuple[str, ...], tuple[Row, ...], tuple[str, str, str]]


class NumberTable(Guarded, QWidget):
    """Right-aligned columns below their names, and, where there are results, a last row below a hairline.

    Parameters
    ----------
    tones : sequence of str
        The theme's colour of each column's name; of the last two also for the results below them.
    shares : sequence of float
        How the columns share the width.
    most_rows : int
        Rows that there is always room for, so that nothing moves when one is added.
    """

    def __init__(self, look: Look, tones: Sequence[str], shares: Sequence[float], most_rows: int) -> None:
        super().__init__()
        self._look, self._tones = look, tones
        self._rows_in_all = 1 + most_rows + _GAP + _FOOT
        self._edges = [end / sum(shares) for end in accumulate(shares, initial=0)]
        self._content: Content = ((), (), ("", "", ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_content(self, names: tuple[str, ...], rows: tuple[Row, ...], foot: tuple[str, str, str]) -> None:
        """Set the columns' names, all rows, and the last row's word and two results."""
        content = (names, rows, foot)
        if content != self._content:
            self._content = content
            self.setAccessibleDescription("\n".join("  ".join(texts) for texts in self.texts))
            self.update()

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """What the table says, row by row, names first and the last row last."""
        names, rows, foot = self._content
        return [names, *(row.texts for row in rows), foot]

    def row_place(self, index: int) -> tuple[float, float]:
        """Return the upper edge and the height of a row, in pixels; the first has index 0."""
        return (index + 1) * self._height, self._height

    def columns(self) -> list[tuple[str, list[str]]]:
        """Return name and cells of each column, without the last row."""
        names, rows, _unused = self._content
        return [(name, [row.texts[k] for row in rows]) for k, name in enumerate(names)]

    def sizeHint(self) -> QSize:
        """Room for all rows at a comfortable height."""
        return QSize(self._look.px(360), round(self._look.px(_TALLEST_ROW) * self._rows_in_all))

    def minimumSizeHint(self) -> QSize:
        """Room for all rows, close together."""
        return QSize(self._look.px(300), round(self._look.px(_LEAST_ROW) * self._rows_in_all))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, rows, hairline and last row."""
        names, rows, _unused = self._content
        if not names:
            return
        painter = QPainter(self)
        theme = self._look.theme
        height = self._height
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        for index, (name, tone) in enumerate(zip(names, self._tones, strict=True)):
            painter.setPen(QColor(colour(theme, tone)))
            painter.drawText(self._cell(index, 0, height), _ALIGN_RIGHT, name)
        fonts = {bold: self._look.font(BODY, SEMIBOLD if bold else NORMAL) for bold in (True, False)}
        for line, row in enumerate(rows):
            self._paint_row(painter, row, (line + 1) * height, height, fonts[row.bold])
        if any(self._content[2]):
            foot = QRectF(0, self.height() - _FOOT * height, self.width(), _FOOT * height)
            painter.setPen(pen(theme.line))
            painter.drawLine(foot.topLeft(), foot.topRight())
            painter.setFont(fonts[True])
            self._paint_foot(painter, foot)

    @property
    def _height(self) -> float:
        """Of a row, in pixels."""
        return min(self.height() / self._rows_in_all, float(self._look.px(_TALLEST_ROW)))

    def _paint_row(self, painter: QPainter, row: Row, top: float, height: float, font: QFont) -> None:
        theme = self._look.theme
        painter.setFont(font)
        for index, text in enumerate(row.texts):
            painter.setPen(QColor(theme.text3 if index in row.idle else theme.text))
            painter.drawText(self._cell(index, top, height), _ALIGN_RIGHT, text)

    def _paint_foot(self, painter: QPainter, area: QRectF) -> None:
        """Paint three cells: its word at the left, and two results, the last one flush with the last column."""
        word, first, second = self._content[2]
        theme = self._look.theme
        painter.setPen(QColor(colour(theme, self._tones[-1])))
        painter.drawText(area, _ALIGN_RIGHT, second)
        taken = painter.fontMetrics().horizontalAdvance(second) + self._look.px(SPACE_L)
        end = min(self._cell(len(self._tones) - 2, 0, 1).right(), area.right() - taken)
        painter.setPen(QColor(colour(theme, self._tones[-2])))
        painter.drawText(QRectF(0, area.top(), end, area.height()), _ALIGN_RIGHT, first)
        painter.setPen(QColor(theme.text2))
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)

    def _cell(self, index: int, top: float, height: float) -> QRectF:
        """Return the place of a cell; its text may reach into the one before."""
        right = self.width() * self._edges[index + 1]
        return QRectF(0, top, right, height)
