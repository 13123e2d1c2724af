"""Sentences of the page Why a loss, each from the numbers of now."""

import math

from core.stairs import Staircase
from core.weight_influence import Weight
from explorer.language import _
from explorer.losses.scrubber.plots import stair_around
from explorer.widgets.numbers import fixed, grouped, plain, significant


def loss(value: float) -> str:
    """Return a loss as the page writes it."""
    return fixed(value, 5)


def weight_name(weight: Weight) -> str:
    """Return the weight in words: from where to where it leads."""
    if weight.name == "W1":
        row, column = divmod(weight.index[0], 28)
        return _("W1: pixel ({row}, {column}) to unit {unit}").format(
            row=row, column=column, unit=weight.index[1]
        )
    return _("W2: unit {unit} to class {label}").format(unit=weight.index[0], label=weight.index[1])


def value_unit(offset: float) -> str:
    """Return how far a weight is from its trained value."""
    if offset == 0:
        return _("as trained")
    sign = "+" if offset > 0 else ""
    return _("trained {offset}").format(offset=sign + plain(offset, 4))


def loss_slope(derivative: float) -> str:
    """Return the derivative of the loss, and what it says."""
    if derivative == 0:
        return _("dL/dw = 0: this weight reaches none of the images.")
    direction = _("lower") if derivative > 0 else _("raise")
    return _("dL/dw = {slope}: {direction} w a little, and the loss falls.").format(
        slope=significant(derivative, 3), direction=direction
    )


def accuracy_slope(stairs: Staircase, value: float) -> str:
    """Return the derivative of the accuracy, and how far it is to the next stairs."""
    left, right = stair_around(stairs, value)
    if math.isinf(left) and math.isinf(right):
        return _("dA/dw = 0 everywhere: no answer changes with this weight.")
    if value == right:
        return _("At a stair: here the accuracy has no derivative.")
    ends = [_("−∞") if math.isinf(left) else plain(left, 5)]
    ends.append("∞" if math.isinf(right) else plain(right, 5))
    return _("dA/dw = 0 from {left} to {right}: no hint which way is better.").format(
        left=ends[0], right=ends[1]
    )


def stairs_hint(stairs: Staircase, low: float, high: float, images: int) -> str:
    """Return how many stairs are in sight."""
    return _("stairs in sight: {count}; {images} images").format(
        count=grouped(len(stairs.between(low, high).edges)), images=grouped(images)
    )


def accuracy(value: float) -> str:
    """Return an accuracy as the page writes it."""
    return fixed(value, 4)
