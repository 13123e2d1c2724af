"""The curve with its point P, the tangent there, and the secants once they can be told apart."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.line_key import Entry, LineKey
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
_OFFSET = 7  # pixels from a point to its letter


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
        self._drawn: tuple[str, tuple[float, float]] | None = None
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
        self._key = LineKey(self, look)
        self.handle.dragged.connect(self._on_dragged)
        self.set_range((0.0, 1.0), (0.0, 1.0))
        self.accept_keys()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the plot's coordinates a point of the curve's plane is drawn."""
        return x, float(self._heights(y))

    def set_compact(self, compact: bool) -> None:
        """Write the key closer in a small window."""
        self._key.set_row_height(18 if compact else 22)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the curve, and what depends on x, h and the chosen difference."""
        self._show_curve(measurement)
        self._show_tangent(measurement)
        entries = [
            Entry(words.formula_line(measurement), "text"),
            Entry(words.tangent_line(measurement), "d"),
            *(self._show_secant(measurement, method) for method in TOKENS),
        ]
        self._key.show_entries(entries)
        self._show_triangle(measurement)
        self._show_point(measurement)

    def _show_curve(self, measurement: Measurement) -> None:
        self._stretch, self._view = measurement.stretch, measurement.view
        subject = (measurement.state.formula, measurement.stretch)
        if subject == self._drawn:
            return
        self._drawn = subject
        self.set_range(self._stretch, (0.0, 1.0))
        low, high = self._view
        step = nice_step(high - low, _INTERVALS)
        ticks = [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
        self.y_axis.set_ticks([((tick - low) / (high - low), number_label(tick)) for tick in ticks])
        x, y = curve_points(*subject)
        heights = self._heights(y)
        self._curve.set_data(x, np.clip(heights, -_BEYOND, 1 + _BEYOND), numbers=(x, y))
        self.name_series(self._curve, words.formula_line(measurement))
        self._choose_corner(x, heights)

    def _choose_corner(self, x: FloatArray, heights: FloatArray) -> None:
        """Put the key where the fewest points of the curve are."""
        shares = (x - self._stretch[0]) / (self._stretch[1] - self._stretch[0])

        def crowd(corner: tuple[bool, bool]) -> int:
            right, bottom = corner
            beside = shares > 0.45 if right else shares < 0.55
            return int(
                np.sum(
                    beside
                    & ((heights < 0.4) if bottom else (heights > 0.6))
                    & (heights >= 0)
                    & (heights <= 1)
                )
            )

        right, bottom = min(((False, False), (True, False), (False, True), (True, True)), key=crowd)
        self._key.put_into_corner(right=right, bottom=bottom)

    def _show_tangent(self, measurement: Measurement) -> None:
        self._tangent.setVisible(measurement.has_slope)
        if measurement.has_slope:
            x, y = self._ends(measurement.state.x, measurement.shape.value, measurement.shape.slope)
            self._tangent.set_data(x, self._heights(y), numbers=(x, y))
        self.name_series(self._tangent, "tangent")

    def _show_secant(self, measurement: Measurement, method: Method) -> Entry:
        line, points = self._secants[method]
        slope, apart = measurement.slope(method), self._is_apart(measurement, method)
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
        return Entry(words.secant_line(method, slope, told_apart=apart), TOKENS[method], DASH)

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
        rising, token = corners_y[2] >= corners_y[1], TOKENS[state.method]
        self._run.write(words.run(measurement), token)
        self._run.setAnchor((0.5, 0.0 if rising else 1.0))
        self._run.stand((corners_x[0] + corners_x[1]) / 2, corners_y[0])
        self._q.write("Q", token)
        self._q.setAnchor((1, 1) if rising else (0, 1))
        self._q.stand(corners_x[1], corners_y[2], right=-_OFFSET if rising else _OFFSET, up=_OFFSET / 2)

    def _show_point(self, measurement: Measurement) -> None:
        x, height = self.place(measurement.state.x, measurement.shape.value)
        exists = math.isfinite(height)
        height = min(max(height, 0.0), 1.0) if exists else 0.0
        self.handle.move_to(x, height)
        falling = measurement.has_slope and measurement.shape.slope < 0
        self._p.setAnchor((0, 1) if falling else (1, 1))
        self._p.stand(x, height, right=_OFFSET + 2 if falling else -_OFFSET - 2, up=_OFFSET / 2)

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
        return measurement.state.h >= _WIDE_STEP * (high - low)

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
