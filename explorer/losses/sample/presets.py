"""Outputs of one click: the chapter's two, and the extremes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.chapter_inputs import CORRECT_CLASS, MOSTLY_RIGHT, MOSTLY_WRONG
from explorer.losses.sample.output import EQUAL, certain, most_probable_wrong, swapped
from explorer.losses.sample.scores import with_output
from explorer.losses.state import CLASSES, LossesState, Sample

_NO_AXIS_SCORES = (2.0, 1.0, 4.0, 0.0, 1.0, 2.0, 0.0, 2.0, 0.0, 0.0)


def wrong_class(target: int) -> int:
    """Return the class that the preset "1 on a wrong class" puts everything on."""
    return (target + CLASSES // 2) % CLASSES


def _mostly_right(state: LossesState) -> LossesState:
    return with_output(replace(state, target=CORRECT_CLASS), MOSTLY_RIGHT)


def _mostly_wrong(state: LossesState) -> LossesState:
    return with_output(replace(state, target=CORRECT_CLASS), MOSTLY_WRONG)


def _both(state: LossesState) -> LossesState:
    kept = (Sample(MOSTLY_WRONG, CORRECT_CLASS),)
    return replace(_mostly_right(state), kept=kept, samples="batch")


def _uniform(state: LossesState) -> LossesState:
    return with_output(state, EQUAL)


def _one_on_correct(state: LossesState) -> LossesState:
    return with_output(state, certain(state.target))


def _one_on_wrong(state: LossesState) -> LossesState:
    return with_output(state, certain(wrong_class(state.target)))


def _swap(state: LossesState) -> LossesState:
    return with_output(state, swapped(state.y, state.target, most_probable_wrong(state.y, state.target)))


def _softmax_without_axis(state: LossesState) -> LossesState:
    return replace(
        state,
        target=CORRECT_CLASS,
        entry="scores",
        scores=_NO_AXIS_SCORES,
        samples="batch",
        kept=(Sample(MOSTLY_WRONG, CORRECT_CLASS),),
        softmax_axis="none",
    )


PRESETS: Mapping[str, Callable[[LossesState], LossesState]] = {
    "mostly_right": _mostly_right,
    "mostly_wrong": _mostly_wrong,
    "both": _both,
    "uniform": _uniform,
    "one_on_correct": _one_on_correct,
    "one_on_wrong": _one_on_wrong,
    "swap": _swap,
    "softmax_without_axis": _softmax_without_axis,
}
"""What each button makes of the state, by its name."""
