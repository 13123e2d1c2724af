"""The curve around P in steps of h, as float64 has it: the triangle that a difference measures."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Qt

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.letters import Curve, letter
from explorer.derivative.measurement import MAGNIFIED, Magnified, Measurement, magnify
from explorer.derivative.series import SYMBOLS, TOKENS
from explorer.look.theme import DASH, DOT, Look
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers

X_RANGE, Y_RANGE = (-MAGNIFIED, 3.2), (-1.9, 1.9)  # in steps, and in units of rise; the right is for words
_FAR = 5.0  # units beyond what is shown
_FLAT = 40  # pixels: a rise of less has no room for its words
_OFFSET = 7  # pixels from a line to its words


class _Triangle(NamedTuple):
    """What a difference measures, in steps and in units of rise; `change` is the rise in units of f."""

    method: Method
    before: float
    start: float
    end: float
    change: float

    @property
    def slope(self) -> float:
        return (self.end - self.start) / (1.0 - self.before)


class MagnifierPlot(Plot):
    """The surroundings of P, two steps to each side; its ranges never change."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, left_width=6)
        self.marks_item = MarksItem(self, look)
        self._numbers = Numbers()
        self.name_series(self._numbers, "f(x)")
        self.x_axis.set_ticks([(-1, "x − h"), (0, "x"), (1, "x + h")])
        self.y_axis.set_ticks([])
        self.set_range(X_RANGE, Y_RANGE)

    def show_measurement(self, measurement: Measurement) -> None:
        """Draw the curve, the tangent, and the chosen difference as a triangle."""
        magnified = magnify(measurement)
        self._numbers.x, self._numbers.y = magnified.places, magnified.values
        if not np.isfinite(measurement.shape.value):
            nothing = Words(words.nothing_to_magnify(), "text2", sum(X_RANGE) / 2, 0.0, anchor=(0.5, 0.5))
            self.marks_item.show_marks([nothing])
            return
        heights = np.clip(magnified.rises / magnified.unit, -_FAR, _FAR)
        tangent = measurement.shape.slope * measurement.state.h / magnified.unit
        marks: list[Mark] = [Stroke(magnified.steps, heights, "text")]
        if np.isfinite(tangent):
            marks.insert(0, _sloping("d", DOT, tangent))
        triangle = _triangle(measurement, magnified)
        if triangle is not None:
            marks += [*self._remarks(measurement, triangle), *_triangle_marks(triangle)]
        marks.append(Dot(0.0, 0.0, "o", "d", 14, term=words.HERE))
        self.marks_item.show_marks([*marks, *self._letters(magnified.steps, heights, tangent, triangle)])

    def _remarks(self, measurement: Measurement, triangle: _Triangle) -> list[Words]:
        """Return the words at the run and at the rise."""
        token, rising = TOKENS[triangle.method], triangle.end >= triangle.start
        flat = abs(triangle.end - triangle.start) / self.frame.unit[1] < _FLAT
        return [
            Words(
                words.run(measurement),
                token,
                (triangle.before + 1.0) / 2,
                triangle.start,
                up=-_OFFSET / 2 if rising else _OFFSET / 2,
                anchor=(0.5, 0.0 if rising else 1.0),
                patch=True,
            ),
            Words(
                words.rise(measurement, triangle.change),
                token,
                1.0,
                (triangle.start + triangle.end) / 2,
                right=_OFFSET + 2,
                up=_OFFSET if flat else 0.0,
                anchor=(0.0, 1.0 if flat else 0.5),
                patch=True,
            ),
        ]

    def _letters(
        self, steps: FloatArray, heights: FloatArray, tangent: float, triangle: _Triangle | None
    ) -> list[Words]:
        def curve(at: FloatArray) -> FloatArray:
            return np.asarray(np.interp(at, steps, heights))

        lines: list[Curve] = [curve]
        if np.isfinite(tangent):
            lines.append(lambda at: tangent * at)
        if triangle is not None:
            lines.append(lambda at: triangle.end + triangle.slope * (at - 1.0))
        letters = [letter(self.frame, "P", "text", 0.0, 0.0, lines)]
        if triangle is not None:
            letters.append(letter(self.frame, "Q", TOKENS[triangle.method], 1.0, triangle.end, lines))
        return letters


def _triangle(measurement: Measurement, magnified: Magnified) -> _Triangle | None:
    """Return what the chosen difference measures, or None where f has no finite value at one of its ends."""
    state = measurement.state
    before = -1.0 if state.method == "central" else 0.0
    with np.errstate(all="ignore"):
        low, high = measurement.curve.value(state.x + np.array([before, 1.0]) * state.h)
        start, end = (np.array([low, high]) - measurement.shape.value) / magnified.unit
        change = float(high - low)
    if not np.isfinite([start, end]).all():
        return None
    return _Triangle(state.method, before, float(start), float(end), change)


def _triangle_marks(triangle: _Triangle) -> list[Mark]:
    token, symbol = TOKENS[triangle.method], SYMBOLS[triangle.method]
    run = np.array([triangle.before, 1.0]), np.array([triangle.start, triangle.start])
    rise = np.array([1.0, 1.0]), np.array([triangle.start, triangle.end])
    ahead, before = words.ENDS
    marks: list[Mark] = [
        _sloping(token, DASH, triangle.slope, (1.0, triangle.end)),
        Stroke(*run, token, term=words.RUNS[triangle.method]),
        Stroke(*rise, token),
        Dot(1.0, triangle.end, symbol, token, term=ahead),
    ]
    if triangle.before:
        marks.append(Dot(triangle.before, triangle.start, symbol, token, term=before))
    return marks


def _sloping(
    token: str, style: Qt.PenStyle, slope: float, through: tuple[float, float] = (0.0, 0.0)
) -> Stroke:
    """Return a line through a point over the magnified steps, cut where it leaves the picture."""
    reach = _FAR / abs(slope) if slope else np.inf
    steps = np.clip([-MAGNIFIED, MAGNIFIED], through[0] - reach, through[0] + reach)
    return Stroke(steps, through[1] + slope * (steps - through[0]), token, 2, style)
