"""The subtraction of a difference, digit below digit, with what cancels set back."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.derivative import words
from explorer.derivative.rounding.cancellation import Cancellation, Line, Part
from explorer.look.palette import colour
from explorer.look.theme import BIG, BODY, LEAD, SEMIBOLD, SMALL, SPACE_XS, Look, pen
from explorer.plots.export import Table
from explorer.texts.numbers import power_of_ten

_NAMES = 92  # pixels for the names of the lines
_ROWS = 4
_FIGURES = (BIG, BIG - SPACE_XS, LEAD, BODY)
_TALLEST = 68  # pixels of a line
_WIDEST = "−0.00001234567890123456"


class CancellationTable(Guarded, QWidget):
    """Four lines: both values of the function, their difference, and what dividing it by the step gives.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._content: Cancellation | None = None
        self._step, self._pointed = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cancellation(self, content: Cancellation | None, step: str) -> None:
        """Show this arithmetic, or say that there is none; `step` is what is divided by."""
        self._content, self._step = content, step
        lines = "; ".join(f"{line.name}: {line.remark}" for line in self._lines())
        self.setAccessibleDescription(lines or words.no_values())
        self.update()

    @Slot(str)
    def point_at(self, term: str) -> None:
        """Highlight the line of a term of the formula, or none."""
        self._pointed = term
        self.update()

    def columns(self) -> Table:
        """Return the lines as names and numbers."""
        lines = self._lines()
        return [
            ("line", [line.name for line in lines]),
            ("digits", ["".join(part.text for part in line.parts) for line in lines]),
        ]

    def sizeHint(self) -> QSize:
        """Room for four comfortable lines."""
        return QSize(self._look.px(380), _ROWS * self._look.px(40))

    def minimumSizeHint(self) -> QSize:
        """Room for four lines close together."""
        return QSize(self._look.px(300), _ROWS * self._look.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = self._lines()
        if not lines:
            painter.setFont(look.font(BODY))
            painter.setPen(QColor(theme.text2))
            painter.drawText(self.rect(), int(Qt.TextFlag.TextWordWrap), words.no_values())
            return
        height = min(self.height() / _ROWS, look.px(_TALLEST))
        font = self._figures()
        for index, line in enumerate(lines):
            if self._pointed and line.name in (self._pointed, f"÷ {self._pointed}"):
                painter.fillRect(QRectF(0, index * height, self.width(), height), QColor(theme.control))
            middle = (index + 0.5) * height
            if index == 2:
                painter.setPen(pen(theme.line))
                painter.drawLine(QPointF(0, index * height), QPointF(self.width(), index * height))
            self._paint_line(painter, line, font, middle)

    def _lines(self) -> tuple[Line, ...]:
        content = self._content
        if content is None:
            return ()
        power = f"·{power_of_ten(content.exponent)}" if content.exponent else ""
        scaled = tuple(
            Line(line.name, (*line.parts, *([Part(power, "text2")] if power else [])), line.remark)
            for line in content.lines
        )
        right, wrong, tail = content.quotient
        pieces = (Part(right, "text"), Part(wrong, "bad"), Part(tail, "text" if right else "bad"))
        quotient = Line(self._step, tuple(piece for piece in pieces if piece.text), words.wrong_digits(wrong))
        return (*scaled, quotient)

    def _paint_line(self, painter: QPainter, line: Line, font: QFont, middle: float) -> None:
        look, theme = self._look, self._look.theme
        small = look.font(SMALL)
        painter.setFont(look.font(BODY, SEMIBOLD))
        painter.setPen(QColor(theme.text2))
        metrics = QFontMetricsF(font)
        baseline = middle + metrics.capHeight() / 2 - look.px(5)
        painter.drawText(QPointF(0, baseline), line.name)
        x = float(look.px(_NAMES))
        painter.setFont(font)
        for part in line.parts:
            width = metrics.horizontalAdvance(part.text)
            painter.setPen(QColor(colour(theme, part.token)))
            painter.drawText(QPointF(x, baseline), part.text)
            if part.token == "bad":
                painter.setPen(pen(theme.bad, 2))
                under = baseline + look.px(3)
                painter.drawLine(QPointF(x, under), QPointF(x + width, under))
            x += width
        painter.setFont(small)
        painter.setPen(QColor(theme.text2))
        painter.drawText(QPointF(look.px(_NAMES), baseline + QFontMetricsF(small).height()), line.remark)

    def _figures(self) -> QFont:
        """Return the largest of three fonts in which any number fits."""
        room = self.width() - self._look.px(_NAMES)
        fonts = [self._look.font(size, SEMIBOLD) for size in _FIGURES]
        fitting = (font for font in fonts if QFontMetricsF(font).horizontalAdvance(_WIDEST) <= room)
        return next(fitting, fonts[-1])
