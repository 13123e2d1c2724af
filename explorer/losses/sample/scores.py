"""The scores behind an output, and how the output changes through them."""

import math
from dataclasses import replace

from explorer.losses.sample.output import Output
from explorer.losses.state import LossesState

_LEAST = 1e-7  # a probability below this gets the score of this
_DECIMALS = 2


def scores_for(y: Output) -> Output:
    """Return scores, rounded, whose softmax is about `y`: logarithms, moved so that they reach as far down as up."""
    logs = [math.log(max(probability, _LEAST)) for probability in y]
    middle = (min(logs) + max(logs)) / 2
    return tuple(round(value - middle, _DECIMALS) + 0.0 for value in logs)


def with_output(state: LossesState, y: Output) -> LossesState:
    """Return the state with the output `y`; where scores are entered, with scores whose softmax is about that."""
    return replace(state, scores=scores_for(y)) if state.entry == "scores" else replace(state, y=y)


def with_score(state: LossesState, index: int, score: float) -> LossesState:
    """Return the state with one score replaced."""
    scores = tuple(score if k == index else value for k, value in enumerate(state.scores))
    return replace(state, scores=scores)
