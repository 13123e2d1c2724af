"""The surface in 2-D: a point to drag, its gradient built from two parts, and a direction to turn."""

import math

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot

from core.arrays import FloatArray
from core.gradient_field import value_grid
from explorer.derivative.variables import words
from explorer.derivative.variables.slopes import Slopes
from explorer.look.theme import DASH, Look
from explorer.plots.geometry import Area
from explorer.plots.handles import DragHandle
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.surface import SurfaceItems, SurfaceLayers, legible_contours
from explorer.widgets.memo import Memo

_PIXELS_A_SAMPLE = 3.5
# Shares of the picture's shorter side: an arrow at a steep place, one that is hardly there, and the circle.
_LONGEST, _SHORTEST, _RING = 0.24, 0.04, 0.2
_AROUND = 0.3  # widths added at each side, so that arrows have room
_BARB, _BARB_ANGLE = 9, 0.45  # pixels, radians
_CIRCLE = np.linspace(0, 2 * np.pi, 121)
_WORD_GAP = 9
_DECIMALS = 2


class PlanePlot(Plot):
    """Contour lines and heights below, arrows above; one unit is equally long both ways.

    Signals
    -------
    point_dragged(x0: float, x1: float)
        The person moved the point, within the picture.
    angle_dragged(degrees: float)
        The person turned the direction.
    area_changed()
        Another part of the plane is visible, or in another size.
    """

    point_dragged = Signal(float, float)
    angle_dragged = Signal(float)
    area_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, grid=False, left_width=32)
        self.set_labels("x₀", "x₁")
        self._wanted = self.area = Area(-1, 1, -1, 1)
        self._fitted, self._drawn = Memo(), Memo()
        self._at = (0.0, 0.0)
        self._surface = SurfaceItems(self, look)
        self.marks_item = MarksItem(self, look, 30)
        self.point = self.add(DragHandle(look, "text", size=look.px(18)), 40)
        self.direction = self.add(DragHandle(look, "c", "t1", look.px(18)), 41)
        self.point.dragged.connect(self._on_point_dragged)
        self.direction.dragged.connect(self._on_direction_dragged)
        self.view_box.sigResized.connect(self._fit_area)
        self.accept_keys()

    def show_slopes(self, found: Slopes) -> None:
        """Draw the surface, the point, and its arrows."""
        self._wanted = Area(*found.around.x_range, *found.around.y_range).grown(_AROUND)
        self._fit_area()
        self._show_surface(found)
        self._at = found.state.point
        self.point.move_to(*self._at)
        self.direction.move_to(*self._beside(self._ring_pixels, found.state.direction))
        self.marks_item.show_marks([*self._ring(found), *self._gradient(found)])

    def gradient_pixels(self, found: Slopes) -> float:
        """Return how long the arrow of the gradient is, in pixels: it grows with the root of the slope."""
        if found.special is None:
            return 0.0
        share = min(math.sqrt(found.special.slope / found.around.steep), 1.0)
        return self._side * (_SHORTEST + (_LONGEST - _SHORTEST) * share)

    @property
    def _side(self) -> float:
        """The picture's shorter side, in pixels."""
        area = self.view_box.rect()
        return float(min(area.width(), area.height()))

    @property
    def _ring_pixels(self) -> float:
        return self._side * _RING

    def _ring(self, found: Slopes) -> list[Mark]:
        """Return the circle of directions, with those that the gradient singles out."""
        unit = self._unit * self._ring_pixels
        x, y = self._at
        marks: list[Mark] = [
            Stroke(x + unit * np.cos(_CIRCLE), y + unit * np.sin(_CIRCLE), "text3", 1),
            self._line(found.state.direction, self._ring_pixels, "c", DASH),
        ]
        if found.special is not None:
            for angle in found.special.along_contour:
                place = self._beside(self._ring_pixels, angle)
                marks.append(Dot(*place, "o", "panel", 9, "text2"))
                marks.append(self._word("0", "text2", angle, self._ring_pixels + _WORD_GAP))
        return marks

    def _gradient(self, found: Slopes) -> list[Mark]:
        """Return the gradient as an arrow, with its two parts; a missing partial derivative leaves no arrow."""
        if found.special is None:
            return []
        length = self.gradient_pixels(found) * self._unit
        x, y = self._at
        across, up = found.exact / found.special.slope * length
        corner = np.array([x + across, y])
        tip = corner + np.array([0.0, up])
        parts: list[Mark] = []
        if across:
            parts += self._arrow(np.array([x, y]), corner, "a", 2, words.PARTIALS[0])
        if up:
            parts += self._arrow(corner, tip, "b", 2, words.PARTIALS[1])
        word = self._word(
            words.GRADIENT, "d", found.special.steepest, self.gradient_pixels(found) + _WORD_GAP
        )
        return [*parts, *self._arrow(np.array([x, y]), tip, "d", 3, words.GRADIENT), word]

    def _arrow(self, tail: FloatArray, tip: FloatArray, token: str, width: float, term: str) -> list[Mark]:
        along = tip - tail
        angle = math.atan2(along[1], along[0])
        barb = min(self._look.px(_BARB) * self._unit, float(np.hypot(*along)) / 2)
        ends = [
            tip - barb * np.array([math.cos(angle + turn), math.sin(angle + turn)])
            for turn in (-_BARB_ANGLE, _BARB_ANGLE)
        ]
        points = np.array([tail, tip, (np.nan, np.nan), ends[0], tip, ends[1]])
        return [Stroke(points[:, 0], points[:, 1], token, width, term=term)]

    def _line(self, angle: float, pixels: float, token: str, style: Qt.PenStyle) -> Stroke:
        x, y = self._beside(pixels, angle)
        return Stroke(np.array([self._at[0], x]), np.array([self._at[1], y]), token, 2, style)

    def _word(self, text: str, token: str, angle: float, pixels: float) -> Words:
        """Return a word beyond the end of a line from the point."""
        place = self._beside(pixels, angle)
        anchor = (0.5 - math.cos(angle) / 2, 0.5 + math.sin(angle) / 2)
        return Words(text, token, *place, anchor=anchor)

    def _beside(self, pixels: float, angle: float) -> tuple[float, float]:
        """Return the place so many pixels from the point in a direction."""
        reach = self._unit * pixels
        return self._at[0] + reach * math.cos(angle), self._at[1] + reach * math.sin(angle)

    @property
    def _unit(self) -> float:
        """Size of a pixel in data units, both ways."""
        return self.frame.unit[0]

    def _show_surface(self, found: Slopes) -> None:
        if not self._drawn.has_changed(found.state.surface, self._wanted, self.frame):
            return
        area = self.area
        columns, rows = (
            max(2, round(length / (self._unit * _PIXELS_A_SAMPLE))) for length in (area.width, area.height)
        )
        spans = (area.left, area.right), (area.bottom, area.top)
        values = value_grid(found.surface, *spans, columns, rows).values
        layers = SurfaceLayers(area, values, legible_contours(area, values))
        self._surface.draw(layers, self.frame, self._wanted, np.empty((0, 2)))

    @Slot()
    def _fit_area(self) -> None:
        frame = self.frame
        if not frame.has_area:
            return
        area = self._wanted.filling(frame.width, frame.height)
        self.set_range((area.left, area.right), (area.bottom, area.top))
        self.area = area
        if self._fitted.has_changed(area, frame.width, frame.height):
            self.area_changed.emit()

    @Slot(float, float)
    def _on_point_dragged(self, x: float, y: float) -> None:
        x, y = self._wanted.nearest(x, y)
        decimals = max(_DECIMALS, math.ceil(-math.log10(self._unit)))
        self.point_dragged.emit(round(x, decimals), round(y, decimals))

    @Slot(float, float)
    def _on_direction_dragged(self, x: float, y: float) -> None:
        angle = math.degrees(math.atan2(y - self._at[1], x - self._at[0])) % 360
        self.angle_dragged.emit(round(angle, 1) % 360)
