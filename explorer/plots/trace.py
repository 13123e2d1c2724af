"""A line with markers as one item: a plot of several paints in half the time of curves and scatter plots."""

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsObject

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import Look, pen
from explorer.plots import geometry
from explorer.plots.stamps import paint_markers, placed

if TYPE_CHECKING:
    from explorer.plots.plot import Plot


_END_SIZE = 1.6  # of a marker
_RIM = 1.5  # pixels, of hollow markers and of those at ends
_MANY_POINTS = 128  # fewer are drawn sooner than straightened
_NONE: FloatArray = np.empty((0, 2))


def segments_of(line: FloatArray, unit: geometry.Unit) -> FloatArray:
    """Return the ends of the segments of a line, shape (2 * m, 2).

    Of a line of many points those are left out that nobody can tell apart. As one outline a long line that crosses
    itself takes 400 times as long to fill.
    """
    if len(line) > _MANY_POINTS:
        line = geometry.straightened(line, unit)
    ends = line.repeat(2, axis=0)[1:-1]
    finite = np.isfinite(ends)
    return ends if finite.all() else ends[finite.reshape(-1, 4).all(axis=1).repeat(2)]


def path_of(segments: FloatArray) -> QPainterPath:
    """Return segments as something to be stroked."""
    path: QPainterPath = pg.functions.arrayToQPath(*segments.T, connect="pairs", finiteCheck=False)
    return path


class Trace(Guarded, QGraphicsObject):
    """A line over a halo, and markers of one shape.

    Parameters
    ----------
    plot : Plot
        Where it is drawn; the caller adds it there.
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
        theme, own, line = look.theme, colour(look.theme, token), pen(colour(look.theme, token), width)
        self._strokes = [pen(theme.heat[0], halo), line] if halo else [line]
        self._rim = (own, _RIM) if hollow else (theme.panel, 1.0)
        self._end_rim = (theme.text, _RIM)
        self._fill = theme.panel if hollow else own
        self._plot = plot
        self._symbol, self._marker_size = symbol, marker_size
        self._margin = marker_size + halo + width
        self._line = _NONE
        self._markers = self._ends = _NONE
        self._line_path = QPainterPath()
        self._bounds = QRectF()
        self._unit = 1.0, 1.0
        plot.view_box.sigTransformChanged.connect(self._build)

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
        scale = abs(transform.m11() * self._unit[0])  # of the screen's pixels
        for markers, size, rim in (
            (self._markers, self._marker_size, self._rim),
            (self._ends, _END_SIZE * self._marker_size, self._end_rim),
        ):
            paint_markers(painter, placed(markers, transform), self._symbol, size * scale, self._fill, *rim)

    @Slot()
    def _build(self) -> None:
        self.prepareGeometryChange()
        self._unit = width, height = self._plot.frame.unit
        segments = segments_of(self._line, (width, height))
        self._line_path = path_of(segments)
        points = np.concatenate([segments, self._markers, self._ends])
        self._bounds = QRectF(*geometry.extent(points, (self._margin * width, self._margin * height)))
        self.update()
