"""A plot that is painted many times a second: what stands still is kept as a picture, what moves is painted over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QTransform,
)

from core.arrays import FloatArray
from explorer.look.palette import colour
from explorer.look.theme import NORMAL, SMALL, SOLID, Look, pen
from explorer.plots.label import MARGIN
from explorer.plots.plot import Plot
from explorer.plots.stamps import paint_markers, placed

_AS_WIDE = str.maketrans("123456789", "0" * 9)  # all figures have one width
_RING, _RING_WIDTH = 17, 1.5  # pixels across the ring around what is pointed at, and of its line
_BESIDE, _INSIDE = 13, 8  # pixels from there to its tag, and from the tag's border to its words


class Mark(Protocol):
    """Something to be painted over a plot."""

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint it; `to_pixels` leads from data coordinates to the painter's."""
        ...


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through points in data coordinates, in one of the theme's colours."""

    path: QPainterPath
    token: str
    width: float = 1
    style: Qt.PenStyle = SOLID
    is_smooth: bool = True

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.is_smooth)
        painter.strokePath(
            to_pixels.map(self.path), pen(colour(look.theme, self.token), self.width, self.style)
        )


@dataclass(frozen=True)
class Dot:
    """A disc around a point in data coordinates, `size` pixels across, its rim in the colour of the ground."""

    x: float
    y: float
    token: str
    size: float
    rim: float

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the disc."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(look.theme.panel, self.rim))
        painter.setBrush(QColor(colour(look.theme, self.token)))
        radius = self.size / 2
        painter.drawEllipse(to_pixels.map(QPointF(self.x, self.y)), radius, radius)


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
    """A line of words at a point in data coordinates.

    `anchor` is the place of the words that stands there: (0, 0) their upper left corner, (1, 1) their lower right one.
    `shift` moves them by so many pixels to the right. `patch` is the colour behind them, so that no line crosses them.
    """

    text: str
    x: float
    y: float
    anchor: tuple[float, float]
    token: str = "text2"
    weight: QFont.Weight = NORMAL
    shift: float = 0
    size: int = SMALL
    patch: str | None = None

    def width(self, look: Look) -> float:
        """Return the pixels that they take across."""
        return 2 * MARGIN + self._extent(look).width

    def box(self, at: QPointF, look: Look) -> QRectF:
        """Return the pixels that the letters take, where the words stand at a point in pixels."""
        extent = self._extent(look)
        left = at.x() - self.anchor[0] * (extent.width + 2 * MARGIN) + self.shift + MARGIN
        top = at.y() - self.anchor[1] * (extent.height + 2 * MARGIN) + MARGIN
        return QRectF(left, top, extent.width, extent.height)

    def _extent(self, look: Look) -> "_Extent":
        return _extent(self.text.translate(_AS_WIDE), self.size, self.weight, look, look.scale)

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the words."""
        box = self.box(to_pixels.map(QPointF(self.x, self.y)), look)
        if self.patch is not None:
            room = box.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            painter.fillRect(room, QColor(colour(look.theme, self.patch)))
        painter.setFont(look.font(self.size, self.weight))
        painter.setPen(QColor(colour(look.theme, self.token)))
        painter.drawText(QPointF(box.left(), box.top() + self._extent(look).ascent), self.text)


class _Extent(NamedTuple):
    """Pixels that a line of letters takes, and those above its baseline."""

    width: float
    height: float
    ascent: float


@lru_cache(maxsize=200)
def _extent(text: str, size: int, weight: QFont.Weight, look: Look, _scale: float) -> _Extent:
    """Measure a line of letters once: where they are painted many times a second, each call into Qt counts."""
    metrics = QFontMetricsF(look.font(size, weight))
    return _Extent(metrics.horizontalAdvance(text), metrics.height(), metrics.ascent())


@dataclass(frozen=True)
class Ring:
    """A ring around a point in data coordinates, so many pixels across."""

    x: float
    y: float
    size: float = _RING
    width: float = _RING_WIDTH

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the ring."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(look.theme.text, self.width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(to_pixels.map(QPointF(self.x, self.y)), self.size / 2, self.size / 2)


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


class LivePlot(Plot):
    """A plot with marks over its axes and items: new marks cost their own painting and nothing else.

    Qt asks each item of a scene again and again, in Python, where it is, and every answer has to wait for the
    interpreter while a run is at work. So the scene is painted when something in it has changed, and kept, and with it
    the marks that last.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    log_y, left_width
        As for `Plot`.

    Attributes
    ----------
    lasting : sequence of Mark
        What is painted over the scene, once.
    marks : sequence of Mark
        What is painted over that, at each painting.
    pointed : sequence of Mark
        What is painted over that, of what the pointer is at.
    """

    def __init__(self, look: Look, *, log_y: bool = False, left_width: int = 48) -> None:
        super().__init__(look, log_y=log_y, left_width=left_width)
        self.lasting: Sequence[Mark] = ()
        self.marks: Sequence[Mark] = ()
        self.pointed: Sequence[Mark] = ()
        self._picture = QPixmap()  # of the scene and of the marks in `_painted`, where `_painted_at` leads
        self._painted: tuple[Mark, ...] = ()
        self._painted_at = QTransform()
        self._is_scene_new = True
        self.scene().changed.connect(self._on_scene_changed)
        # Where somebody listens to `changed`, Qt updates the place of an item that moved, and forgets where it was.
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)

    def paint_over(self, marks: Sequence[Mark], lasting: Sequence[Mark] = ()) -> None:
        """Show exactly these marks, the first one lowest.

        Parameters
        ----------
        marks : sequence of Mark
            Those that are others each time.
        lasting : sequence of Mark
            Those below them. Each is painted once, as long as the sequence only grows at its end.
        """
        self.marks, self.lasting = marks, lasting
        self.viewport().update()

    def point_at(self, marks: Sequence[Mark]) -> None:
        """Show these marks of what the pointer is at, above all others."""
        if marks or self.pointed:
            self.pointed = marks
            self.viewport().update()

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        """Paint the marks, on the screen and in exports."""
        self._paint_marks(painter, (*self.lasting, *self.marks, *self.pointed))

    def _to_pixels(self) -> QTransform:
        """Return what leads from data coordinates to the viewport's pixels."""
        to_pixels: QTransform = self.view_box.childTransform() * self.view_box.sceneTransform()
        return to_pixels

    def _paint_marks(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        to_pixels = self._to_pixels()
        painter.save()
        painter.setClipRect(self.view_box.sceneBoundingRect(), Qt.ClipOperation.IntersectClip)
        try:
            for mark in marks:
                mark.paint(painter, to_pixels, self._look)
        finally:
            painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the newest marks over what is kept of scene and marks."""
        self._complete_picture()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        self._paint_marks(painter, (*self.marks, *self.pointed))
        painter.end()
        self._paint_focus()

    def _complete_picture(self) -> None:
        """Paint what of scene and lasting marks the kept picture does not have yet."""
        ratio, lasting, to_pixels = self.devicePixelRatioF(), tuple(self.lasting), self._to_pixels()
        is_part = lasting[: len(self._painted)] == self._painted and to_pixels == self._painted_at
        if self._is_scene_new or not is_part or self._picture.size() != self.viewport().size() * ratio:
            self._is_scene_new = False
            self._picture, self._painted = self._scene_as_picture(ratio), ()
            self._painted_at = to_pixels
        if len(lasting) > len(self._painted):
            painter = QPainter(self._picture)
            self._paint_marks(painter, lasting[len(self._painted) :])
            painter.end()
            self._painted = lasting

    def _scene_as_picture(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._look.theme.panel))
        painter = QPainter(picture)
        area = QRectF(self.viewport().rect())
        self.scene().render(painter, area, area)
        painter.end()
        return picture

    @Slot(list)
    def _on_scene_changed(self, areas: list[QRectF]) -> None:
        if areas:  # Qt also tells of a painting, which changed none
            self._is_scene_new = True
