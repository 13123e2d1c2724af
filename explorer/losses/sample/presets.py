"""Answers of one click: the chapter's two, and the extremes."""

from collections.abc import Callable, Mapping
from typing import Any

from explorer.losses.sample.answer import EQUAL, certain, exchanged, strongest_rival
from explorer.losses.state import CHAPTER_TARGET, CLASSES, MOSTLY_RIGHT, MOSTLY_WRONG, LossesState, Sample


def _mostly_right(_state: LossesState) -> dict[str, Any]:
    return {"y": MOSTLY_RIGHT, "target": CHAPTER_TARGET}


def _mostly_wrong(_state: LossesState) -> dict[str, Any]:
    return {"y": MOSTLY_WRONG, "target": CHAPTER_TARGET}


def _both(_state: LossesState) -> dict[str, Any]:
    kept = (Sample(MOSTLY_WRONG, CHAPTER_TARGET),)
    return {"y": MOSTLY_RIGHT, "target": CHAPTER_TARGET, "kept": kept, "samples": "batch"}


def _guess(_state: LossesState) -> dict[str, Any]:
    return {"y": EQUAL}


def _sure_and_right(state: LossesState) -> dict[str, Any]:
    return {"y": certain(state.target)}


def _sure_and_wrong(state: LossesState) -> dict[str, Any]:
    return {"y": certain((state.target + CLASSES // 2) % CLASSES)}


def _exchange(state: LossesState) -> dict[str, Any]:
    return {"y": exchanged(state.y, state.target, strongest_rival(state.y, state.target))}


PRESETS: Mapping[str, Callable[[LossesState], dict[str, Any]]] = {
    "mostly_right": _mostly_right,
    "mostly_wrong": _mostly_wrong,
    "both": _both,
    "guess": _guess,
    "sure_and_right": _sure_and_right,
    "sure_and_wrong": _sure_and_wrong,
    "exchange": _exchange,
}
"""What each button changes, by its name: fields of the state."""
