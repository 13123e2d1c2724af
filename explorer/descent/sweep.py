"""The sweep over learning rates as a question: what it depends on, and how it is worked out."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.descent import surface_gradient
from core.optimizers import Optimizer
from core.surfaces import find
from core.sweep import Sweep, learning_rate_sweep_in_slices
from explorer.descent import paths
from explorer.descent.answers import Question
from explorer.descent.paths import STEP_OF_DIFFERENCES
from explorer.descent.state import DescentState, GradientName, Start

CHANNEL = "descent.sweep"
RATES = 200
LOWEST_EXPONENT, HIGHEST_EXPONENT = -3, 1  # of the learning rates
TOLERANCE = 1e-3  # of the way to the best final value
_STEPS_IN_SLICE = 500


@dataclass(frozen=True)
class SweepQuestion:
    """All that a sweep depends on: one start, and the update rules that go from there."""

    surface: str
    start: Start
    rules: tuple[Optimizer, ...]
    steps: int
    gradient: GradientName
    ascent: bool

    def answers_may_follow(self, other: Question) -> bool:
        """Whether a sweep has as many lines, on the same surface."""
        return (
            isinstance(other, SweepQuestion)
            and other.surface == self.surface
            and len(other.rules) == len(self.rules)
        )


def question(state: DescentState) -> SweepQuestion:
    """Return what is asked about a state: its chosen start, without noise."""
    rules = state.rules if state.compares else (state.optimizer,)
    return SweepQuestion(
        surface=state.surface,
        start=paths.starts(state)[0] if state.compares else state.starts[state.chosen],
        rules=tuple(state.method.optimizer(rule) for rule in rules),
        steps=state.steps,
        gradient=state.gradient,
        ascent=state.ascent,
    )


def work_out(asked: SweepQuestion) -> Generator[None, None, tuple[Sweep, ...]]:
    """Descend at all rates by each rule, in slices of some steps."""
    surface = find(asked.surface)
    sweeps: list[Sweep] = []
    for rule in asked.rules:
        slices = learning_rate_sweep_in_slices(
            surface,
            asked.start,
            np.logspace(LOWEST_EXPONENT, HIGHEST_EXPONENT, RATES),
            steps=asked.steps,
            gradient=surface_gradient(surface, asked.gradient, STEP_OF_DIFFERENCES),
            optimizer=rule,
            ascent=asked.ascent,
            tolerance=TOLERANCE,
            steps_in_slice=_STEPS_IN_SLICE,
        )
        for found in slices:
            if found is not None:
                sweeps.append(found)
            yield None
    return tuple(sweeps)
