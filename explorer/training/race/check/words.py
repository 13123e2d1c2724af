"""What is said about a gradient check: a result first, a number in every claim."""

import math

import numpy as np

from core.gradient_check import GradientCheck, Verdict
from core.two_layer_net import PARAMETER_NAMES
from explorer.language import _
from explorer.training.race.check.work import Slopes
from explorer.training.race.state import Precision
from explorer.widgets.numbers import percent, plain, significant

_SIDE, _MOST_DIGITS = 28, 13


def verdict_names() -> dict[Verdict, str]:
    """Return what the verdicts are called."""
    return {
        Verdict.EXACT: _("exact"),
        Verdict.ROUNDED: _("rounded"),
        Verdict.TRUNCATED: _("truncated"),
    }


def zeros_name() -> str:
    """Return what slopes are called that are 0 on both sides."""
    return _("0 on both sides, as of dark pixels")


def finding(slopes: Slopes, h: float, precision: Precision) -> tuple[str, str]:
    """Return what a check says, and what helps."""
    total = slopes.total
    if not total:
        return _("Every slope is 0"), _("Nothing is to be compared.")
    main = slopes.main_verdict
    share = percent(slopes.counts[main] / total)
    titles = {
        Verdict.EXACT: _("{share} of the slopes agree within 10⁻⁶"),
        Verdict.ROUNDED: _("Rounding spoils {share} of the slopes"),
        Verdict.TRUNCATED: _("{share} of the slopes are truncated"),
    }
    return titles[main].format(share=share), _reason(main, slopes, h, precision)


def _reason(main: Verdict, slopes: Slopes, h: float, precision: Precision) -> str:
    median = plain(slopes.median, 2)
    if main is Verdict.EXACT:
        return _(
            "Half of them differ by less than {median} of their size: both ways lead to one gradient.",
        ).format(median=median)
    if main is Verdict.TRUNCATED:
        return _(
            "Within h = {h} the loss bends, and half of the slopes are off by {median} or more: a smaller h helps.",
        ).format(h=plain(h), median=median)
    if precision == "float32":
        return _(
            "float32 holds seven digits of the loss; what h = {h} changes is in the last ones. Half are off by "
            "{median} or more: use float64.",
        ).format(h=plain(h), median=median)
    return _(
        "L(w + h) and L(w − h) share nearly all their digits, and half of the slopes are off by {median} or more: a "
        "larger h helps.",
    ).format(median=median)


def farthest(found: GradientCheck) -> str:
    """Return the parameter whose two slopes are farthest apart, with the digits that part them."""
    gaps = {name: np.abs(found.numerical[name] - found.exact[name]) for name in PARAMETER_NAMES}
    name = max(gaps, key=lambda name: float(gaps[name].max()))
    index = tuple(int(k) for k in np.unravel_index(int(gaps[name].argmax()), gaps[name].shape))
    numerical, exact = float(found.numerical[name][index]), float(found.exact[name][index])
    apart = float(found.relative_difference[name][index])
    digits = _MOST_DIGITS if apart <= 0 else min(max(2 - math.floor(math.log10(apart)), 3), _MOST_DIGITS)
    return _("Farthest: {name}{index}\ndifference {numerical}\nbackprop {exact}").format(
        name=name,
        index=list(index),
        numerical=significant(numerical, digits),
        exact=significant(exact, digits),
    )


def parameter(found: GradientCheck, name: str, index: tuple[int, ...]) -> str:
    """Return everything about one parameter."""
    where = {
        "W1": _("W1, pixel {pixel}, unit {unit}"),
        "b1": _("b1, unit {unit}"),
        "W2": _("W2, unit {unit}, digit {digit}"),
        "b2": _("b2, digit {digit}"),
    }[name]
    pixel = f"({index[0] // _SIDE}, {index[0] % _SIDE})"
    unit = index[1] if name == "W1" else index[0]
    place = where.format(pixel=pixel, unit=unit, digit=index[-1])
    exact, numerical = float(found.exact[name][index]), float(found.numerical[name][index])
    difference = float(found.relative_difference[name][index])
    verdict = verdict_names()[Verdict(int(found.verdict[name][index]))]
    if exact == numerical == 0:
        verdict = zeros_name()
    return _(
        "{place}\nbackpropagation {exact}\ndifference {numerical}\nrelative difference {difference}: {verdict}",
    ).format(
        place=place,
        exact=significant(exact, 9),
        numerical=significant(numerical, 9),
        difference=plain(difference, 2),
        verdict=verdict,
    )
