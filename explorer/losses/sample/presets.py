"""Answers of one click: the chapter's two, and the extremes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.chapter_inputs import CORRECT_CLASS, MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.sample.answer import EQUAL, certain, exchanged, strongest_rival
from explorer.losses.sample.scores import with_answer
from explorer.losses.state import CLASSES, LossesState, Sample


def _mostly_right(state: LossesState) -> LossesState:
    return with_answer(replace(state, target=CORRECT_CLASS), MOSTLY_RIGHT)


def _mostly_wrong(state: LossesState) -> LossesState:
    return with_answer(replace(state, target=CORRECT_CLASS), MOSTLY_WRONG)


def _both(state: LossesState) -> LossesState:
    kept = (Sample(MOSTLY_WRONG, CORRECT_CLASS),)
    return replace(_mostly_right(state), kept=kept, samples="batch")


def _guess(state: LossesState) -> LossesState:
    return with_answer(state, EQUAL)


def _sure_and_right(state: LossesState) -> LossesState:
    return with_answer(state, certain(state.target))


def _sure_and_wrong(state: LossesState) -> LossesState:
    return with_answer(state, certain((state.target + CLASSES // 2) % CLASSES))


def _exchange(state: LossesState) -> LossesState:
    return with_answer(state, exchanged(state.y, state.target, strongest_rival(state.y, state.target)))


PRESETS: Mapping[str, Callable[[LossesState], LossesState]] = {
    "mostly_right": _mostly_right,
    "mostly_wrong": _mostly_wrong,
    "both": _both,
    "guess": _guess,
    "sure_and_right": _sure_and_right,
    "sure_and_wrong": _sure_and_wrong,
    "exchange": _exchange,
}
"""What each button makes of the state, by its name."""
