"""Numbers with every digit that they have, digit below digit; wrong digits are red and underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.derivative.digits import Line
from explorer.look.palette import colour
from explorer.look.theme import BIG, BODY, LEAD, SEMIBOLD, SMALL, SPACE_M, SPACE_XS, Look, pen
from explorer.plots.export import Table

_FIGURES = (BIG, BIG - SPACE_XS, LEAD, BODY)  # sizes of the digits, the first that fits is taken
_COMPACT_ROW, _ROW, _TALLEST_ROW = 33, 44, 68
_WIDEST = "−0.0001234567890123456"
_UNDERLINE = 2


class DigitLines(Guarded, QWidget):
    """One line a number. Painted, because rich text would be laid out anew at every move of a handle."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[Line, ...] = ()
        self._without_lines = ""
        self._compact = False
        self._pointed = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line], without_lines: str = "") -> None:
        """Show these lines, or a sentence where there are none."""
        if (tuple(lines), without_lines) == (self._lines, self._without_lines):
            return
        if len(lines) != len(self._lines):
            self.updateGeometry()
        self._lines, self._without_lines = tuple(lines), without_lines
        spoken = "; ".join(f"{line.name}, {line.remark}: {line.number}" for line in lines)
        self.setAccessibleDescription(spoken or without_lines)
        self.update()

    def columns(self) -> Table:
        """Return the lines as names and numbers."""
        return [
            ("line", [line.name for line in self._lines]),
            ("digits", [line.number for line in self._lines]),
        ]

    @Slot(str)
    def point_at(self, term: str) -> None:
        """Highlight the line of a term of a formula, or none."""
        self._pointed = term
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Write smaller and closer in a small window."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all lines."""
        height = self._look.px(_COMPACT_ROW if self._compact else _ROW)
        return QSize(self._look.px(224), height * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        """No less than that."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._lines:
            painter.setFont(look.font(BODY))
            painter.setPen(QColor(theme.text2))
            painter.drawText(self.rect(), int(Qt.TextFlag.TextWordWrap), self._without_lines)
            return
        height = min(self.height() / len(self._lines), look.px(_TALLEST_ROW))
        names = QFontMetricsF(look.font(BODY, SEMIBOLD))
        left = max(names.horizontalAdvance(line.name) for line in self._lines) + look.px(SPACE_M)
        figures = self._figures(self.width() - left, height)
        for index, line in enumerate(self._lines):
            area = QRectF(0, index * height, self.width(), height)
            if self._pointed and line.name in (self._pointed, f"÷ {self._pointed}"):
                painter.fillRect(area, QColor(theme.control))
            if line.ruled:
                painter.setPen(pen(theme.line))
                painter.drawLine(area.topLeft(), area.topRight())
            self._paint_line(painter, line, area, left, figures)

    def _paint_line(self, painter: QPainter, line: Line, area: QRectF, left: float, figures: QFont) -> None:
        look, theme, metrics = self._look, self._look.theme, QFontMetricsF(figures)
        small = look.font(SMALL)
        baseline = area.center().y() + metrics.capHeight() / 2 - (look.px(6) if line.remark else 0)
        painter.setFont(look.font(BODY, SEMIBOLD))
        painter.setPen(QColor(colour(theme, line.tone)))
        painter.drawText(QPointF(0, baseline), line.name)
        painter.setFont(figures)
        x = left
        for part in line.parts:
            width = metrics.horizontalAdvance(part.text)
            painter.setPen(QColor(colour(theme, part.tone)))
            painter.drawText(QPointF(x, baseline), part.text)
            if part.tone == "bad":
                under = baseline + look.px(3)
                painter.setPen(pen(theme.bad, _UNDERLINE))
                painter.drawLine(QPointF(x, under), QPointF(x + width, under))
            x += width
        painter.setFont(small)
        painter.setPen(QColor(theme.text2))
        painter.drawText(QPointF(left, baseline + QFontMetricsF(small).height()), line.remark)

    def _figures(self, width: float, height: float) -> QFont:
        """Return the largest font in which any number fits, whatever is shown now."""
        remark = QFontMetricsF(self._look.font(SMALL)).height()
        fonts = [self._look.font(size, SEMIBOLD) for size in _FIGURES]
        for font in fonts:
            metrics = QFontMetricsF(font)
            if metrics.horizontalAdvance(_WIDEST) <= width and metrics.capHeight() + remark <= 0.8 * height:
                return font
        return fonts[-1]
