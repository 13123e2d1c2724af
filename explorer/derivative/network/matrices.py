"""The network as a row of small matrices with their numbers, and its gradient below, entry under weight."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.derivative.network.outcome import NetworkNumbers, one_hot
from explorer.derivative.network.places import (
    BETWEEN,
    CELL_HEIGHT,
    INPUT_WIDTH,
    NAME_HEIGHT,
    TARGET_WIDTH,
    Places,
)
from explorer.derivative.network.state import CLASSES, ROWS
from explorer.derivative.network.words import GRADIENT
from explorer.look.theme import BODY, NORMAL, SEMIBOLD, SMALL, Look, ink_on, lookup_table, pen
from explorer.plots.export import Table
from explorer.texts.language import _
from explorer.texts.numbers import MINUS, fixed, plain
from explorer.widgets.layout import Region

_SHADES = 33
_RADIUS = 3
_PRINTED = 8  # decimals of W and its gradient in the chapter
_RIM = 3  # pixels of a cell that its number leaves free
_PER_PIXEL = 0.01  # of a nudge
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class _Block(NamedTuple):
    """A matrix: its letter in formulas, its name, its texts, its upper left corner, and the width of its cells."""

    letter: str
    name: str
    texts: tuple[tuple[str, ...], ...]
    left: float
    top: float
    cell: float


class Matrices(Guarded, QWidget):
    """x, W, scores, probabilities and target above; the gradient, numerical and exact, below W.

    Signals
    -------
    chosen(row: int, column: int)
        The user clicked on a weight, or moved to it with an arrow key.
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
        self._pointed = ""
        self._pressed_at: float | None = None
        self._is_dragging = False
        self.gradients = Region(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the region of the gradients over them."""
        super().resizeEvent(event)
        top = int(self._places.lower - self._places.name)
        self.gradients.setGeometry(0, top, self.width(), self.height() - top)

    def show_numbers(self, numbers: NetworkNumbers, description: str) -> None:
        """Show the network as it is now."""
        self._numbers = numbers
        self.setAccessibleDescription(description)
        self.update()

    @Slot(str)
    def point_at(self, letter: str) -> None:
        """Frame the matrices that have this letter in formulas, or none."""
        self._pointed = letter
        self.update()

    def columns(self) -> Table:
        """Return W and both gradients, weight by weight."""
        if self._numbers is None:
            return []
        now = self._numbers.now
        places = [f"w{row + 1}{column + 1}" for row in range(ROWS) for column in range(CLASSES)]
        return [
            ("weight", places),
            ("W", now.W.ravel()),
            ("dW numerical", self._numbers.numerical.ravel()),
            ("dW exact", now.gradient.ravel()),
        ]

    def weight_centre(self, row: int, column: int) -> QPointF:
        """Return the middle of a weight's cell, in pixels."""
        return self._places.weight(row, column).center()

    def sizeHint(self) -> QSize:
        """Room for both rows of matrices."""
        return QSize(self._look.px(700), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for both rows of matrices, with narrow cells."""
        height = 2 * (NAME_HEIGHT + ROWS * CELL_HEIGHT) + BETWEEN
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
            self._paint_name(painter, block)
            painter.setFont(self._font(block))
            self._paint_texts(painter, block)
        self._paint_gradients(painter, numbers)
        self._paint_marks(painter, numbers)

    @property
    def _places(self) -> Places:
        return Places(self.width(), self.height(), self._look.scale)

    def _upper(self, numbers: NetworkNumbers) -> list[_Block]:
        places = self._places
        top, cell = places.name, places.cell
        inputs = tuple(plain(value, 4) for value in numbers.state.inputs)
        target = tuple(str(int(value)) for value in one_hot(numbers.state.label))
        return [
            _Block("x", "x", (inputs,), 0.0, top, cell * INPUT_WIDTH),
            _Block(
                "W",
                _("W (drag a weight)"),
                self._long(numbers.nudged.W),
                places.weights,
                top,
                places.weight_cell,
            ),
            _Block("a", _("scores a = xW"), self._written(numbers.scores), places.scores, top, cell),
            _Block(
                "y",
                _("y = softmax(a)"),
                self._written(numbers.probabilities),
                places.probabilities,
                top,
                cell,
            ),
            _Block("t", _("label t"), (target,), places.target, top, cell * TARGET_WIDTH),
        ]

    def _written(self, values: FloatArray) -> tuple[tuple[str, ...], ...]:
        decimals = self._places.decimals
        return tuple(tuple(fixed(value, decimals) for value in row) for row in np.atleast_2d(values).tolist())

    @property
    def _long_font(self) -> QFont:
        """The largest of three fonts in which the numbers that the chapter prints fit into the cells of weights."""
        fonts = [self._look.font(*kind) for kind in ((BODY, SEMIBOLD), (SMALL, SEMIBOLD), (SMALL, NORMAL))]
        widest = f"{MINUS}0.{_PRINTED * '0'}"
        room = self._places.weight_cell - _RIM
        return next((f for f in fonts if QFontMetricsF(f).horizontalAdvance(widest) <= room), fonts[-1])

    def _long(self, values: FloatArray) -> tuple[tuple[str, ...], ...]:
        """Return numbers with the decimals that the chapter prints, or as many as fit into the cells of weights."""
        metrics, room = QFontMetricsF(self._long_font), self._places.weight_cell - _RIM
        written: tuple[tuple[str, ...], ...] = ()
        for decimals in range(_PRINTED, 2, -1):
            written = tuple(tuple(fixed(value, decimals) for value in row) for row in values.tolist())
            if all(metrics.horizontalAdvance(text) <= room for row in written for text in row):
                break
        return written

    def _paint_name(self, painter: QPainter, block: _Block) -> None:
        theme, places = self._look.theme, self._places
        width = len(block.texts[0]) * block.cell + places.gap
        if block.letter and block.letter == self._pointed:
            height = places.name + len(block.texts) * places.row
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(block.left, block.top - places.name, width - places.gap, height)
            painter.drawRoundedRect(frame.adjusted(-3, -1, 2, 2), _RADIUS, _RADIUS)
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        painter.setPen(QColor(theme.text2))
        room = QRectF(block.left, block.top - places.name, width, places.name)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, block.name)

    def _paint_texts(self, painter: QPainter, block: _Block) -> None:
        theme, places = self._look.theme, self._places
        for row, texts in enumerate(block.texts):
            for column, text in enumerate(texts):
                cell = places.box(block.left, block.top, row, column, block.cell)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.control))
                painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
                painter.setPen(QColor(theme.text))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_gradients(self, painter: QPainter, numbers: NetworkNumbers) -> None:
        places, exact = self._places, numbers.now.gradient
        largest = float(np.abs(exact).max()) or 1.0
        numerical = self._long(numbers.numerical)
        for block, values in (
            (
                _Block(
                    GRADIENT,
                    _("∂L/∂W, numerical"),
                    numerical,
                    places.weights,
                    places.lower,
                    places.weight_cell,
                ),
                numbers.numerical,
            ),
            (
                _Block(
                    GRADIENT,
                    _("∂L/∂W, exact"),
                    self._written(exact),
                    places.scores,
                    places.lower,
                    places.cell,
                ),
                exact,
            ),
        ):
            self._paint_gradient(painter, block, values / largest)
        apart = np.abs(numbers.numerical - exact)
        texts = tuple(tuple(plain(value, 1) for value in row) for row in apart.tolist())
        block = _Block("", _("difference"), texts, places.probabilities, places.lower, places.cell)
        self._paint_name(painter, block)
        painter.setFont(self._font(block))
        self._paint_texts(painter, block)

    def _font(self, block: _Block) -> QFont:
        """Return the font of a block's numbers."""
        places = self._places
        if block.cell == places.weight_cell:
            return self._long_font
        return self._look.font(SMALL if places.is_narrow else BODY, NORMAL)

    def _paint_gradient(self, painter: QPainter, block: _Block, shares: FloatArray) -> None:
        """Paint slopes on the diverging colours: negative, zero, positive."""
        theme, places = self._look.theme, self._places
        table = lookup_table(theme.diverging, _SHADES)
        self._paint_name(painter, block)
        painter.setFont(self._font(block))
        for row, column in np.ndindex(ROWS, CLASSES):
            share = min(max(float(shares[row, column]), -1.0), 1.0)
            channels = (int(channel) for channel in table[round((share + 1) / 2 * (_SHADES - 1))])
            fill = QColor(*channels).name()
            cell = places.box(block.left, block.top, row, column, block.cell)
            painter.setPen(pen(theme.line))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
            painter.setPen(QColor(ink_on(theme, fill)))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, block.texts[row][column])

    def _paint_marks(self, painter: QPainter, numbers: NetworkNumbers) -> None:
        """Ring the chosen weight with its two slopes, and the predicted class."""
        theme, places, index = self._look.theme, self._places, numbers.state.index
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.c if numbers.state.nudge else theme.accent, 3 if self.hasFocus() else 2))
        for left, top, width in (
            (places.weights, places.name, places.weight_cell),
            (places.weights, places.lower, places.weight_cell),
            (places.scores, places.lower, places.cell),
        ):
            painter.drawRoundedRect(places.box(left, top, *index, width), _RADIUS, _RADIUS)
        painter.setPen(pen(theme.good if numbers.is_right else theme.bad, 2))
        for left in (places.scores, places.probabilities):
            painter.drawRoundedRect(places.box(left, places.name, 0, numbers.answer), _RADIUS, _RADIUS)
        painter.setFont(self._look.font(BODY, SEMIBOLD))
        painter.setPen(QColor(theme.text2))
        for left, sign in ((places.weights, "·"), (places.scores, "="), (places.probabilities, "→")):
            room = QRectF(left - places.gap - 2, places.name, places.gap, places.row)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, sign)

    # What a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a weight, and take it for a drag."""
        weight = self._places.weight_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or weight is None:
            event.ignore()
            return
        self._pressed_at, self._is_dragging = event.position().x(), False
        self.chosen.emit(*weight)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the weight: right is more."""
        if self._pressed_at is None:
            over = self._places.weight_at(event.position()) is not None
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
