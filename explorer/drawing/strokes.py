"""Strokes: what a drawing is made of, and which ones a state may hold."""

import math

from core.eraser import Strokes
from explorer.language import _

Pressures = tuple[tuple[float, ...], ...]

MOST_STROKES, MOST_POINTS = 500, 100_000

# A three to begin with, so that every card has something to show.
THREE: Strokes = (
    (
        (0.345, 0.347), (0.353, 0.301), (0.367, 0.256), (0.394, 0.206), (0.43, 0.165), (0.474, 0.151),
        (0.52, 0.152), (0.565, 0.162), (0.605, 0.182), (0.633, 0.213), (0.648, 0.25), (0.647, 0.293),
        (0.632, 0.335), (0.603, 0.371), (0.565, 0.402), (0.52, 0.426), (0.478, 0.443), (0.445, 0.455),
        (0.432, 0.462), (0.46, 0.462), (0.505, 0.464), (0.552, 0.474), (0.598, 0.492), (0.637, 0.522),
        (0.668, 0.56), (0.687, 0.606), (0.692, 0.655), (0.68, 0.707), (0.655, 0.755), (0.617, 0.793),
        (0.57, 0.822), (0.52, 0.838), (0.468, 0.842), (0.418, 0.834), (0.372, 0.815), (0.337, 0.786),
        (0.305, 0.752),
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
