"""How the paths of a state stand, by name; paths count from 1."""

from core.optimizers import SGD
from core.path_end import End, EndKind
from core.surfaces import find
from explorer.descent import outcome, paths
from explorer.descent.end_words import distance, end_title
from explorer.descent.state import DescentState
from explorer.descent.words import telling_digits
from explorer.plots.geometry import Area
from explorer.texts.language import N_
from explorer.texts.numbers import fixed, plain
from explorer.views.facts import MISSING, PENDING, Fact, Facts, whole

FACT_LABELS = {
    "arrived_#": N_("Path {0}: whether it has arrived"),
    "end_#": N_("Path {0}"),
    "steps_#": N_("Path {0}: steps"),
    "distance_#": N_("Distance to the nearest minimum"),
    "value_#": N_("Path {0}, last point: f"),
    "x0_#": N_("Path {0}, last point: x₀"),
    "x1_#": N_("Path {0}, last point: x₁"),
    "minimum_#": N_("Path {0}: number of its minimum"),
    "factor_#": N_("Factor per step along direction {0}"),
}
_OF_A_PATH = ("arrived", "end", "steps", "distance", "value", "x0", "x1", "minimum")


def facts_of(state: DescentState, home: Area) -> Facts:
    """Return how each path stands in a picture, and what a step leaves of the distance along each direction."""
    ends = outcome.path_ends(state, (home.left, home.right), (home.bottom, home.top))
    facts: dict[str, Fact] = {}
    for index, end in enumerate(ends):
        own = zip(_OF_A_PATH, _facts_of_path(state, index, end), strict=True)
        facts |= {f"{name}_{index + 1}": fact for name, fact in own}
    if isinstance(paths.optimizer(state), SGD):
        for number, direction in enumerate(outcome.directions(state), 1):
            factor = direction.factor(state.learning_rate)
            facts[f"factor_{number}"] = Fact(factor, fixed(factor, 3))
    return facts


def pending_facts(state: DescentState) -> Facts:
    """Return the names of all facts of a state whose paths are still being computed."""
    numbers = range(1, len(paths.starts(state)) + 1)
    return {f"{name}_{number}": PENDING for number in numbers for name in _OF_A_PATH}


def _facts_of_path(state: DescentState, index: int, end: End) -> tuple[Fact, ...]:
    surface, start = find(state.surface), paths.starts(state)[index]
    arrived, is_there = end.kind is EndKind.ARRIVED, end.kind in (EndKind.ARRIVED, EndKind.NEAR)
    away = None if state.ascent or not surface.minima else distance(surface, end)
    listed = end.minimum if is_there and len(surface.minima) > 1 else None
    title = end_title(state, index, end, listed)
    return (
        Fact(arrived, title),
        Fact(end.kind.value, title),
        whole(end.step),
        MISSING if away is None else Fact(away, plain(away, 2)),
        Fact(end.value, plain(end.value)),
        *(Fact(x, plain(x, telling_digits(x, own))) for x, own in zip(end.point, start, strict=True)),
        MISSING if listed is None else whole(listed + 1),
    )
