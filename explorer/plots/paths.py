"""One path over a surface: halo, line, a marker a step, and an arrow where it left the picture."""

import math
from collections.abc import Callable

import pyqtgraph as pg

from core.arrays import FloatArray
from explorer.plots import geometry
from explorer.plots.geometry import Area
from explorer.plots.plot import Plot
from explorer.plots.series import Markers, PlotLabel, colour, series_token
from explorer.theme import SEMIBOLD, Look, pen, series_symbol

_MARKER_SIZE, _MARKER_GAP = 7, 9  # pixels
_ARROW_SIZE, _LABEL_GAP = 18, 16


class PathItems:
    """The items of path `index` (from 0) in a plot."""

    def __init__(self, plot: Plot, look: Look, index: int) -> None:
        self._look, self._token = look, series_token(index)
        self._halo = plot.add(pg.PlotCurveItem(connect="finite", antialias=True), 10)
        self._line = plot.add(pg.PlotCurveItem(connect="finite", antialias=True), 11)
        self._steps = plot.add(
            Markers(look, self._token, series_symbol(index), _MARKER_SIZE, edge="panel"), 12
        )
        self._arrow = plot.add(pg.ArrowItem(headLen=_ARROW_SIZE, tipAngle=60), 42)
        self._departure = plot.add(
            PlotLabel(look, "text", weight=SEMIBOLD, patch="panel", border=self._token), 43
        )
        self._items = (self._halo, self._line, self._steps, self._arrow, self._departure)
        plot.style_with(self._restyle)

    def hide(self) -> None:
        """Show nothing of the path."""
        for item in self._items:
            item.hide()

    def draw(
        self,
        points: FloatArray,
        area: Area,
        cut: Area,
        unit: float,
        words: Callable[[int, float, float], str],
    ) -> None:
        """Draw a path.

        Parameters
        ----------
        points : ndarray, shape (m, 2)
            Successive points, finite.
        area, cut : Area
            What is shown, and where lines are cut off.
        unit : float
            Size of a pixel in data units.
        words : callable
            What to write where the path left: of its last step and the coordinates of that point.
        """
        for item in self._items[:3]:
            item.show()
        line = geometry.thin_path(geometry.cut_path(points, cut), unit)
        self._halo.setData(*line.T)
        self._line.setData(*line.T)
        self._steps.set_data(
            *geometry.far_enough(points[1:][area.contains(points[1:])], _MARKER_GAP * unit).T
        )
        self._draw_departure(points, area, unit, words)

    def _draw_departure(
        self, points: FloatArray, area: Area, unit: float, words: Callable[[int, float, float], str]
    ) -> None:
        departure = geometry.last_exit(points, area) if len(points) else None
        self._arrow.setVisible(departure is not None)
        self._departure.setVisible(departure is not None)
        if departure is None:
            return
        (x, y), (dx, dy) = departure
        self._arrow.setStyle(angle=180 - math.degrees(math.atan2(dy, dx)))
        self._arrow.setPos(x, y)
        to_left = x > (area.left + area.right) / 2
        below = y > (area.bottom + area.top) / 2
        self._departure.setText(words(len(points) - 1, *points[-1]))
        self._departure.setAnchor((1 if to_left else 0, 0 if below else 1))
        self._departure.setPos(x + (-1 if to_left else 1) * _LABEL_GAP * unit, y)

    def _restyle(self) -> None:
        theme = self._look.theme
        own = colour(theme, self._token)
        self._halo.setPen(pen(theme.heat[0], 4))
        self._line.setPen(pen(own, 1.6))
        self._arrow.setStyle(pen=pen(theme.panel), brush=pg.mkBrush(own))
