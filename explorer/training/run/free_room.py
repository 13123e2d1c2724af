"""Room for words in a plot: on no line, on no curve, and not on each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from core.arrays import FloatArray
from explorer.look.theme import Look
from explorer.plots.marks import Words

_BEYOND = 3  # pixels that letters may reach beyond the plot, where nothing is drawn


@dataclass(frozen=True)
class Frame:
    """What a plot shows: ranges in its own units, and its size in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    width: float
    height: float

    def across(self, x: float) -> float:
        """Return the pixels from the left edge."""
        return (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def down(self, y: float) -> float:
        """Return the pixels from the upper edge."""
        return (self.y[1] - y) / (self.y[1] - self.y[0]) * self.height


class FreeRoom:
    """Finds room for one line of words after another, each of which takes its place.

    Parameters
    ----------
    look : Look
        Whose letters are written.
    curve : callable
        Returns points of a curve in the plot's units, by ascending x, for words that keep off it. Called once at most.
    """

    def __init__(self, frame: Frame, look: Look, curve: Callable[[], tuple[FloatArray, FloatArray]]) -> None:
        self._frame, self._look, self._curve = frame, look, cache(curve)
        self._taken: list[QRectF] = []
        self._places: list[float] = []
        self._area = QRectF(0, 0, frame.width, frame.height).adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)

    def take_height(self, y: float) -> None:
        """Keep a horizontal line free of words."""
        self._taken.append(QRectF(0, self._frame.down(y) - 0.5, self._frame.width, 1))

    def take_place(self, x: float) -> None:
        """Let `is_on_line` know of a vertical line."""
        self._places.append(self._frame.across(x))

    def first(self, wishes: Iterable[Words], *shunned: Callable[[QRectF], bool]) -> Words | None:
        """Return the first of some words that has room, which is taken then; None where none has.

        `shunned` tell of a box whether words must not stand there: `is_on_line`, `is_on_curve`.
        """
        for words in wishes:
            box = self.box(words)
            if (
                self._area.contains(box)
                and self.is_free(box)
                and not any(is_shunned(box) for is_shunned in shunned)
            ):
                self._taken.append(box)
                return words
        return None

    def box(self, words: Words) -> QRectF:
        """Return the pixels that some words take."""
        return words.box(QPointF(self._frame.across(words.x), self._frame.down(words.y)), self._look)

    def is_free(self, box: QRectF) -> bool:
        """Whether nothing has taken any of a box."""
        return not any(box.intersects(other) for other in self._taken)

    def is_on_line(self, box: QRectF) -> bool:
        """Whether a vertical line goes through a box."""
        return any(box.left() <= x <= box.right() for x in self._places)

    def is_on_curve(self, box: QRectF) -> bool:
        """Whether the curve comes into a box."""
        x, y = self._curve()
        unit = (self._frame.x[1] - self._frame.x[0]) / self._frame.width
        ends = self._frame.x[0] + unit * np.array([box.left(), box.right()])
        first, last = np.searchsorted(x, ends)
        heights = y[max(first - 1, 0) : last + 1]
        heights = heights[np.isfinite(heights)]
        if not heights.size:
            return False
        top, bottom = self._frame.down(float(heights.max())), self._frame.down(float(heights.min()))
        return top < box.bottom() and bottom > box.top()
