"""A plot that is painted many times a second: what stands still is kept as a picture, what moves is painted over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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

from explorer.plots.plot import Plot
from explorer.plots.series import colour
from explorer.theme import NORMAL, SMALL, SOLID, Look, pen

_MARGIN = 4  # pixels around words


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


@dataclass(frozen=True)
class Words:
    """A line of small words at a point in data coordinates.

    `anchor` is the place of the words that stands there: (0, 0) their upper left corner, (1, 1) their lower right one.
    `shift` moves them by so many pixels to the right.
    """

    text: str
    x: float
    y: float
    anchor: tuple[float, float]
    token: str = "text2"
    weight: QFont.Weight = NORMAL
    shift: float = 0

    def width(self, look: Look) -> float:
        """Return the pixels that they take across."""
        return 2 * _MARGIN + QFontMetricsF(look.font(SMALL, self.weight)).horizontalAdvance(self.text)

    def paint(self, painter: QPainter, to_pixels: QTransform, look: Look) -> None:
        """Paint the words."""
        font = look.font(SMALL, self.weight)
        metrics = QFontMetricsF(font)
        corner = to_pixels.map(QPointF(self.x, self.y))
        height = 2 * _MARGIN + metrics.height()
        left = corner.x() - self.anchor[0] * self.width(look) + self.shift + _MARGIN
        top = corner.y() - self.anchor[1] * height + _MARGIN
        painter.setFont(font)
        painter.setPen(QColor(colour(look.theme, self.token)))
        painter.drawText(QPointF(left, top + metrics.ascent()), self.text)


class LivePlot(Plot):
    """A plot with marks over its axes and items: new marks cost their own painting and nothing else.

    Qt asks each item of a scene again and again, in Python, where it is, and every answer has to wait for the
    interpreter while a run is at work. So the scene is painted when something in it has changed, and kept.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Attributes
    ----------
    marks : sequence of Mark
        What is painted over the scene.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.marks: Sequence[Mark] = ()
        self._picture = QPixmap()  # of the scene
        self._is_scene_new = True
        self.scene().changed.connect(self._on_scene_changed)

    def paint_over(self, marks: Sequence[Mark]) -> None:
        """Show exactly these marks, the first one lowest."""
        self.marks = marks
        self.viewport().update()

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        """Paint the marks, on the screen and in exports."""
        box = self.view_box
        to_pixels = box.childTransform() * box.sceneTransform()
        painter.save()
        painter.setClipRect(box.sceneBoundingRect(), Qt.ClipOperation.IntersectClip)
        for mark in self.marks:
            mark.paint(painter, to_pixels, self._look)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scene and marks, or the marks over what was kept of the scene."""
        if self._is_scene_new:
            self._is_scene_new, self._picture = False, QPixmap()
            super().paintEvent(event)
            return
        ratio = self.devicePixelRatioF()
        if self._picture.size() != self.viewport().size() * ratio:
            self._picture = self._scene_as_picture(ratio)
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        self.drawForeground(painter, QRectF(event.rect()))
        painter.end()
        self._paint_focus()

    def _scene_as_picture(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._look.theme.panel))
        painter = QPainter(picture)
        area = QRectF(self.viewport().rect())
        self.scene().render(painter, area, area)
        painter.end()
        return picture

    @Slot()
    def _on_scene_changed(self) -> None:
        self._is_scene_new = True
