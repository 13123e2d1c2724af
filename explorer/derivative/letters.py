"""The letters P and Q beside points, where no curve passes."""

from collections.abc import Callable, Sequence

import numpy as np

from core.arrays import FloatArray
from explorer.plots.geometry import Frame
from explorer.plots.marks import Words

_QUADRANTS = ((-1, 1), (1, 1), (1, -1), (-1, -1))
_AWAY, _WIDTH, _HEIGHT = 9.0, 12.0, 18.0  # pixels: from a point to its letter, and the letter's room

Curve = Callable[[FloatArray], FloatArray]


def letter(frame: Frame, text: str, token: str, x: float, y: float, curves: Sequence[Curve]) -> Words:
    """Return a letter beside a point: above or below, left or right, where none of `curves` passes."""
    width, height = frame.unit
    across = np.linspace(_AWAY / 2, _AWAY + _WIDTH, 4) * width
    room = (_AWAY / 2 + _HEIGHT) * height

    def is_free(right: int, up: int) -> bool:
        rises = np.concatenate([curve(x + right * across) - y for curve in curves]) * up
        return not bool(np.any((rises > 0) & (rises < room)))

    right, up = next((quadrant for quadrant in _QUADRANTS if is_free(*quadrant)), _QUADRANTS[0])
    anchor = (0.0 if right > 0 else 1.0, 1.0 if up > 0 else 0.0)
    return Words(text, token, x, y, right * _AWAY, up * _AWAY / 2, anchor)
