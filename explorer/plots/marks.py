"""Marks painted over a plot: lines, markers and words in the coordinates of its data.

A `LivePlot` paints them over a kept picture of itself, and a `MarksItem` among the other items of any plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, Protocol, Self

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTransform

from core.arrays import FloatArray
from explorer.look.palette import colour
from explorer.look.theme import SEMIBOLD, SMALL, SOLID, Look, pen
from explorer.plots.stamps import paint_markers, placed

_RIM = 2
_RING, _RING_WIDTH = 17, 1.5  # pixels across the ring around what is pointed at, and of its line
_WIDER, _TIMES_LARGER = 3, 2  # pixels of a line, and times the size of a dot, while its term is pointed at
_PADDING = 3  # pixels of a patch at either side of its words
_LEADING = 1  # pixels of a line of letters that may lie over another
_BESIDE, _INSIDE = 13, 8  # pixels from what is pointed at to its tag, and from the tag's border to its words
_AS_WIDE = str.maketrans("123456789", "0" * 9)  # all figures have one width


class Mark(Protocol):
    """Something to be painted over a plot."""

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint it; `to_pixels` leads from data coordinates to the painter's."""
        ...


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through points in data coordinates, in one of the theme's colours.

    It is lifted where a coordinate is NaN, or with ``connect="pairs"`` after every second point. `term` is what it is
    called in a formula beside the picture, where it is.
    """

    x: FloatArray
    y: FloatArray
    token: str
    width: float = 2
    style: Qt.PenStyle = SOLID
    term: str = ""
    connect: Literal["finite", "pairs"] = "finite"
    is_smooth: bool = True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stroke):
            return NotImplemented
        return (
            self._kind == other._kind
            and np.array_equal(self.x, other.x)
            and np.array_equal(self.y, other.y, equal_nan=True)
        )

    @property
    def _kind(self) -> tuple[object, ...]:
        return self.token, self.width, self.style, self.term, self.connect, self.is_smooth

    @cached_property
    def path(self) -> QPainterPath:
        """The line in data coordinates."""
        path: QPainterPath = pg.arrayToQPath(self.x, self.y, connect=self.connect)
        return path

    def emphasised(self) -> Self:
        """Return a thicker line."""
        return replace(self, width=self.width + _WIDER)

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.is_smooth)
        painter.strokePath(
            to_pixels.map(self.path), pen(colour(look.theme, self.token), self.width, self.style)
        )


@dataclass(frozen=True)
class Dot:
    """A marker with a rim: "o" is a disc and "s" a square, `size` pixels wide; `fill` and `rim` name colours.

    `term` is what it is called in a formula beside the picture, where it is.
    """

    x: float
    y: float
    symbol: str
    fill: str | None
    size: float = 11
    rim: str = "panel"
    rim_width: float = _RIM
    term: str = ""

    def emphasised(self) -> Self:
        """Return a larger marker."""
        return replace(self, size=self.size * _TIMES_LARGER)

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the marker."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(colour(look.theme, self.rim), self.rim_width))
        painter.setBrush(
            Qt.BrushStyle.NoBrush if self.fill is None else QColor(colour(look.theme, self.fill))
        )
        at, half = to_pixels.map(QPointF(self.x, self.y)), self.size / 2
        shape = QRectF(at.x() - half, at.y() - half, self.size, self.size)
        if self.symbol == "o":
            painter.drawEllipse(shape)
        else:
            painter.drawRect(shape)


def ring(x: float, y: float, size: float = _RING, width: float = _RING_WIDTH) -> Dot:
    """Return a ring around a point in data coordinates, so many pixels across."""
    return Dot(x, y, "o", None, size, "text", width)


@dataclass(frozen=True, eq=False)
class Spots:
    """Markers of one shape, as `Markers` has them, at points in data coordinates; those with NaN are left out."""

    x: FloatArray
    y: FloatArray
    symbol: str
    size: float
    fill: str
    edge: str
    edge_width: float = 1

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the markers."""
        paint_markers(
            painter,
            placed(np.stack((self.x, self.y), axis=1), to_pixels),
            self.symbol,
            self.size,
            colour(look.theme, self.fill),
            colour(look.theme, self.edge),
            self.edge_width,
        )


@dataclass(frozen=True)
class Words:
    """Lines of words at a point in data coordinates.

    `anchor` is the place of the words that stands there, `right` and `up` pixels from it: (0, 0) their upper left
    corner, (1, 1) their lower right one, with a `margin` of so many pixels around the letters. A `patch` lies behind
    them, so that no line crosses them. Where a border of what is painted would cut them, they stand beside it.
    """

    text: str
    token: str
    x: float
    y: float
    right: float = 0
    up: float = 0
    anchor: tuple[float, float] = (0, 0.5)
    weight: QFont.Weight = SEMIBOLD
    size: int = SMALL
    margin: float = 0
    patch: bool = False

    def width(self, look: Look) -> float:
        """Return the pixels that they take across."""
        return 2 * self.margin + self._extent(look).width

    def box(self, at: QPointF, look: Look) -> QRectF:
        """Return the pixels that the letters take, where the point is at some place in pixels."""
        extent, margin = self._extent(look), self.margin
        left = at.x() + self.right - self.anchor[0] * (extent.width + 2 * margin) + margin
        top = at.y() - self.up - self.anchor[1] * (extent.height + 2 * margin) + margin
        return QRectF(left, top, extent.width, extent.height)

    def _extent(self, look: Look) -> "_Extent":
        return _extent(self.text.translate(_AS_WIDE), self.size, self.weight, look, look.scale)

    def box_within(self, area: QRectF, to_pixels: QTransform, look: Look) -> QRectF:
        """Return the pixels that the letters take within an area: none where they do not fit."""
        box = self.box(to_pixels.map(QPointF(self.x, self.y)), look)
        if area.isEmpty():
            return box
        if not box.intersects(area) or box.width() > area.width() or box.height() > area.height():
            return QRectF()
        box.moveLeft(min(max(box.left(), area.left()), area.right() - box.width()))
        box.moveTop(min(max(box.top(), area.top()), area.bottom() - box.height()))
        return box

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the words."""
        self.paint_in(self.box_within(painter.clipBoundingRect(), to_pixels, look), painter, look)

    def paint_in(self, box: QRectF, painter: QPainter, look: Look) -> None:
        """Paint the words where `box_within` has them."""
        if box.isEmpty():
            return
        extent = self._extent(look)
        if self.patch:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(box.adjusted(-_PADDING, 0, _PADDING, 0), QColor(look.theme.panel))
        painter.setFont(look.font(self.size, self.weight))
        painter.setPen(QColor(colour(look.theme, self.token)))
        for index, line in enumerate(self.text.split("\n")):
            painter.drawText(QPointF(box.left(), box.top() + extent.ascent + index * extent.line), line)


def paint_marks(marks: Sequence[Mark], painter: QPainter, to_pixels: QTransform, look: Look) -> None:
    """Paint marks, the later over the earlier; words that later words would cover are left out."""
    area, taken = painter.clipBoundingRect(), list[QRectF]()
    boxes = dict[int, QRectF]()  # of the words that are painted, by their place
    for place in range(len(marks) - 1, -1, -1):
        mark = marks[place]
        if isinstance(mark, Words):
            box = mark.box_within(area, to_pixels, look)
            letters = box.adjusted(0, _LEADING, 0, -_LEADING)
            if not any(letters.intersects(other) for other in taken):
                boxes[place] = box
                taken.append(letters)
    for place, mark in enumerate(marks):
        if not isinstance(mark, Words):
            mark.paint(painter, to_pixels, look)
        elif place in boxes:
            mark.paint_in(boxes[place], painter, look)


class _Extent(NamedTuple):
    """Pixels that lines of letters take, those of one line, and those above its baseline."""

    width: float
    height: float
    line: float
    ascent: float


@lru_cache(maxsize=200)
def _extent(text: str, size: int, weight: QFont.Weight, look: Look, _scale: float) -> _Extent:
    """Measure words once: where they are painted many times a second, each call into Qt counts."""
    metrics, lines = QFontMetricsF(look.font(size, weight)), text.split("\n")
    width = max(map(metrics.horizontalAdvance, lines))
    return _Extent(width, metrics.height() * len(lines), metrics.height(), metrics.ascent())


@dataclass(frozen=True)
class Tag:
    """Lines of words beside a point in data coordinates, on the side that has room within what is painted."""

    x: float
    y: float
    lines: tuple[str, ...]

    def box(self, at: QPointF, area: QRectF, look: Look) -> QRectF:
        """Return the pixels that the tag takes for a point at `at`, within an area."""
        metrics = QFontMetricsF(look.font(SMALL))
        width = max(map(metrics.horizontalAdvance, self.lines)) + 2 * _INSIDE
        height = len(self.lines) * metrics.height() + _INSIDE
        is_left = at.x() + _BESIDE + width > area.right()
        is_below = at.y() - _BESIDE - height < area.top()
        left = at.x() - _BESIDE - width if is_left else at.x() + _BESIDE
        top = at.y() + _BESIDE if is_below else at.y() - _BESIDE - height
        return QRectF(max(left, area.left()), min(top, area.bottom() - height), width, height)

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the tag over everything."""
        area = painter.clipBoundingRect().adjusted(1, 1, -1, -1)
        box = self.box(to_pixels.map(QPointF(self.x, self.y)), area, look)
        font = look.font(SMALL)
        metrics = QFontMetricsF(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen(look.theme.line))
        painter.setBrush(QColor(look.theme.panel))
        painter.drawRect(box)
        painter.setFont(font)
        painter.setPen(QColor(look.theme.text))
        for row, line in enumerate(self.lines):
            baseline = box.top() + _INSIDE / 2 + row * metrics.height() + metrics.ascent()
            painter.drawText(QPointF(box.left() + _INSIDE, baseline), line)
