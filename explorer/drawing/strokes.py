"""Strokes: what a drawing is made of, and which ones a state may hold."""

import math

from core.eraser import Strokes
from explorer.language import _

Pressures = tuple[tuple[float, ...], ...]

MOST_STROKES, MOST_POINTS = 500, 100_000

# To begin with: a 5 with a slanted bar, as the chapter asks for rules for a 5.
FIVE: Strokes = (
    (
        (0.516, 0.19), (0.49, 0.256), (0.464, 0.32), (0.436, 0.384), (0.405, 0.45), (0.447, 0.429),
        (0.488, 0.418), (0.528, 0.416), (0.564, 0.426), (0.594, 0.447), (0.617, 0.48), (0.627, 0.526),
        (0.626, 0.575), (0.614, 0.624), (0.592, 0.672), (0.562, 0.718), (0.524, 0.76), (0.482, 0.794),
        (0.438, 0.817), (0.395, 0.83), (0.353, 0.832), (0.315, 0.823), (0.283, 0.803), (0.258, 0.77),
    ),
    (
        (0.516, 0.19), (0.569, 0.166), (0.619, 0.142), (0.669, 0.117), (0.717, 0.092), (0.766, 0.065),
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
