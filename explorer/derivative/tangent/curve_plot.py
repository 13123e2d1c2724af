"""The curve with its point P, the tangent there, and the secants once they can be told apart."""

import math

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import Qt, Signal, Slot

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.letters import Curve, letter
from explorer.derivative.measurement import Measurement, curve_points
from explorer.derivative.scale import Scale
from explorer.derivative.series import SYMBOLS, TOKENS
from explorer.derivative.tangent.line_key import Entry, LineKey, Place
from explorer.look.theme import DASH, SOLID, Look
from explorer.plots.handles import DragHandle
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.widgets.memo import Memo

_WIDE_STEP = 0.01  # of the width: from here on x and x + h are two places in the picture
_APART = 0.012  # of the height: lines that differ by less lie on each other
_INTERVALS = 7  # between ticks of the left axis, at most
_BEYOND = 3.0  # heights above and below the picture where lines are cut off
_ABSENT = 0.4  # opacity of P where the curve has no point
_ROOM_BELOW, _ROOM_INSIDE = 28, 80  # pixels that the words at the run take below it, and right of P above it
_ROOM_FOR_RUN, _BELOW = 56, 10  # pixels from P to Q that the words at the run need, and from the run to them
_ROW, _COMPACT_ROW, _KEY_ROWS = 22, 18, 4


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
        self.set_labels("x")
        self._stretch, self._view = (0.0, 1.0), Scale(0.0, 1.0)
        self._memo = Memo()
        self._measurement: Measurement | None = None
        self._curve, self._numbers = MarksItem(self, look, 0), Numbers()
        self.marks_item = MarksItem(self, look)
        self.handle = self.add(DragHandle(look, "d", size=look.px(20)), 40)
        self.key = LineKey(self, look, _ROW)
        self.handle.dragged.connect(self._on_dragged)
        self.view_box.sigResized.connect(self._on_resized)
        self.accept_keys()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the plot's coordinates a point of the curve's plane is drawn."""
        return x, float(self._heights(y))

    def set_compact(self, compact: bool) -> None:
        """Write the key closer in a small window."""
        self.key.set_row_height(_COMPACT_ROW if compact else _ROW)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the curve, and what depends on x, h and the chosen difference."""
        self._measurement = measurement
        self._show_curve(measurement)
        apart = {method: self._is_apart(measurement, method) for method in TOKENS}
        self.key.show_entries(_entries(measurement))
        marks: list[Mark] = []
        if math.isfinite(measurement.shape.value):
            if measurement.has_slope:
                x, y = measurement.state.x, measurement.shape.value
                marks.append(self._line(x, y, measurement.shape.slope, "d", SOLID))
            for method in TOKENS:
                marks += self._secant(measurement, method, apart=apart[method])
            marks += self._triangle(measurement)
        self.marks_item.show_marks(marks + self._point(measurement))

    def _show_curve(self, measurement: Measurement) -> None:
        self._stretch, self._view = measurement.stretch, Scale(*measurement.view)
        subject = (measurement.state.formula, measurement.stretch)
        if not self._memo.has_changed(subject, self.view_box.size(), self.key.row_height):
            return
        self.y_axis.set_ticks(self._view.ticks(_INTERVALS))
        x, y = curve_points(*subject)
        heights = self._heights(y)
        self._curve.show_marks([Stroke(x, np.clip(heights, -_BEYOND, 1 + _BEYOND), "text")])
        self._numbers.x, self._numbers.y = x, y
        self.name_series(self._numbers, words.formula_line(measurement))
        self._place_key(x, heights)

    def _place_key(self, x: FloatArray, heights: FloatArray) -> None:
        """Put the key into a corner that the curve leaves free, or into a strip above it."""
        area = self.view_box.rect()
        width, height = self.key.corner_size(_KEY_ROWS)
        wide, high = width / max(area.width(), 1.0), height / max(area.height(), 1.0)
        shares = (x - self._stretch[0]) / (self._stretch[1] - self._stretch[0])
        sides = {"left": shares < wide, "right": shares > 1 - wide}
        levels = {"top": (heights > 1 - high) & (heights <= 1), "bottom": (heights < high) & (heights >= 0)}
        places: tuple[Place, ...] = ("top left", "top right", "bottom left", "bottom right")
        free = (place for place in places if not np.any(levels[place.split()[0]] & sides[place.split()[1]]))
        self.key.move_to(next(free, "strip"))
        strip = self.key.strip_height / max(area.height(), 1.0)
        self.set_range(self._stretch, (0.0, 1.0 / (1.0 - min(strip, 0.5))))

    def _secant(self, measurement: Measurement, method: Method, *, apart: bool) -> list[Mark]:
        """Return a secant, through its points where they can be seen, else through P."""
        state, slope, token = measurement.state, measurement.slope(method), TOKENS[method]
        value = measurement.shape.value
        if not apart or not math.isfinite(slope):
            return []
        if not self._is_wide(measurement):
            return [self._line(state.x, value, slope, token)]
        at = np.array([state.x + state.h, state.x - state.h])[: 2 if method == "central" else 1]
        values = measurement.curve.value(at)
        heights = self._heights(values)
        dots = (
            Dot(float(x), float(height), SYMBOLS[method], token, term=term if method == state.method else "")
            for x, height, term in zip(at, heights, words.ENDS, strict=False)
            if self._is_inside(x, height)
        )
        above_x = float(values[0] / 2 + values[1] / 2) if method == "central" else value
        return [self._line(state.x, above_x, slope, token), *dots]

    def _triangle(self, measurement: Measurement) -> list[Mark]:
        """Return the run and the rise of the chosen difference, where they can be seen."""
        state, token = measurement.state, TOKENS[measurement.state.method]
        before = state.x - state.h if state.method == "central" else state.x
        ahead = state.x + state.h
        start, end = self._heights(measurement.curve.value([before, ahead])).tolist()
        if not (self._is_wide(measurement) and self._is_inside(ahead, end) and math.isfinite(start)):
            return []
        start = min(max(start, -_BEYOND), 1 + _BEYOND)
        rising = end >= start

        def secant(at: FloatArray) -> FloatArray:
            return np.asarray(end + (end - start) / (ahead - before) * (at - ahead))

        marks: list[Mark] = [
            Stroke(
                np.array([before, ahead]), np.array([start, start]), token, 1, term=words.RUNS[state.method]
            ),
            Stroke(np.array([ahead, ahead]), np.array([start, end]), token, 1),
            letter(self.frame, "Q", token, ahead, end, [*self._curves(measurement), secant]),
        ]
        if state.h >= _ROOM_FOR_RUN * self.frame.unit[0]:
            run = words.run(measurement)
            if rising and start < _ROOM_BELOW * self.frame.unit[1]:  # inside the triangle, away from P
                if state.h >= self._look.px(_ROOM_INSIDE) * self.frame.unit[0]:
                    corner = (1.0, 1.0)
                    marks.append(Words(run, token, ahead, start, right=-_BELOW, up=_BELOW / 2, anchor=corner))
                return marks
            down = -_BELOW if rising else _BELOW
            anchor = (0.5, 0.0 if rising else 1.0)
            marks.append(Words(run, token, state.x + state.h / 2, start, up=down, anchor=anchor))
        return marks

    def _point(self, measurement: Measurement) -> list[Mark]:
        """Move P, and return its letter."""
        x, height = self.place(measurement.state.x, measurement.shape.value)
        exists = math.isfinite(height)
        height = min(max(height, 0.0), 1.0) if exists else 0.0
        self.handle.move_to(x, height)
        self.handle.setOpacity(1.0 if exists else _ABSENT)
        return [letter(self.frame, "P", "text", x, height, self._curves(measurement))] if exists else []

    def _curves(self, measurement: Measurement) -> list[Curve]:
        """Return the curve and the lines through P, as heights over x."""
        x, y = measurement.state.x, measurement.shape.value
        slopes = [measurement.shape.slope, *(measurement.slope(method) for method in TOKENS)]

        def line(slope: float) -> Curve:
            return lambda at: self._heights(y + slope * (at - x))

        def curve(at: FloatArray) -> FloatArray:
            return self._heights(measurement.curve.value(at))

        return [curve, *(line(slope) for slope in slopes if math.isfinite(slope))]

    def _line(self, x: float, y: float, slope: float, token: str, style: Qt.PenStyle = DASH) -> Stroke:
        """Return a line through a point, cut where it leaves the picture and a little around it."""
        low, high = self._view
        height = float(self._heights(y))
        steepness = slope / (high - low)
        reach = (abs(height) + 1 + _BEYOND) / abs(steepness) if steepness else math.inf
        ends = np.clip(np.array(self._stretch), x - reach, x + reach)
        with np.errstate(all="ignore"):
            heights = np.clip(height + steepness * (ends - x), -_BEYOND, 1 + _BEYOND)
        return Stroke(ends, heights, token, 2, style)

    def _heights(self, y: ArrayLike) -> FloatArray:
        return self._view.shares(y)

    def _is_inside(self, x: float, height: float) -> bool:
        return bool(self._stretch[0] <= x <= self._stretch[1] and 0 <= height <= 1)

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

    @Slot()
    def _on_resized(self) -> None:
        if self._measurement is not None:
            self.show_measurement(self._measurement)

    @Slot(float, float)
    def _on_dragged(self, x: float, _height: float) -> None:
        low, high = self._stretch
        decimals = max(0, math.ceil(-math.log10(self.frame.unit[0])))
        self.point_dragged.emit(min(max(round(x, decimals), low), high))


def _entries(measurement: Measurement) -> list[Entry]:
    """Return the key: the curve, the tangent, and both secants."""
    entries = [
        Entry(words.formula_line(measurement), "text"),
        Entry(words.tangent_line(measurement), "d"),
    ]
    secants = (Entry(words.secant_line(measurement, method), token, DASH) for method, token in TOKENS.items())
    return [*entries, *secants]
