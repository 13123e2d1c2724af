"""Where the paths of a state go: computed once, and kept for as long as the state leads there.

Nothing here knows Qt; all figures come from `core`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.descent import Gradient, Paths, path_in_slices, surface_gradient
from core.gradient_noise import noisy
from core.optimizers import Optimizer
from core.surfaces import find
from explorer.descent.method_state import OptimizerName
from explorer.descent.picture_state import PictureState
from explorer.descent.state import END, DescentState, Start

STEP_OF_DIFFERENCES = 1e-4  # the chapter's h
STEPS_AT_ONCE = 1000  # more are computed beside the window
# Those that are compared most have colours of their own.
_SERIES_OF_RULES = ("sgd", "momentum", "adam", "rmsprop", "nesterov", "adagrad")


@dataclass(frozen=True, eq=False)
class Outcome:
    """The paths of a state.

    Attributes
    ----------
    points : ndarray, shape (steps + 1, n, 2)
        NaN after a path's last finite point.
    last_finite : ndarray of int, shape (n,)
        The step of that point.
    values : ndarray, shape (steps + 1, n)
        The surface along each path, not finite where the path or the surface is not.
    """

    points: FloatArray
    last_finite: NDArray[np.intp]
    values: FloatArray


@lru_cache(maxsize=4)
def _memo(travelled_state: DescentState) -> list[Outcome]:
    """Return where the paths of a state are kept: empty until they are computed, at once or in the background."""
    return []


def optimizer(state: DescentState) -> Optimizer:
    """Return the chosen update rule of a state, with its hyperparameters."""
    return state.method.optimizer(state.optimizer)


def starts(state: DescentState) -> tuple[Start, ...]:
    """Return where each path begins: at the chosen start all of them, where update rules are compared."""
    return (state.starts[state.chosen],) * len(state.rules) if state.compares else state.starts


def series(state: DescentState) -> tuple[int, ...]:
    """Return whose colour and marker each path has: that of its start, or of its update rule if they are compared."""
    if not state.compares:
        return tuple(number - 1 for number in state.numbers)
    return tuple(_SERIES_OF_RULES.index(rule) for rule in state.rules)


def rule_of(state: DescentState, index: int) -> OptimizerName:
    """Return the name of the update rule that path `index` follows."""
    return state.rules[index] if state.compares else state.optimizer


def chosen_path(state: DescentState) -> int:
    """Return which path the gauge and the cut are about: that of the chosen start, by the chosen rule."""
    return state.rules.index(state.optimizer) if state.compares else state.chosen


def gradient(state: DescentState) -> Gradient:
    """Return the gradient that a path of a state follows, but for the noise."""
    return surface_gradient(find(state.surface), state.gradient, STEP_OF_DIFFERENCES)


def outcome(state: DescentState) -> Outcome:
    """Return the paths of a state; playback, choice of a start and of what is shown do not compute them again."""
    key = travelled(state)
    if memo := _memo(key):
        return memo[0]
    *_unused, result = outcome_in_slices(key, max(key.steps, 1))
    assert result is not None
    return result


def is_known(state: DescentState) -> bool:
    """Whether the paths of a state are there, or few enough steps to be computed at once."""
    return state.steps <= _steps_at_once(state) or bool(_memo(travelled(state)))


def beginning(state: DescentState) -> DescentState:
    """Return the state with as few steps as can be computed at once."""
    return replace(state, steps=min(state.steps, _steps_at_once(state)))


def _steps_at_once(state: DescentState) -> int:
    return STEPS_AT_ONCE // len(state.rules)


def outcome_in_slices(state: DescentState, steps_in_slice: int = STEPS_AT_ONCE) -> Iterator[Outcome | None]:
    """Work the paths of a state out, so many steps at a time, and keep them for `outcome`.

    Yields
    ------
    Outcome or None
        None between slices.
    """
    surface, key = find(state.surface), travelled(state)
    rules = state.rules if state.compares else (state.optimizer,)
    begins = starts(state)[:1] if state.compares else state.starts
    slices = [_paths_in_slices(state, rule, begins, steps_in_slice) for rule in rules]
    parts: tuple[Paths, ...] = ()
    for so_far in zip(*slices, strict=True):
        parts = so_far
        yield None
    points = np.concatenate([part.points for part in parts], axis=1) if len(parts) > 1 else parts[0].points
    last_finite = np.concatenate([part.last_finite for part in parts])
    with np.errstate(all="ignore"):
        values = surface.value(np.moveaxis(points, -1, 0))
    result = Outcome(points, last_finite, values)
    _memo(key)[:] = [result]
    yield result


def _paths_in_slices(
    state: DescentState, rule: OptimizerName, begins: tuple[Start, ...], steps_in_slice: int
) -> Iterator[Paths]:
    followed, method = gradient(state), state.method
    if method.noise:
        followed = noisy(followed, method.noise, method.noise_seed)
    return path_in_slices(
        followed,
        begins,
        learning_rate=state.learning_rate,
        steps=state.steps,
        optimizer=method.optimizer(rule),
        ascent=state.ascent,
        steps_in_slice=steps_in_slice,
    )


@lru_cache(maxsize=16)
def travelled(state: DescentState) -> DescentState:
    """Return the state with everything at its default that no path depends on."""
    return replace(
        state,
        starts=starts(state)[:1] if state.compares else state.starts,
        start_numbers=(),
        shown_step=END,
        speed=1.0,
        chosen_start=0,
        page="paths",
        picture=PictureState(),
    )


def alone(state: DescentState, index: int) -> DescentState:
    """Return the state with one of its paths only, and all steps shown."""
    return replace(
        travelled(state),
        starts=(starts(state)[index],),
        optimizer=rule_of(state, index),
        method=replace(state.method, compared=()),
    )
