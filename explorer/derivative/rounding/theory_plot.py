"""The errors against the step with what theory has: two slopes, the step where they balance, and two pins."""

import math

import numpy as np
from PySide6.QtCore import Signal, Slot

from explorer.derivative import words
from explorer.derivative.error_plot import HIGHEST_ERROR, LOWEST_ERROR, X_RANGE, ErrorPlot, exponents
from explorer.derivative.measurement import Measurement
from explorer.derivative.rounding.theory import chosen_theory, measured
from explorer.derivative.series import TOKENS
from explorer.derivative.state import CHAPTER_STEP
from explorer.look.theme import DASH, DOT, Look
from explorer.plots.marks import Dot, Mark, Stroke, Words
from explorer.texts.numbers import plain
from explorer.widgets.steps import rounded

LOST_STEP = 1e-50
_PIN, _EDGE = math.log10(CHAPTER_STEP), X_RANGE[0]
_PIN_REACH = 14  # pixels from a pin in which a click means it
_PIN_UP = 9  # pixels from the lower edge to the middle of a pin's words
_PIN_WIDTH, _PIN_HEIGHT = 2.2, 1.6  # decades that the words of the pin at the edge take
_WIDTH = 1.5  # of the lines of theory
_NAME_AT = 0.28  # of a line of theory, from the left
_NAME_WIDTH = 5.5  # decades that a name takes in the smallest picture
_NAME_GAP = 8  # pixels from a line of theory to its name


class TheoryPlot(ErrorPlot):
    """The errors, and for the chosen difference the errors that theory expects.

    Signals
    -------
    step_chosen(h: float)
        The user clicked at this step, or on the pin of it.
    """

    step_chosen = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.clicked.connect(self._on_clicked)

    def subject(self, measurement: Measurement) -> object:
        """Return what the fixed part of the picture depends on."""
        chosen = measurement.state.method, measurement.state.rounding
        return super().subject(measurement), chosen

    def remarks(self, measurement: Measurement) -> list[Mark]:
        """Return the lines of theory below, then the names of the curves, and the pins."""
        marks = [*super().remarks(measurement), *self._pins()]
        if not measurement.has_slope:
            return marks
        theory = self._slopes(measurement) if measurement.state.rounding.show_theory else []
        return [*theory, *self._best(measurement), *marks]

    def _pins(self) -> list[Mark]:
        pin = np.array([_PIN, _PIN]), np.array([LOWEST_ERROR, HIGHEST_ERROR])
        up = self._look.px(_PIN_UP)
        return [
            Stroke(*pin, "text3", 1, DASH),
            Words(words.pin(CHAPTER_STEP), "text2", _PIN, LOWEST_ERROR, up=up, anchor=(0.5, 0.5), patch=True),
            Words("◂ " + plain(LOST_STEP), "text2", _EDGE, LOWEST_ERROR, 6, up, patch=True),
        ]

    def _best(self, measurement: Measurement) -> list[Mark]:
        """Return a marker at the best step as measured."""
        method, precision = measurement.state.method, measurement.state.rounding.precision
        found = measured(measurement).best(method, precision)
        return [] if found is None else _marker(*found, "o", TOKENS[method])

    def _slopes(self, measurement: Measurement) -> list[Mark]:
        """Return both parts of the error as lines, each with its name, and where they balance."""
        theory, token = chosen_theory(measurement), TOKENS[measurement.state.method]
        marks = _line(theory.truncation, theory.order, words.truncation_line(theory.order), token, right=True)
        marks += _line(theory.rounding, -1, words.rounding_line(), token, right=False)
        best = theory.best_step
        if 0 < best < math.inf:
            total = float((theory.truncation_error([best]) + theory.rounding_error([best]))[0])
            marks += _marker(best, total, "s", token)
        return marks

    @Slot(float, float)
    def _on_clicked(self, exponent: float, height: float) -> None:
        reach = _PIN_REACH * self.frame.unit[0]
        if abs(exponent - _PIN) <= reach:
            self.step_chosen.emit(CHAPTER_STEP)
        elif exponent <= _EDGE + _PIN_WIDTH and height <= LOWEST_ERROR + _PIN_HEIGHT:
            self.step_chosen.emit(LOST_STEP)
        else:
            self.step_chosen.emit(rounded(10.0**exponent))


def _line(factor: float, order: int, name: str, token: str, *, right: bool) -> list[Mark]:
    """Return the errors ``factor * h**order`` as far as they are in the picture, with a name beside them."""
    if not 0 < factor < math.inf:
        return []
    offset = math.log10(factor)
    crossings = sorted((edge - offset) / order for edge in (LOWEST_ERROR, HIGHEST_ERROR))
    low, high = max(crossings[0], X_RANGE[0]), min(crossings[1], X_RANGE[1])
    if low >= high:
        return []
    ends = np.array([low, high])
    middle = low + _NAME_AT * (high - low)
    right = right and middle > X_RANGE[0] + _NAME_WIDTH
    side = 1.0 if right else 0.0
    return [
        Stroke(ends, offset + order * ends, token, _WIDTH, DOT),
        Words(
            name,
            token,
            middle,
            offset + order * middle,
            right=-_NAME_GAP if right else _NAME_GAP,
            up=_NAME_GAP if right or order < 0 else -_NAME_GAP,
            anchor=(side, 0.5),
            patch=True,
        ),
    ]


def _marker(step: float, error: float, symbol: str, token: str) -> list[Mark]:
    """Return a hollow marker, where it is in the picture."""
    place = math.log10(step)
    if not (X_RANGE[0] <= place <= X_RANGE[1] and math.isfinite(error)):
        return []
    return [Dot(place, float(exponents(np.array(error))), symbol, "panel", 13, token)]
