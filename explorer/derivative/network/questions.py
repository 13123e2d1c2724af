"""What there is to notice in a network's gradient: questions, each with an answer from the numbers of now."""

import math
from typing import NamedTuple

import numpy as np

from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.network.state import CLASSES
from explorer.language import _
from explorer.widgets.numbers import fixed, plain

_SUBSCRIPTS = str.maketrans("012", "₀₁₂")
_SMALL = 0.01  # the nudge that answers speak of


class Question(NamedTuple):
    """Something to find out by looking, and what there is to find."""

    asked: str
    answer: str


def weight_name(index: tuple[int, int]) -> str:
    """Return what a weight is called: w with its row and column."""
    return f"w{index[0]}{index[1]}".translate(_SUBSCRIPTS)


def questions(numbers: NetworkNumbers) -> tuple[Question, ...]:
    """Return all questions, in the order in which they are asked."""
    return (
        Question(_("Add up a row of dW. What comes out, and why?"), _row_sums(numbers)),
        Question(
            _("Divide the second row of dW by the first. What comes out, and why?"),
            _ratio(numbers),
        ),
        Question(
            _("Which weight would you change first, and which way?"),
            _strongest(numbers),
        ),
        Question(
            _("Which entries of dW are negative? What have they in common?"),
            _negative(numbers),
        ),
        Question(
            _("What would the loss be of a network that has learnt nothing?"),
            _guess(numbers),
        ),
    )


def _row_sums(numbers: NetworkNumbers) -> str:
    row = numbers.now.gradient[0]
    terms = " + ".join(f"({fixed(value, 4)})" if value < 0 else fixed(value, 4) for value in row.tolist())
    return _(
        "{terms} = 0. Every row is its input times y − t, and both y and t add up to 1: what one class gains, "
        "the others lose.",
    ).format(terms=terms)


def _ratio(numbers: NetworkNumbers) -> str:
    first, second = numbers.state.inputs
    if first == 0:
        return _("The first row is all 0, as x₀ is: an input of 0 moves nothing.")
    return _(
        "{ratio} in every column, as x₁/x₀ = {second}/{first}: a weight's slope is its input times y − t of its "
        "class.",
    ).format(ratio=plain(second / first, 4), second=plain(second), first=plain(first))


def _strongest(numbers: NetworkNumbers) -> str:
    gradient = numbers.now.gradient
    row, column = (int(k) for k in np.unravel_index(np.abs(gradient).argmax(), gradient.shape))
    slope = float(gradient[row, column])
    if slope == 0:
        return _("None: every slope is 0.")
    words = (
        _(
            "{name}, with {slope} the largest: lower it. By {step} less, the loss falls by about {fall}.",
        )
        if slope > 0
        else _(
            "{name}, with {slope} the largest in size: raise it. By {step} more, the loss falls by about {fall}.",
        )
    )
    return words.format(
        name=weight_name((row, column)),
        slope=fixed(slope, 4),
        step=plain(_SMALL),
        fall=plain(abs(slope) * _SMALL),
    )


def _negative(numbers: NetworkNumbers) -> str:
    if min(numbers.state.inputs) < 0:
        return _(
            "Where the input is positive, those into the right class, {label}; where it is negative, all others.",
        ).format(label=numbers.state.label)
    return _(
        "Those into the right class, {label}: raising them raises its score, and the loss falls. All other weights "
        "are better lowered.",
    ).format(label=numbers.state.label)


def _guess(numbers: NetworkNumbers) -> str:
    return _(
        "With a third for each class, log 3 = {guess}. This one has {loss}: {verdict}.",
    ).format(
        guess=fixed(math.log(CLASSES), 4),
        loss=fixed(numbers.now.loss, 4),
        verdict=_("better than guessing")
        if numbers.now.loss < math.log(CLASSES)
        else _("worse than guessing"),
    )
