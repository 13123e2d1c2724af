"""What came out of a difference, in words: every claim is worked out from the numbers on screen."""

import math
from dataclasses import replace
from typing import NamedTuple

from core.differentiability import Smoothness
from explorer.derivative.measurement import HIGHEST_EXPONENT, Estimate, Measurement, errors_of
from explorer.derivative.state import CHAPTER_STEP, DerivativeState
from explorer.derivative.words import method_name
from explorer.language import _
from explorer.widgets.numbers import plain

_NEAR_BEST = 3.0  # a step within this factor of the best one is near it
_LARGEST_STEP = 10.0**HIGHEST_EXPONENT
_TENTH = 0.1


class Remedy(NamedTuple):
    """What a person can do next: words for a button, and the state that it leads to."""

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
    if measurement.step_vanishes:
        return _vanished(measurement)
    return _comparison(measurement)


def _comparison(measurement: Measurement) -> Report:
    central, forward = measurement.estimate("central"), measurement.estimate("forward")
    exact = measurement.shape.slope
    if exact == 0:
        title = _("Central is off by {central}, forward by {forward}")
        title = title.format(central=plain(central.error, 2), forward=plain(forward.error, 2))
    else:
        title = _("Right digits: central {central}, forward {forward}")
        title = title.format(central=_count(central, exact), forward=_count(forward, exact))
    sentences = [_("Underlined digits are wrong.")]
    if float(central.value) == float(forward.value) == exact:
        sentences = [_("Both differences are exact here.")]
    return Report(title, " ".join([*sentences, _advice(measurement)]))


def _count(estimate: Estimate, exact: float) -> str:
    if float(estimate.value) == exact:
        return _("all")
    return str(estimate.correct)


def _advice(measurement: Measurement) -> str:
    """Return which of the two errors rules the chosen difference, and where the best step is."""
    state = measurement.state
    name = method_name(state.method)
    if not math.isfinite(measurement.slope(state.method)):
        return _("f has no finite value one step from x: take a smaller h.")
    best = errors_of(state.formula, state.x).best_step(state.method)
    if best is None:
        return _("{method}: every h gives the exact slope.").format(method=name)
    if best * _NEAR_BEST > _LARGEST_STEP:
        words = _(
            "{method} has no curvature error here up to h = {largest}: only rounding is left, and a larger h "
            "is better.",
        )
        return words.format(method=name, largest=plain(_LARGEST_STEP))
    if state.h * _NEAR_BEST < best:
        words = _("{method}: rounding rules, a larger h is better, best near {best}.")
    elif state.h > best * _NEAR_BEST:
        words = _("{method}: curvature rules, a smaller h is better, best near {best}.")
    else:
        words = _("{method}: h is near its best, {best}, where rounding and curvature balance.")
    return words.format(method=name, best=plain(best, 1))


def _vanished(measurement: Measurement) -> Report:
    state = measurement.state
    body = _(
        "x + h and x − h round to x itself, so both differences are 0. The exact slope is {slope}.",
    )
    return Report(
        _("h = {h} is lost beside x = {x}").format(h=plain(state.h), x=plain(state.x, 6)),
        body.format(slope=plain(measurement.shape.slope, 6)),
        True,
        Remedy(
            _("Try h = {h}").format(h=plain(CHAPTER_STEP)),
            replace(state, h=CHAPTER_STEP),
        )
        if state.x + CHAPTER_STEP != state.x
        else None,
    )


def _no_derivative(measurement: Measurement) -> Report:
    x, shape = plain(measurement.state.x, 6), measurement.shape
    left, right = shape.left, shape.right
    match shape.kind:
        case Smoothness.KINK:
            title = _("No derivative at x = {x}: a kink")
            body = _(
                "Slope {left} just before, {right} just after. Central says {central}, forward {forward}.",
            ).format(left=plain(left[1]), right=plain(right[1]), **_both(measurement))
        case Smoothness.JUMP:
            title = _("No derivative at x = {x}: a jump")
            body = _("f is {left} just before, {right} just after. ").format(
                left=plain(left[0]), right=plain(right[0])
            ) + _never_settles(measurement)
        case Smoothness.VERTICAL:
            title = _("No derivative at x = {x}: the tangent is vertical")
            body = _never_settles(measurement)
        case Smoothness.POLE:
            title = _("f is infinite at x = {x}")
            body = _("There is no point on the curve, so there is no tangent either.")
        case Smoothness.UNDEFINED:
            title = _("f has no value at x = {x}")
            body = _("There is no point on the curve, so there is no tangent either.")
        case _:
            title = _("No derivative at x = {x}")
            body = _("Central says {central}, forward {forward}: neither is a slope.")
            body = body.format(**_both(measurement))
    return Report(title.format(x=x), body, True, _step_aside(measurement))


def _both(measurement: Measurement) -> dict[str, str]:
    return {method: plain(measurement.slope(method), 4) for method in ("central", "forward")}


def _never_settles(measurement: Measurement) -> str:
    """Return what the chosen difference says at this step and at a tenth of it."""
    state = measurement.state
    now, then = (measurement.slope_with(state.method, h) for h in (state.h, state.h * _TENTH))
    if abs(then) > abs(now):
        words = _("{method} says {now}, and {then} with a tenth of h: it never settles.")
    else:
        words = _("{method} says {now}, which means nothing.")
    return words.format(method=method_name(state.method), now=plain(now, 4), then=plain(then, 4))


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
