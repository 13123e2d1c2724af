"""Names, formulas and points, as they are shown."""

import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from core.arrays import FloatArray
from core.surfaces import Surface
from explorer.descent.method_state import OPTIMIZER_NAMES
from explorer.descent.state import DescentState
from explorer.texts.language import _
from explorer.texts.numbers import DOT, MINUS, plain, power_of_ten

AXES = ("x₀", "x₁")
_FINEST = 1e-4  # of a surface's diagonal: places nearer than that are one
_MOST_DIGITS = 17  # of a number of float64
_SMALLEST = 1e-300  # coordinates below share no power of ten
_SHORT_FORMULA = 28  # characters that fit on a line of the column beside "f(x₀, x₁) = "
_STEPS = {  # by the update rule
    "sgd": "x ← x {sign} lr ∇f",
    "momentum": "v ← βv + ∇f,  x ← x {sign} lr v",
    "nesterov": "v ← βv + ∇f,  x ← x {sign} lr (∇f + βv)",
    "adagrad": "s ← s + ∇f²,  x ← x {sign} lr ∇f / (√s + ε)",
    "rmsprop": "s ← ρs + (1 − ρ)∇f²,  x ← x {sign} lr ∇f / (√s + ε)",
    "adam": "v ← β₁v + (1 − β₁)∇f,  s ← β₂s + (1 − β₂)∇f²,  x ← x {sign} lr v̂ / (√ŝ + ε)",
}
_NOTHING = 1e-6  # of the larger coordinate
_SUPERSCRIPT_DIGITS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def optimizer_names() -> dict[str, str]:
    """Return what to call each update rule, by its key."""
    return {name: _(text) for name, text in OPTIMIZER_NAMES.items()}


def pretty_formula(formula: str) -> str:
    """Return a formula as a book prints it: ``x0^2/20 + x1^2`` is ``f(x₀, x₁) = x₀²/20 + x₁²``."""
    text = re.sub(r"abs\(([^()]*)\)", r"|\1|", formula)
    text = re.sub(r"\^(\d+)", lambda match: match[1].translate(_SUPERSCRIPT_DIGITS), text)
    text = re.sub(r"\bx([01])", lambda match: AXES[int(match[1])], text)
    text = text.replace("*", DOT).replace("-", MINUS).replace("pi", "π")
    return f"f(x₀, x₁) = {text}" if len(text) <= _SHORT_FORMULA else f"f = {text}"


def step_formula(state: DescentState) -> str:
    """Return what a step is, by the update rule."""
    return _STEPS[state.optimizer].format(sign="+" if state.ascent else MINUS)


def step_terms() -> dict[str, str]:
    """Return the terms of a step that the picture shows, each with its tooltip."""
    return {
        "x": _("The point where the step begins"),
        "lr": _("The learning rate"),
        "∇f": _("The gradient; the line shows the step"),
    }


def cut_formula(formula: str) -> str:
    """Return a formula, or its beginning where it is long."""
    return formula if len(formula) <= _SHORT_FORMULA else formula[: _SHORT_FORMULA - 1] + "…"


def point(x: float, y: float, digits: int = 3) -> str:
    """Return a point or vector, a power of ten that is large or small taken out: ``(−5.2, −0.26)·10¹³``."""
    size = max(abs(x), abs(y))
    if 1e-3 <= size < 1e5 or not _SMALLEST <= size < np.inf:
        return f"({plain(x, digits)}, {plain(y, digits)})"
    exponent = int(f"{size:e}".split("e")[1])
    shares = [round(coordinate / 10.0**exponent, digits - 1) for coordinate in (x, y)]
    return f"({plain(shares[0], digits)}, {plain(shares[1], digits)}){DOT}{_power(exponent)}"


def outside(number: int, x: float, y: float) -> str:
    """Return what stands at the border for a start that lies beyond it."""
    return _("Start {number} lies at {point}").format(number=number, point=point(x, y))


def telling_digits(value: float, reference: float, least: int = 3) -> int:
    """Return how many digits of a value show that it is not the reference, at least so many: 9 for 2.99999994 of 3."""
    if value in (0, reference) or not math.isfinite(value - reference):
        return least
    share = abs(value) / abs(value - reference)
    if share == 0:
        return least
    return min(max(math.ceil(math.log10(share)) + 1, least), _MOST_DIGITS)


def digits_apart(first: float, last: float, least: int = 3) -> int:
    """Return how many digits show two numbers as different ones, at least so many."""
    return next((d for d in range(least, _MOST_DIGITS) if plain(first, d) != plain(last, d)), least)


def at_most(value: float, digits: int = 2) -> str:
    """Return a positive number with so many digits, rounded up: what is within the one is within the other."""
    return _rounded(value, digits, ROUND_CEILING)


def at_least(value: float, digits: int = 3) -> str:
    """Return a positive number with so many digits, rounded down."""
    return _rounded(value, digits, ROUND_FLOOR)


def _rounded(value: float, digits: int, rounding: str) -> str:
    shown = Decimal(f"{value:.14e}")  # else 1.9 would be a little less
    unit = Decimal(1).scaleb(shown.adjusted() - digits + 1)
    return plain(float(shown.quantize(unit, rounding)), digits)


def telling_point(x: float, y: float, reference: tuple[float, float]) -> str:
    """Return a point with the digits that tell it from another one; what is nothing beside the other axis is 0."""
    pairs = zip((x, y), reference, strict=True)
    digits = min((telling_digits(*pair) for pair in pairs if pair[0] != pair[1]), default=3)
    return point(*without_nothing(x, y), digits)


def place_in(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """Return a place with no digits beyond those that a look at all of a surface tells."""
    finest = _FINEST * math.hypot(np.ptp(surface.x_range), np.ptp(surface.y_range))
    decimals = -math.floor(math.log10(finest))
    return round(x, decimals) + 0.0, round(y, decimals) + 0.0


def without_nothing(x: float, y: float) -> tuple[float, float]:
    """Return a point with 0 for a coordinate that is nothing beside the other."""
    size = _NOTHING * max(abs(x), abs(y))
    return x if abs(x) > size else 0.0, y if abs(y) > size else 0.0


def _power(exponent: int) -> str:
    return (
        power_of_ten(exponent) if abs(exponent) > 3 else "10" + str(exponent).translate(_SUPERSCRIPT_DIGITS)
    )


def printed_point(x: float, y: float) -> str:
    """Return a point with the digits that NumPy prints: nine, each coordinate with its own power of ten."""
    return f"({plain(x, 9)}, {plain(y, 9)})"


def departure(step: int, x: float, y: float) -> str:
    """Return what stands at the arrow of a path that left the picture."""
    return _("Step {step} lands at {point}").format(step=step, point=point(x, y, 2))


def distance_from_origin(points: FloatArray) -> FloatArray:
    """Return |x| of points of shape (..., 2), without overflow."""
    return np.hypot(points[..., 0], points[..., 1])
