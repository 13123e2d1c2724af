"""Bars from 0 in one of the theme's colours, filled or hollow."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import Look, pen


class BarSeries(Guarded, pg.BarGraphItem):
    """One bar for each value.

    Parameters
    ----------
    token : str
        Name of the theme's colour.
    hollow : bool
        Whether bars are outlines, to be told apart without colours.
    """

    def __init__(self, look: Look, token: str, *, hollow: bool = False) -> None:
        self._numbers: tuple[FloatArray, FloatArray] = (np.zeros(1), np.zeros(1))
        own = colour(look.theme, token)
        super().__init__(
            x=[0],
            height=[0],
            width=1,
            pen=pen(own, 2 if hollow else 1),
            brush=look.theme.panel if hollow else own,
        )

    def set_data(self, x: ArrayLike, heights: ArrayLike, width: float, shift: float = 0) -> None:
        """Show bars of some width in the middle of `x`, all of them moved along by `shift`."""
        x, heights = as_float(x), as_float(heights)
        self._numbers = (x, heights)
        self.setOpts(x=x + shift, height=heights, width=width)

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return the places, not shifted, and the heights."""
        return self._numbers
