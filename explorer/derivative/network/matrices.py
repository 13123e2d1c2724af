"""The network as a row of small matrices with their numbers, and its gradient below, entry under weight."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from explorer.derivative.network.outcome import NetworkNumbers, one_hot
from explorer.derivative.network.state import CLASSES, ROWS
from explorer.plots.export import Table
from explorer.plots.series import colour
from explorer.theme import BODY, NORMAL, SEMIBOLD, SMALL, Look, ink_on, lookup_table, pen
from explorer.widgets.numbers import fixed, plain

_CELL_HEIGHT, _TALLEST_CELL, _NAME_HEIGHT, _BETWEEN, _GAP = 26, 44, 18, 12, 16
_WIDEST_CELL = 108
_NARROW = 54  # cells of less get three decimals, not four
_UNITS = 2.0 + 3 + 3 + 3 + 1.6  # widths of cells: x, W, a, y, and t in narrow ones
_GAPS = 4
_SHADES = 33
_RADIUS = 3
_PER_PIXEL = 0.01  # of a nudge
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class Words:
    """The names of the matrices, in the language in use."""

    inputs: str = ""
    weights: str = ""
    scores: str = ""
    probabilities: str = ""
    target: str = ""
    numerical: str = ""
    exact: str = ""
    error: str = ""


class _Block(NamedTuple):
    """A matrix: its name, its texts, where its upper left corner is, and how wide its cells are."""

    name: str
    texts: tuple[tuple[str, ...], ...]
    left: float
    top: float
    cell: float
    tone: str = "text2"


class Matrices(QWidget):
    """x, W, scores, probabilities and target above; the gradient, numerical and exact, below W.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    chosen(row: int, column: int)
        The person clicked on a weight, or moved to it with an arrow key.
    drag_started()
        A drag of a weight begins; it was chosen before.
    dragged(change: float)
        The weight is to be raised by this from where it was when the drag began.
    drag_finished()
        The drag is over.
    """

    chosen = Signal(int, int)
    drag_started = Signal()
    dragged = Signal(float)
    drag_finished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._numbers: NetworkNumbers | None = None
        self._words = Words()
        self._pressed_at: float | None = None
        self._is_dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._on_look_changed)

    def set_words(self, words: Words) -> None:
        """Set the names of the matrices."""
        self._words = words
        self.update()

    def show_numbers(self, numbers: NetworkNumbers, description: str) -> None:
        """Show the network as it is now."""
        self._numbers = numbers
        self.setAccessibleDescription(description)
        self.update()

    def columns(self) -> Table:
        """Return W and both gradients, weight by weight."""
        if self._numbers is None:
            return []
        now = self._numbers.now
        places = [f"w{row}{column}" for row in range(ROWS) for column in range(CLASSES)]
        return [
            ("weight", places),
            ("W", now.W.ravel()),
            ("dW numerical", self._numbers.numerical.ravel()),
            ("dW exact", now.gradient.ravel()),
        ]

    def weight_centre(self, row: int, column: int) -> QPointF:
        """Return the middle of a weight's cell, in pixels."""
        return self._weight_cell(row, column).center()

    def sizeHint(self) -> QSize:
        """Room for both rows of matrices."""
        return QSize(self._look.px(700), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for both rows of matrices, with narrow cells."""
        height = 2 * (_NAME_HEIGHT + ROWS * _CELL_HEIGHT) + _BETWEEN
        return QSize(self._look.px(480), self._look.px(height))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the matrices."""
        numbers = self._numbers
        if numbers is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block in self._upper(numbers):
            self._paint_names(painter, block)
            self._paint_texts(painter, block)
        self._paint_gradients(painter, numbers)
        self._paint_marks(painter, numbers)

    def _upper(self, numbers: NetworkNumbers) -> list[_Block]:
        x, a, y, t = self._lefts()
        words, cell, write = self._words, self._cell, self._write
        target = tuple(str(int(value)) for value in one_hot(numbers.state.label))
        return [
            _Block(
                words.inputs, (tuple(plain(value, 4) for value in numbers.state.inputs),), x, self._top, cell
            ),
            _Block(
                words.weights,
                tuple(tuple(write(value) for value in row) for row in numbers.nudged.W.tolist()),
                self._weights_left,
                self._top,
                cell,
            ),
            _Block(words.scores, (tuple(map(write, numbers.scores.tolist())),), a, self._top, cell),
            _Block(
                words.probabilities, (tuple(map(write, numbers.probabilities.tolist())),), y, self._top, cell
            ),
            _Block(words.target, (target,), t, self._top, cell * 1.6 / 3),
        ]

    def _paint_names(self, painter: QPainter, block: _Block) -> None:
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        painter.setPen(QColor(colour(self._look.theme, block.tone)))
        name = self._look.px(_NAME_HEIGHT)
        room = QRectF(block.left, block.top - name, len(block.texts[0]) * block.cell + self._gap, name)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, block.name)

    def _paint_texts(self, painter: QPainter, block: _Block) -> None:
        theme = self._look.theme
        painter.setFont(self._look.font(BODY, NORMAL))
        height = self._row
        for row, texts in enumerate(block.texts):
            for column, text in enumerate(texts):
                cell = QRectF(
                    block.left + column * block.cell, block.top + row * height, block.cell - 2, height - 2
                )
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.control))
                painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
                painter.setPen(QColor(theme.text))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_gradients(self, painter: QPainter, numbers: NetworkNumbers) -> None:
        _, scores_left, probabilities_left, _ = self._lefts()
        exact = numbers.now.gradient
        largest = float(np.abs(exact).max()) or 1.0
        top = self._lower_top
        self._paint_gradient(
            painter, self._words.numerical, numbers.numerical, largest, self._weights_left, top
        )
        self._paint_gradient(painter, self._words.exact, exact, largest, scores_left, top)
        difference = np.abs(numbers.numerical - exact)
        texts = tuple(tuple(plain(value, 1) for value in row) for row in difference.tolist())
        block = _Block(self._words.error, texts, probabilities_left, top, self._cell)
        self._paint_names(painter, block)
        self._paint_texts(painter, block)

    def _paint_gradient(
        self, painter: QPainter, name: str, values: FloatArray, largest: float, left: float, top: float
    ) -> None:
        """Paint slopes on the diverging colours: negative, zero, positive."""
        theme, table = self._look.theme, lookup_table(self._look.theme.diverging, _SHADES)
        texts = tuple(tuple(map(self._write, row)) for row in values.tolist())
        self._paint_names(painter, _Block(name, texts, left, top, self._cell))
        painter.setFont(self._look.font(BODY, SEMIBOLD))
        for row, column in np.ndindex(ROWS, CLASSES):
            share = min(max(float(values[row, column]) / largest, -1.0), 1.0)
            fill = QColor(*(int(channel) for channel in table[round((share + 1) / 2 * (_SHADES - 1))])).name()
            cell = QRectF(left + column * self._cell, top + row * self._row, self._cell - 2, self._row - 2)
            painter.setPen(pen(theme.line))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
            painter.setPen(QColor(ink_on(theme, fill)))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, texts[row][column])

    def _paint_marks(self, painter: QPainter, numbers: NetworkNumbers) -> None:
        """Ring the chosen weight with its two slopes, and the class that is answered."""
        theme, index = self._look.theme, numbers.state.index
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.c if numbers.state.nudge else theme.accent, 3 if self.hasFocus() else 2))
        for left, top in (
            (self._weights_left, self._top),
            (self._weights_left, self._lower_top),
            (self._lefts()[1], self._lower_top),
        ):
            painter.drawRoundedRect(self._cell_rect(left, top, *index), _RADIUS, _RADIUS)
        painter.setPen(pen(theme.good if numbers.is_right else theme.bad, 2))
        for left in self._lefts()[1:3]:
            painter.drawRoundedRect(self._cell_rect(left, self._top, 0, numbers.answer), _RADIUS, _RADIUS)
        painter.setFont(self._look.font(BODY, SEMIBOLD))
        painter.setPen(QColor(theme.text2))
        for left, sign in ((self._weights_left, "·"), (self._lefts()[1], "="), (self._lefts()[2], "→")):
            room = QRectF(left - self._gap - 2, self._top, self._gap, self._row)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, sign)

    # Places

    def _lefts(self) -> tuple[float, float, float, float]:
        """Return the left edges of x, of the scores, of the probabilities and of the target."""
        scores = self._weights_left + CLASSES * self._cell + self._gap
        probabilities = scores + CLASSES * self._cell + self._gap
        return 0.0, scores, probabilities, probabilities + CLASSES * self._cell + self._gap

    @property
    def _weights_left(self) -> float:
        return ROWS * self._cell + self._gap

    @property
    def _cell(self) -> float:
        room = (self.width() - _GAPS * self._gap) / _UNITS
        return min(room, float(self._look.px(_WIDEST_CELL)))

    @property
    def _gap(self) -> float:
        return float(self._look.px(_GAP))

    @property
    def _row(self) -> float:
        """Height of a cell, its gap included: what there is room for."""
        rest = self.height() - self._look.px(2 * _NAME_HEIGHT + _BETWEEN)
        low, high = self._look.px(_CELL_HEIGHT), self._look.px(_TALLEST_CELL)
        return float(min(max(rest // (2 * ROWS), low), high))

    @property
    def _top(self) -> float:
        return float(self._look.px(_NAME_HEIGHT))

    @property
    def _lower_top(self) -> float:
        return 2 * self._top + ROWS * self._row + self._look.px(_BETWEEN)

    def _cell_rect(self, left: float, top: float, row: int, column: int) -> QRectF:
        return QRectF(left + column * self._cell, top + row * self._row, self._cell - 2, self._row - 2)

    def _weight_cell(self, row: int, column: int) -> QRectF:
        return self._cell_rect(self._weights_left, self._top, row, column)

    def _weight_at(self, place: QPointF) -> tuple[int, int] | None:
        cells = ((row, column) for row in range(ROWS) for column in range(CLASSES))
        return next((cell for cell in cells if self._weight_cell(*cell).contains(place)), None)

    def _write(self, value: float) -> str:
        return fixed(value, 4 if self._cell >= self._look.px(_NARROW) else 3)

    # What a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a weight, and take it for a drag."""
        weight = self._weight_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or weight is None:
            event.ignore()
            return
        self._pressed_at, self._is_dragging = event.position().x(), False
        self.chosen.emit(*weight)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the weight: right is more."""
        if self._pressed_at is None:
            over = self._weight_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if not self._is_dragging:
            self._is_dragging = True
            self.drag_started.emit()
        self.dragged.emit(round((event.position().x() - self._pressed_at) * _PER_PIXEL, 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end_drag()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another weight with the arrow keys."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or self._numbers is None:
            super().keyPressEvent(event)
            return
        row, column = self._numbers.state.index
        self.chosen.emit(min(max(row + move[0], 0), ROWS - 1), min(max(column + move[1], 0), CLASSES - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrow keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """End a drag that can get no release any more."""
        self._end_drag()
        super().hideEvent(event)

    def _end_drag(self) -> None:
        was_dragging = self._is_dragging
        self._pressed_at, self._is_dragging = None, False
        if was_dragging:
            self.drag_finished.emit()

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
