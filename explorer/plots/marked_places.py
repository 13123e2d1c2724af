"""Places of one kind in a plot, each with a mark and the word for it."""

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray
from explorer.plots.geometry import Area
from explorer.plots.plot import Plot
from explorer.plots.series import LabelPool, Markers
from explorer.theme import Look

_FEW, _SIZE, _SMALL_SIZE = 6, 22, 9  # more places get smaller marks, in pixels
_OFFSET = 8  # pixels from a place to its word


class MarkedPlaces:
    """Marks at some points, and words at those that are in the picture; of many points only the first has its word.

    Parameters
    ----------
    plot : Plot
        Where they stand.
    look : Look
        Theme and type scale to follow.
    symbol : str
        Shape of the marks, as pyqtgraph names it.
    """

    def __init__(self, plot: Plot, look: Look, symbol: str = "o") -> None:
        self._plot = plot
        self.markers = plot.add(Markers(look, None, symbol, size=_SIZE, edge="text", edge_width=2), 20)
        self._labels = LabelPool(plot, look, token="text", anchor=(1, 0))
        self._word = ""
        self.points: FloatArray = np.empty((0, 2))

    def show(self, points: Sequence[tuple[float, float]], word: str, area: Area) -> None:
        """Mark each of `points` and write `word` beside those in `area`."""
        places = np.array(points, dtype=float).reshape(-1, 2)
        if not np.array_equal(places, self.points) or word != self._word:
            self.points, self._word = places, word
            self.markers.set_data(*self.points.T)
            self.markers.setSize(_SIZE if len(points) <= _FEW else _SMALL_SIZE)
            self.place_words(area)

    def place_words(self, area: Area) -> None:
        """Write the words again, for a picture of another area."""
        across, up = self._plot.units_per_pixel()
        named = self.points if len(self.points) <= _FEW else self.points[:1]
        shown = named[area.contains(named)]
        self._labels.write([(self._word, x - _OFFSET * across, y - _OFFSET * up) for x, y in shown])
