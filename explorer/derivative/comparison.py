"""The four differences of a measurement beside the exact slope: as rows to read, and as columns to export."""

from explorer.derivative import words
from explorer.derivative.digits import Line, cut_digits, parts_of
from explorer.derivative.measurement import Measurement
from explorer.derivative.series import TOKENS
from explorer.plots.export import Table
from explorer.texts.language import N_, _
from explorer.texts.numbers import plain
from explorer.views.facts import MISSING, Fact, Facts, whole

DIFFERENCES = {
    "slope": N_("Derivative by formula"),
    "central": N_("Central difference, float64"),
    "forward": N_("Forward difference, float64"),
    "central_float32": N_("Central difference, float32"),
    "forward_float32": N_("Forward difference, float32"),
}
RIGHT_DIGITS = {
    "right_digits_central": N_("Correct digits, central, float64"),
    "right_digits_forward": N_("Correct digits, forward, float64"),
    "right_digits_central_float32": N_("Correct digits, central, float32"),
    "right_digits_forward_float32": N_("Correct digits, forward, float32"),
}


def digit_lines(measurement: Measurement) -> list[Line]:
    """Return each difference with all its digits, cut after the last correct one."""
    exact = measurement.shape.slope
    return [
        Line(
            words.method_name(estimate.method),
            parts_of(cut_digits(estimate.value, exact, estimate.correct)),
            words.correctness(estimate, exact),
            TOKENS[estimate.method],
        )
        for estimate in measurement.estimates
    ]


def measurement_facts(measurement: Measurement) -> Facts:
    """Return the exact slope, and each difference with the number of its correct digits."""
    slope = measurement.shape.slope
    facts = {"slope": Fact(slope, plain(slope, 6)) if measurement.has_slope else Fact(None, _("none"))}
    for estimate in measurement.estimates:
        name = (
            estimate.method if estimate.precision == "float64" else f"{estimate.method}_{estimate.precision}"
        )
        facts[name] = Fact(
            float(estimate.value), "".join(cut_digits(estimate.value, slope, estimate.correct))
        )
        correct = estimate.correct
        facts[f"right_digits_{name}"] = MISSING if correct is None else whole(correct)
    return facts


def digits_columns(measurement: Measurement) -> Table:
    """Return the four differences as a table for exports."""
    estimates = measurement.estimates
    return [
        ("difference", [estimate.method for estimate in estimates]),
        ("precision", [estimate.precision for estimate in estimates]),
        ("value", [float(estimate.value) for estimate in estimates]),
        ("exact", [measurement.shape.slope] * len(estimates)),
        ("error", [estimate.error for estimate in estimates]),
    ]
