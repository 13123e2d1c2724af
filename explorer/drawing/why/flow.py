"""Every number from the pixels to the answer, for the two digits of a question."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.evidence import Evidence, evidence
from core.score_gradients import SoftmaxSteps, softmax_steps
from explorer.drawing.why.question import Question


@dataclass(frozen=True, eq=False)
class Flow:
    """What flows through the network.

    Attributes
    ----------
    for_winner, for_rival : Evidence
        What makes up either score.
    order : ndarray of int, shape (hidden,)
        The units that matter most for the lead of the winner over the rival first.
    softmax : SoftmaxSteps
        From the ten scores to the ten probabilities.
    """

    question: Question
    for_winner: Evidence
    for_rival: Evidence
    order: NDArray[np.intp]
    softmax: SoftmaxSteps

    @property
    def activations(self) -> FloatArray:
        """Outputs of the hidden units."""
        return self.for_winner.activations

    def sums(self, shown: int) -> tuple[tuple[float, float, float, float], ...]:
        """Return for winner and rival what the first `shown` units, the others and the bias add, and the score."""
        rows = []
        for found in (self.for_winner, self.for_rival):
            first = float(found.contributions[self.order[:shown]].sum())
            rest = float(found.contributions[self.order[shown:]].sum())
            rows.append((first, rest, found.bias, found.score))
        return tuple(rows)


def flow(question: Question) -> Flow:
    """Return what flows through the network of a question."""
    network, form = question.network, question.form
    winner, rival = (evidence(network, form, label) for label in (question.winner, question.rival))
    order = np.argsort(-np.abs(winner.contributions - rival.contributions), kind="stable")
    return Flow(question, winner, rival, order, softmax_steps(network.scores(form)))


@dataclass(frozen=True)
class Followed:
    """What is followed through the network.

    Attributes
    ----------
    kind : "unit", "pixel" or "digit"
    index : int
        From 0.
    """

    kind: Literal["unit", "pixel", "digit"]
    index: int
