"""A number cut into the digits that are correct and those that are not, and lines of such numbers."""

from typing import NamedTuple

import numpy as np

from explorer.texts.numbers import DOT, MINUS

_LEAST_PLAIN, _PLAIN_END = 1e-4, 1e7
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Digits(NamedTuple):
    """A number with every digit that its precision has, in three pieces to be written one after the other."""

    right: str
    wrong: str
    power: str  # a power of ten, which is as correct as the first digit is


class Part(NamedTuple):
    """Some digits, and the name of their colour: "bad" underlines them."""

    text: str
    tone: str


class Line(NamedTuple):
    """A number: its name, its digits, a remark below them, the colour of the name, and whether a rule is above."""

    name: str
    parts: tuple[Part, ...]
    remark: str = ""
    tone: str = "text2"
    ruled: bool = False

    @property
    def number(self) -> str:
        """All digits."""
        return "".join(part.text for part in self.parts)


def parts_of(digits: Digits) -> tuple[Part, ...]:
    """Return the parts of a number whose last digits are wrong."""
    right, wrong, power = digits
    parts = (Part(right, "text"), Part(wrong, "bad"), Part(power, "text" if right else "bad"))
    return tuple(part for part in parts if part.text)


def cut_digits(value: np.floating, exact: float, correct: int | None) -> Digits:
    """Cut `value` after its last correct digit.

    Parameters
    ----------
    value : float64 or float32
        The shortest text that gives this number back in its own precision is written.
    exact : float
        The truth.
    correct : int or None
        Number of leading digits that are correct, or of decimals where `exact` is 0; None cuts nothing off.

    Returns
    -------
    Digits
    """
    number = float(value)
    if not np.isfinite(number):
        return Digits("", "NaN" if np.isnan(number) else ("∞" if number > 0 else f"{MINUS}∞"), "")
    digits, power = _written(value)
    if correct is None or number == exact:
        return Digits(digits, "", power)
    if number == 0 or number * exact < 0:
        return Digits("", digits + power, "")
    place = _decimals_end(digits, power, correct) if exact == 0 else _digits_end(digits, correct)
    return Digits(digits[:place], digits[place:], power)


def _written(value: np.floating) -> tuple[str, str]:
    if value == 0 or _LEAST_PLAIN <= abs(value) < _PLAIN_END:
        return np.format_float_positional(value, unique=True, trim="0").replace("-", MINUS), ""
    digits, exponent = np.format_float_scientific(value, unique=True, trim="0").split("e")
    return digits.replace("-", MINUS), f"{DOT}10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


def _digits_end(digits: str, correct: int) -> int:
    """Return where the digit after `correct` ones begins; leading zeros do not count."""
    seen = 0
    for place, character in enumerate(digits):
        if character.isdigit() and (seen or character != "0"):
            seen += 1
            if seen > correct:
                return place
    return len(digits)


def _decimals_end(digits: str, power: str, correct: int) -> int:
    return 0 if power else min(digits.index(".") + 1 + correct, len(digits))
