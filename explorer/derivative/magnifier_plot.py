"""The curve around P in steps of h, as float64 has it: the triangle that a difference measures."""

import numpy as np

from core.arrays import FloatArray
from explorer.derivative import words
from explorer.derivative.curve_plot import SYMBOLS, TOKENS
from explorer.derivative.measurement import MAGNIFIED, Magnified, Measurement, magnify
from explorer.derivative.tag import Tag
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.theme import DASH, DOT, Look

X_RANGE, Y_RANGE = (-MAGNIFIED, 3.2), (-1.9, 1.9)  # in steps, and in units of rise; the right is for words
_FAR = 5.0  # beyond what is shown
_BEHIND = 2.5  # above the tangent, below what is measured
_FLAT = 40  # pixels: a rise of less has no room for its words
_OFFSET = 7  # pixels from a point to its letter


class MagnifierPlot(Plot):
    """The surroundings of P, two steps to each side; its ranges never change."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=6)
        self.export_name = "derivative-magnifier"
        self._curve = self.add(Line(look, "text"))
        self._tangent = self.add(Line(look, "d", style=DOT), 2)
        self._secants = {
            method: self.add(Line(look, token, style=DASH), 3) for method, token in TOKENS.items()
        }
        self._triangles = {method: self.add(Line(look, token), 4) for method, token in TOKENS.items()}
        self._ends = {
            method: self.add(Markers(look, token, SYMBOLS[method], size=11, edge_width=2), 6)
            for method, token in TOKENS.items()
        }
        self._point = self.add(Markers(look, "d", size=14, edge_width=2), 5)
        self._p, self._q = Tag(self, look, "text"), Tag(self, look, "b")
        self._run = Tag(self, look, "b", z=_BEHIND, patch="panel")
        self._rise = Tag(self, look, "b", z=_BEHIND, patch="panel")
        self._nothing = Tag(self, look, "text2", anchor=(0.5, 0.5))
        self._p.write("P", "text")
        self.x_axis.set_ticks([(-1, "x − h"), (0, "x"), (1, "x + h")])
        self.y_axis.set_ticks([])
        self.set_range(X_RANGE, Y_RANGE)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the curve, the tangent, and the chosen difference as a triangle."""
        magnified = magnify(measurement)
        heights = np.clip(magnified.rises / magnified.unit, -_FAR, _FAR)
        places = measurement.state.x + magnified.steps * measurement.state.h
        exists = bool(np.isfinite(measurement.shape.value))
        self._nothing.setVisible(not exists)
        self._nothing.write(words.nothing_to_magnify(), "text2")
        self._nothing.stand(sum(X_RANGE) / 2, 0.0)
        self._curve.setVisible(exists)
        self._point.setVisible(exists)
        self._p.setVisible(exists)
        if exists:
            values = magnified.rises + measurement.shape.value
            self._curve.set_data(magnified.steps, heights, numbers=(places, values))
            self._point.set_data([0.0], [0.0])
        self.name_series(self._curve, "f(x)")
        self._show_tangent(measurement, magnified)
        self._show_triangle(measurement, magnified)

    def _show_tangent(self, measurement: Measurement, magnified: Magnified) -> None:
        self._tangent.setVisible(measurement.has_slope)
        if measurement.has_slope:
            self._draw_slope(self._tangent, measurement.shape.slope * measurement.state.h / magnified.unit)

    def _show_triangle(self, measurement: Measurement, magnified: Magnified) -> None:
        state, curve = measurement.state, measurement.curve
        before = -1.0 if state.method == "central" else 0.0
        with np.errstate(all="ignore"):
            low, high = curve.value(state.x + np.array([before, 1.0]) * state.h)
            change = float(high - low)
            start = float(low - measurement.shape.value) / magnified.unit
            end = float(high - measurement.shape.value) / magnified.unit
        shown = bool(np.isfinite([start, end]).all())
        for method in TOKENS:
            for item in (self._secants[method], self._triangles[method], self._ends[method]):
                item.setVisible(shown and method == state.method)
        for tag in (self._q, self._run, self._rise):
            tag.setVisible(shown)
        if not shown:
            return
        corners = np.array([before, 1.0, 1.0]), np.array([start, start, end])
        self._triangles[state.method].set_data(*corners)
        points = corners[0][[0, 2]], corners[1][[0, 2]]
        self._ends[state.method].set_data(*(axis[points[0] != 0] for axis in points))
        slope = (end - start) / (1.0 - before)
        self._draw_slope(self._secants[state.method], slope, at=(1.0, end))
        self._write(measurement, corners, change)
        self._place_letters(measurement, magnified, end)

    def _write(self, measurement: Measurement, corners: tuple[FloatArray, FloatArray], change: float) -> None:
        (left, right, _), (start, _, end) = corners
        token, rising = TOKENS[measurement.state.method], end >= start
        self._run.write(words.run(measurement), token)
        self._run.setAnchor((0.5, 0.0 if rising else 1.0))
        self._run.stand((left + right) / 2, start, up=-_OFFSET / 2 if rising else _OFFSET / 2)
        self._rise.write(words.rise(measurement, change), token)
        flat = abs(end - start) / self.units_per_pixel()[1] < _FLAT  # then the words stand above the line
        self._rise.setAnchor((0, 1 if flat else 0.5))
        self._rise.stand(right, (start + end) / 2, right=_OFFSET, up=_OFFSET if flat else 0.0)
        self._q.write("Q", token)

    def _place_letters(self, measurement: Measurement, magnified: Magnified, end: float) -> None:
        slope = measurement.shape.slope * measurement.state.h / magnified.unit

        def curve(at: FloatArray) -> FloatArray:
            return np.asarray(np.interp(at, magnified.steps, magnified.rises / magnified.unit))

        def tangent(at: FloatArray) -> FloatArray:
            return slope * at

        lines = [curve, tangent] if measurement.has_slope else [curve]
        self._p.stand_clear(0.0, 0.0, lines)
        self._q.stand_clear(1.0, end, lines)

    @staticmethod
    def _draw_slope(line: Line, slope: float, at: tuple[float, float] = (0.0, 0.0)) -> None:
        """Draw a line through a point over the magnified steps, cut where it leaves the picture."""
        reach = _FAR / abs(slope) if slope else np.inf
        steps = np.clip([-MAGNIFIED, MAGNIFIED], at[0] - reach, at[0] + reach)
        line.set_data(steps, at[1] + slope * (steps - at[0]))
