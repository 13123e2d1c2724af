"""Strokes: what a drawing is made of, and which ones a state may hold."""

import math

from core.eraser import Strokes
from explorer.texts.language import _

Pressures = tuple[tuple[float, ...], ...]

MOST_STROKES, MOST_POINTS = 500, 100_000

# To begin with: a 5 with a slanted bar, as the chapter asks for rules for a 5.
FIVE: Strokes = (
    (
        (0.496, 0.24), (0.47, 0.306), (0.444, 0.37), (0.416, 0.434), (0.385, 0.5), (0.427, 0.479),
        (0.468, 0.468), (0.508, 0.466), (0.544, 0.476), (0.574, 0.497), (0.597, 0.53), (0.607, 0.576),
        (0.606, 0.625), (0.594, 0.674), (0.572, 0.722), (0.542, 0.768), (0.504, 0.81), (0.462, 0.844),
        (0.418, 0.867), (0.375, 0.88), (0.333, 0.882), (0.295, 0.873), (0.263, 0.853), (0.238, 0.82),
    ),
    (
        (0.496, 0.24), (0.549, 0.216), (0.599, 0.192), (0.649, 0.167), (0.697, 0.142), (0.746, 0.115),
    ),
)  # fmt: skip


def check_strokes(strokes: Strokes) -> None:
    """Raise ValueError, with a sentence, unless these are strokes of finite points, and not too many."""
    if len(strokes) > MOST_STROKES:
        raise ValueError(_("A drawing has up to {0} strokes: clear the canvas first.").format(MOST_STROKES))
    if sum(map(len, strokes)) > MOST_POINTS:
        raise ValueError(_("A drawing has up to {0} points: clear the canvas first.").format(MOST_POINTS))
    finite = math.isfinite
    try:
        are_finite = all(finite(x) and finite(y) for stroke in strokes for x, y in stroke)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(_("Each stroke is a row of points (x, y).")) from None
    if not are_finite:
        raise ValueError(_("The coordinates of a stroke must be finite numbers."))


def check_pressures(pressures: Pressures) -> None:
    """Raise ValueError, with a sentence, unless these are numbers from 0 to 1, and not too many."""
    is_small = len(pressures) <= MOST_STROKES and sum(map(len, pressures)) <= MOST_POINTS
    if not is_small or not all(0 <= pressure <= 1 for stroke in pressures for pressure in stroke):
        raise ValueError(_("The pressure of a pen is from 0 to 1 at each point of a stroke."))
