"""The sweep over learning rates: what it depends on, and how it is computed in slices."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.descent import surface_gradient
from core.optimizers import Optimizer
from core.surfaces import find
from core.sweep import Sweep, learning_rate_sweep_in_slices
from explorer.descent import paths
from explorer.descent.paths import STEP_OF_DIFFERENCES
from explorer.descent.state import DescentState, GradientName, Start

RATES = 200
LOWEST_EXPONENT, HIGHEST_EXPONENT = -3, 1  # of the learning rates
TOLERANCE = 1e-3  # of the way to the best final value
_STEPS_IN_SLICE = 500


@dataclass(frozen=True)
class SweepInputs:
    """All that a sweep depends on: one start, and the update rules that go from there."""

    surface: str
    start: Start
    rules: tuple[Optimizer, ...]
    steps: int
    gradient: GradientName
    ascent: bool

    def is_like(self, other: "SweepInputs") -> bool:
        """Whether a sweep has as many lines, on the same surface."""
        return other.surface == self.surface and len(other.rules) == len(self.rules)


def inputs_of(state: DescentState) -> SweepInputs:
    """Return what the sweep of a state depends on: its chosen start, without noise."""
    rules = state.rules if state.compares else (state.optimizer,)
    return SweepInputs(
        surface=state.surface,
        start=paths.starts(state)[0] if state.compares else state.starts[state.chosen],
        rules=tuple(state.method.optimizer(rule) for rule in rules),
        steps=state.steps,
        gradient=state.gradient,
        ascent=state.ascent,
    )


def sweeps_in_slices(inputs: SweepInputs) -> Generator[None, None, tuple[Sweep, ...]]:
    """Descend at all rates by each rule, in slices of some steps."""
    surface = find(inputs.surface)
    sweeps: list[Sweep] = []
    for rule in inputs.rules:
        slices = learning_rate_sweep_in_slices(
            surface,
            inputs.start,
            np.logspace(LOWEST_EXPONENT, HIGHEST_EXPONENT, RATES),
            steps=inputs.steps,
            gradient=surface_gradient(surface, inputs.gradient, STEP_OF_DIFFERENCES),
            optimizer=rule,
            ascent=inputs.ascent,
            tolerance=TOLERANCE,
            steps_in_slice=_STEPS_IN_SLICE,
        )
        for found in slices:
            if found is not None:
                sweeps.append(found)
            yield None
    return tuple(sweeps)
