"""A learning rate that helps where paths failed: a power of ten with which none does, found by trying.

Nothing here knows Qt; all figures come from `core`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.arrays import FloatArray
from core.descent import Paths, path_in_slices
from core.path_classification import classify
from core.path_end import End, EndKind
from core.surfaces import Range, Surface, find
from explorer.descent import paths
from explorer.descent.method_state import OptimizerName
from explorer.descent.outcome import is_trouble, step_of_differences
from explorer.descent.state import DescentState

_RATES = tuple(float(f"1e{exponent}") for exponent in range(0, -9, -1))
_NO_GOOD = (EndKind.LEFT, EndKind.OUTSIDE, EndKind.CIRCLING)  # no trouble, but another rate may do better


@dataclass(frozen=True)
class Search:
    """All that it depends on which of the rates help.

    Attributes
    ----------
    state : DescentState
        With the largest rate to be tried as its learning rate.
    x_range, y_range : tuple of float
        The picture, which a path can leave.
    """

    state: DescentState
    x_range: Range
    y_range: Range


@lru_cache(maxsize=16)
def _memo(search: Search) -> list[tuple[float, ...]]:
    """Return where the answer is kept: empty until it is computed, at once or in the background."""
    return []


def search_for(state: DescentState, x_range: Range, y_range: Range) -> Search | None:
    """Return the search that a state needs; None with noise, or where its learning rate is below all that are tried."""
    if state.method.noise:
        return None
    largest = next((rate for rate in _RATES if rate < state.learning_rate), None)
    if largest is None:
        return None
    return Search(replace(paths.travelled(state), learning_rate=largest), x_range, y_range)


def is_known(search: Search) -> bool:
    """Whether the answer is there, or takes few enough steps to be computed at once."""
    return paths.beginning(search.state) == search.state or bool(_memo(search))


def suggested_rate(search: Search) -> float | None:
    """Return the largest power of ten with which no path leaves or oscillates, else with which none fails.

    None where no rate helps, or until all steps have been tried.
    """
    if not is_known(search):
        return None
    if not _memo(search):
        for _unused in search_in_slices(search):
            pass
    helpful = _memo(search)[0]
    return helpful[0] if helpful else None


def search_in_slices(search: Search) -> Iterator[tuple[float, ...] | None]:
    """Try all rates, some steps at a time, and keep the one that helps, if there is one, for `suggested_rate`.

    Yields
    ------
    tuple of float or None
        None between slices.
    """
    state = search.state
    rates = tuple(rate for rate in _RATES if rate <= state.learning_rate)
    begins = paths.starts(state)[:1] if state.compares else state.starts
    rules = state.rules if state.compares else (state.optimizer,)
    parts: tuple[Paths, ...] = ()
    for so_far in zip(*(_tried(state, rule, begins, rates) for rule in rules), strict=True):
        parts = so_far
        yield None
    steps = len(parts[0].points)
    tried = np.concatenate([part.points.reshape(steps, len(rates), -1, 2) for part in parts], axis=2)
    helpful = _best(search, rates, tried)
    _memo(search)[:] = [helpful]
    yield helpful


def _tried(
    state: DescentState, rule: OptimizerName, begins: Sequence[tuple[float, float]], rates: tuple[float, ...]
) -> Iterator[Paths]:
    """Follow an update rule from each start with each rate, all starts with the first rate first."""
    return path_in_slices(
        paths.gradient(state),
        tuple(begins) * len(rates),
        learning_rate=np.repeat(rates, len(begins)),
        steps=state.steps,
        optimizer=state.method.optimizer(rule),
        ascent=state.ascent,
    )


def _best(search: Search, rates: tuple[float, ...], tried: FloatArray) -> tuple[float, ...]:
    """Return the rate that helps, if there is one, by paths of shape (steps + 1, rates, paths, 2)."""
    # A start without a value is no fault of the rate.
    surface = find(search.state.surface)
    counted = np.isfinite(surface.value(np.moveaxis(tried[0, 0], -1, 0)))
    tolerable: tuple[float, ...] = ()
    for number, rate in enumerate(rates if counted.any() else ()):
        own = tried[:, number, counted]
        if not np.isfinite(own[-1]).all():
            continue
        ends = [_end(search, surface, own[:, 0])]
        for index in range(1, own.shape[1]):
            if is_trouble(ends[-1]) or (tolerable and ends[-1].kind in _NO_GOOD):
                break
            ends.append(_end(search, surface, own[:, index]))
        if any(is_trouble(end) for end in ends):
            continue
        if not any(end.kind in _NO_GOOD for end in ends):
            return (rate,)
        tolerable = tolerable or (rate,)
    return tolerable


def _end(search: Search, surface: Surface, points: FloatArray) -> End:
    state = search.state
    return classify(
        surface, points, search.x_range, search.y_range, ascent=state.ascent, h=step_of_differences(state)
    )
