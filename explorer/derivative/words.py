"""Names, labels and short remarks of the derivative view."""

import math
from typing import Literal

from core.curves import CURVES
from core.differentiation import Method
from explorer.derivative.measurement import MAGNIFIED, Estimate, Measurement
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import percent, plain, power_of_ten

_FEW, _MOST = 4, 10  # significant digits
_LEAST_SHARE = 0.001

Stage = Literal["curve", "levels", "numbers"]


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


def secant_line(measurement: Measurement, method: Method) -> str:
    """Return what the key of the plot says about a secant."""
    words = _("central secant, slope {slope}") if method == "central" else _("forward secant, slope {slope}")
    return words.format(slope=told_apart(measurement.slope(method), measurement.shape.slope))


def told_apart(value: float, other: float) -> str:
    """Return a number with four digits, or with as many, up to ten, as tell it from another one."""
    if value == other or not math.isfinite(value):
        return plain(value, _FEW)
    digits = range(_FEW, _MOST + 1)
    written = (plain(value, n) for n in digits if plain(value, n) != plain(other, n))
    return next(written, f"≈ {plain(value, _FEW)}")


def run(measurement: Measurement) -> str:
    """Return how far apart in x the two points of the chosen difference are."""
    h = measurement.state.h
    if measurement.state.method == "central":
        return f"2h = {plain(2 * h, 4)}"
    return f"h = {plain(h, 4)}"


def rise(measurement: Measurement, change: float) -> str:
    """Return how far apart in y the two points of the chosen difference are, in two lines."""
    return f"{first_value()} − {second_value(measurement.state.method)}\n= {plain(change, 6)}"


def nothing_to_magnify() -> str:
    """Return what stands in the magnifier where the curve has no point."""
    return _("No point here")


def no_errors() -> str:
    """Return what stands in the error plot where there is no derivative."""
    return _("No derivative, so no error")


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
        return _("Central difference = rise / run")
    return _("Forward difference = rise / run")


def close_up(departure: float, levels: int, stage: Stage) -> str:
    """Return what there is to see in the magnifier."""
    if stage == "numbers":
        return _("Each step is one float64 value of x.")
    if stage == "levels":
        return _("Only {count} different values of f.").format(count=levels)
    if not math.isfinite(departure):
        return _("No tangent here.")
    share = departure / 2
    if share < _LEAST_SHARE:
        return _("Curve and tangent: less than {share} of the picture apart.").format(
            share=percent(_LEAST_SHARE, 1)
        )
    return _("Curve and tangent: up to {share} of the picture apart.").format(share=percent(share, 1))


def _two_digits(value: float) -> str:
    return plain(float(f"{value:.1e}"), 2)


def correctness(estimate: Estimate, exact: float) -> str:
    """Return how many digits of an estimate are correct."""
    if estimate.correct is None:
        return f"{estimate.precision}"
    if float(estimate.value) == exact:
        count = _("exact")
    elif exact == 0:
        count = ngettext("{count} decimal", "{count} decimals", estimate.correct).format(
            count=estimate.correct
        )
    else:
        count = _("{count} correct").format(count=estimate.correct)
    return f"{estimate.precision}: {count}"


HERE, ENDS = "f(x)", ("f(x+h)", "f(x−h)")
RUNS: dict[Method, str] = {"central": "2h", "forward": "h"}


def method_terms() -> dict[str, str]:
    """Return the terms of both differences that the pictures show, each with its tooltip."""
    ahead, before = ENDS
    return {
        ahead: _("The value of f at x + h"),
        before: _("The value of f at x − h"),
        HERE: _("The value of f at x"),
        **dict.fromkeys(RUNS.values(), _("The distance between the two points along x")),
    }


def method_formula(method: Method) -> str:
    """Return the difference as a formula."""
    if method == "central":
        return _("( f(x+h) − f(x−h) ) / 2h")
    return _("( f(x+h) − f(x) ) / h")


def exact_hint(measurement: Measurement) -> str:
    """Return the exact slope, or that there is none."""
    if not measurement.has_slope:
        return _("exact: none")
    return _("exact {slope}").format(slope=plain(measurement.shape.slope, 12))


def pin(h: float) -> str:
    """Return what stands at the mark of the chapter's step."""
    return _("the chapter’s {h}").format(h=plain(h))


def truncation_line(order: int) -> str:
    """Return the name of the truncation error."""
    return _("truncation error ∝ {power}").format(power="h" if order == 1 else "h²")


def rounding_line() -> str:
    """Return the name of the error that rounding makes."""
    return _("rounding error ∝ 1/h")


def first_value() -> str:
    """Return the name of the value one step ahead."""
    return ENDS[0]


def second_value(method: Method) -> str:
    """Return the name of the value that is subtracted."""
    return ENDS[1] if method == "central" else HERE


def difference() -> str:
    """Return the name of the line below both values."""
    return _("difference")


def divided(method: Method) -> str:
    """Return the name of the line with the quotient."""
    return f"÷ {RUNS[method]}"


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
    """Return a remark on the quotient, where there is one to make."""
    if not wrong:
        return ""
    return _("underlined digits are wrong")


def no_values() -> str:
    """Return what stands for the arithmetic where a value is not finite."""
    return _("f has no finite value at x + h, or at the other point.")
