"""What is said about the place under the pointer, and about a step of a path, with its numbers."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.arrays import FloatArray
from core.surfaces import find
from explorer.descent import paths, words
from explorer.descent.state import DescentState
from explorer.widgets.numbers import plain

translate = QCoreApplication.translate  # the name that lupdate looks for


def place_words(state: DescentState, x: float, y: float) -> str:
    """Return coordinates, value and gradient at a point of the plane, in two lines."""
    surface, point = find(state.surface), np.array([x, y])
    with np.errstate(all="ignore"):
        value, slope = float(surface.value(point)), surface.gradient(point)
    return "\n".join(
        (
            translate("descent", "{place}   f = {value}").format(place=words.point(x, y), value=plain(value)),
            _gradient_words(slope),
        )
    )


def step_words(state: DescentState, index: int, step: int) -> str:
    """Return which step of which path it is, what there is at that place, and the step that follows."""
    points = paths.outcome(state).points[:, index]
    lines = [_name(state, index, step), place_words(state, *points[step])]
    if step + 1 < len(points) and np.isfinite(points[step + 1]).all():
        move = points[step + 1] - points[step]
        lines.append(translate("descent", "step from here {move}").format(move=words.point(*move)))
    return "\n".join(lines)


def narration(state: DescentState) -> str:
    """Return the last step shown of the chosen path in words: gradient, move, and what became of f.

    Empty where there is no step, or none whose numbers are finite.
    """
    result, index = paths.outcome(state), paths.chosen_path(state)
    step = min(state.last_shown, int(result.last_finite[index]))
    if step == 0:
        return ""
    before, after = result.points[step - 1 : step + 1, index]
    with np.errstate(all="ignore"):
        slope = paths.gradient(state)(before[:, np.newaxis])[:, 0]
    first, last = result.values[step - 1 : step + 1, index].tolist()
    if not np.isfinite((*slope, first, last)).all():
        return ""
    sentences = {
        "plain": translate(
            "descent",
            "{name}: the gradient at {place} is {gradient}. Times lr = {rate}, so the move is {move}, and f goes from "
            "{first} to {last}.",
        ),
        "noisy": translate(
            "descent",
            "{name}: the gradient at {place} is {gradient}; with the noise and times lr = {rate} the move is {move}, "
            "and f goes from {first} to {last}.",
        ),
        "other": translate(
            "descent",
            "{name}: the gradient at {place} is {gradient}; {rule} makes the move {move} of it and of the steps "
            "before, and f goes from {first} to {last}.",
        ),
    }
    kind = "other" if state.optimizer != "sgd" else "noisy" if state.method.noise else "plain"
    return sentences[kind].format(
        name=_name(state, index, step),
        place=words.point(*before),
        gradient=words.point(*slope),
        rate=plain(state.learning_rate),
        rule=words.optimizer_names()[state.optimizer],
        move=words.point(*(after - before)),
        first=plain(first),
        last=plain(last),
    )


def _name(state: DescentState, index: int, step: int) -> str:
    if state.compares:
        rule = words.optimizer_names()[state.rules[index]]
        return translate("descent", "{rule}, step {step}").format(rule=rule, step=step)
    return translate("descent", "Start {number}, step {step}").format(number=index + 1, step=step)


def _gradient_words(slope: FloatArray) -> str:
    if not np.isfinite(slope).all():
        return translate("descent", "no finite gradient")
    return translate("descent", "gradient {gradient}, length {length}").format(
        gradient=words.point(*slope), length=plain(float(np.hypot(*slope)))
    )
