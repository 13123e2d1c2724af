"""Questions about a network's gradient, each with an answer computed from the numbers of now."""

import math
from typing import NamedTuple

import numpy as np

from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.network.state import CLASSES
from explorer.texts.language import _
from explorer.texts.numbers import fixed, plain, significant

_SUBSCRIPTS = str.maketrans("0123", "₀₁₂₃")
_SMALL = 0.01  # by which an answer changes a weight
_EQUAL = 1e-9  # relative: slopes that differ by less are equal


class Question(NamedTuple):
    """Something to find out by looking, and what there is to find."""

    asked: str
    answer: str


def weight_name(index: tuple[int, int]) -> str:
    """Return what the chapter calls a weight: w with its row and its column, both counted from 1."""
    return f"w{index[0] + 1}{index[1] + 1}".translate(_SUBSCRIPTS)


def questions(numbers: NetworkNumbers) -> tuple[Question, ...]:
    """Return all questions, in the order in which they are asked."""
    return (
        Question(_("What is the sum of a row of ∂L/∂W, and why?"), _row_sums(numbers)),
        Question(_("What is the second row of ∂L/∂W divided by the first, and why?"), _ratio(numbers)),
        Question(_("Which weight changes the loss most, and which way?"), _strongest(numbers)),
        Question(_("Which entries of ∂L/∂W are negative?"), _negative(numbers)),
        Question(_("What is the loss if each class has the probability 1/3?"), _guess(numbers)),
    )


def _row_sums(numbers: NetworkNumbers) -> str:
    row = numbers.now.gradient[0]
    terms = " + ".join(f"({fixed(value, 4)})" if value < 0 else fixed(value, 4) for value in row.tolist())
    return _(
        "{terms} = 0, up to rounding. Adding the same number to all scores changes no probability."
    ).format(terms=terms)


def _ratio(numbers: NetworkNumbers) -> str:
    first, second = numbers.state.inputs
    if first == 0:
        return _("x₁ = 0, so the first row is 0: w₁₁, w₁₂ and w₁₃ have no effect.")
    if not numbers.now.gradient[0].all():
        return _("A slope in the first row is 0.")
    return _(
        "{ratio} in every column: x₂/x₁ = {second}/{first}. A slope of W is the input times the slope of the score."
    ).format(ratio=plain(second / first, 4), second=plain(second), first=plain(first))


def largest_slopes(numbers: NetworkNumbers) -> list[tuple[int, int]]:
    """Return the places of the slope that is largest in size: several where they are equal."""
    sizes = np.abs(numbers.now.gradient)
    if not sizes.any():
        return []
    return [(int(row), int(column)) for row, column in np.argwhere(sizes >= (1 - _EQUAL) * sizes.max())]


def _strongest(numbers: NetworkNumbers) -> str:
    places = largest_slopes(numbers)
    if not places:
        return _("None: every slope is 0.")
    slope = float(numbers.now.gradient[places[0]])
    step = -math.copysign(_SMALL, slope)
    change = float(numbers.change_of(places[0], np.array([step])).actual[0])
    return _("{names}: slope {slope}. {name} {step} changes the loss by {change}.").format(
        names=", ".join(map(weight_name, places)),
        slope=fixed(slope, 4),
        name=weight_name(places[0]),
        step=f"+ {plain(_SMALL)}" if step > 0 else f"− {plain(_SMALL)}",
        change=significant(change, 3),
    )


def _negative(numbers: NetworkNumbers) -> str:
    places = [(int(row), int(column)) for row, column in np.argwhere(numbers.now.gradient < 0)]
    if not places:
        return _("None.")
    return _("{names}: raising one of them a little lowers the loss.").format(
        names=", ".join(map(weight_name, places))
    )


def _guess(numbers: NetworkNumbers) -> str:
    guess, loss = fixed(math.log(CLASSES), 4), fixed(numbers.now.loss, 4)
    return _("log 3 = {guess}. This network has {loss}.").format(guess=guess, loss=loss)
