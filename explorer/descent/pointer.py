"""What is said about the place under the pointer, and about a step of a path, with its numbers."""

import numpy as np

from core.arrays import FloatArray
from core.surfaces import find
from explorer.descent import paths, words
from explorer.descent.state import DescentState
from explorer.texts.language import _
from explorer.texts.numbers import SPACE, plain


def place_words(state: DescentState, x: float, y: float) -> str:
    """Return coordinates, value and gradient at a point of the plane, in two lines."""
    surface, point = find(state.surface), np.array([x, y])
    with np.errstate(all="ignore"):
        value, slope = float(surface.value(point)), surface.gradient(point)
    return "\n".join(
        (
            _("{place}   f = {value}").format(place=words.point(x, y), value=plain(value)),
            _gradient_words(slope),
        )
    )


def step_words(state: DescentState, index: int, step: int) -> str:
    """Return which step of which path it is, what there is at that place, and the step that follows.

    The numbers have the digits that tell them from those of the start.
    """
    result = paths.outcome(state)
    points, values = result.points[:, index], result.values[:, index].tolist()
    x, y = points[step].tolist()
    value = plain(values[step], words.telling_digits(values[step], values[0]))
    with np.errstate(all="ignore"):
        slope = paths.gradient(state)(points[step][:, np.newaxis])[:, 0]
    lines = [
        _name(state, index, step),
        _("{place}   f = {value}").format(
            place=words.telling_point(x, y, paths.starts(state)[index]), value=value
        ),
        _gradient_words(slope),
    ]
    if step + 1 < len(points) and np.isfinite(points[step + 1]).all():
        move = points[step + 1] - points[step]
        lines.append(_("step from here {move}").format(move=words.point(*move)))
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
    return _told_step(state).format(
        name=_name(state, index, step),
        place=_unbroken(words.point(*before)),
        gradient=_unbroken(words.point(*slope)),
        factor=plain(state.learning_rate if state.ascent else -state.learning_rate),
        rule=words.optimizer_names()[state.optimizer],
        move=_unbroken(words.point(*(after - before))),
        first=plain(first, words.digits_apart(first, last)),
        last=plain(last, words.digits_apart(first, last)),
    )


def gradient_at(state: DescentState, index: int, step: int) -> str:
    """Return the gradient that a path follows at one of its steps."""
    point = paths.outcome(state).points[step, index]
    with np.errstate(all="ignore"):
        slope = paths.gradient(state)(point[:, np.newaxis])[:, 0]
    return f"∇f = {words.point(*slope.tolist())}"


def _unbroken(text: str) -> str:
    return text.replace(" ", SPACE)


def _told_step(state: DescentState) -> str:
    """Return the sentence on a plain step, on one with noise, or on one of another rule."""
    if state.optimizer != "sgd":
        return _(
            "{name}: at {place} the gradient is {gradient}; {rule} moves by {move}. f: {first} → {last}."
        )
    if state.method.noise:
        return _(
            "{name}: at {place} the gradient is {gradient}; with noise it moves by {move}. f: {first} → {last}."
        )
    return _(
        "{name}: at {place} the gradient is {gradient}, so it moves by {factor}\u00a0·\u00a0{gradient} = {move}. "
        "f: {first} → {last}."
    )


def _name(state: DescentState, index: int, step: int) -> str:
    if state.compares:
        rule = words.optimizer_names()[state.rules[index]]
        return _("{rule}, step {step}").format(rule=rule, step=step)
    return _("Start {number}, step {step}").format(number=state.numbers[index], step=step)


def _gradient_words(slope: FloatArray) -> str:
    if not np.isfinite(slope).all():
        return _("no finite gradient")
    return _("gradient {gradient}, length {length}").format(
        gradient=words.point(*slope), length=plain(float(np.hypot(*slope)))
    )
