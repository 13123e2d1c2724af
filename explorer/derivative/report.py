"""What came out of a difference, in words: every number is computed from the state on screen."""

import math
from dataclasses import replace
from typing import NamedTuple

from core.differentiability import Smoothness
from explorer.derivative.measurement import Measurement, errors_of
from explorer.derivative.state import CHAPTER_STEP, METHODS, DerivativeState
from explorer.derivative.words import method_name, told_apart
from explorer.texts.language import _
from explorer.texts.numbers import plain

_TENTH = 0.1


class Remedy(NamedTuple):
    """What the user can do next: words for a button, and the state that it leads to."""

    words: str
    state: DerivativeState


class Report(NamedTuple):
    """A title with a result, a sentence or two, and for trouble a way out of it."""

    title: str
    body: str
    is_trouble: bool = False
    remedy: Remedy | None = None


def report(measurement: Measurement) -> Report:
    """Return what came out, or why there is nothing to come out."""
    if not measurement.has_slope:
        return _no_derivative(measurement)
    if measurement.vanishes(measurement.state.h):
        return _vanished(measurement)
    return _comparison(measurement)


def _comparison(measurement: Measurement) -> Report:
    """Return the numbers of correct digits in the arithmetic of the page, and one thing more."""
    exact, precision = measurement.shape.slope, measurement.precision
    found = {method: measurement.estimate(method, precision) for method in METHODS}
    if exact == 0:
        title = _("Error: central {central}, forward {forward}")
        title = title.format(**{method: plain(estimate.error, 2) for method, estimate in found.items()})
    else:
        counts = {
            method: _("all") if float(estimate.value) == exact else str(estimate.correct)
            for method, estimate in found.items()
        }
        title = _("Correct digits: central {central}, forward {forward}").format(**counts)
    if measurement.state.page == "rounding":
        return Report(title, _best(measurement))
    has_wrong_digits = any(float(estimate.value) != exact for estimate in measurement.estimates)
    legend = [_("Underlined digits are wrong.")] if has_wrong_digits else []
    return Report(title, " ".join([*legend, _smaller_step(measurement)]))


def _smaller_step(measurement: Measurement) -> str:
    """Return what a tenth of h does to both differences."""
    smaller = measurement.state.h * _TENTH
    values = {}
    for method in METHODS:
        exact = measurement.shape.slope
        values[method] = told_apart(measurement.slope_with(method, smaller), exact)
    words = _("With h = {h}: central {central}, forward {forward}.")
    return words.format(h=plain(smaller), **values)


def _best(measurement: Measurement) -> str:
    """Return the best of the steps in the plot for the chosen difference and precision."""
    state, precision = measurement.state, measurement.precision
    name = f"{method_name(state.method)} {precision}"
    errors = errors_of(state.formula, state.x)
    found = errors.best(state.method, precision)
    if found is not None:
        words = _("{name}: the best h is about {best}, with errors up to {error} around it.")
        return words.format(name=name, best=plain(found[0], 2), error=plain(found[1], 1))
    if errors.all_exact(state.method, precision):
        return _("{name}: every h in the plot gives the exact slope.").format(name=name)
    return ""


def _vanished(measurement: Measurement) -> Report:
    state, precision = measurement.state, measurement.precision
    title = _("h = {h} is lost beside x = {x}")
    central, forward = (measurement.estimate(method, precision).value for method in ("central", "forward"))
    body = _(
        "In {precision}, x + h and x − h round to x. Central {central}, forward {forward}, exact slope {slope}.",
    )
    remedy = Remedy(_("Try h = {h}").format(h=plain(CHAPTER_STEP)), replace(state, h=CHAPTER_STEP))
    return Report(
        title.format(h=plain(state.h), x=plain(state.x, 6)),
        body.format(
            precision=precision,
            central=plain(float(central)),
            forward=plain(float(forward)),
            slope=plain(measurement.shape.slope, 6),
        ),
        True,
        None if measurement.vanishes(CHAPTER_STEP) else remedy,
    )


def _no_derivative(measurement: Measurement) -> Report:
    x, shape = plain(measurement.state.x, 6), measurement.shape
    (left, slope_left), (right, slope_right) = shape.left, shape.right
    distance = plain(shape.distance, 2)
    match shape.kind:
        case Smoothness.KINK:
            title = _("No derivative at x = {x}: a kink")
            body = _("Slope {left} at x − {distance}, {right} at x + {distance}.")
            body = body.format(
                left=told_apart(slope_left, slope_right),
                right=told_apart(slope_right, slope_left),
                distance=distance,
            )
        case Smoothness.JUMP:
            title = _("No derivative at x = {x}: a jump")
            body = _("f is {left} at x − {distance}, {right} at x + {distance}.")
            body = body.format(left=told_apart(left, right), right=told_apart(right, left), distance=distance)
        case Smoothness.VERTICAL:
            title = _("No derivative at x = {x}: the tangent is vertical")
            body = _("With h = {h}: {method} {value}.").format(**_with_a_tenth(measurement))
        case Smoothness.POLE:
            title, body = (
                _("f is infinite at x = {x}"),
                _("Without a point on the curve there is no tangent."),
            )
        case Smoothness.UNDEFINED:
            title, body = (
                _("f has no value at x = {x}"),
                _("Without a point on the curve there is no tangent."),
            )
        case _:
            title, body = _("No derivative found at x = {x}"), ""
    if math.isfinite(shape.value):
        numbers = {method: plain(measurement.slope(method), 4) for method in METHODS}
        body = " ".join(filter(None, (_("Central {central}, forward {forward}.").format(**numbers), body)))
    return Report(title.format(x=x), body, True, _step_aside(measurement))


def _with_a_tenth(measurement: Measurement) -> dict[str, str]:
    """Return what the chosen difference is with a tenth of h."""
    state = measurement.state
    smaller = state.h * _TENTH
    value = measurement.slope_with(state.method, smaller)
    return {"h": plain(smaller), "method": method_name(state.method).lower(), "value": plain(value, 4)}


def _step_aside(measurement: Measurement) -> Remedy | None:
    """Return the way to the nearest place of a few where there is a derivative."""
    (low, high), x = measurement.stretch, measurement.state.x
    beside = [x + share * (high - low) / 20 for share in (1, -1, 2, -2, 4, -4, 8, -8)]
    middle = sum(measurement.curve.domain) / 2
    for place in (*(place for place in beside if low <= place <= high), middle):
        place = float(f"{place:.3g}")
        if measurement.is_smooth_at(place):
            words = _("Go to x = {x}").format(x=plain(place, 6))
            return Remedy(words, replace(measurement.state, x=place))
    return None
