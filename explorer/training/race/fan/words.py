"""What is said about a fan: a result first, a number in every claim."""

import math

import numpy as np

from core.gradient_fan import GradientFan
from explorer.language import _, ngettext
from explorer.training.race.fan.work import mean_and_spread
from explorer.widgets.numbers import fixed, grouped, plain, significant

_STRAIGHT = 90.0  # degrees: beyond, a step raises the loss of all images
_NARROW = 30.0  # degrees up to which the angle goes with 1/√N


def degrees(angle: float) -> str:
    """Return an angle with the digits that matter."""
    return f"{fixed(angle, 0 if angle >= 10 else 1)}°"


def finding(fan: GradientFan, batch_size: int, expected: float, sampling: str) -> tuple[str, str]:
    """Return where the gradients of mini-batches point, and what follows from it."""
    mean, _unused = mean_and_spread(fan.angles)
    if not math.isfinite(mean):
        return _("The gradient is 0"), _("It points nowhere.")
    title = ngettext(
        "Single images point {angle} away from the gradient of all",
        "Batches of {size} point {angle} away from the gradient of all images",
        batch_size,
    ).format(size=grouped(batch_size), angle=degrees(mean))
    return title, " ".join([_lengths(fan), _uphill(fan), _theory(mean, expected, sampling)])


def uphill(fan: GradientFan) -> int:
    """Return down how many of the gradients a step raises the loss of all images."""
    return int(np.count_nonzero(fan.angles > _STRAIGHT))


def _lengths(fan: GradientFan) -> str:
    return _("They are {times} times as long.").format(
        times=significant(float(np.mean(fan.lengths)) / fan.full.length, 2)
    )


def _uphill(fan: GradientFan) -> str:
    count = uphill(fan)
    if count:
        return _("{uphill} of {count} lead uphill: a step down them raises the loss of all images.").format(
            uphill=count, count=len(fan.angles)
        )
    return _("All {count} lead downhill.").format(count=len(fan.angles))


def _theory(mean: float, expected: float, sampling: str) -> str:
    if mean <= _NARROW and sampling == "replacement":  # shuffled, an epoch has no more images than there are
        return _("Theory expects {expected}, and half of it from batches four times as large.").format(
            expected=degrees(expected)
        )
    return _("Theory expects {expected}.").format(expected=degrees(expected))


def expected_label(expected: float) -> str:
    """Return what is written at the angle that theory expects."""
    return _("theory ±{expected}").format(expected=degrees(expected))


def ring_label(radius: float) -> str:
    """Return what is written at a ring."""
    return f"{plain(radius)}×"
