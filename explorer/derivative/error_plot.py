"""The errors of both differences, in both precisions, against the step h; the present h is dragged here."""

import math

import numpy as np
from PySide6.QtCore import Signal, Slot

from core.arrays import FloatArray
from core.differentiation import Method
from explorer.derivative import words
from explorer.derivative.curve_plot import SYMBOLS, TOKENS
from explorer.derivative.measurement import (
    HIGHEST_EXPONENT,
    LOWEST_EXPONENT,
    Errors,
    Measurement,
    errors_of,
)
from explorer.derivative.tag import Tag
from explorer.plots.handles import DragLine
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers, PlotLabel
from explorer.theme import DASH, SOLID, Look
from explorer.widgets.steps import rounded

_LOWEST_ERROR, _HIGHEST_ERROR = -17.0, 3.4  # exponents; errors beyond are drawn at the edge
_TOP = 4.6  # with room for the words at the line
_X_RANGE = (float(LOWEST_EXPONENT), float(HIGHEST_EXPONENT))
_STYLES = {"float64": SOLID, "float32": DASH}
# Where two errors agree the square sits inside the circle.
_MARKER_SIZES: dict[Method, int] = {"central": 15, "forward": 9}
_NAME_DECADES, _SINGLE_SPAN = 2.4, (-10.5, -8.5)  # the steps above which names stand
_LINE_HEIGHT, _MARGIN = 12, 4
_LINES = tuple((method, precision) for precision in ("float32", "float64") for method in TOKENS)


class ErrorPlot(Plot):
    """Four error curves on logarithmic axes of fixed range, and a line at the present step.

    Signals
    -------
    step_dragged(h: float)
        The person moved the line here.
    """

    step_dragged = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=44)
        self.export_name = "derivative-errors"
        self._drawn: tuple[str, float] | None = None
        self._curves = {
            (method, precision): self.add(Line(look, TOKENS[method], 1, _STYLES[precision]), z)
            for z, (method, precision) in enumerate(_LINES)
        }
        self._markers = {
            (method, precision): self.add(
                Markers(
                    look,
                    TOKENS[method] if precision == "float64" else "panel",
                    SYMBOLS[method],
                    size=_MARKER_SIZES[method],
                    edge=TOKENS[method],
                    edge_width=2,
                ),
                30 - _MARKER_SIZES[method] / 15,
            )
            for method, precision in _LINES
        }
        self.line = self.add(DragLine(look), 20)
        self._step = Tag(self, look, "text", patch="panel")
        self._names = {method: Tag(self, look, token, anchor=(1, 0.5)) for method, token in TOKENS.items()}
        self._single = Tag(self, look, "text2", anchor=(0.5, 0.5))
        self._single.write("float32", "text2")
        self._nothing = Tag(self, look, "text2", anchor=(0.5, 0.5), patch="panel")
        self._notes = [self.add(PlotLabel(look, patch="panel"), 45) for _ in range(2)]
        self.line.dragged.connect(self._on_dragged)
        self.view_box.sigTransformChanged.connect(self._place_names)
        self.set_range(_X_RANGE, (_LOWEST_ERROR, _TOP))
        self.accept_keys()

    def write(self, axis: str, names: dict[Method, str], notes: tuple[str, str]) -> None:
        """Name the axis and the lines, and say in two lines what falling and rising errors are."""
        self.set_labels(axis)
        for method, tag in self._names.items():
            tag.write(names[method], TOKENS[method])
        for (method, precision), line in self._curves.items():
            self.name_series(line, f"{names[method]} {precision}")
        for index, (label, note) in enumerate(zip(self._notes, notes, strict=True)):
            label.setText(note)
            label.setPos(_X_RANGE[0] + 0.3, _LOWEST_ERROR + 3.6 - 2.1 * index)

    def show_measurement(self, measurement: Measurement, step_words: str) -> None:
        """Draw the errors, and the four of them at the present step."""
        state = measurement.state
        if (state.formula, state.x) != self._drawn:
            self._drawn = (state.formula, state.x)
            self._nothing.setVisible(not measurement.has_slope)
            self._nothing.write(words.no_errors(), "text2")
            self._nothing.stand(sum(_X_RANGE) / 2, (_LOWEST_ERROR + _TOP) / 2)
            for note in self._notes:
                note.setVisible(measurement.has_slope)
            self._show_errors(errors_of(state.formula, state.x))
        place = min(max(math.log10(state.h), _X_RANGE[0]), _X_RANGE[1])
        self.line.move_to(place)
        for estimate in measurement.estimates:
            marker = self._markers[estimate.method, estimate.precision]
            known = not math.isnan(estimate.error)
            marker.setVisible(known)
            if known:
                marker.set_data([place], _exponents(np.array([estimate.error])))
        on_the_left = place > sum(_X_RANGE) / 2
        self._step.write(step_words, "text")
        self._step.setAnchor((1, 0) if on_the_left else (0, 0))
        self._step.stand(place, _TOP, right=-6 if on_the_left else 6)

    def _show_errors(self, errors: Errors) -> None:
        steps = 10.0**errors.exponents
        for key, line in self._curves.items():
            values = errors.by_estimate[key]
            line.set_data(errors.exponents, _exponents(values), numbers=(steps, values))
        self._place_names()

    @Slot()
    def _place_names(self) -> None:
        """Write each name above its line, or below where the other line is in the way."""
        if self._drawn is None:
            return
        errors = errors_of(*self._drawn)
        line_height = self.units_per_pixel()[1] * self._look.px(_LINE_HEIGHT)
        spans = {method: _span(errors, (method, "float64"), _X_RANGE[1] - _NAME_DECADES) for method in TOKENS}
        lower, upper = sorted(TOKENS, key=lambda method: spans[method][1])
        places = {method: spans[method][1] + line_height for method in TOKENS}
        if places[lower] + line_height > spans[upper][0]:
            below = spans[lower][0] - line_height
            if below > _LOWEST_ERROR + line_height / 2:
                places[lower] = below
            else:
                places[upper] = max(places[upper], places[lower] + line_height)
        for method, tag in self._names.items():
            tag.setVisible(math.isfinite(places[method]))
            if math.isfinite(places[method]):
                tag.stand(_X_RANGE[1], places[method], right=-_MARGIN)
        tops = [_span(errors, (method, "float32"), *_SINGLE_SPAN)[1] for method in TOKENS]
        self._single.setVisible(math.isfinite(max(tops)))
        if math.isfinite(max(tops)):
            self._single.stand(sum(_SINGLE_SPAN) / 2, max(tops) + line_height)

    @Slot(float)
    def _on_dragged(self, exponent: float) -> None:
        self.step_dragged.emit(rounded(10.0 ** min(max(exponent, _X_RANGE[0]), _X_RANGE[1])))


def _exponents(errors: FloatArray) -> FloatArray:
    """Return the heights at which errors are drawn: their exponents, kept inside the plot."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(np.log10(errors), _LOWEST_ERROR, _HIGHEST_ERROR)


def _span(
    errors: Errors, key: tuple[Method, str], first: float, last: float = _X_RANGE[1]
) -> tuple[float, float]:
    """Return the lowest and the highest place of an error curve between two exponents of the step."""
    inside = (errors.exponents >= first) & (errors.exponents <= last)
    heights = _exponents(errors.by_estimate[key][inside])
    known = heights[np.isfinite(heights)]
    return (float(known.min()), float(known.max())) if known.size else (math.nan, math.nan)
