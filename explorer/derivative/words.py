"""Names, labels and short remarks of the derivative view."""

import math
from typing import Literal

from core.curves import CURVES
from core.differentiation import Method
from explorer.derivative.measurement import MAGNIFIED, Estimate, Measurement
from explorer.language import _, ngettext
from explorer.widgets.numbers import percent, plain, power_of_ten

Stage = Literal["curved", "straight", "levels", "numbers"]


def curve_names() -> list[tuple[str, str]]:
    """Return key and name of each named curve."""
    spoken = {"sigmoid": _("Sigmoid"), "step": _("Step")}
    return [(key, spoken.get(key, curve.name)) for key, curve in CURVES.items()]


def method_name(method: Method) -> str:
    """Return what a difference is called at the beginning of a line."""
    if method == "central":
        return _("Central")
    return _("Forward")


def curve_title(measurement: Measurement, *, short: bool) -> str:
    """Return the title of the curve, a short one for a small window."""
    if short:
        title = _("Tangent at x = {x}")
    else:
        title = _("The curve and its tangent at x = {x}")
    return title.format(x=plain(measurement.state.x, 6))


def errors_title(measurement: Measurement, *, short: bool) -> str:
    """Return the title of the errors, which are absolute where the exact slope is 0."""
    if measurement.shape.slope == 0:
        titles = (
            _("Absolute error"),
            _("Absolute error against h"),
        )
    else:
        titles = (
            _("Relative error"),
            _("Relative error against h"),
        )
    return titles[0] if short else titles[1]


def formula_line(measurement: Measurement) -> str:
    """Return the curve's formula as the key of the plot writes it."""
    curve = measurement.curve
    return f"f(x) = {curve.name if curve.key == 'chapter' else curve.formula.strip()}"


def tangent_line(measurement: Measurement) -> str:
    """Return what the key of the plot says about the tangent."""
    if measurement.has_slope:
        words = _("tangent at P, slope {slope}")
        return words.format(slope=plain(measurement.shape.slope, 4))
    if math.isfinite(measurement.shape.value):
        return _("no tangent at P")
    return _("no point P here")


def secant_line(method: Method, slope: float, *, told_apart: bool) -> str:
    """Return what the key of the plot says about a secant."""
    if method == "central":
        apart = _("central secant, slope {slope}")
        together = _("central secant: on the tangent")
    else:
        apart = _("forward secant, slope {slope}")
        together = _("forward secant: on the tangent")
    return apart.format(slope=plain(slope, 4)) if told_apart else together


def secants_together() -> str:
    """Return what the key of the plot says about two secants that cannot be told from the tangent."""
    return _("secants: lie on the tangent")


def run(measurement: Measurement) -> str:
    """Return how far apart in x the two points of the chosen difference are."""
    h = measurement.state.h
    if measurement.state.method == "central":
        return f"2h = {plain(2 * h, 4)}"
    return f"h = {plain(h, 4)}"


def rise(measurement: Measurement, change: float) -> str:
    """Return how far apart in y the two points of the chosen difference are, in two lines."""
    before = "f(x−h)" if measurement.state.method == "central" else "f(x)"
    return f"f(x+h) − {before}\n= {plain(change, 6)}"


def nothing_to_magnify() -> str:
    """Return what stands in the magnifier where the curve has no point."""
    return _("No point, so nothing to look at")


def no_errors() -> str:
    """Return what stands in the error plot where there is no derivative."""
    return _("No derivative here, so no error to measure")


def magnification(measurement: Measurement) -> str:
    """Return how much larger the magnifier shows what the other plot shows."""
    low, high = measurement.stretch
    magnified = 2 * MAGNIFIED * measurement.state.h
    factor = (high - low) / magnified
    if factor >= 1:
        return _("{factor} times larger").format(factor=_two_digits(factor))
    return _("{factor} times smaller").format(factor=_two_digits(magnified / (high - low)))


def power_larger(zoom: int) -> str:
    """Return how much larger the magnifier shows what the other plot shows, as a power of ten."""
    return _("{factor} times larger").format(factor=power_of_ten(zoom))


def triangle(measurement: Measurement) -> str:
    """Return what the magnifier shows while it follows h."""
    if measurement.state.method == "central":
        return _("What the central difference measures: rise by run.")
    return _("What the forward difference measures: rise by run.")


def close_up(measurement: Measurement, departure: float, stage: Stage) -> str:
    """Return what there is to see in the magnifier."""
    if stage == "numbers":
        return _("Each step is one number of float64.")
    if stage == "levels":
        return _("Steps: f has only so many digits.")
    if not measurement.has_slope:
        return _("No magnification straightens this.")
    if stage == "straight":
        return _("The curve is its tangent.")
    return _("Curve and tangent: up to {share} of the picture apart.").format(share=percent(departure / 2, 0))


def _two_digits(value: float) -> str:
    return plain(float(f"{value:.1e}"), 2)


def trust(estimate: Estimate, exact: float) -> str:
    """Return how many digits of an estimate are right."""
    if estimate.correct is None:
        return f"{estimate.precision}"
    if float(estimate.value) == exact:
        count = _("all right")
    elif exact == 0:
        count = ngettext("{count} decimal", "{count} decimals", estimate.correct).format(
            count=estimate.correct
        )
    else:
        count = _("{count} right").format(count=estimate.correct)
    return f"{estimate.precision}: {count}"


def method_formula(method: Method) -> str:
    """Return the difference as a formula."""
    if method == "central":
        return _("( f(x+h) − f(x−h) ) / 2h")
    return _("( f(x+h) − f(x) ) / h")


def exact_hint(measurement: Measurement) -> str:
    """Return the exact slope, or that there is none."""
    if not measurement.has_slope:
        return _("exact: none")
    return _("exact {slope}").format(slope=plain(measurement.shape.slope, 6))


def pin(h: float) -> str:
    """Return what stands at the mark of the chapter's step."""
    return _("the chapter's {h}").format(h=plain(h))


def truncation_line(order: int) -> str:
    """Return the name of the error that the curvature makes."""
    return _("truncation ∝ {power}").format(power="h" if order == 1 else "h²")


def rounding_line() -> str:
    """Return the name of the error that rounding makes."""
    return _("rounding ∝ 1/h")


def first_value() -> str:
    """Return the name of the value one step ahead."""
    return "f(x+h)"


def second_value(method: Method) -> str:
    """Return the name of the value that is subtracted."""
    return "f(x−h)" if method == "central" else "f(x)"


def difference() -> str:
    """Return the name of the line below both values."""
    return _("difference")


def divided(method: Method) -> str:
    """Return the name of the line with the quotient."""
    return "÷ 2h" if method == "central" else "÷ h"


def agreeing(count: int) -> str:
    """Return how many digits cancel."""
    return ngettext("{count} digit agrees, and cancels", "{count} digits agree, and cancel", count).format(
        count=count
    )


def digits_left(count: int) -> str:
    """Return how many digits the difference has."""
    if count == 0:
        return _("nothing is left")
    return ngettext("{count} digit is left", "{count} digits are left", count).format(count=count)


def wrong_digits(wrong: str) -> str:
    """Return a remark on the quotient."""
    if not wrong:
        return _("no digit is wrong")
    return _("underlined digits are wrong")


def no_values() -> str:
    """Return what stands for the arithmetic where a value is not finite."""
    return _("f has no finite value one step from x: nothing to subtract.")
