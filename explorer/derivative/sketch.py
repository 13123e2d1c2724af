"""Short lines, markers and words over a plot, painted as one item: a drag changes them all at every move."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import NORMAL, SEMIBOLD, SMALL, SOLID, Look, pen
from explorer.plots.plot import Plot

_RIM = 2
_LARGER, _TWICE = 3, 2  # pixels of a line, and times the size of a dot, while its term is pointed at
_PADDING = 3  # of the patch behind words
_QUADRANTS = ((-1, 1), (1, 1), (1, -1), (-1, -1))
_AWAY, _LETTER_WIDTH, _LETTER_HEIGHT = (
    9.0,
    12.0,
    18.0,
)  # pixels: from a point to its letter, and the letter's room

Curve = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through points in data coordinates, lifted where y is nan.

    `term` is what it is called in the formula beside the picture; so it is for the other marks.
    """

    x: FloatArray
    y: FloatArray
    token: str
    width: float = 2
    style: Qt.PenStyle = SOLID
    term: str = ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stroke):
            return NotImplemented
        alike = (self.token, self.width, self.style, self.term) == (
            other.token,
            other.width,
            other.style,
            other.term,
        )
        return alike and np.array_equal(self.x, other.x) and np.array_equal(self.y, other.y, equal_nan=True)


@dataclass(frozen=True)
class Dot:
    """A marker with a rim: "o" is a disc and "s" a square, `size` pixels wide; `fill` and `rim` name colours."""

    x: float
    y: float
    symbol: str
    fill: str
    size: float = 11
    rim: str = "panel"
    term: str = ""


@dataclass(frozen=True)
class Words:
    """A text whose anchor stands some pixels right of and above a point.

    The anchor is the share of the text's width and height that lies left of and above it.
    """

    text: str
    token: str
    x: float
    y: float
    right: float = 0.0
    up: float = 0.0
    anchor: tuple[float, float] = (0.0, 0.5)
    bold: bool = True
    patch: bool = False


Mark = Stroke | Dot | Words


@dataclass
class Numbers:
    """The numbers behind a stroke, for exports: a series as `Plot.name_series` takes it."""

    x: FloatArray
    y: FloatArray

    @classmethod
    def none(cls) -> "Numbers":
        """Return a series of no points."""
        return cls(np.empty(0), np.empty(0))

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y."""
        return self.x, self.y


class Sketch(Guarded, pg.GraphicsObject):
    """Marks over the data area of a plot.

    Parameters
    ----------
    plot : Plot
        Whose coordinates the marks have.
    look : Look
        Theme and type scale.
    z : float
        Height in the plot's stack.
    """

    def __init__(self, plot: Plot, look: Look, z: float = 10) -> None:
        super().__init__()
        self._look, self._plot, self._box = look, plot, plot.view_box
        self._fonts = look.font(SMALL, NORMAL), look.font(SMALL, SEMIBOLD)  # of plain and of bold words
        self._marks: tuple[Mark, ...] = ()
        self._pointed = ""
        plot.add(self, z)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is shown, from the bottom to the top."""
        return self._marks

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show exactly these marks, the later over the earlier."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.update()

    @Slot(str)
    def point_at(self, term: str) -> None:
        """Draw the marks of a term of the formula larger, or none."""
        if term != self._pointed:
            self._pointed = term
            self.update()

    def is_pointed_at(self, mark: Stroke | Dot) -> bool:
        """Whether a mark is drawn larger."""
        return bool(mark.term) and mark.term == self._pointed

    def letter(self, text: str, token: str, x: float, y: float, curves: Sequence[Curve]) -> Words:
        """Return a letter beside a point: above or below, left or right, where none of `curves` passes."""
        width, height = self._plot.frame.unit
        across = np.linspace(_AWAY / 2, _AWAY + _LETTER_WIDTH, 4) * width
        room = (_AWAY / 2 + _LETTER_HEIGHT) * height

        def is_free(right: int, up: int) -> bool:
            rises = np.concatenate([curve(x + right * across) - y for curve in curves]) * up
            return not bool(np.any((rises > 0) & (rises < room)))

        right, up = next((quadrant for quadrant in _QUADRANTS if is_free(*quadrant)), _QUADRANTS[0])
        anchor = (0.0 if right > 0 else 1.0, 1.0 if up > 0 else 0.0)
        return Words(text, token, x, y, right * _AWAY, up * _AWAY / 2, anchor)

    def boundingRect(self) -> QRectF:
        """Return what the plot shows."""
        shown: QRectF = self._box.viewRect()
        return shown

    def viewRangeChanged(self) -> None:
        """Cover what the plot shows now."""
        self.prepareGeometryChange()

    def viewTransformChanged(self) -> None:
        """Keep the marks in their places when the plot is resized."""
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the marks in pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._box.childGroup.transform().inverted()[0], True)
        frame = self._plot.frame
        left, top, (across, down) = frame.shown.left, frame.shown.top, frame.unit
        for mark in self._marks:
            x, y = (mark.x - left) / across, (top - mark.y) / down
            if isinstance(mark, Stroke):
                self._paint_stroke(painter, mark, x, y)
            elif isinstance(mark, Dot):
                self._paint_dot(painter, mark, float(x), float(y))
            else:
                self._paint_words(painter, mark, float(x), float(y))

    def _paint_stroke(self, painter: QPainter, mark: Stroke, x: Any, y: Any) -> None:
        width = mark.width + _LARGER if self.is_pointed_at(mark) else mark.width
        painter.setPen(pen(colour(self._look.theme, mark.token), width, mark.style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path: QPainterPath = pg.arrayToQPath(x, y, connect="finite")
        painter.drawPath(path)

    def _paint_dot(self, painter: QPainter, mark: Dot, x: float, y: float) -> None:
        theme, size = self._look.theme, mark.size * _TWICE if self.is_pointed_at(mark) else mark.size
        half = size / 2
        painter.setPen(pen(colour(theme, mark.rim), _RIM))
        painter.setBrush(QColor(colour(theme, mark.fill)))
        shape = QRectF(x - half, y - half, size, size)
        if mark.symbol == "o":
            painter.drawEllipse(shape)
        else:
            painter.drawRect(shape)

    def _paint_words(self, painter: QPainter, mark: Words, x: float, y: float) -> None:
        font = self._fonts[mark.bold]
        metrics, lines = QFontMetricsF(font), mark.text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines)
        height = metrics.height() * len(lines)
        left, top = x + mark.right - mark.anchor[0] * width, y - mark.up - mark.anchor[1] * height
        if mark.patch:
            ground = QRectF(left, top, width, height).adjusted(-_PADDING, 0, _PADDING, 0)
            painter.fillRect(ground, QColor(self._look.theme.panel))
        painter.setFont(font)
        painter.setPen(QColor(colour(self._look.theme, mark.token)))
        for index, line in enumerate(lines):
            painter.drawText(QPointF(left, top + metrics.ascent() + index * metrics.height()), line)
