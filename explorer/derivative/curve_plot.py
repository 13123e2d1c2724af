"""The curve with its point P, the tangent there, and the secants once they can be told apart."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.line_key import Entry, LineKey, Place
from explorer.derivative.measurement import Measurement, curve_points
from explorer.derivative.tag import Tag
from explorer.plots.axis import nice_step, number_label
from explorer.plots.handles import DragHandle
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.theme import DASH, Look

TOKENS: dict[Method, str] = {"central": "a", "forward": "b"}
SYMBOLS: dict[Method, str] = {"central": "o", "forward": "s"}
_WIDE_STEP = 0.01  # of the width: from here on x and x + h are two places in the picture
_APART = 0.012  # of the height: lines that differ by less lie on each other
_INTERVALS = 7  # between ticks of the left axis, at most
_BEYOND = 3.0  # heights above and below the picture where the curve is cut off
_ROW, _COMPACT_ROW, _KEY_ROWS = 22, 18, 4
_ABSENT = 0.4  # opacity of P where the curve has no point
_ROOM_FOR_RUN = 56  # pixels from P to Q that its words need
_BELOW = 10  # pixels from the run of the triangle to its words: half of P


class _Secant(NamedTuple):
    line: Line
    points: Markers


class CurvePlot(Plot):
    """The curve over a fixed stretch; P is dragged along it.

    Heights are given to the plot as shares of the picture, so that a curve of any size can be drawn; the left
    axis writes the true values, and exports have them.

    Signals
    -------
    point_dragged(x: float)
        The person moved P to here, within the stretch.
    """

    point_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=36)
        self.export_name = "derivative-curve"
        self._stretch, self._view = (0.0, 1.0), (0.0, 1.0)
        self._drawn: object = None
        self._curve = self.add(Line(look, "text"))
        self._tangent = self.add(Line(look, "d"), 2)
        self._secants = {
            method: _Secant(
                self.add(Line(look, token, style=DASH), 3),
                self.add(Markers(look, token, SYMBOLS[method], size=11, edge_width=2), 6),
            )
            for method, token in TOKENS.items()
        }
        self._triangles = {method: self.add(Line(look, token, 1), 4) for method, token in TOKENS.items()}
        self._p, self._q, self._run = Tag(self, look, "text"), Tag(self, look, "b"), Tag(self, look, "b")
        self._p.write("P", "text")
        self.handle = self.add(DragHandle(look, "d", size=look.px(20)), 40)
        self._key = LineKey(self, look, _ROW)
        self.handle.dragged.connect(self._on_dragged)
        self.set_range((0.0, 1.0), (0.0, 1.0))
        self.accept_keys()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the plot's coordinates a point of the curve's plane is drawn."""
        return x, float(self._heights(y))

    def set_compact(self, compact: bool) -> None:
        """Write the key closer in a small window."""
        self._key.set_row_height(_COMPACT_ROW if compact else _ROW)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the curve, and what depends on x, h and the chosen difference."""
        self._show_curve(measurement)
        self._show_tangent(measurement)
        entries = [
            Entry(words.formula_line(measurement), "text"),
            Entry(words.tangent_line(measurement), "d"),
            *self._show_secants(measurement),
        ]
        self._key.show_entries(entries)
        self._show_triangle(measurement)
        self._show_point(measurement)

    def _show_curve(self, measurement: Measurement) -> None:
        self._stretch, self._view = measurement.stretch, measurement.view
        subject, size = (measurement.state.formula, measurement.stretch), self.view_box.rect().size()
        if (subject, size) == self._drawn:
            return
        self._drawn = (subject, size)
        low, high = self._view
        step = nice_step(high - low, _INTERVALS)
        ticks = [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
        self.y_axis.set_ticks([((tick - low) / (high - low), number_label(tick)) for tick in ticks])
        x, y = curve_points(*subject)
        heights = self._heights(y)
        self._curve.set_data(x, np.clip(heights, -_BEYOND, 1 + _BEYOND), numbers=(x, y))
        self.name_series(self._curve, words.formula_line(measurement))
        self._choose_place(x, heights)

    def _choose_place(self, x: FloatArray, heights: FloatArray) -> None:
        """Put the key into a corner that the curve leaves free, or into a strip above it."""
        area = self.view_box.rect()
        width, height = self._key.corner_size(_KEY_ROWS)
        wide, high = width / max(area.width(), 1.0), height / max(area.height(), 1.0)
        shares = (x - self._stretch[0]) / (self._stretch[1] - self._stretch[0])
        sides = {"left": shares < wide, "right": shares > 1 - wide}
        levels = {"top": (heights > 1 - high) & (heights <= 1), "bottom": (heights < high) & (heights >= 0)}
        places: tuple[Place, ...] = ("top left", "top right", "bottom left", "bottom right")
        free = (place for place in places if not np.any(levels[place.split()[0]] & sides[place.split()[1]]))
        self._key.move_to(next(free, "strip"))
        strip = self._key.strip_height / max(area.height(), 1.0)
        self.set_range(self._stretch, (0.0, 1.0 / (1.0 - min(strip, 0.5))))

    def _show_tangent(self, measurement: Measurement) -> None:
        self._tangent.setVisible(measurement.has_slope)
        if measurement.has_slope:
            x, y = self._ends(measurement.state.x, measurement.shape.value, measurement.shape.slope)
            self._tangent.set_data(x, self._heights(y), numbers=(x, y))
        self.name_series(self._tangent, "tangent")

    def _show_secants(self, measurement: Measurement) -> list[Entry]:
        """Draw both secants, and return what the key says about them."""
        apart = {method: self._is_apart(measurement, method) for method in TOKENS}
        for method in TOKENS:
            self._show_secant(measurement, method, apart=apart[method])
        if not any(apart.values()):
            return [Entry(words.secants_together(), TOKENS[measurement.state.method], DASH)]
        return [
            Entry(
                words.secant_line(method, measurement.slope(method), told_apart=apart[method]),
                TOKENS[method],
                DASH,
            )
            for method in TOKENS
        ]

    def _show_secant(self, measurement: Measurement, method: Method, *, apart: bool) -> None:
        line, points = self._secants[method]
        slope = measurement.slope(method)
        wide = self._is_wide(measurement)
        drawable = math.isfinite(slope) and math.isfinite(measurement.shape.value)
        line.setVisible(drawable and apart)
        points.setVisible(drawable and wide)
        if drawable and apart:
            state = measurement.state
            through = state.x + state.h if wide else state.x
            x, y = self._ends(through, float(measurement.curve.value(through)), slope)
            line.set_data(x, self._heights(y), numbers=(x, y))
        if drawable and wide:
            self._show_points(measurement, method, points)

    def _show_points(self, measurement: Measurement, method: Method, points: Markers) -> None:
        x, h = measurement.state.x, measurement.state.h
        at = np.array([x - h, x + h] if method == "central" else [x + h])
        heights = self._heights(measurement.curve.value(at))
        inside = (heights >= 0) & (heights <= 1) & (at >= self._stretch[0]) & (at <= self._stretch[1])
        points.set_data(at[inside], heights[inside])

    def _show_triangle(self, measurement: Measurement) -> None:
        """Draw the run and the rise of the chosen difference."""
        state, shape = measurement.state, measurement.shape
        before = state.x - state.h if state.method == "central" else state.x
        corners_x = np.array([before, state.x + state.h, state.x + state.h])
        start, end = measurement.curve.value(corners_x[:2])
        corners_y = self._heights([start, start, end])
        inside = self._is_wide(measurement) and self._is_inside(corners_x[1], corners_y[2])
        shown = bool(inside and np.isfinite(corners_y).all() and math.isfinite(shape.value))
        for method, line in self._triangles.items():
            line.setVisible(shown and method == state.method)
        self._run.setVisible(shown)
        self._q.setVisible(shown)
        if not shown:
            return
        corners_y = np.clip(corners_y, -_BEYOND, 1 + _BEYOND)
        self._triangles[state.method].set_data(corners_x, corners_y)
        self._run.setVisible(state.h >= _ROOM_FOR_RUN * self.units_per_pixel()[0])
        rising, token = corners_y[2] >= corners_y[1], TOKENS[state.method]
        self._run.write(words.run(measurement), token)
        self._run.setAnchor((0.5, 0.0 if rising else 1.0))
        self._run.stand(state.x + state.h / 2, corners_y[0], up=-_BELOW if rising else _BELOW)
        self._q.write("Q", token)
        self._q.stand_clear(corners_x[1], float(corners_y[2]), self._lines(measurement))

    def _show_point(self, measurement: Measurement) -> None:
        x, height = self.place(measurement.state.x, measurement.shape.value)
        exists = math.isfinite(height)
        height = min(max(height, 0.0), 1.0) if exists else 0.0
        self.handle.move_to(x, height)
        self.handle.setOpacity(1.0 if exists else _ABSENT)
        self._p.stand_clear(x, height, self._lines(measurement))

    def _lines(self, measurement: Measurement) -> list[Callable[[FloatArray], FloatArray]]:
        """Return the curve and the lines through P, as heights over x."""
        x, y = measurement.state.x, measurement.shape.value
        slopes = [measurement.shape.slope, *(measurement.slope(method) for method in TOKENS)]

        def line(slope: float) -> Callable[[FloatArray], FloatArray]:
            return lambda at: self._heights(y + slope * (at - x))

        def curve(at: FloatArray) -> FloatArray:
            return self._heights(measurement.curve.value(at))

        return [curve, *(line(slope) for slope in slopes if math.isfinite(slope))]

    def _ends(self, x: float, y: float, slope: float) -> tuple[FloatArray, FloatArray]:
        """Return the two points where a line enters and leaves the picture and a little around it."""
        low, high = self._view
        reach = (1 + _BEYOND) * (high - low) / abs(slope) if slope else math.inf
        at = np.clip(np.array(self._stretch), x - reach, x + reach)
        with np.errstate(all="ignore"):
            return at, np.clip(y + slope * (at - x), low - 9 * (high - low), high + 9 * (high - low))

    def _heights(self, y: ArrayLike) -> FloatArray:
        low, high = self._view
        with np.errstate(all="ignore"):
            heights: FloatArray = (np.asarray(y, dtype=np.float64) - low) / (high - low)
        return heights

    def _is_inside(self, x: float, height: float) -> bool:
        return self._stretch[0] <= x <= self._stretch[1] and 0 <= height <= 1

    def _is_wide(self, measurement: Measurement) -> bool:
        low, high = self._stretch
        return bool(measurement.state.h >= _WIDE_STEP * (high - low))

    def _is_apart(self, measurement: Measurement, method: Method) -> bool:
        """Whether a secant can be told from the tangent, be it by its points or by its slope."""
        if not measurement.has_slope or self._is_wide(measurement):
            return True
        slope, exact = measurement.slope(method), measurement.shape.slope
        (left, right), (low, high) = self._stretch, self._view
        away = abs(slope - exact) * (right - left) / (high - low)
        return not away / math.hypot(1.0, exact * (right - left) / (high - low)) < _APART

    @Slot(float, float)
    def _on_dragged(self, x: float, _height: float) -> None:
        low, high = self._stretch
        decimals = max(0, math.ceil(-math.log10(self.units_per_pixel()[0])))
        self.point_dragged.emit(min(max(round(x, decimals), low), high))
