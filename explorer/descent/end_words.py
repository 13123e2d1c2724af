"""What is said about how paths ended: what was computed up to the step that is shown, with its numbers."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.path_end import End, EndKind
from core.surfaces import Point, Surface, find
from explorer.descent import outcome, paths, words
from explorer.descent.outcome import Direction
from explorer.descent.state import DescentState
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import SPACE, grouped, plain

_BARELY = 1e-3  # of the surface's diagonal: a path that has kept so near its start has barely moved
_ROUNDING = 8  # units in the last place: two values so near each other may differ by rounding alone
_WITHOUT_A_REASON = (EndKind.LEFT, EndKind.CIRCLING, EndKind.MOVING)  # by themselves
_MOST_DIGITS = 6
_MARKERS = "●■▲◆"  # as those of the series in the plots


@dataclass(frozen=True)
class EndWords:
    """A path's end: the result in a few words, and two sentences more; with its badge, in the colour of a series."""

    title: str
    detail: str
    place: str = ""
    badge: str = ""
    series: int = 0


def words_of_ends(state: DescentState, ends: list[End], reached: Sequence[int | None]) -> list[EndWords]:
    """Return what is said of each path at the step that is shown, with the minimum, of several, that it has reached."""
    badges, series = _badges(state), paths.series(state)
    said = []
    for index, end in enumerate(ends):
        title = end_title(state, index, end, reached[index])
        if state.compares:
            title = f"{words.optimizer_names()[state.rules[index]]} · {title}"
        detail, place = end_detail(state, index, end), end_place(state, index, end)
        said.append(EndWords(title, detail, place, badges[index], series[index]))
    return said


def end_title(state: DescentState, index: int, end: End, reached: int | None = None) -> str:
    """Return in a few words how a path stands at the step that is shown."""
    surface = find(state.surface)
    if reached is not None and np.isfinite(end.value):
        sentence = _("Within {reach} of minimum {number} since step {step}")
    else:
        sentence = _sentence(state, index, end, surface)
    numbers: dict[str, Callable[[], str]] = {
        "step": lambda: grouped(end.step),
        "number": lambda: grouped((reached or 0) + 1),
        "place": lambda: words.point(*words.place_in(surface, *(end.place or end.point))),
        "reach": lambda: words.at_most(end.reach),
        "slope": lambda: plain(end.gradient_length, 2),
        "size": lambda: plain(float(np.hypot(*end.point))),
        "move": lambda: plain(_last_move(state, index), 2),
        "moved": lambda: plain(_farthest_from_start(state, index), 2),
        "steps": lambda: grouped(state.last_shown),
        "distance": lambda: plain(distance(surface, end), 2),
        "minimum": lambda: words.point(*words.place_in(surface, *_nearest_minimum(surface, end.point))),
    }
    return sentence.format(
        **{name: number() for name, number in numbers.items() if f"{{{name}}}" in sentence}
    )


def _sentence(state: DescentState, index: int, end: End, surface: Surface) -> str:
    if not np.isfinite(end.value) and (end.kind is not EndKind.DIVERGED or end.step == 0):
        return _("No finite value at {place}")
    match end.kind:
        case EndKind.ARRIVED | EndKind.NEAR if state.ascent:
            return _("Within {reach} of a maximum since step {step}")
        case EndKind.ARRIVED | EndKind.NEAR if len(surface.minima) == 1 and end.minimum is not None:
            return _("Within {reach} of the minimum since step {step}")
        case EndKind.ARRIVED | EndKind.NEAR:
            return _("Within {reach} of a minimum since step {step}")
        case EndKind.SADDLE:
            return _("Within {reach} of a saddle point since step {step}")
        case EndKind.BALANCED if state.ascent:
            return _("Within {reach} of a minimum since step {step}")
        case EndKind.BALANCED:
            return _("Within {reach} of a maximum since step {step}")
        case EndKind.PLATEAU:
            return _("On a plateau, slope {slope}")
        case EndKind.LEFT if outcome.overshoots(state, index, end):
            return _("Diverges: {away} since step {step}").replace("{away}", _away(state))
        case EndKind.CIRCLING | EndKind.MOVING if outcome.overshoots(state, index, end):
            return _("Diverges, slope {slope}")
        case EndKind.CIRCLING:
            return _("Oscillates, last step {move} long")
        case EndKind.LEFT if state.picture.window is None:
            return _("Left the picture at step {step}")
        case EndKind.LEFT:
            return _("Left the full view at step {step}")
        case EndKind.OUTSIDE if state.picture.window is None:
            return _("Outside the picture at every step")
        case EndKind.OUTSIDE:
            return _("Outside the full view at every step")
        case EndKind.DIVERGED if outcome.ran_off(end, surface):
            return _("No finite value of f at step {step}")
        case EndKind.DIVERGED if _is_finite(state, index):
            return _("Diverged: |x| = {size} at step {step}")
        case EndKind.DIVERGED:
            return _("Diverged: not finite after step {step}")
        case EndKind.FROZEN:
            return _("Stands still from step {step}")
    return _sentence_on_the_way(state, index, surface)


def _away(state: DescentState) -> str:
    return _("outside the picture") if state.picture.window is None else _("outside the full view")


def _sentence_on_the_way(state: DescentState, index: int, surface: Surface) -> str:
    if state.last_shown == 0:
        return _("Has not moved yet, slope {slope}")
    if _farthest_from_start(state, index) <= _BARELY * float(np.hypot(*_size(surface))):
        return _("Has moved {moved} in {steps} steps")
    if state.ascent or not surface.minima:
        return _("Slope {slope}, last step {move} long")
    if state.compares:
        return _("{distance} from {minimum}")
    return _("{distance} from the minimum {minimum}")


def end_detail(state: DescentState, index: int, end: End) -> str:
    """Return one more sentence on a path: what became of f, and how fast it came nearer, or why it diverges."""
    first, last = float(paths.outcome(state).values[0, index]), end.value
    if not np.isfinite((first, last)).all():
        return ""
    if state.last_shown == 0:
        return _("f = {value} at {place}.").format(value=plain(first), place=words.point(*end.point))
    if end.kind in _WITHOUT_A_REASON and outcome.overshoots(state, index, end):
        return why_it_diverges(state, index)
    if end.kind is EndKind.MOVING and not state.ascent:
        halved = _steps_of_the_last_half(state, index)
        if halved is not None:
            sentence = ngettext(
                "{change}; distance halved in {count} step.",
                "{change}; distance halved in {count} steps.",
                halved,
            )
            return sentence.format(change=_change_to(first, last), count=grouped(halved))
    return f"{_change(first, last)}."


def why_it_diverges(state: DescentState, index: int) -> str:
    """Return which step is too long, for a path that `outcome.overshoots`."""
    rate, limit = state.learning_rate, outcome.stable_rate(state, index)
    assert limit is not None
    if paths.rule_of(state, index) == "sgd":
        direction = outcome.steepest(state, index)
        factor = abs(direction.factor(rate))
        if len(direction.axes) > 1:
            sentence = _("|1 − lr·λ| = {factor} > 1: each step lands farther away.")
        else:
            sentence = _("|1 − lr·λ| = {factor} > 1: each step lands farther away along {direction}.")
        return sentence.format(
            factor=plain(factor, words.telling_digits(factor, 1.0)), direction=_direction_name(direction)
        )
    sentence = _("lr is above {limit}, where each swing is wider than the last.")
    return sentence.format(limit=words.at_least(limit))


def _direction_name(direction: Direction) -> str:
    return _axes(direction) or f"{plain(round(direction.angle), 3)}°"


def end_place(state: DescentState, index: int, end: End) -> str:
    """Return where a path is: one alone with the digits that NumPy prints, else those that tell it from its start."""
    if state.last_shown == 0:
        return ""
    if len(paths.starts(state)) == 1:
        return _("x = {place}.").format(place=words.printed_point(*end.point))
    place = words.telling_point(*end.point, paths.starts(state)[index])
    return _("x = {place}.").format(place=place)


def after(steps: int) -> str:
    """Return the title over the ends of paths."""
    if steps == 0:
        return _("At the start")
    return ngettext("After {count} step", "After {count} steps", steps).format(count=grouped(steps))


def _change(first: float, last: float) -> str:
    """Return what became of f, with the digits that show a difference, or the difference where six show none."""
    by = abs(last - first)
    if by <= _ROUNDING * np.spacing(max(abs(first), abs(last))):
        return _("f is {first}, as at the start").format(first=plain(first))
    digits = words.digits_apart(first, last)
    if digits > _MOST_DIGITS:
        falls = _("f fell by {by}, from {first}")
        rises = _("f rose by {by}, from {first}")
        digits = 3
    else:
        falls = _("f fell from {first} to {last}")
        rises = _("f rose from {first} to {last}")
    sentence = falls if last < first else rises
    return sentence.format(first=plain(first, digits), last=plain(last, digits), by=plain(by, 2))


def _change_to(first: float, last: float) -> str:
    """Return to what f fell or rose, where three digits show that it did, or by how much."""
    if plain(first) == plain(last):
        return _change(first, last)
    sentence = _("f fell to {last}") if last < first else _("f rose to {last}")
    return sentence.format(last=plain(last))


def distance(surface: Surface, end: End) -> float:
    """Return how far it is from a path's last point to the nearest minimum that is known."""
    return math.dist(_nearest_minimum(surface, end.point), end.point)


def _nearest_minimum(surface: Surface, point: Point) -> Point:
    return min(surface.minima, key=lambda minimum: math.dist(minimum, point))


def _size(surface: Surface) -> Point:
    return float(np.ptp(surface.x_range)), float(np.ptp(surface.y_range))


def _own_points(state: DescentState, index: int) -> FloatArray:
    result = paths.outcome(state)
    return result.points[: min(state.last_shown, int(result.last_finite[index])) + 1, index]


def _is_finite(state: DescentState, index: int) -> bool:
    return int(paths.outcome(state).last_finite[index]) >= state.last_shown


def _farthest_from_start(state: DescentState, index: int) -> float:
    own = _own_points(state, index)
    with np.errstate(over="ignore"):
        return float(np.hypot(*(own - own[0]).T).max())


def _last_move(state: DescentState, index: int) -> float:
    own = _own_points(state, index)
    return math.dist(own[-1], own[-2]) if len(own) > 1 else 0.0


def _steps_of_the_last_half(state: DescentState, index: int) -> int | None:
    """Return in how many last steps the distance from the nearest known minimum became half as large or less."""
    surface, own = find(state.surface), _own_points(state, index)
    if not surface.minima:
        return None
    away = np.hypot(*(own - _nearest_minimum(surface, own[-1])).T)
    twice = np.flatnonzero(away >= 2 * away[-1])
    return len(own) - 1 - int(twice[-1]) if twice.size and away[-1] > 0 else None


def _badges(state: DescentState) -> tuple[str, ...]:
    """Return what stands on the badge of each path: the number of its start, or its marker if rules are compared."""
    if not state.compares:
        return tuple(map(str, state.numbers))
    return tuple(_MARKERS[series % len(_MARKERS)] for series in paths.series(state))


def note(state: DescentState, found: tuple[Direction, ...]) -> str:
    """Return the remark below the ends of all paths; empty where there is nothing to add."""
    if state.compares:
        return _("All from start {number}, with lr = {rate}.").format(
            number=state.chosen_number, rate=plain(state.learning_rate)
        )
    is_plain = outcome.is_plain(state, 0) and state.last_shown > 0 and outcome.is_valley(state)
    return slow_direction(found, state.learning_rate) if is_plain else ""


def slow_direction(found: tuple[Direction, ...], learning_rate: float) -> str:
    """Return along which axis plain descent converges slowly, or an empty text where along none."""
    if len(found) != 2 or any(not direction.axes for direction in found):
        return ""
    factors = [abs(direction.factor(learning_rate)) for direction in found]
    slow = int(factors[1] > factors[0])
    if max(factors) >= 1 or _share(factors[0]) == _share(factors[1]):
        return ""
    return _("{slow} converges slowly: a step leaves {most} of the distance.").format(
        slow=_axes(found[slow]), most=_share(factors[slow])
    )


def _share(factor: float) -> str:
    """Return a share below 1 in percent, with the digits that tell it from all."""
    return f"{plain(100 * factor, max(words.telling_digits(factor, 1.0, 2), 2))}{SPACE}%"


def _axes(direction: Direction) -> str:
    return ", ".join(words.AXES[axis] for axis in direction.axes)
