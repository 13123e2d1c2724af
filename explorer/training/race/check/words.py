"""What is said about a gradient check: counts and measured numbers."""

import numpy as np

from core.gradient_check import GradientCheck, Verdict
from core.mnist import SIDE
from core.two_layer_net import PARAMETER_NAMES
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import grouped, plain, significant
from explorer.training.race.check.work import SWEPT_EXPONENTS, Slopes, Sweep
from explorer.training.race.state import Precision

_FEWEST_DIGITS, _MOST_DIGITS = 3, 17


def verdict_names() -> dict[Verdict, str]:
    """Return what the verdicts are called."""
    return {
        Verdict.EXACT: _("agree"),
        Verdict.ROUNDED: _("rounding error"),
        Verdict.TRUNCATED: _("truncation error"),
        Verdict.CROSSED: _("kink or jump"),
    }


def zone_names() -> dict[Verdict, str]:
    """Return what the verdicts are called where there is little room."""
    return {
        Verdict.EXACT: _("agree"),
        Verdict.ROUNDED: _("rounding"),
        Verdict.TRUNCATED: _("truncation"),
        Verdict.CROSSED: _("kink"),
    }


def zeros_name() -> str:
    """Return what derivatives are called that are 0 in both gradients."""
    return _("0 in both gradients")


def offset_note() -> str:
    """Return which loss both gradients are of, and what the book's gradient leaves out."""
    return _(
        "L: mean of −log(y + 10⁻⁷), y being the probability of the label. Backpropagation here is of this L; the "
        "book’s leaves the 10⁻⁷ out, which makes the part of each image 1 + 10⁻⁷ / y times as large."
    )


def finding(slopes: Slopes, swept: Sweep | None) -> tuple[str, str]:
    """Return how many derivatives agree, the median difference, and at which steps that was smallest."""
    total = slopes.total
    if not total:
        return _("Every derivative is 0"), _("There is nothing to compare.")
    title = ngettext(
        "{agree} of {total} derivative agrees to 10⁻⁶",
        "{agree} of {total} derivatives agree to 10⁻⁶",
        total,
    ).format(agree=grouped(slopes.counts[Verdict.EXACT]), total=grouped(total))
    body = _("Median relative difference {median}.").format(median=plain(slopes.median, 2))
    return title, " ".join([body, *(best_step(swept, name) for name in ("float64", "float32"))]).strip()


def best_step(swept: Sweep | None, precision: Precision) -> str:
    """Return at which of all steps the median difference is smallest; nothing before all are known."""
    medians = np.empty(0) if swept is None else swept.medians(precision)
    if len(medians) < len(SWEPT_EXPONENTS) or not np.isfinite(medians).all():
        return ""
    best = int(medians.argmin())
    return _("Smallest in {precision}: {median} at h = {h}.").format(
        precision=precision,
        median=plain(float(medians[best]), 2),
        h=plain(float(10.0 ** SWEPT_EXPONENTS[best]), 2),
    )


def farthest(found: GradientCheck) -> str:
    """Return the parameter with the largest absolute difference, with the digits that tell its derivatives apart."""
    gaps = {name: np.abs(found.numerical[name] - found.exact[name]) for name in PARAMETER_NAMES}
    name = max(gaps, key=lambda name: float(gaps[name].max()))
    index = tuple(int(k) for k in np.unravel_index(int(gaps[name].argmax()), gaps[name].shape))
    numerical, exact = float(found.numerical[name][index]), float(found.exact[name][index])
    digits = _FEWEST_DIGITS
    while digits < _MOST_DIGITS and significant(numerical, digits) == significant(exact, digits):
        digits += 1
    return _(
        "Largest absolute difference: {name}{index}\nnumerical {numerical}\nbackpropagation {exact}"
    ).format(
        name=name,
        index=list(index),
        numerical=significant(numerical, digits),
        exact=significant(exact, digits),
    )


def parameter(found: GradientCheck, name: str, index: tuple[int, ...]) -> str:
    """Return everything about one parameter, named as the code names it."""
    place = f"{name}{list(index)}"
    if name == "W1":
        pixel = _("pixel row {row}, column {column}").format(row=index[0] // SIDE, column=index[0] % SIDE)
        place = f"{place}, {pixel}"
    exact, numerical = float(found.exact[name][index]), float(found.numerical[name][index])
    difference = float(found.relative_difference[name][index])
    verdict = verdict_names()[Verdict(int(found.verdict[name][index]))]
    if exact == numerical == 0:
        verdict = zeros_name()
    return _(
        "{place}\nbackpropagation {exact}\nnumerical {numerical}\nrelative difference {difference}: {verdict}",
    ).format(
        place=place,
        exact=significant(exact, 9),
        numerical=significant(numerical, 9),
        difference=plain(difference, 2),
        verdict=verdict,
    )
