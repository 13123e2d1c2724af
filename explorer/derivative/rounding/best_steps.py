"""The best step of each difference, in theory and as measured, as a table and in words."""

import math

from explorer.derivative.measurement import Measurement
from explorer.derivative.rounding.theory import KINDS, chosen_theory, measured, theory_of
from explorer.derivative.words import method_name
from explorer.language import _
from explorer.widgets.number_table import Content, Row
from explorer.widgets.numbers import plain, significant

BEST_TONES, BEST_SHARES = ("text2", "text2", "text2", "text2"), (1.45, 1, 1, 1)


def best_steps(measurement: Measurement) -> Content:
    """Return a row for each difference, the chosen one standing out, and the present step last."""
    state, errors = measurement.state, measured(measurement)
    names = (
        "",
        _("in theory"),
        _("measured"),
        _("error there"),
    )
    rows = []
    for method, precision in KINDS:
        theory = theory_of(state.formula, state.x, method, precision)
        found = errors.best_step(method, precision)
        error = errors.error_near(found, method, precision) if found is not None else math.nan
        cells = (
            f"{method_name(method)} {precision}",
            _theoretical(theory.best_step),
            "–" if found is None else plain(found, 1),
            "–" if math.isnan(error) else plain(error, 1),
        )
        rows.append(Row(cells, bold=(method, precision) == (state.method, state.rounding.precision)))
    now = next(
        e
        for e in measurement.estimates
        if (e.method, e.precision) == (state.method, state.rounding.precision)
    )
    step = _("h = {h}").format(h=plain(state.h))
    error_now = "–" if math.isnan(now.error) else plain(now.error, 2)
    return names, tuple(rows), (_("now"), step, error_now)


def theory_sentence(measurement: Measurement) -> str:
    """Return both parts of the error with their numbers."""
    theory = chosen_theory(measurement)
    if not measurement.has_slope or math.isnan(theory.truncation):
        return _("No derivative here, so no theory of its error.")
    power = "h" if theory.order == 1 else "h²"
    if theory.truncation == 0 and theory.rounding == 0:
        return _("Every h gives the exact slope.")
    if theory.truncation == 0:
        words = _(
            "No truncation at all: the difference of this curve is exact. Rounding {rounding}/h only falls, so "
            "the larger h, the better.",
        )
    elif theory.rounding == 0:
        words = _("Truncation {truncation}·{power}, and nothing to round: the smaller h, the better.")
    else:
        words = _(
            "Truncation {truncation}·{power} rises, rounding up to {rounding}/h falls. Their sum is least where the "
            "slopes balance.",
        )
    return words.format(
        truncation=significant(theory.truncation, 2), rounding=significant(theory.rounding, 2), power=power
    )


def _theoretical(step: float) -> str:
    if math.isnan(step):
        return "–"
    if step == 0:
        return _("tiny")
    return _("large") if math.isinf(step) else plain(step, 1)
