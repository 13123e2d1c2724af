"""Bars from 0 in one of the theme's colours, filled or hollow."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtCore import Slot

from core.arrays import FloatArray, as_float
from explorer.guarded import Guarded
from explorer.plots.series import colour
from explorer.theme import Look, pen


class BarSeries(Guarded, pg.BarGraphItem):
    """One bar for each value.

    Parameters
    ----------
    look : Look
        Theme to follow.
    token : str
        Name of the theme's colour.
    hollow : bool
        Whether bars are outlines, to be told apart without colours.
    """

    def __init__(self, look: Look, token: str, *, hollow: bool = False) -> None:
        self._numbers: tuple[FloatArray, FloatArray] = (np.zeros(1), np.zeros(1))
        super().__init__(x=[0], height=[0], width=1)
        self._look, self._token, self._hollow = look, token, hollow
        look.changed.connect(self._restyle)
        self._restyle()

    def set_data(self, x: ArrayLike, heights: ArrayLike, width: float, shift: float = 0) -> None:
        """Show bars of some width in the middle of `x`, all of them moved along by `shift`."""
        x, heights = as_float(x), as_float(heights)
        self._numbers = (x, heights)
        self.setOpts(x=x + shift, height=heights, width=width)

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return the places, not shifted, and the heights."""
        return self._numbers

    @Slot()
    def _restyle(self) -> None:
        theme = self._look.theme
        own = colour(theme, self._token)
        self.setOpts(pen=pen(own, 2 if self._hollow else 1), brush=theme.panel if self._hollow else own)
