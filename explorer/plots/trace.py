"""A line with markers as one item: a plot of several paints in half the time of curves and scatter plots."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QPaintEngine, QPainter, QPainterPath, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsObject

from core.arrays import FloatArray
from explorer.plots import geometry
from explorer.plots.series import colour
from explorer.theme import Look, pen

if TYPE_CHECKING:
    from explorer.plots.plot import Plot


_END_SIZE = 1.6  # of a marker
_NONE: FloatArray = np.empty((0, 2))


class Trace(QGraphicsObject):
    """A line over a halo, and markers of one shape.

    Parameters
    ----------
    plot : Plot
        Where it is drawn; the caller adds it there.
    look : Look
        Theme to follow.
    token : str
        Name of the theme's colour.
    symbol : str
        Shape of the markers, as pyqtgraph names it.
    width : float
        Of the line, in pixels.
    halo : float
        Width of a line below it in the colour of the lowest heat; 0 for none.
    marker_size : float
        In pixels; the rim of a marker has the plot's ground.
    hollow : bool
        Whether markers are rings, for the fifth series on, whose colours repeat.
    """

    def __init__(
        self,
        plot: "Plot",
        look: Look,
        token: str,
        symbol: str,
        *,
        width: float,
        halo: float = 0,
        marker_size: float = 7,
        hollow: bool = False,
    ) -> None:
        super().__init__()
        self._plot, self._look, self._token = plot, look, token
        self._width, self._halo, self._hollow = width, halo, hollow
        self._symbol = QTransform.fromScale(marker_size, marker_size).map(Symbols[symbol])
        self._margin = marker_size + halo + width
        self._line = _NONE
        self._markers = self._ends = _NONE
        self._line_path = QPainterPath()
        self._stamps: dict[tuple[float, float], QPixmap] = {}
        self._bounds = QRectF()
        plot.view_box.sigTransformChanged.connect(self._build)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_data(self, line: FloatArray, markers: FloatArray, ends: FloatArray = _NONE) -> None:
        """Draw a line through points of shape (m, 2), NaN lifting the pen, and markers at others, all finite.

        At `ends` the marker is larger, with a rim in the colour of text.
        """
        before = (self._markers, self._ends)
        same = all(np.array_equal(*pair) for pair in zip(before, (markers, ends), strict=True))
        if not (same and np.array_equal(line, self._line, equal_nan=True)):
            self._line, self._markers, self._ends = line, markers, ends
            self._build()

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y of the line."""
        return self._line[:, 0], self._line[:, 1]

    def boundingRect(self) -> QRectF:
        """Return the line and the markers with room for their width."""
        return self._bounds

    def paint(self, painter: QPainter, *args: object) -> None:
        """Paint halo, line and markers, in pixels: Qt strokes four times as fast as in the units of the data."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = painter.worldTransform()
        painter.resetTransform()
        line = transform.map(self._line_path)
        for stroke in self._strokes:
            painter.strokePath(line, stroke)
        for markers, size, rim in (
            (self._markers, 1.0, self._rim),
            (self._ends, _END_SIZE, self._end_rim),
        ):
            if len(markers):
                self._paint_markers(painter, transform, markers, size, rim)

    def _paint_markers(
        self, painter: QPainter, transform: QTransform, markers: FloatArray, size: float, rim: QPen
    ) -> None:
        """Paint one marker and stamp it: ten times as fast as outlines, which only pictures that scale need."""
        places = markers * (transform.m11(), transform.m22()) + (transform.dx(), transform.dy())
        scale = size * abs(transform.m11() * self._unit[0])  # `size` on the screen
        if painter.paintEngine().type() is not QPaintEngine.Type.Raster:
            painter.setPen(rim)
            painter.setBrush(self._fill)
            outline = QTransform.fromScale(scale, scale).map(self._symbol)
            for x, y in places.tolist():
                painter.drawPath(outline.translated(x, y))
            return
        stamp = self._stamped(scale, rim, painter.device().devicePixelRatio())
        for x, y in (places - stamp.deviceIndependentSize().width() / 2).tolist():
            painter.drawPixmap(QPointF(x, y), stamp)

    def _stamped(self, scale: float, rim: QPen, ratio: float) -> QPixmap:
        """Return the marker as pixels, made once for each scale."""
        key = (round(scale, 3), ratio)
        if key not in self._stamps:
            side = 2 * math.ceil(scale * self._margin * ratio / 2 + 2)
            stamp = QPixmap(side, side)
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            painter = QPainter(stamp)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(side / ratio / 2, side / ratio / 2)
            painter.scale(scale, scale)
            painter.setPen(rim)
            painter.setBrush(self._fill)
            painter.drawPath(self._symbol)
            painter.end()
            self._stamps[key] = stamp
        return self._stamps[key]

    @Slot()
    def _build(self) -> None:
        self.prepareGeometryChange()
        self._unit = width, height = self._plot.units_per_pixel()
        # As segments: a long line that crosses itself takes 400 times as long to fill as one outline.
        line = geometry.straightened(self._line, (width, height))
        drawn = np.isfinite(line[:, 0]) & np.isfinite(line[:, 1])
        segments = np.stack([line[:-1], line[1:]], axis=1)[drawn[:-1] & drawn[1:]].reshape(-1, 2)
        self._line_path = pg.functions.arrayToQPath(segments[:, 0], segments[:, 1], connect="pairs")
        points = np.concatenate([segments, self._markers, self._ends])
        if len(points):
            (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
            dx, dy = self._margin * width, self._margin * height
            self._bounds = QRectF(left - dx, bottom - dy, right - left + 2 * dx, top - bottom + 2 * dy)
        else:
            self._bounds = QRectF()
        self.update()

    @Slot()
    def _restyle(self) -> None:
        theme = self._look.theme
        own = colour(theme, self._token)
        line = pen(own, self._width)
        self._strokes = [pen(theme.heat[0], self._halo), line] if self._halo else [line]
        self._stamps.clear()
        self._rim = pen(own, 1.5) if self._hollow else pen(theme.panel)
        self._end_rim = pen(theme.text, 1.5)
        self._fill = pg.mkBrush(theme.panel if self._hollow else own)
        self.update()
