"""A surface in 2-D: heat, contour lines with their levels, and arrows downhill."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem

from core.arrays import FloatArray
from core.gradient_field import contour_levels, contour_lines
from explorer.background.guarded import Guarded
from explorer.look.theme import Look, lookup_table, pen, rgb
from explorer.plots import geometry
from explorer.plots.axis import number_label
from explorer.plots.geometry import Area, Frame
from explorer.plots.height_scale import HeightScale
from explorer.plots.label import LabelPool, PlotLabel
from explorer.plots.plot import Plot

# Arrows keep further away from a level's number than its own contour line.
_ARROW_CLEARANCE = 1.4
_STRIPE_PERIOD, _STRIPE_WIDTH = 6, 2  # samples, of the hatching where there is no height
_LEAST_WITH_A_WORD = 0.02  # of the picture
_KEPT = QGraphicsItem.CacheMode.DeviceCoordinateCache
_LONGEST_LABEL = 6  # letters: levels like 0.9999995 stay without their number
_LEVELS = 9
_MOST_LINES = 2_000  # more lie closer together than the samples can tell, and take long to draw
_NOTHING = np.empty(0)


@dataclass(frozen=True, eq=False)
class SurfaceLayers:
    """What lies under the paths, as arrays.

    Attributes
    ----------
    area : Area
        Where `values` were taken; the outer samples lie on its border.
    values : ndarray, shape (rows, columns)
        Heights, rows from bottom to top. Where they are not finite the ground is hatched.
    contours : sequence of (level, points of shape (m, 2))
        Contour lines.
    arrows : tuple of four ndarrays, shape (k,)
        Tails x and y and displacements u and v of the arrows, in data units.
    """

    area: Area
    values: FloatArray
    contours: Sequence[tuple[float, FloatArray]]
    arrows: tuple[FloatArray, FloatArray, FloatArray, FloatArray] = (_NOTHING, _NOTHING, _NOTHING, _NOTHING)


def legible_contours(area: Area, values: FloatArray) -> Sequence[tuple[float, FloatArray]]:
    """Return contour lines for `SurfaceLayers`; none where they would be closer together than the samples."""
    rows, columns = values.shape
    x, y = np.linspace(area.left, area.right, columns), np.linspace(area.bottom, area.top, rows)
    lines = contour_lines(x, y, values, contour_levels(values, _LEVELS))
    return lines if len(lines) <= _MOST_LINES else ()


class SurfaceItems:
    """The items that draw `SurfaceLayers` in a plot, kept as pixels until something about them changes.

    Attributes
    ----------
    undefined_word : str
        What is written where there is no height.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        self._look = look
        self.undefined_word = ""
        self._heat = plot.add(_SmoothImage(axisOrder="row-major", lut=lookup_table(look.theme.heat)), -20)
        self._hatching = plot.add(pg.ImageItem(axisOrder="row-major"), -19)
        self._undefined_label = plot.add(PlotLabel(look, anchor=(0.5, 0.5), patch="panel"), -4)
        contours = pg.PlotCurveItem(connect="finite", antialias=True, pen=pen(look.theme.contour))
        arrows = pg.PlotCurveItem(connect="pairs", antialias=True, pen=pen(look.theme.arrow))
        self._contours, self._arrows = plot.add(contours, -10), plot.add(arrows, -5)
        self._undefined_label.hide()
        self._levels = LabelPool(plot, look, z=-4, anchor=(0.5, 0.5), cache_mode=_KEPT)

    def draw(self, layers: SurfaceLayers, frame: Frame, wanted: Area, taken: FloatArray) -> None:
        """Draw `layers`.

        Parameters
        ----------
        frame : Frame
            That of the plot.
        wanted : Area
            The part of the plot that was asked for, whose values set the range of the colours.
        taken : ndarray, shape (k, 2)
            Points that the level labels must not cover.
        """
        for item in (self._heat, self._hatching, self._contours, self._arrows):
            # Begin with empty caches: of an item that reaches beyond the plot and grows, Qt would repaint only the rim.
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
            item.setCacheMode(_KEPT)
        self._draw_heat(layers, wanted)
        self._draw_undefined(layers, frame.shown)
        shown, (across, up) = frame.shown, frame.unit
        unit = (across * self._look.scale, up * self._look.scale)
        levels = {level for level, _unused in layers.contours}
        short = {level for level in levels if len(number_label(level)) <= _LONGEST_LABEL}
        named = [line for line in layers.contours if line[0] in short]
        places = geometry.level_label_places(named, shown, unit, taken)
        lines = geometry.joined_lines([points for _unused, points in layers.contours])
        lines[geometry.near_labels(lines, places, unit)] = np.nan
        self._contours.setData(*lines.T)
        x, y, u, v = layers.arrows
        middles = np.stack([x + u / 2, y + v / 2], axis=1)
        around = (_ARROW_CLEARANCE * unit[0], _ARROW_CLEARANCE * unit[1])
        free = ~geometry.near_labels(middles, places, around)
        # In pixels, so that the barbs keep their shape.
        segments = geometry.arrow_segments(x[free] / across, y[free] / up, u[free] / across, v[free] / up)
        self._arrows.setData(*(segments * (across, up)).T)
        self._levels.write([(number_label(level), x, y) for level, x, y in places])

    def set_heat_visible(self, visible: bool) -> None:
        """Show the colours of the heights, or not."""
        self._heat.setVisible(visible)

    def _draw_heat(self, layers: SurfaceLayers, wanted: Area) -> None:
        area, (rows, columns) = layers.area, layers.values.shape
        dx, dy = area.width / (columns - 1), area.height / (rows - 1)
        x, y = np.linspace(area.left, area.right, columns), np.linspace(area.bottom, area.top, rows)
        counted = wanted.contains(np.stack(np.meshgrid(x, y), axis=-1))
        self._heat.setImage(heat(layers.values, counted).astype(np.float32), levels=(0, 1))
        rect = QRectF(area.left - dx / 2, area.bottom - dy / 2, columns * dx, rows * dy)
        self._heat.setRect(rect)
        undefined = ~np.isfinite(layers.values)
        self._hatching.setVisible(bool(undefined.any()))
        if undefined.any():
            self._hatch(undefined)
            self._hatching.setRect(rect)

    def _hatch(self, undefined: NDArray[np.bool_]) -> None:
        """Paint stripes where there is no height."""
        theme, (rows, columns) = self._look.theme, undefined.shape
        is_stripe = (np.arange(rows)[:, np.newaxis] + np.arange(columns)) % _STRIPE_PERIOD < _STRIPE_WIDTH
        pixels = np.zeros((rows, columns, 4), dtype=np.uint8)
        pixels[undefined] = (*rgb(theme.panel), 255)
        pixels[undefined & is_stripe] = (*rgb(theme.line), 255)
        self._hatching.setImage(pixels, autoLevels=False, levels=(0, 255))

    def _draw_undefined(self, layers: SurfaceLayers, shown: Area) -> None:
        """Write the word for it into the middle of what is hatched, if there is room."""
        area, (rows, columns) = layers.area, layers.values.shape
        x, y = np.linspace(area.left, area.right, columns), np.linspace(area.bottom, area.top, rows)
        undefined = ~np.isfinite(layers.values)
        hatched = np.argwhere(undefined & shown.contains(np.stack(np.meshgrid(x, y), axis=-1)))
        there_is_room = len(hatched) >= _LEAST_WITH_A_WORD * undefined.size
        self._undefined_label.setVisible(there_is_room and bool(self.undefined_word))
        if there_is_room:
            row, column = hatched[np.abs(hatched - hatched.mean(axis=0)).sum(axis=1).argmin()]
            self._undefined_label.setText(self.undefined_word)
            self._undefined_label.setPos(x[column], y[row])


def heat(values: FloatArray, counted: NDArray[np.bool_]) -> FloatArray:
    """Return heights as 0 (lowest) to 1 by their square root, so that the ground of a valley shows.

    Parameters
    ----------
    values : ndarray, any shape
        Heights. Those that are not finite become 1.
    counted : ndarray of bool, shape of `values`
        The part that sets the scale; of it the highest 2 % are 1 as well.
    """
    scale = HeightScale.of(values[counted])
    return np.ones_like(values) if scale is None else scale.shares(values)


class _SmoothImage(Guarded, pg.ImageItem):
    def paint(self, painter: QPainter, *args: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)
