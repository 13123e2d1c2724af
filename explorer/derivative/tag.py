"""A short text in a plot that is laid out again only when it changes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.arrays import FloatArray
from explorer.plots.plot import Plot
from explorer.plots.series import PlotLabel
from explorer.theme import SEMIBOLD, Look

_QUADRANTS = ((-1, 1), (1, 1), (1, -1), (-1, -1))
_OFFSET, _WIDTH, _HEIGHT = 9.0, 12.0, 18.0  # pixels: from a point to its letter, and the size of a letter


class Tag(PlotLabel):
    """Words beside a point of a plot, a few pixels away from it.

    Parameters
    ----------
    plot : Plot
        Where it stands.
    look : Look
        Theme and type scale to follow.
    token : str
        Name of the theme's colour.
    z : float
        Height in the plot's stack.
    **label
        Passed to `PlotLabel`.
    """

    def __init__(self, plot: Plot, look: Look, token: str, z: float = 50, **label: Any) -> None:
        super().__init__(look, token, weight=SEMIBOLD, **label)
        self._plot = plot
        self._shown = ("", token)
        plot.add(self, z)

    def write(self, words: str, token: str) -> None:
        """Show `words` in the colour named `token`."""
        if words != self._shown[0]:
            self.setText(words)
        if token != self._shown[1]:
            self.set_token(token)
        self._shown = (words, token)

    def stand(self, x: float, y: float, right: float = 0.0, up: float = 0.0) -> None:
        """Move the anchor to a point in data coordinates, and some pixels to the right and up from there."""
        width, height = self._plot.units_per_pixel()
        self.setPos(x + right * width, y + up * height)

    def stand_clear(self, x: float, y: float, lines: Sequence[Callable[[FloatArray], FloatArray]]) -> None:
        """Move beside a point, above it or below, left or right, where none of `lines` (y of x) passes."""
        width, height = self._plot.units_per_pixel()
        across = np.linspace(_OFFSET / 2, _OFFSET + _WIDTH, 4) * width
        low, high = 0.0, (_OFFSET / 2 + _HEIGHT) * height

        def is_free(right: int, up: int) -> bool:
            rises = np.concatenate([line(x + right * across) - y for line in lines]) * up
            return not bool(np.any((rises > low) & (rises < high)))

        right, up = next((quadrant for quadrant in _QUADRANTS if is_free(*quadrant)), _QUADRANTS[0])
        self.setAnchor((0 if right > 0 else 1, 1 if up > 0 else 0))
        self.stand(x, y, right=right * _OFFSET, up=up * _OFFSET / 2)
