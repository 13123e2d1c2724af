"""Why a path went wrong, in words whose every number is computed, and what would help."""

from dataclasses import dataclass

import numpy as np

from core.path_end import End, EndKind
from explorer.descent import outcome, paths, words
from explorer.descent.end_words import EndWords
from explorer.descent.state import DescentState
from explorer.descent.suggestion import Search, search_for, suggested_rate
from explorer.language import _
from explorer.plots.geometry import Area
from explorer.widgets.numbers import grouped, plain


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
        A learning rate with which no path fails.
    search : Search or None
        What finds that rate; None where the present one is too low already.
    offers_third : bool
        Whether a smaller learning rate can help at all.
    offers_exact : bool
        Whether the exact gradient would not have got stuck.
    others : list of EndWords
        What became of the other paths.
    """

    path: EndWords
    title: str
    body: str
    facts: tuple[tuple[str, str], ...]
    rate: float | None
    search: Search | None
    offers_third: bool
    offers_exact: bool
    others: list[EndWords]


def explain(state: DescentState, ends: list[End], said: list[EndWords], area: Area) -> Trouble | None:
    """Explain a path that went wrong, the chosen one if it did; None where all is well.

    Parameters
    ----------
    state : DescentState
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
        offers_third=bool(has_value[index]),
        offers_exact=end.kind is EndKind.FROZEN,
        others=said[:index] + said[index + 1 :],
    )


def _title(state: DescentState, index: int, end: End) -> str:
    if not np.isfinite(paths.outcome(state).values[0, index]):
        return _("No value at {place}").format(place=words.point(*paths.starts(state)[index]))
    limit = outcome.stable_rate(state, index)
    if outcome.ran_off(end, paths.outcome(state).surface):
        title = _("Ran off the surface at step {step}").format(step=grouped(end.step))
    elif limit is not None and limit <= state.learning_rate:
        title = _("Diverged: lr must stay below {limit} here").format(limit=plain(limit))
    else:
        title = _("Diverged by step {step}").format(step=grouped(end.step))
    return f"{words.optimizer_names()[state.rules[index]]} · {title}" if state.compares else title


def _diverged(state: DescentState, index: int, end: End) -> tuple[str, tuple[tuple[str, str], ...]]:
    result = paths.outcome(state)
    if not np.isfinite(result.values[0, index]):
        return _("The surface has no finite value at this start. Drag it elsewhere."), ()
    if outcome.ran_off(end, result.surface):
        sentence = _(
            "Step {step} lands at {place}. The surface has no value there, so there is no gradient to follow.",
        )
        return sentence.format(step=grouped(end.step), place=words.point(*end.point)), ()
    sentences = [_why(state, index, end.step)]
    if result.last_finite[index] < state.last_shown:
        sentences.append(
            _("After step {step} the numbers are too large for float64.").format(step=grouped(end.step))
        )
    values = result.values[: end.step + 1, index]
    facts = (
        (_("Last finite step"), grouped(end.step)),
        (_("|x| there"), plain(float(np.hypot(*end.point)))),
        (_("Last finite f"), plain(float(values[np.isfinite(values)][-1]))),
    )
    return " ".join(filter(None, sentences)), facts


def _frozen(state: DescentState, index: int, end: End) -> tuple[str, tuple[tuple[str, str], ...]]:
    found = outcome.freeze(state, index, end)
    reason = _(
        "At step {step} neighbouring numbers lie {spacing} apart, so adding h = {h} changes nothing: the numerical "
        "gradient is exactly 0. The path stands still, but this is no minimum.",
    ).format(step=found.step, spacing=plain(found.spacing, 2), h=plain(paths.STEP_OF_DIFFERENCES))
    facts = (
        (_("Numerical"), words.point(*found.numerical, 2)),
        (_("Exact gradient"), words.point(*found.exact, 2)),
        (_("|x| at the end"), plain(float(np.hypot(*end.point)))),
    )
    return " ".join(filter(None, (_why(state, index, found.step), reason))), facts


def _why(state: DescentState, index: int, step: int) -> str:
    """Return what drives a path away, or an empty text where it is not plain to see."""
    growth = outcome.growth(state, index, step)
    if growth is None or growth <= 1:
        return ""
    limit = outcome.largest_stable_rate(state, index)
    if limit is not None and limit <= state.learning_rate:
        sentence = _("Each step jumps over the {goal} and lands {times} times as far away.")
    else:
        sentence = _("Nothing stops it on this side: each step ends {times} times as far away.")
    goal = _("maximum") if state.ascent else _("minimum")
    return sentence.format(goal=goal, times=plain(growth))
