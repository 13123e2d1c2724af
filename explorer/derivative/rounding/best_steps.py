"""The best step of each difference as measured, and what a model of the error expects, as a table and in words."""

import math

from explorer.derivative.measurement import Measurement
from explorer.derivative.rounding.theory import KINDS, chosen_theory, measured, theory_of
from explorer.derivative.words import method_name
from explorer.texts.language import _
from explorer.texts.numbers import plain, significant
from explorer.widgets.number_table import Content, Row

BEST_TONES, BEST_SHARES = ("text2", "text2", "text2", "text2"), (1.45, 1, 1, 1)
_NONE = "–"


def best_steps(measurement: Measurement) -> Content:
    """Return a row for each difference, the chosen one standing out, and the present step last."""
    state, errors = measurement.state, measured(measurement)
    shows_theory = state.rounding.show_theory
    first = _("h in theory") if shows_theory else _("error now")
    rows = []
    for method, precision in KINDS:
        found = errors.best(method, precision)
        theory = theory_of(measurement, method, precision)
        now = measurement.estimate(method, precision).error
        cells = (
            f"{method_name(method)} {precision}",
            _step(theory.best_step) if shows_theory else _error(now),
            _NONE if found is None else plain(found[0], 2),
            _NONE if found is None else plain(found[1], 1),
        )
        rows.append(Row(cells, bold=(method, precision) == (state.method, state.rounding.precision)))
    now = measurement.estimate(state.method, state.rounding.precision).error
    step = _("h = {h}").format(h=plain(state.h))
    return ("", first, _("best h"), _("error up to")), tuple(rows), (_("now"), step, _error(now))


def theory_sentence(measurement: Measurement) -> str:
    """Return both parts of the error as a model expects them for the chosen difference."""
    theory = chosen_theory(measurement)
    if not measurement.has_slope:
        return ""
    if math.isnan(theory.truncation):
        return _("The truncation error is not known here.")
    rounding = significant(theory.rounding, 2)
    if theory.truncation == 0:
        words = _("No truncation error up to degree {degree}. Model: rounding error {rounding}/h")
        return words.format(degree=1 if measurement.state.method == "forward" else 2, rounding=rounding)
    words = _("Model: truncation error {truncation}·{power} + rounding error {rounding}/h")
    return words.format(
        truncation=significant(theory.truncation, 2),
        power="h" if theory.order == 1 else "h²",
        rounding=rounding,
    )


def _step(step: float) -> str:
    return plain(step, 1) if 0 < step < math.inf else _NONE


def _error(error: float) -> str:
    return _NONE if math.isnan(error) else plain(error, 2)
