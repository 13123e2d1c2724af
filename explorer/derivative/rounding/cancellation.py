"""Where the digits of a difference go: two values that agree in most digits, and the few that are left."""

import math
from decimal import Decimal
from typing import Any

import numpy as np

from core.curves import find
from core.differentiation import correct_digits
from explorer.derivative import words
from explorer.derivative.digits import Line, Part, cut_digits, parts_of
from explorer.derivative.measurement import Measurement
from explorer.texts.numbers import MINUS, power_of_ten

_DIGITS = {"float64": 17, "float32": 9}  # enough to tell any two numbers apart
_PLAIN = range(-5, 7)  # exponents that are written without a power of ten


def cancellation(measurement: Measurement) -> tuple[Line, ...]:
    """Return the arithmetic of the chosen difference: both values, their difference, and what dividing it gives.

    There is none where one of the values is not finite.
    """
    state, precision = measurement.state, measurement.state.rounding.precision
    dtype: Any = np.dtype(precision).type
    curve = find(state.formula)
    with np.errstate(all="ignore"):
        x, h = dtype(state.x), dtype(state.h)
        ahead = x + h
        behind = x - h if state.method == "central" else x
        upper, lower = curve.value(np.array([ahead, behind]), dtype=precision)
        change = upper - lower
    if not np.isfinite([upper, lower, change]).all():
        return ()
    size = max(abs(float(upper)), abs(float(lower)))
    exponent = math.floor(math.log10(size)) if size else 0
    shift = 0 if exponent in _PLAIN else exponent
    places = max(_DIGITS[precision] - 1 - (exponent - shift), 0)
    high, low, rest = (_decimal(value, shift, places) for value in (upper, lower, change))
    same = _agreement(high, low)
    first = _first_digit(rest)
    estimate = next(e for e in measurement.estimates if (e.method, e.precision) == (state.method, precision))
    exact = measurement.shape.slope
    correct = None if math.isnan(exact) else correct_digits(float(estimate.value), exact)
    power = f"·{power_of_ten(shift)}" if shift else ""
    quotient = cut_digits(estimate.value, exact, correct)
    return (
        Line(words.first_value(), _split(high, same, power)),
        Line(
            words.second_value(state.method), _split(low, same, power), words.agreeing(_digits(high[:same]))
        ),
        Line(words.difference(), _split(rest, first, power), words.digits_left(_digits(rest)), ruled=True),
        Line(words.divided(state.method), parts_of(quotient), words.wrong_digits(quotient.wrong)),
    )


def _decimal(value: np.floating[Any], shift: int, places: int) -> str:
    """Return a number over ten to the power `shift` with that many decimals, as it is and not as it is printed."""
    exact = Decimal(float(value)).scaleb(-shift)
    return f"{exact:.{places}f}".replace("-", MINUS)


def _agreement(first: str, second: str) -> int:
    """Return how many characters two numbers share from the left."""
    if len(first) != len(second):
        return 0
    return next((k for k, (a, b) in enumerate(zip(first, second, strict=True)) if a != b), len(first))


def _first_digit(text: str) -> int:
    """Return where the first digit of a number is that is not 0; its end where there is none."""
    return next((k for k, character in enumerate(text) if character in "123456789"), len(text))


def _digits(text: str) -> int:
    """Return how many digits a number has from the first that is not 0."""
    return sum(character.isdigit() for character in text[_first_digit(text) :])


def _split(text: str, same: int, power: str) -> tuple[Part, ...]:
    parts = (Part(text[:same], "text3"), Part(text[same:], "text"), Part(power, "text2"))
    return tuple(part for part in parts if part.text)
