"""The answers of several networks to one drawing, side by side."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from explorer.drawing.painted import CENTRE, LEFT, RIGHT, Painted
from explorer.drawing.reading import Answer
from explorer.look.theme import BIG, BODY, LEAD, MEDIUM, SEMIBOLD, SMALL, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.texts.language import _
from explorer.texts.numbers import percent

CLASSES = 10
_DIGIT_WIDTH, _PERCENT_WIDTH = 24, 52
_BAR, _LOWEST_ROW, _HIGHEST_ROW = 12, 18, 30
_NARROWEST_WITH_PERCENT = 110
_SHOWN_AS_ZERO = 0.0005


@dataclass(frozen=True, eq=False)
class Opinion:
    """What one network says.

    Attributes
    ----------
    name : str
        What to call the network.
    facts : str
        Its size and its accuracy.
    answer : Answer or None
        None where it cannot read, or there is nothing to read.
    """

    name: str
    facts: str
    answer: Answer | None


class SideBySide(Painted):
    """Paints one column a network: its name, its answer, and ten bars."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._opinions: tuple[Opinion, ...] = ()
        self._label: int | None = None

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """What is shown."""
        return self._opinions

    def show_opinions(self, opinions: tuple[Opinion, ...], label: int | None) -> None:
        """Show what networks say; `label` is the right digit, where that is known."""
        self._opinions, self._label = opinions, label
        self.setAccessibleDescription("; ".join(f"{one.name}: {self._verdict(one)}" for one in opinions))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for the head and the lowest rows."""
        return QSize(self.look.px(300), round(self._head_height()) + CLASSES * self.look.px(_LOWEST_ROW))

    def paint(self, painter: QPainter) -> None:
        """Paint the columns."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        digits = self.look.px(_DIGIT_WIDTH)
        top, row = self._head_height(), self._row_height()
        for digit in range(CLASSES):
            place = QRectF(0, top + digit * row, digits - SPACE_S, row)
            is_right = digit == self._label
            weight, tone = (SEMIBOLD, "text") if is_right else (MEDIUM, "text2")
            self.write(painter, place, str(digit), size=LEAD, weight=weight, tone=tone, flags=CENTRE)
        pitch = (self.width() - digits + SPACE_L) / max(len(self._opinions), 1)
        for index, opinion in enumerate(self._opinions):
            place = QRectF(digits + index * pitch, 0, pitch - SPACE_L, self.height())
            self._paint_opinion(painter, opinion, place)

    def _paint_opinion(self, painter: QPainter, opinion: Opinion, place: QRectF) -> None:
        left, width = place.left(), place.width()
        small, big = self.line(SMALL), self.line(BIG)
        self._write_short(painter, QRectF(left, 0, width, self.line(BODY)), opinion.name, BODY)
        below = self.line(BODY)
        self._write_short(painter, QRectF(left, below, width, small), opinion.facts, SMALL)
        head = QRectF(left, below + small + SPACE_XS, width, big)
        if opinion.answer is None:
            self._write_short(painter, head, _("no prediction"), SMALL)
            return
        answer = opinion.answer
        self.write(painter, head, str(answer.winner), size=BIG, weight=SEMIBOLD)
        self.write(painter, head, self._verdict(opinion), size=BODY, weight=SEMIBOLD, tone="a", flags=RIGHT)
        top, row = self._head_height(), self._row_height()
        for digit in range(CLASSES):
            bar = QRectF(left, top + digit * row, width, row)
            self._paint_bar(painter, bar, answer, digit)

    def _paint_bar(self, painter: QPainter, row: QRectF, answer: Answer, digit: int) -> None:
        theme = self.look.theme
        probability = float(np.nan_to_num(answer.probabilities[digit]))
        colours = {answer.runner_up: theme.b, answer.winner: theme.a}
        colour = colours.get(digit) if probability >= _SHOWN_AS_ZERO else None
        writes = row.width() >= self.look.px(_NARROWEST_WITH_PERCENT)
        percents = self.look.px(_PERCENT_WIDTH) if writes else 0
        if writes:
            weight, tone = (SEMIBOLD, "text") if colour else (MEDIUM, "text2")
            self.write(painter, row, percent(probability), weight=weight, tone=tone, flags=RIGHT)
        track = QRectF(row.left(), row.center().y() - _BAR / 2, row.width() - percents, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(max(track.width() * min(probability, 1.0), 2))
        painter.setBrush(QColor(colour or theme.text3))
        painter.drawRoundedRect(track, min(3, track.width() / 2), min(3, track.width() / 2))

    def _write_short(self, painter: QPainter, place: QRectF, text: str, size: int) -> None:
        weight = SEMIBOLD if size == BODY else MEDIUM
        metrics = QFontMetricsF(self.look.font(size, weight))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        tone = "text" if size == BODY else "text2"
        self.write(painter, place, shown, size=size, weight=weight, tone=tone, flags=LEFT)

    def _verdict(self, opinion: Opinion) -> str:
        answer = opinion.answer
        if answer is None:
            return _("no prediction")
        mark = "" if self._label is None else ("✓ " if answer.winner == self._label else "✗ ")
        return mark + percent(answer.share)

    def _head_height(self) -> float:
        return self.line(BODY) + self.line(SMALL) + self.line(BIG) + 2 * SPACE_S

    def _row_height(self) -> float:
        return min((self.height() - self._head_height()) / CLASSES, self.look.px(_HIGHEST_ROW))
