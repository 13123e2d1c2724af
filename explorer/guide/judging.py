"""Compares a guess with the answer."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from explorer.guide.lesson import Guess
from explorer.guide.progress import Answer
from explorer.texts.language import _
from explorer.texts.numbers import plain


@dataclass(frozen=True)
class Verdict:
    """What is replied to a guess.

    Attributes
    ----------
    is_right : bool or None
        None where nothing was guessed, or a guess is not judged.
    """

    is_right: bool | None
    title: str
    sentence: str = ""


def judge(guess: Guess, answer: Answer, value_of: Callable[[str], object]) -> Verdict | None:
    """Return what is replied to an answer; None while the true value is not known.

    Parameters
    ----------
    value_of : callable
        Returns the value of a fact or a field by name, or None.
    """
    match guess.kind:
        case "choice":
            return _judge_choice(guess, answer, value_of)
        case "number":
            return _judge_number(guess, answer, value_of)
        case "point":
            return _judge_point(guess, answer, value_of)
    if guess.kind == "open":
        return Verdict(None, _("You wrote: {0}").format(answer) if isinstance(answer, str) else "")
    return Verdict(None, _("Your line stays, dashed, beside the true one.") if answer else "")


def said(guess: Guess, answer: Answer) -> str:
    """Return what was answered, where it can be written in a line."""
    if not isinstance(answer, (int, float)):
        return ""
    if guess.kind == "choice":
        return _("You said: {0}.").format(guess.choices[int(answer) - 1].rstrip("."))
    return _("You said {0}.").format(_with_unit(guess, float(answer)))


def _with_unit(guess: Guess, value: float) -> str:
    return f"{plain(value, 4)} {guess.unit}".strip()


def _number(answer: object, value_of: Callable[[str], object]) -> float | None:
    value = value_of(answer) if isinstance(answer, str) else answer
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _judge_choice(guess: Guess, answer: Answer, value_of: Callable[[str], object]) -> Verdict | None:
    right = _number(guess.answer, value_of)
    if right is None or not 1 <= right <= len(guess.choices):
        return None
    place = int(right) - 1
    if not isinstance(answer, (int, float)):
        return Verdict(None, guess.choices[place], guess.replies[place] if guess.replies else "")
    chosen = int(answer) - 1
    is_right = chosen == place
    reply = guess.replies[chosen] if guess.replies else ""
    if not is_right:
        reply = f"{said(guess, answer)} {reply}".strip()
    return Verdict(is_right, guess.choices[place], reply)


def _judge_number(guess: Guess, answer: Answer, value_of: Callable[[str], object]) -> Verdict | None:
    right = _number(guess.answer, value_of)
    if right is None:
        return None
    title = _("It is {0}.").format(_with_unit(guess, right))
    if not isinstance(answer, (int, float)):
        return Verdict(None, title)
    return Verdict(_is_near(guess, float(answer), right), title, said(guess, answer))


def _is_near(guess: Guess, answer: float, right: float) -> bool:
    if guess.scale == "log":
        same_sign = answer * right > 0
        return same_sign and abs(math.log(answer / right)) <= math.log1p(guess.near) + 1e-12
    return abs(answer - right) <= guess.near * (1 + 1e-12) + 1e-300


def _judge_point(guess: Guess, answer: Answer, value_of: Callable[[str], object]) -> Verdict | None:
    assert isinstance(guess.answer, tuple)
    right = [_number(each, value_of) for each in guess.answer]
    if right[0] is None or right[1] is None:
        return None
    title = _("It is ({x}, {y}).").format(x=plain(right[0], 4), y=plain(right[1], 4))
    if not isinstance(answer, tuple) or len(answer) != 1:
        return Verdict(None, title)
    ((x, y),) = answer
    distance = math.hypot(x - right[0], y - right[1])
    sentence = _("Your point ({x}, {y}) is {distance} away.")
    return Verdict(
        distance <= guess.near,
        title,
        sentence.format(x=plain(x, 3), y=plain(y, 3), distance=plain(distance, 3)),
    )
