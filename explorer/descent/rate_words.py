"""What is said about the learning rate: what it does along each direction, and by which rule."""

from core.optimizers import SGD, Optimizer
from core.stability import overshoot_limit
from explorer.descent.outcome import Direction
from explorer.descent.words import AXES, optimizer_names
from explorer.language import _
from explorer.widgets.gauge import factor_text
from explorer.widgets.numbers import DOT, MINUS, fixed, plain

_ONE_SHOT = 5e-4  # what a step leaves at most, for people to see nothing of it
_WIDEST_SUM = 22  # characters that fit over a band of the gauge, the direction's name among them


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
    if abs(direction.factor(learning_rate)) < _ONE_SHOT:
        return _("one shot: lr = 1/λ")
    text = factor_text(learning_rate, direction.curvature)
    if len(direction_name(direction)) + len(text) <= _WIDEST_SUM:
        return text
    left = direction.factor(learning_rate)
    return f"1 {MINUS} lr{DOT}λ = {fixed(left, 2) if abs(left) < 1000 else plain(left)}"


def adaptive_sentence(optimizer: str) -> str:
    """Return what stands in the place of the gauge for a rule that it does not fit."""
    if optimizer == "adagrad":
        return _(
            "AdaGrad divides each step by all gradients so far: steps shrink, whatever the curvature.",
        )
    sentence = _(
        "{optimizer} divides by recent gradients: a step is about as long as lr, however steep it is.",
    )
    return sentence.format(optimizer=optimizer_names()[optimizer])
