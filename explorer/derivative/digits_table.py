"""The four differences with every digit that they have, the wrong ones underlined."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.derivative.digits import Digits
from explorer.look.palette import colour
from explorer.look.theme import BIG, BODY, LEAD, SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look, pen
from explorer.plots.export import Table

_FIGURES = BIG - SPACE_XS  # 18: the digits to compare, in the smaller of the sizes for big
_ROW, _COMPACT_ROW = 48, 33
_NAMES_WIDTH = 112
_WIDEST = "−0.0001234567890123456"
_UNDERLINE = 2


class DigitsRow(NamedTuple):
    """One difference: its name, the name of its colour, how many of its digits are correct, and its digits."""

    name: str
    token: str
    correctness: str
    digits: Digits


class DigitsTable(Guarded, QWidget):
    """One row a difference. Painted, because rich text would be laid out anew at every move of a handle."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[DigitsRow, ...] = ()
        self._columns: Table = ()
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[DigitsRow, ...]:
        """What is shown."""
        return self._rows

    def columns(self) -> Table:
        """Return the numbers behind the rows."""
        return self._columns

    def show_rows(self, rows: Sequence[DigitsRow], columns: Table) -> None:
        """Show these rows; `columns` are the numbers behind them."""
        self._columns = columns
        if tuple(rows) == self._rows:
            return
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows = tuple(rows)
        spoken = (f"{row.name}, {row.correctness}: {''.join(row.digits)}" for row in rows)
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Write smaller and closer in a small window."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(self._look.px(_NAMES_WIDTH) * 2, self._row_height() * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """No less than that."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, remarks = look.font(BODY, SEMIBOLD), look.font(SMALL)
        figures = self._figures(self.width() - self._digits_x())
        line = QFontMetricsF(names).height()
        for index, row in enumerate(self._rows):
            middle = (index + 0.5) * self._row_height()
            painter.setFont(names)
            painter.setPen(QColor(colour(theme, row.token)))
            painter.drawText(QPointF(0, middle - 0.15 * line), row.name)
            painter.setFont(remarks)
            painter.setPen(QColor(theme.text2))
            painter.drawText(QPointF(0, middle + 0.85 * line), row.correctness)
            self._paint_digits(painter, figures, row.digits, middle)

    def _paint_digits(self, painter: QPainter, font: QFont, digits: Digits, middle: float) -> None:
        theme, metrics = self._look.theme, QFontMetricsF(font)
        x, baseline = float(self._digits_x()), middle + metrics.capHeight() / 2
        painter.setFont(font)
        for text, is_wrong in (
            (digits.right, False),
            (digits.wrong, True),
            (digits.power, not digits.right),
        ):
            if not text:
                continue
            width = metrics.horizontalAdvance(text)
            painter.setPen(QColor(theme.bad if is_wrong else theme.text))
            painter.drawText(QPointF(x, baseline), text)
            if is_wrong:
                under = baseline + self._look.px(4)
                painter.setPen(pen(theme.bad, _UNDERLINE))
                painter.drawLine(QPointF(x, under), QPointF(x + width, under))
            x += width

    def _figures(self, room: float) -> QFont:
        """Return the larger of two fonts if any number fits in it, whatever is shown now."""
        large = self._look.font(_FIGURES, SEMIBOLD)
        fits = not self._compact and QFontMetricsF(large).horizontalAdvance(_WIDEST) <= room
        return large if fits else self._look.font(LEAD, SEMIBOLD)

    def _digits_x(self) -> int:
        return self._look.px(_NAMES_WIDTH) + SPACE_M // 2

    def _row_height(self) -> int:
        return self._look.px(_COMPACT_ROW if self._compact else _ROW)
