"""The scores behind an answer, and how the answer changes through them."""

import math
from typing import Any

from explorer.losses.sample.answer import Answer
from explorer.losses.state import LossesState

_LEAST = 1e-7  # a probability below this gets the score of this
_DECIMALS = 2


def scores_for(y: Answer) -> Answer:
    """Return scores, rounded, whose softmax is about `y`: logarithms, moved so that they reach as far down as up."""
    logs = [math.log(max(probability, _LEAST)) for probability in y]
    middle = (min(logs) + max(logs)) / 2
    return tuple(round(value - middle, _DECIMALS) + 0.0 for value in logs)


def answer_fields(state: LossesState, y: Answer) -> dict[str, Any]:
    """Return the fields to change so that the answer becomes `y`, or nearly so where scores make it."""
    return {"scores": scores_for(y)} if state.entry == "scores" else {"y": y}


def with_score(scores: Answer, index: int, score: float) -> Answer:
    """Return the scores with one of them replaced."""
    return tuple(score if k == index else value for k, value in enumerate(scores))


def entry_fields(state: LossesState, entry: str) -> dict[str, Any]:
    """Return the fields to change so that probabilities, or scores, are entered from now on."""
    if entry == "scores":
        return {"entry": entry, "scores": scores_for(state.y)}
    return {"entry": entry, "keep_sum": True}
