"""The arithmetic of the diagram, in words. Results are rounded, hence the ≈."""

from typing import NamedTuple

import numpy as np

from core.evidence import unit_input
from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing.why.flow import Flow, Followed
from explorer.drawing.words import signed
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, percent, significant


class Titles(NamedTuple):
    """What stands above the columns."""

    input: str
    columns: tuple[str, str, str, str]
    outputs: str


def titles(winner: int, rival: int, follows_pixel: bool) -> Titles:
    """Return what stands above the columns."""
    middle = _("x × weight") if follows_pixel else _("output h")
    return Titles(
        _("784 inputs x"),
        (
            _("unit"),
            middle,
            _("to {0}").format(winner),
            _("to {0}").format(rival),
        ),
        _("score a,  probability y"),
    )


def formulas(network: TwoLayerNet) -> str:
    """Return how the network computes its output, and the shapes of its parameters."""
    return _(
        "h = {3}(x·W1 + b1)\na = h·W2 + b2\ny = exp(a) / Σ exp(a)\nW1 {0} × {1}, b1 {1}\nW2 {1} × {2}, b2 {2}"
    ).format(*network.sizes, network.activation)


def terms() -> dict[str, str]:
    """Return the terms of those formulas that the diagram shows, each with its tooltip."""
    return {
        "x": _("The 784 inputs"),
        "W1": _("The weights of a hidden unit"),
        "h": _("The outputs of the hidden units"),
        "a": _("The ten scores"),
        "y": _("The ten probabilities"),
    }


def weights_of(unit: int) -> str:
    """Return what stands above the weights of a unit."""
    return _("weights of unit {0}").format(unit)


def feet(others: int) -> tuple[str, str, str]:
    """Return what stands before the three sums."""
    units = ngettext("other {0} unit", "other {0} units", others)
    return units.format(others), _("bias"), _("score")


def arithmetic(flow: Flow | None, followed: Followed | None) -> str:
    """Return the arithmetic of what is followed, or of the whole."""
    if flow is None:
        return _("Draw a digit to see its numbers on their way through the network.")
    if followed is None:
        return _whole(flow)
    if followed.kind == "unit":
        return _unit(flow, followed.index)
    if followed.kind == "pixel":
        return _pixel(flow, followed.index)
    return _digit(flow, followed.index)


def _whole(flow: Flow) -> str:
    winner, rival = flow.question.winner, flow.question.rival
    with np.errstate(over="ignore"):  # of huge weights: e^800 is more than the largest float
        times = float(np.exp(flow.for_winner.score - flow.for_rival.score))
    return _(
        "Score of {0} − score of {5}: {1} − {2} ≈ {3}. Probability of {0} / probability of {5} = e^({1} − {2}) ≈ {4}."
    ).format(
        winner,
        fixed(flow.for_winner.score, 2),
        fixed(flow.for_rival.score, 2),
        fixed(flow.for_winner.score - flow.for_rival.score, 2),
        significant(times, 3),
        rival,
    )


def _unit(flow: Flow, unit: int) -> str:
    question = flow.question
    found = unit_input(question.network, question.form, unit)
    parts = [
        _("{0} × {1} ≈ {2} to {3}").format(
            fixed(found.output, 3),
            fixed(float(evidence.weights[unit]), 3),
            signed(float(evidence.contributions[unit])),
            digit,
        )
        for evidence, digit in ((flow.for_winner, question.winner), (flow.for_rival, question.rival))
    ]
    return _(
        "Unit {0}: the sum of ink × weight over all pixels is {1}; plus the bias, {2}, it is {3}; {4}({3}) ≈ {5}. "
        "Times its weights: {6}, {7}."
    ).format(
        unit,
        signed(float(found.products.sum())),
        signed(found.bias),
        signed(found.total),
        question.network.activation,
        fixed(found.output, 3),
        *parts,
    )


def _pixel(flow: Flow, pixel: int) -> str:
    row, column = divmod(pixel, SIDE)
    ink = float(flow.question.form[pixel])
    place = _("Pixel in row {0}, column {1} (from 0): ink {2}.").format(row, column, fixed(ink, 3))
    if ink == 0:
        return place + " " + _("Without ink it adds 0 to every unit.")
    weights = flow.question.network.params["W1"][pixel]
    strongest = int(np.abs(weights).argmax())
    return (
        place
        + " "
        + _(
            "The middle column shows ink × weight for each unit; the largest in magnitude is unit {0}: {1} × {2} ≈ {3}."
        ).format(
            strongest,
            fixed(ink, 3),
            fixed(float(weights[strongest]), 3),
            signed(ink * float(weights[strongest])),
        )
    )


def _digit(flow: Flow, digit: int) -> str:
    softmax = flow.softmax
    score, highest = float(softmax.scores[digit]), float(softmax.maximum.max())
    return _(
        "Digit {0}: y = exp(a − max a) / Σ exp(a − max a), where a − max a = {1} − {2} ≈ {3}, its exponential ≈ {4}, "
        "the sum of all ten ≈ {5}: y ≈ {6}."
    ).format(
        digit,
        fixed(score, 2),
        fixed(highest, 2),
        fixed(score - highest, 2),
        significant(float(softmax.exponentials[digit]), 3),
        significant(float(softmax.total.max()), 4),
        percent(float(softmax.probabilities[digit]), 2),
    )
