"""The errors of both differences, in both precisions, against the step h; the present h is dragged here."""

import math

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.measurement import (
    HIGHEST_EXPONENT,
    LOWEST_EXPONENT,
    Errors,
    Estimate,
    Measurement,
    errors_of,
)
from explorer.derivative.series import SYMBOLS, TOKENS
from explorer.look.theme import DASH, SOLID, Look
from explorer.plots.handles import DragLine
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.plots.marks_item import MarksItem
from explorer.plots.plot import Plot
from explorer.plots.series import Numbers
from explorer.widgets.memo import Memo
from explorer.widgets.steps import rounded

LOWEST_ERROR, HIGHEST_ERROR = -17.0, 3.4  # exponents; errors beyond are drawn at the edge
_TOP = 4.6  # with room for the words at the line
X_RANGE = (float(LOWEST_EXPONENT), float(HIGHEST_EXPONENT))
_STYLES = {"float64": SOLID, "float32": DASH}
# Where two errors agree the square sits inside the circle.
_DOT_SIZES: dict[Method, int] = {"central": 15, "forward": 9}
_NAME_DECADES, _SINGLE_SPAN = 2.4, (-10.5, -8.5)  # the steps above which names stand
_LINE_HEIGHT, _OFFSET = 12, 6  # pixels
_LINES = tuple((method, precision) for precision in ("float32", "float64") for method in TOKENS)


class ErrorPlot(Plot):
    """Four error curves on logarithmic axes of fixed range, and a line at the present step.

    Signals
    -------
    step_dragged(h: float)
        The user moved the line here.
    """

    step_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=44)
        self._shown: tuple[Measurement, str] | None = None
        self._memo = Memo()
        self._curves = MarksItem(self, look, 0)
        self._numbers = {key: Numbers() for key in _LINES}
        self.line = self.add(DragLine(look), 20)
        self.marks_item = MarksItem(self, look, 30)
        self._names = {method: words.method_name(method).lower() for method in TOKENS}
        self.set_labels("h")
        for (method, precision), numbers in self._numbers.items():
            self.name_series(numbers, f"{self._names[method]} {precision}")
        self._fixed: list[Mark] = []
        self.line.dragged.connect(self._on_dragged)
        self.set_range(X_RANGE, (LOWEST_ERROR, _TOP))
        self.accept_keys()
        self.view_box.sigResized.connect(self._on_resized)

    def show_measurement(self, measurement: Measurement, step_words: str) -> None:
        """Draw the errors, and the four of them at the present step."""
        self._shown = measurement, step_words
        state = measurement.state
        if self._memo.has_changed(self.subject(measurement), self.view_box.size()):
            self._show_errors(errors_of(state.formula, state.x))
            self._fixed = self.remarks(measurement)
        place = min(max(math.log10(state.h), X_RANGE[0]), X_RANGE[1])
        self.line.move_to(place)
        dots = (
            Dot(
                place,
                float(exponents(np.array(estimate.error))),
                SYMBOLS[estimate.method],
                TOKENS[estimate.method] if estimate.precision == "float64" else "panel",
                _DOT_SIZES[estimate.method],
                TOKENS[estimate.method] if estimate.precision == "float32" else "panel",
            )
            for estimate in sorted(measurement.estimates, key=_from_the_bottom)
            if not math.isnan(estimate.error)
        )
        left = place > sum(X_RANGE) / 2
        step = Words(
            step_words,
            "text",
            place,
            _TOP,
            right=-_OFFSET if left else _OFFSET,
            anchor=(1.0 if left else 0.0, 0.0),
            patch=True,
        )
        self.marks_item.show_marks([*self._fixed, step, *dots])

    def subject(self, measurement: Measurement) -> object:
        """Return what the fixed part of the picture depends on."""
        return measurement.state.formula, measurement.state.x

    def remarks(self, measurement: Measurement) -> list[Mark]:
        """Return the fixed words over the curves."""
        if not measurement.has_slope:
            return [_nothing()]
        return self._line_names(errors_of(measurement.state.formula, measurement.state.x))

    def _show_errors(self, errors: Errors) -> None:
        steps = 10.0**errors.exponents
        strokes = []
        for (method, precision), numbers in self._numbers.items():
            values = errors.by_estimate[method, precision]
            numbers.x, numbers.y = steps, values
            style = _STYLES[precision]
            strokes.append(Stroke(errors.exponents, exponents(values), TOKENS[method], 1, style))
        self._curves.show_marks(strokes)

    def _line_names(self, errors: Errors) -> list[Mark]:
        """Return the name of each line, above it or below where the other line is in the way."""
        line_height = self.frame.unit[1] * self._look.px(_LINE_HEIGHT)
        spans = {method: _span(errors, (method, "float64"), X_RANGE[1] - _NAME_DECADES) for method in TOKENS}
        lower, upper = sorted(TOKENS, key=lambda method: spans[method][1])
        places = {method: spans[method][1] + line_height for method in TOKENS}
        if places[lower] + line_height > spans[upper][0]:
            below = spans[lower][0] - line_height
            if below > LOWEST_ERROR + line_height / 2:
                places[lower] = below
            else:
                places[upper] = max(places[upper], places[lower] + line_height)
        marks: list[Mark] = [
            Words(
                self._names[method],
                token,
                X_RANGE[1],
                places[method],
                right=-_OFFSET,
                anchor=(1.0, 0.5),
                patch=True,
            )
            for method, token in TOKENS.items()
            if math.isfinite(places[method])
        ]
        top = max(_span(errors, (method, "float32"), *_SINGLE_SPAN)[1] for method in TOKENS)
        if math.isfinite(top):
            middle = sum(_SINGLE_SPAN) / 2
            marks.append(Words("float32", "text2", middle, top + line_height, anchor=(0.5, 0.5)))
        return marks

    @Slot()
    def _on_resized(self) -> None:
        """Place the words anew, whose distance from the curves is counted in pixels."""
        if self._shown is not None:
            self.show_measurement(*self._shown)

    @Slot(float)
    def _on_dragged(self, exponent: float) -> None:
        self.step_dragged.emit(rounded(10.0 ** min(max(exponent, X_RANGE[0]), X_RANGE[1])))


def exponents(errors: FloatArray) -> FloatArray:
    """Return the heights at which errors are drawn: their exponents, kept inside the plot."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(np.log10(errors), LOWEST_ERROR, HIGHEST_ERROR)


def _from_the_bottom(estimate: Estimate) -> tuple[bool, int]:
    """Order dots: hollow ones first, and the square in the circle."""
    return estimate.precision == "float64", -_DOT_SIZES[estimate.method]


def _nothing() -> Words:
    middle = sum(X_RANGE) / 2, (LOWEST_ERROR + _TOP) / 2
    return Words(words.no_errors(), "text2", *middle, anchor=(0.5, 0.5), patch=True)


def _span(
    errors: Errors, key: tuple[Method, str], first: float, last: float = X_RANGE[1]
) -> tuple[float, float]:
    """Return the lowest and the highest place of an error curve between two exponents of the step."""
    inside = (errors.exponents >= first) & (errors.exponents <= last)
    heights = exponents(errors.by_estimate[key][inside])
    known = heights[np.isfinite(heights)]
    return (float(known.min()), float(known.max())) if known.size else (math.nan, math.nan)
