"""The question of the page Why: what puts the answer before another digit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.two_layer_net import TwoLayerNet
from explorer.drawing.reading import Reading, Subject
from explorer.drawing.why.state import RUNNER_UP, WhyState

Key = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Question:
    """What puts `winner` before `rival`.

    Attributes
    ----------
    subject : Subject
        What is on the canvas, and who reads it.
    reading : Reading
        How it is read.
    winner : int
        The answer.
    rival : int
        The digit that is asked about; the runner-up where none is, or where the answer itself is.
    """

    subject: Subject
    reading: Reading
    winner: int
    rival: int

    @property
    def network(self) -> TwoLayerNet:
        """The network that answers."""
        return self.subject.network.network

    @property
    def form(self) -> NDArray[np.float64]:
        """The 784 numbers."""
        return self.reading.stages.form.reshape(-1)

    @property
    def key(self) -> Key:
        """All that the answer to the question depends on."""
        return (self.subject.network.sha256, self.form.tobytes(), self.winner, self.rival)


def question(state: WhyState, subject: Subject, reading: Reading | None) -> Question | None:
    """Return the question of a state; None where there is no answer to ask about."""
    if reading is None:
        return None
    answer = reading.answer
    rival = answer.runner_up if state.asked in (RUNNER_UP, answer.winner) else state.asked
    return Question(subject, reading, answer.winner, rival)
