"""A vertical line at the moment of a run that is looked at."""

import pyqtgraph as pg

from explorer.look.theme import Look, pen
from explorer.plots.plot import Plot


class MomentLine:
    """The line, hidden while the newest network is looked at.

    Parameters
    ----------
    plot : Plot
        Whose horizontal axis is the run.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        self._line = plot.add(pg.InfiniteLine(0, 90, pen(look.theme.accent, 2)), 15)
        self._line.hide()

    def show_at(self, place: float | None) -> None:
        """Move the line, or hide it."""
        self._line.setVisible(place is not None)
        if place is not None:
            self._line.setPos(place)
