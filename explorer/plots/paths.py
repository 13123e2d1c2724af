"""One path over a surface: a line with a marker a step, and an arrow where it left the picture."""

import math
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from core.arrays import FloatArray
from explorer.look.palette import colour
from explorer.look.theme import SEMIBOLD, Look, pen, series_symbol
from explorer.plots import geometry
from explorer.plots.geometry import Area, Unit
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import is_hollow, series_token
from explorer.plots.trace import Trace

Words = Callable[[int, float, float], str]

_MARKER_SIZE, _MARKER_GAP = 7, 9  # pixels
_FINEST = 2.5  # pixels: shorter steps are drawn together, which halves the cost of a creeping path
_MOST_MARKERS = 250  # of a path that goes to and fro; more would cover the picture
_ARROW_SIZE, _LABEL_GAP = 18, 16
_ARROW_REACH = 14  # pixels around its tip that words keep off: less than the gap to its own


class PathItems:
    """The items of path `index` (from 0) in a plot."""

    def __init__(self, plot: Plot, look: Look, index: int) -> None:
        token, own = series_token(index), colour(look.theme, series_token(index))
        trace = Trace(
            plot,
            look,
            token,
            series_symbol(index),
            width=1.6,
            halo=4,
            marker_size=_MARKER_SIZE,
            hollow=is_hollow(index),
        )
        self._trace = plot.add(trace, 10)
        arrow = pg.ArrowItem(angle=0, headLen=_ARROW_SIZE, tipAngle=60, pen=pen(look.theme.panel), brush=own)
        self._arrow = plot.add(arrow, 42)
        self._departure = plot.add(PlotLabel(look, "text", weight=SEMIBOLD, patch="panel", border=token), 43)
        self._items = (self._trace, self._arrow, self._departure)

    def hide(self) -> None:
        """Show nothing of the path."""
        for item in self._items:
            item.hide()

    def draw(
        self,
        points: FloatArray,
        area: Area,
        cut: Area,
        unit: Unit,
        words: Words,
        outside: str = "",
    ) -> None:
        """Draw a path.

        Parameters
        ----------
        points : ndarray, shape (m, 2)
            Successive points, finite.
        area, cut : Area
            What is shown, and where lines are cut off.
        unit : pair of float
            Size of a pixel in data units.
        words : callable
            What to write where the path left: of its last step and the coordinates of that point.
        outside : str, optional
            What to write at the border for a start that lies beyond it, where the path does not leave the picture.
        """
        self._trace.show()
        left_at = geometry.departure(points, area)
        drawn = points if left_at is None else points[: left_at + 1]
        inside = geometry.cut_path(drawn, cut)
        line = geometry.thin_path(inside, _FINEST, unit)
        steps = line[1:] if inside is drawn else drawn[1:]
        steps = steps[area.contains(steps)]
        if inside is not drawn:  # the line is thinned already
            steps = geometry.thin_path(steps, _FINEST, unit)
        markers = geometry.far_enough(steps, _MARKER_GAP, unit)
        end = points[-1:] if len(points) > 1 else points[:0]
        self._trace.set_data(line, markers[:: len(markers) // _MOST_MARKERS + 1], end[area.contains(end)])
        points_out = left_at is not None or bool(outside)
        self._arrow.setVisible(points_out)
        self._departure.setVisible(points_out)
        if left_at is not None:
            self._departure.setText(words(left_at, *points[left_at]))
            border = geometry.way_out(points[left_at - 1], points[left_at], area)
            self._place_departure(border, points[left_at] / 2 - points[left_at - 1] / 2, area, unit)
        elif outside:
            self._departure.setText(outside)
            border = np.array(area.nearest(*points[0]))
            self._place_departure(border, points[0] / 2 - border / 2, area, unit)

    @property
    def has_left(self) -> bool:
        """Whether there is an arrow, with words."""
        return bool(self._departure.isVisible())

    @property
    def arrow_box(self) -> QRectF:
        """About where the arrow is, in the scene."""
        return QRectF(-_ARROW_REACH, -_ARROW_REACH, 2 * _ARROW_REACH, 2 * _ARROW_REACH).translated(
            self._arrow.scenePos()
        )

    def spare_words(self, signs: list[QRectF], taken: list[QRectF], bounds: QRectF, unit: Unit) -> None:
        """Move the words at the arrow to where they cover no signs; leave them away where they would cover other words.

        All places are in the scene, `bounds` is where they can be. The place of the words is added to `taken`.
        """
        first = self._departure.box()
        over = first.width() + 2 * _LABEL_GAP  # to the other side of the arrow
        over = over if first.center().x() < self._arrow.scenePos().x() else -over
        second_best: tuple[float, float] | None = None
        for dx, dy in ((dx, dy * first.height()) for dx in (0.0, over) for dy in (0, 1, -1, 1.6, -1.6)):
            place = first.translated(dx, dy)
            if (dx or dy) and not bounds.contains(place):
                continue
            if any(place.intersects(other) for other in taken):
                continue
            second_best = second_best or (dx, dy)
            if not any(place.intersects(sign) for sign in signs):
                break
        else:
            if second_best is None:
                self._departure.hide()
                return
            dx, dy = second_best
        self._departure.moveBy(dx * unit[0], -dy * unit[1])
        taken.append(first.translated(dx, dy))

    def _place_departure(self, border: FloatArray, half_way: FloatArray, area: Area, unit: Unit) -> None:
        """Put the arrow at a point of the border, along a way; half of one, as a whole one could overflow."""
        dx, dy = half_way / (np.abs(half_way).max() or 1.0) / unit
        x, y = border
        self._arrow.setRotation(180 - math.degrees(math.atan2(dy, dx)))
        self._arrow.setPos(x, y)
        room = (_LABEL_GAP + self._departure.boundingRect().width()) * unit[0]
        side = math.copysign(1, dx)
        if not area.left < x + side * room < area.right:
            side = -side
        upper = y > (area.bottom + area.top) / 2
        self._departure.setAnchor(((1 - side) / 2, 0 if upper else 1))
        self._departure.setPos(x + side * _LABEL_GAP * unit[0], y)
