"""What is said about the learning rate: what it does along each direction, and by which rule."""

import math

from core.optimizers import SGD, Optimizer
from core.stability import overshoot_limit
from explorer.descent.outcome import Direction
from explorer.descent.words import AXES
from explorer.texts.language import _
from explorer.texts.numbers import DOT, MINUS, parse_number, plain
from explorer.widgets.gauge import factor_digits, factor_text

_WIDEST_SUM = 22  # characters that fit over a band of the gauge, the direction's name among them
_MOST_DIGITS = 9  # of a factor, with its point


def direction_name(direction: Direction) -> str:
    """Return what a principal direction is called."""
    if direction.axes:
        return ", ".join(AXES[axis] for axis in direction.axes)
    return f"{plain(round(direction.angle), 3)}°"


def factor(direction: Direction, learning_rate: float, rule: Optimizer) -> str:
    """Return what a step does to the distance along a direction.

    For plain descent the factor, with the sum if there is room; with momentum the product of rate and curvature beside
    the bound above which steps grow.
    """
    limit = overshoot_limit(rule)
    if not isinstance(rule, SGD) and limit is not None:
        return _("lr·λ = {product} of {limit}").format(
            product=plain(learning_rate * direction.curvature), limit=plain(limit)
        )
    left = direction.factor(learning_rate)
    if left == 0:
        return _("lr = 1/λ: in one step")
    text = factor_text(learning_rate, direction.curvature)
    is_exact = all(_is_whole_as_shown(number) for number in (learning_rate, direction.curvature))
    if is_exact and len(direction_name(direction)) + len(text) <= _WIDEST_SUM:
        return text
    shown = factor_digits(left)
    if len(shown) > _MOST_DIGITS and left > 0:
        return f"1 {MINUS} lr{DOT}λ = 1 {MINUS} {plain(learning_rate * direction.curvature, 2)}"
    return f"1 {MINUS} lr{DOT}λ = {shown}"


def _is_whole_as_shown(number: float) -> bool:
    """Whether the digits that are shown of a number are all that it has."""
    return math.isclose(parse_number(plain(number)), number, rel_tol=1e-9)


def adaptive_sentence(optimizer: str, first_step: str) -> str:
    """Return what stands in the place of the gauge for a rule that it does not fit, with its first step."""
    sentence = {
        "adagrad": _(
            "AdaGrad divides the gradient along each axis by the root of the sum of its squares so far.",
        ),
        "rmsprop": _(
            "RMSProp divides the gradient along each axis by the root of a moving average of its squares.",
        ),
        "adam": _(
            "Adam divides a moving average of the gradient along each axis by the root of one of its squares.",
        ),
    }[optimizer]
    if not first_step:
        return sentence
    return f"{sentence} {_('First step: {step}.').format(step=first_step)}"
