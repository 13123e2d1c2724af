"""What is said about mini-batch gradients: counts, means, and the formula beside them."""

import math

import numpy as np

from core.gradient_fan import GradientFan
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, plain, significant
from explorer.training.race.fan.work import mean_and_spread

_RIGHT_ANGLE = 90.0  # degrees: beyond, a small enough step raises the loss of all images


def degrees(angle: float) -> str:
    """Return an angle with the digits that matter."""
    return f"{fixed(angle, 0 if angle >= 10 else 1)}°"


def formula() -> str:
    """Return how the curve is computed."""
    return _(
        "tan(angle) = s / (√N · |g|)\ng: gradient of all images; s: RMS distance of the gradients of single images "
        "from the line along g"
    )


def terms() -> dict[str, str]:
    """Return what the pictures show of the formula, each with its tooltip."""
    return {
        "angle": _("The expected angle for every batch size"),
        "N": _("The batch size"),
        "g": _("The gradient of all images"),
    }


def finding(fan: GradientFan, batch_size: int, expected: float) -> tuple[str, str]:
    """Return the mean angle and length of the gradients, and how many point more than 90° away."""
    mean, _unused = mean_and_spread(fan.angles)
    if not math.isfinite(mean):
        return _("The gradient is 0"), _("It has no direction.")
    title = _("Mean angle to the gradient of all images: {angle}").format(angle=degrees(mean))
    lengths = ngettext(
        "{count} single images; on average {times} times as long as it.",
        "{count} mini-batches of {size}; on average {times} times as long as it.",
        batch_size,
    ).format(
        count=len(fan.angles),
        size=grouped(batch_size),
        times=significant(float(np.mean(fan.lengths)) / fan.full.length, 2),
    )
    return title, " ".join([lengths, _uphill(fan), _("Formula: {angle}.").format(angle=degrees(expected))])


def uphill(fan: GradientFan) -> int:
    """Return for how many of the gradients a small enough step raises the loss of all images."""
    return int(np.count_nonzero(fan.angles > _RIGHT_ANGLE))


def _uphill(fan: GradientFan) -> str:
    count = uphill(fan)
    if not count:
        return _("None is more than 90° away.")
    return ngettext(
        "{count} is more than 90° away: a small enough step with it raises the loss of all training images.",
        "{count} are more than 90° away: a small enough step with one of them raises the loss of all training images.",
        count,
    ).format(count=count)


def expected_label(expected: float) -> str:
    """Return what is written at the angle of the formula."""
    return _("formula ±{expected}").format(expected=degrees(expected))


def ring_label(radius: float) -> str:
    """Return what is written at a ring."""
    return f"{plain(radius)}×"
