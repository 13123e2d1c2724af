"""Sentences of the page Weight, each from the numbers of the present state."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from core.stairs import Staircase
from core.weight_influence import Weight
from explorer.losses.scrubber.plots import stair_around
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, plain, significant

_FEWEST_DIGITS, _MOST_DIGITS = 5, 17
_SLOPE_NOISE = 1e-12  # below it rounding may decide the sign of a derivative


def loss(value: float) -> str:
    """Return a loss as the page writes it."""
    return fixed(value, 5)


def loss_terms() -> dict[str, str]:
    """Return what the plot of the loss shows of its formula and of the sentence about its slope."""
    return {"L": _("The point on the curve of the loss"), "dL/dw": _("The slope of the dashed tangent")}


def accuracy_terms() -> dict[str, str]:
    """Return what the plot of the accuracy shows of its formula and of the sentence about its slope."""
    return {
        "A": _("The point on the line of the accuracy"),
        "dA/dw": _("The slope of the step the point is on"),
    }


def weight_name(weight: Weight) -> str:
    """Return the weight as in NumPy, and where it leads from and to, all counted from 0."""
    first, second = weight.index
    name = f"{weight.name}[{first}, {second}]"
    if weight.name == "W1":
        row, column = divmod(first, 28)
        return _("{name}: pixel ({row}, {column}), unit {unit}").format(
            name=name, row=row, column=column, unit=second
        )
    return _("{name}: unit {unit}, class {label}").format(name=name, unit=first, label=second)


def value_unit(offset: float) -> str:
    """Return how far a weight is from its trained value."""
    if offset == 0:
        return _("as trained")
    sign = "+" if offset > 0 else ""
    return _("trained {offset}").format(offset=sign + plain(offset, 4))


def loss_slope(derivative: float) -> str:
    """Return the derivative of the loss, and which way the loss falls."""
    slope = significant(derivative, 3) if derivative else "0"
    if abs(derivative) < _SLOPE_NOISE:
        return _("dL/dw = {slope}").format(slope=slope)
    if derivative > 0:
        return _("dL/dw = {slope}: decreasing w a little lowers the loss.").format(slope=slope)
    return _("dL/dw = {slope}: increasing w a little lowers the loss.").format(slope=slope)


def accuracy_slope(stairs: Staircase, value: float) -> str:
    """Return the derivative of the accuracy, and how far the accuracy stays the same."""
    if not len(stairs.edges):
        return _("dA/dw = 0 for every w: the accuracy never changes.")
    if value == stair_around(stairs, value)[1]:
        return _("A jumps here: it has no derivative.")
    left, right = flat_stretch(stairs, value)
    return _("dA/dw = 0 between {left} and {right}: the slope gives no direction.").format(
        left=left, right=right
    )


def flat_stretch(stairs: Staircase, value: float) -> tuple[str, str]:
    """Return the ends of the stretch around `value` without a jump, rounded inwards.

    They have as many digits as it takes to tell them apart.
    """
    left, right = stair_around(stairs, value)
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        low, high = _rounded(left, digits, ROUND_CEILING), _rounded(right, digits, ROUND_FLOOR)
        if low < high:
            return plain(low, digits), plain(high, digits)
    return plain(left, _MOST_DIGITS), plain(right, _MOST_DIGITS)


def _rounded(value: float, digits: int, rounding: str) -> float:
    """Return a number rounded up or down to some significant digits."""
    if value == 0 or math.isinf(value):
        return value
    exact = Decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding))


def stairs_hint(stairs: Staircase, low: float, high: float, images: int) -> str:
    """Return how many jumps the plot shows, and of how many images the accuracy is."""
    count = len(stairs.between(low, high).edges)
    jumps = ngettext("{count} jump", "{count} jumps", count).format(count=grouped(count))
    return _("{jumps}, {images} images").format(jumps=jumps, images=grouped(images))


def accuracy(value: float) -> str:
    """Return an accuracy as the page writes it."""
    return fixed(value, 4)
