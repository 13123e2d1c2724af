"""A learning rate that helps where a path failed: the largest power of ten with which it does not.

Nothing here knows Qt; all figures come from `core`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.descent import path_in_slices
from core.path_end import EndKind, classify
from core.surfaces import Range, find
from explorer.descent import paths
from explorer.descent.kept import Kept
from explorer.descent.outcome import step_of_differences
from explorer.descent.state import DescentState

_RATES = tuple(float(f"1e{exponent}") for exponent in range(0, -9, -1))
_GOOD_ENDS = (EndKind.ARRIVED, EndKind.MOVING)


@dataclass(frozen=True)
class Search:
    """All that it depends on which of the rates help a path.

    Attributes
    ----------
    state : DescentState
        With that path alone; its own learning rate does not matter.
    x_range, y_range : tuple of float
        The picture, which a path can leave.
    """

    state: DescentState
    x_range: Range
    y_range: Range


_kept: Kept[Search, tuple[float, ...]] = Kept(16)


def search_for(state: DescentState, index: int, x_range: Range, y_range: Range) -> Search:
    """Return the search that path `index` of a state needs."""
    return Search(replace(paths.alone(state, index), learning_rate=_RATES[0]), x_range, y_range)


def is_known(search: Search) -> bool:
    """Whether the answer is there, or takes few enough steps to be worked out at once."""
    return paths.beginning(search.state) == search.state or search in _kept


def suggested_rate(search: Search, below: float) -> float | None:
    """Return the largest power of ten with which the path arrives or is on its way, None where none below a rate does.

    Until all steps are worked out, the first ones tell.
    """
    known = _kept.found(search)
    if known is None:
        known = _kept.found(search := replace(search, state=paths.beginning(search.state)))
    if known is None:
        *_, known = search_in_slices(search)
    assert known is not None
    return next((rate for rate in known if rate < below), None)


def search_in_slices(search: Search) -> Iterator[tuple[float, ...] | None]:
    """Try all rates, some steps at a time, and keep those that help for `suggested_rate`.

    Yields
    ------
    tuple of float or None
        None between slices.
    """
    state, surface = search.state, find(search.state.surface)
    slices = path_in_slices(
        paths.gradient(state),
        state.starts * len(_RATES),
        learning_rate=_RATES,
        steps=state.steps,
        optimizer=paths.optimizer(state),
        ascent=state.ascent,
    )
    for so_far in slices:
        points = so_far.points
        yield None
    h = step_of_differences(state)
    ends = (
        classify(surface, own, search.x_range, search.y_range, ascent=state.ascent, h=h)
        for own in np.moveaxis(points, 1, 0)
    )
    helpful = tuple(rate for rate, end in zip(_RATES, ends, strict=True) if end.kind in _GOOD_ENDS)
    _kept.keep(search, helpful)
    yield helpful
