"""Why a path went wrong, in words whose every number is computed, and what helps."""

from dataclasses import dataclass

import numpy as np

from core.path_end import End, EndKind
from core.surfaces import find
from explorer.descent import outcome, paths, words
from explorer.descent.end_words import EndWords, end_title, why_it_diverges
from explorer.descent.state import DescentState
from explorer.descent.suggestion import Search, search_for, suggested_rate
from explorer.plots.geometry import Area
from explorer.texts.language import _
from explorer.texts.numbers import SPACE, grouped, plain


@dataclass(frozen=True)
class Trouble:
    """A path that went wrong.

    Attributes
    ----------
    path : EndWords
        Which, and the rest of what is said of it.
    title, body : str
        What happened, and why.
    facts : tuple of (name, number)
        At most three.
    rate : float or None
        A learning rate with which no path fails in as many steps; None where none is known.
    search : Search or None
        What finds that rate; None where there is nothing to try.
    offers_exact : bool
        Whether the exact gradient leads away from where the numerical one is 0.
    others : list of EndWords
        What became of the other paths.
    """

    path: EndWords
    title: str
    body: str
    facts: tuple[tuple[str, str], ...]
    rate: float | None
    search: Search | None
    offers_exact: bool
    others: list[EndWords]


def explain(state: DescentState, ends: list[End], said: list[EndWords], area: Area) -> Trouble | None:
    """Explain a path that went wrong, the chosen one if it did; None where all is well.

    Parameters
    ----------
    ends : list of End
        Of all paths.
    said : list of EndWords
        The same in words.
    area : Area
        The picture.
    """
    troubled = [index for index, end in enumerate(ends) if outcome.is_trouble(end)]
    if not troubled:
        return None
    chosen = paths.chosen_path(state)
    index = chosen if chosen in troubled else troubled[0]
    end = ends[index]
    has_value = np.isfinite(paths.outcome(state).values[0])
    search = search_for(state, (area.left, area.right), (area.bottom, area.top))
    about = _frozen if end.kind is EndKind.FROZEN else _diverged
    body, facts = about(state, index, end)
    return Trouble(
        path=said[index],
        title=_title(state, index, end),
        body=body,
        facts=facts,
        rate=suggested_rate(search) if search is not None and any(has_value[troubled]) else None,
        search=search,
        offers_exact=end.kind is EndKind.FROZEN and outcome.freeze(state, index, end).moves_on,
        others=said[:index] + said[index + 1 :],
    )


def _title(state: DescentState, index: int, end: End) -> str:
    if not np.isfinite(paths.outcome(state).values[0, index]):
        return _("No finite value at {place}").format(place=words.point(*paths.starts(state)[index]))
    limit = outcome.stable_rate(state, index)
    if end.kind is EndKind.FROZEN:
        title = _("Stuck from step {step}: gradient 0").format(step=grouped(end.step))
    elif limit is not None and limit < state.learning_rate and end.kind is EndKind.DIVERGED:
        title = _("Diverged: lr must stay below {limit}").format(limit=words.at_least(limit))
    else:
        return said_title(state, index, end)
    return f"{words.optimizer_names()[state.rules[index]]} · {title}" if state.compares else title


def said_title(state: DescentState, index: int, end: End) -> str:
    """Return what the list of ends says of a path."""
    title = end_title(state, index, end)
    return f"{words.optimizer_names()[state.rules[index]]} · {title}" if state.compares else title


def _diverged(state: DescentState, index: int, end: End) -> tuple[str, tuple[tuple[str, str], ...]]:
    result = paths.outcome(state)
    if not np.isfinite(result.values[0, index]):
        return _("The surface has no finite value at this start. Drag it elsewhere."), ()
    if outcome.ran_off(end, find(state.surface)):
        sentence = _("Step {step} lands at {place}, where the surface has no finite value.")
        return sentence.format(step=grouped(end.step), place=words.point(*end.point)), ()
    sentences = [_why(state, index)]
    if result.last_finite[index] < state.last_shown:
        sentences.append(_("Step {step} has no finite result.").format(step=grouped(end.step + 1)))
    values = result.values[: end.step + 1, index]
    facts = (
        (_("Last finite step"), grouped(end.step)),
        (_("|x| there"), plain(float(np.hypot(*end.point)))),
        (_("Last finite f"), plain(float(values[np.isfinite(values)][-1]))),
    )
    return " ".join(filter(None, sentences)), facts


def _frozen(state: DescentState, index: int, end: End) -> tuple[str, tuple[tuple[str, str], ...]]:
    found = outcome.freeze(state, index, end)
    if found.is_lost:
        reason = _(
            "At step {step} floats are at least {spacing} apart, so {equation} (h = {h}) and the numerical gradient "
            "is 0. No minimum: x = {place}.",
        )
    else:
        reason = _(
            "At step {step} f(x + h) and f(x − h) are the same float (h = {h}), so the numerical gradient is 0. No "
            "minimum: x = {place}.",
        )
    numbers = {
        "step": grouped(found.step),
        "spacing": plain(found.spacing, 2),
        "equation": f"x{SPACE}+{SPACE}h{SPACE}={SPACE}x",
        "h": plain(paths.STEP_OF_DIFFERENCES),
        "place": words.printed_point(*end.point),
    }
    facts = (
        (_("Numerical gradient"), words.point(*found.numerical, 2)),
        *_by_exact_gradient(found, state.last_shown),
    )
    return " ".join(filter(None, (_why(state, index), reason.format(**numbers)))), facts


def _by_exact_gradient(found: outcome.Freeze, last: int) -> tuple[tuple[str, str], ...]:
    """Return how far away the exact gradient leads in as many steps."""
    own = found.exact_points[: last + 1]
    finite = np.isfinite(own).all(axis=1)
    size = words.distance_from_origin(own[finite][-1])
    return ((_("|x|, exact gradient"), plain(float(size))),)


def _why(state: DescentState, index: int) -> str:
    """Return what makes the steps too long, where that is computed; else an empty text."""
    limit = outcome.stable_rate(state, index)
    return why_it_diverges(state, index) if limit is not None and limit < state.learning_rate else ""
