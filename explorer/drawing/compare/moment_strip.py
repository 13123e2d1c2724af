"""The ten probabilities through a run: one column a moment."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter

from explorer.drawing.compare.moments import RunAnswers
from explorer.drawing.painted import CENTRE, Painted
from explorer.look.theme import MEDIUM, SEMIBOLD, SMALL, Look, lookup_table, pen
from explorer.texts.numbers import grouped
from explorer.widgets.pixels import indices, picture, ramp_colours

CLASSES = 10
_DIGITS, _LOWEST, _SPACE = 20, 14, 6
_WRITTEN, _FILLED = (
    0.3,
    0.5,
)  # probabilities from which a cell has its digit in it, and is more ink than ground
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class MomentStrip(Painted):
    """Paints answers through a run; a click or the arrow keys choose a moment.

    Signals
    -------
    drag_started(), drag_finished()
        The pointer went down, and up again.
    dragged(moment: int)
        It chose a moment, in updates.
    stepped(moment: int)
        A key did.
    """

    drag_started = Signal()
    drag_finished = Signal()
    dragged = Signal(int)
    stepped = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._answers: RunAnswers | None = None
        self._place = 0
        self._label: int | None = None
        self._is_down = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def answers(self) -> RunAnswers | None:
        """What is shown."""
        return self._answers

    def show_answers(self, answers: RunAnswers | None, moment: int, label: int | None, words: str) -> None:
        """Show answers with a frame around one moment; `words` are for users who do not see it."""
        self._answers, self._label = answers, label
        self._place = 0 if answers is None else answers.place_of(moment)
        self.setAccessibleDescription(words)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for ten low rows."""
        return QSize(self.look.px(240), CLASSES * self.look.px(_LOWEST) + self.line() + _SPACE)

    def column(self, place: int) -> QRectF:
        """Return the column of a moment."""
        count = 1 if self._answers is None else len(self._answers.iterations)
        left = self.look.px(_DIGITS)
        pitch = (self.width() - left) / count
        return QRectF(left + place * pitch, 0, pitch, self._bottom())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the moment under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self._answers is not None:
            self._is_down = True
            self.drag_started.emit()
            self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go through the moments."""
        if self._is_down:
            self._choose_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._is_down:
            self._is_down = False
            self.drag_finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the moment before or after."""
        key, answers = Qt.Key(event.key()), self._answers
        if key in _MOVES and answers is not None:
            place = min(max(self._place + _MOVES[key], 0), len(answers.iterations) - 1)
            self.stepped.emit(answers.iterations[place])
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter) -> None:
        """Paint the digits, the cells, the moments and the frame."""
        height, digits = self._bottom() / CLASSES, self.look.px(_DIGITS)
        for digit in range(CLASSES):
            place = QRectF(0, digit * height, digits - _SPACE, height)
            is_right = digit == self._label
            weight, tone = (SEMIBOLD, "text") if is_right else (MEDIUM, "text2")
            self.write(painter, place, str(digit), weight=weight, tone=tone, flags=CENTRE)
        if self._answers is None:
            return
        places = indices(self._answers.probabilities.T, (0, 1))
        table = lookup_table(ramp_colours(self.look.theme, "ink"))
        cells = self.column(0).united(self.column(len(self._answers.iterations) - 1))
        painter.drawImage(cells, picture(places, table))
        self._paint_winners(painter, self._answers)
        self._paint_moments(painter, self._answers)
        painter.setPen(pen(self.look.theme.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.column(self._place).adjusted(0, 1, -1, -1))

    def _paint_winners(self, painter: QPainter, answers: RunAnswers) -> None:
        """Part the columns, and write the digit into the cells that are likely."""
        theme, height = self.look.theme, self._bottom() / CLASSES
        painter.setPen(pen(theme.grid))
        for index in range(1, len(answers.iterations)):
            column = self.column(index)
            painter.drawLine(column.topLeft(), column.bottomLeft())
        painter.setFont(self.look.font(SMALL, SEMIBOLD))
        for index, digit in np.argwhere(answers.probabilities >= _WRITTEN).tolist():
            column = self.column(index)
            is_filled = answers.probabilities[index, digit] >= _FILLED
            painter.setPen(QColor(theme.diverging[1] if is_filled else theme.text))
            painter.drawText(
                QRectF(column.left(), digit * height, column.width(), height), CENTRE, str(digit)
            )

    def _paint_moments(self, painter: QPainter, answers: RunAnswers) -> None:
        """Write as many numbers of updates below as there is room for, the chosen one first."""
        taken: list[QRectF] = []
        order = [self._place, *range(len(answers.iterations))]
        for place in order:
            text = grouped(answers.iterations[place])
            middle = self.column(place).center().x()
            half = painter.fontMetrics().horizontalAdvance(text) / 2 + _SPACE / 2
            left = min(max(middle - half, 0), self.width() - 2 * half)
            below = QRectF(left, self._bottom() + 2, 2 * half, self.line())
            if not any(below.intersects(other) for other in taken):
                taken.append(below)
                is_chosen = place == self._place
                weight, tone = (SEMIBOLD, "text") if is_chosen else (MEDIUM, "text2")
                self.write(painter, below, text, weight=weight, tone=tone, flags=CENTRE)

    def _bottom(self) -> float:
        return max(self.height() - self.line() - _SPACE, 1)

    def _choose_at(self, at: QPointF) -> None:
        assert self._answers is not None
        column = self.column(0)
        count = len(self._answers.iterations)
        place = min(max(int((at.x() - column.left()) / column.width()), 0), count - 1)
        self.dragged.emit(self._answers.iterations[place])
