"""A surface from above: heat, contour lines with their levels, and arrows that point where it falls fastest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter

from core.arrays import FloatArray
from explorer.plots import geometry
from explorer.plots.axis import number_label
from explorer.plots.geometry import Area
from explorer.plots.plot import Plot
from explorer.plots.series import LabelPool
from explorer.theme import Look, lookup_table, pen

# Heights above this share of the picture all get the strongest colour: a corner may be a thousand times
# higher than the rest.
_HEAT_PERCENTILE = 98
# Arrows keep further away from a level's number than its own contour line.
_ARROW_CLEARANCE = 1.4


@dataclass(frozen=True, eq=False)
class SurfaceLayers:
    """What lies under the paths, as arrays.

    Attributes
    ----------
    area : Area
        Where `values` were taken; the outer samples lie on its border.
    values : ndarray, shape (rows, columns)
        Heights, rows from bottom to top. Not finite is drawn as highest.
    contours : sequence of (level, points of shape (m, 2))
        Contour lines.
    arrows : tuple of four ndarrays, shape (k,)
        Tails x and y and displacements u and v of the arrows, in data units.
    """

    area: Area
    values: FloatArray
    contours: Sequence[tuple[float, FloatArray]]
    arrows: tuple[FloatArray, FloatArray, FloatArray, FloatArray]


class SurfaceItems:
    """The items that draw `SurfaceLayers` in a plot, kept as pixels until something about them changes."""

    def __init__(self, plot: Plot, look: Look) -> None:
        self._look = look
        self._heat = plot.add(_SmoothImage(axisOrder="row-major"), -20)
        self._contours = plot.add(pg.PlotCurveItem(connect="finite", antialias=True), -10)
        self._arrows = plot.add(pg.PlotCurveItem(connect="pairs", antialias=True), -5)
        for item in (self._heat, self._contours, self._arrows):
            item.setCacheMode(item.CacheMode.DeviceCoordinateCache)
        self._levels = LabelPool(plot, look, z=-4, anchor=(0.5, 0.5))
        plot.style_with(self._restyle)

    def draw(self, layers: SurfaceLayers, shown: Area, unit: float, taken: FloatArray) -> None:
        """Draw `layers` in a picture of the area `shown`.

        `unit` is the size of a pixel in data units; level labels keep clear of the points `taken`.
        """
        area, (rows, columns) = layers.area, layers.values.shape
        dx, dy = area.width / (columns - 1), area.height / (rows - 1)
        self._heat.setImage(heat(layers.values).astype(np.float32), levels=(0, 1))
        self._heat.setRect(QRectF(area.left - dx / 2, area.bottom - dy / 2, columns * dx, rows * dy))
        unit *= self._look.scale
        places = geometry.level_label_places(layers.contours, shown, unit, taken)
        lines = geometry.joined_lines([points for _, points in layers.contours])
        lines[geometry.near_labels(lines, places, unit)] = np.nan
        self._contours.setData(*lines.T)
        x, y, u, v = layers.arrows
        middles = np.stack([x + u / 2, y + v / 2], axis=1)
        free = ~geometry.near_labels(middles, places, _ARROW_CLEARANCE * unit)
        self._arrows.setData(*geometry.arrow_segments(x[free], y[free], u[free], v[free]).T)
        self._levels.write([(number_label(level), x, y) for level, x, y in places])

    @Slot()
    def _restyle(self) -> None:
        theme = self._look.theme
        self._heat.setLookupTable(lookup_table(theme.heat))
        self._contours.setPen(pen(theme.contour))
        self._arrows.setPen(pen(theme.arrow))


def heat(values: FloatArray) -> FloatArray:
    """Return heights as 0 (lowest) to 1 by their square root, so that the ground of a valley shows.

    Values that are not finite, and the highest 2 %, are 1.
    """
    finite = values[np.isfinite(values)]
    if not len(finite):
        return np.ones_like(values)
    with np.errstate(invalid="ignore", over="ignore"):
        root = np.sqrt(values - finite.min())
    top = np.percentile(root[np.isfinite(root)], _HEAT_PERCENTILE) or 1.0
    return np.where(np.isfinite(root), np.minimum(root / top, 1), 1)


class _SmoothImage(pg.ImageItem):
    def paint(self, painter: QPainter, *args: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
