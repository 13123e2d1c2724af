"""What is said about how paths ended: present tense, a result first, a number in every claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.path_end import ARRIVAL_DISTANCE, End, EndKind
from core.surfaces import Surface
from explorer.descent import outcome, paths, words
from explorer.descent.outcome import Direction
from explorer.descent.state import DescentState
from explorer.language import _, ngettext
from explorer.widgets.numbers import grouped, plain, significant

_PACE_WINDOW = 10  # steps over which the pace of a path is measured
_WITHOUT_A_REASON = (EndKind.LEFT, EndKind.CIRCLING, EndKind.MOVING)  # by themselves
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
    surface = paths.outcome(state).surface
    if reached is not None and np.isfinite(end.value):
        sentence = _("At minimum {number}, {place}, from step {step}")
    else:
        sentence = _sentence(state, index, end, surface)
    numbers: dict[str, Callable[[], str]] = {
        "step": lambda: grouped(end.step),
        "number": lambda: grouped((reached or 0) + 1),
        "place": lambda: words.point(*words.place_in(surface, *(end.place or end.point))),
        "slope": lambda: plain(end.gradient_length, 2),
        "distance": lambda: plain(distance(surface, end), 2),
    }
    return sentence.format(
        **{name: number() for name, number in numbers.items() if f"{{{name}}}" in sentence}
    )


def _sentence(state: DescentState, index: int, end: End, surface: Surface) -> str:
    if not np.isfinite(end.value) and (end.kind is not EndKind.DIVERGED or end.step == 0):
        return _("No finite value at {place}")
    match end.kind:
        case EndKind.ARRIVED if len(surface.minima) == 1 and end.minimum is not None:
            return _("Arrived at step {step}")
        case EndKind.ARRIVED:
            return _("Arrived at step {step}, at {place}")
        case EndKind.SADDLE:
            return _("Stands at a saddle from step {step}")
        case EndKind.BALANCED if state.ascent:
            return _("Balances on a minimum, slope {slope}")
        case EndKind.BALANCED:
            return _("Balances on a maximum, slope {slope}")
        case EndKind.PLATEAU:
            return _("Creeps on a plateau, slope {slope}")
        case EndKind.LEFT if outcome.overshoots(state, index, end):
            return _("Diverges: out of the picture at step {step}")
        case EndKind.CIRCLING | EndKind.MOVING if outcome.overshoots(state, index, end):
            return _("Diverges, slope {slope}")
        case EndKind.CIRCLING:
            return _("Circles without arriving, slope {slope}")
        case EndKind.LEFT:
            return _("Left the picture at step {step}")
        case EndKind.OUTSIDE:
            return _("Starts outside the picture, and stays there")
        case EndKind.DIVERGED if outcome.ran_off(end, surface):
            return _("Ran off the surface at step {step}")
        case EndKind.DIVERGED:
            return _("Diverged by step {step}")
        case EndKind.FROZEN:
            return _("Stands still from step {step}")
    return _sentence_on_the_way(state, index, end, surface)


def _sentence_on_the_way(state: DescentState, index: int, end: End, surface: Surface) -> str:
    if state.last_shown == 0:
        return _("Has not moved yet, slope {slope}")
    if state.ascent or not surface.minima:
        return _("On its way, slope {slope}")
    if state.compares:
        return _("still {distance} away")
    return _("On its way, {distance} from the minimum")


def end_detail(state: DescentState, index: int, end: End) -> str:
    """Return one more sentence on a path: what became of f, and how long it would take or why it never arrives."""
    first, last = float(paths.outcome(state).values[0, index]), end.value
    if not np.isfinite((first, last)).all():
        return ""
    if state.last_shown == 0:
        return _("f = {value} at {place}.").format(value=plain(first), place=words.point(*end.point))
    if end.kind in _WITHOUT_A_REASON and outcome.overshoots(state, index, end):
        return _why_it_diverges(state, index)
    if end.kind is EndKind.MOVING and not state.ascent and not state.method.noise:
        more = _steps_to_go(state, index, end)
        if more is not None:
            sentence = ngettext(
                "{change}; about {count} step to go.", "{change}; about {count} steps to go.", more
            )
            return sentence.format(change=_change(first, last), count=plain(float(f"{more:.1e}"), 2))
    return f"{_change(first, last)}."


def _why_it_diverges(state: DescentState, index: int) -> str:
    rate, limit = state.learning_rate, outcome.stable_rate(state, index)
    assert limit is not None
    if paths.rule_of(state, index) == "sgd":
        sentence = _("|1 − lr·λ| = {factor} > 1: each step lands farther away.")
        return sentence.format(factor=plain(2 * rate / limit - 1, words.telling_digits(rate, limit)))
    sentence = _("lr is above {limit}: each swing is wider than the last.")
    return sentence.format(limit=plain(limit))


def end_place(state: DescentState, index: int, end: End) -> str:
    """Return where a path is, with the digits that tell it from its start."""
    if state.last_shown == 0:
        return ""
    place = words.telling_point(*end.point, paths.starts(state)[index])
    return _("Now at {place}.").format(place=place)


def after(steps: int) -> str:
    """Return the title over the ends of paths."""
    if steps == 0:
        return _("At the start")
    return ngettext("After {count} step", "After {count} steps", steps).format(count=grouped(steps))


def _change(first: float, last: float) -> str:
    """Return what became of f, to three digits, or to the difference where three show none."""
    by = abs(last - first)
    if by == 0:
        return _("f is {first}, as at the start").format(first=plain(first))
    if plain(first) == plain(last):
        falls = _("f fell by {by}, from {first}")
        rises = _("f rose by {by}, from {first}")
    else:
        falls = _("f fell from {first} to {last}")
        rises = _("f rose from {first} to {last}")
    sentence = falls if last < first else rises
    return sentence.format(first=plain(first), last=plain(last, 2), by=plain(by, 2))


def distance(surface: Surface, end: End) -> float:
    """Return how far it is from a path's last point to the nearest minimum that is known."""
    with np.errstate(over="ignore"):
        return float(np.hypot(*(np.array(surface.minima) - end.point).T).min())


def _steps_to_go(state: DescentState, index: int, end: End) -> int | None:
    """Return how many steps more would bring a path within reach of the nearest minimum, at its recent pace."""
    result = paths.outcome(state)
    surface, last_step = result.surface, state.last_shown
    if not surface.minima:
        return None
    minima = np.array(surface.minima)
    goal = minima[np.hypot(*(minima - end.point).T).argmin()]
    window = min(_PACE_WINDOW, last_step)
    before, now = np.hypot(*(result.points[[last_step - window, last_step], index] - goal).T)
    reach = ARRIVAL_DISTANCE * float(np.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range)))
    if not reach < now < before:
        return None
    return int(np.ceil(window * np.log(reach / now) / np.log(now / before)))


def _badges(state: DescentState) -> tuple[str, ...]:
    """Return what stands on the badge of each path: the number of its start, or its marker if rules are compared."""
    if not state.compares:
        return tuple(str(number + 1) for number in range(len(state.starts)))
    return tuple(_MARKERS[series % len(_MARKERS)] for series in paths.series(state))


def note(state: DescentState, found: tuple[Direction, ...]) -> str:
    """Return the remark below the ends of all paths; empty where there is nothing to add."""
    if state.compares:
        return _("All from start {number}, with lr = {rate}.").format(
            number=state.chosen + 1, rate=plain(state.learning_rate)
        )
    is_plain = state.optimizer == "sgd" and not state.method.noise
    return pace(found, state.learning_rate) if is_plain and state.last_shown > 0 else ""


def pace(found: tuple[Direction, ...], learning_rate: float) -> str:
    """Return which direction holds plain descent up, or an empty text where none does."""
    if len(found) != 2 or any(not direction.axes for direction in found):
        return ""
    factors = [abs(direction.factor(learning_rate)) for direction in found]
    slow = int(factors[1] > factors[0])
    most, least = (significant(factors[index], 2) for index in (slow, 1 - slow))
    if max(factors) >= 1 or most == least:
        return ""
    return _("{slow} is the slow one: a step leaves {most} of it, but {least} of {quick}.").format(
        slow=_axes(found[slow]), most=most, least=least, quick=_axes(found[1 - slow])
    )


def _axes(direction: Direction) -> str:
    return ", ".join(words.AXES[axis] for axis in direction.axes)
