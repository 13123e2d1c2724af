"""A short text in a plot that is laid out again only when it changes."""

from typing import Any

from explorer.plots.plot import Plot
from explorer.plots.series import PlotLabel
from explorer.theme import SEMIBOLD, Look


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
    **label
        Passed to `PlotLabel`.
    """

    def __init__(self, plot: Plot, look: Look, token: str, **label: Any) -> None:
        super().__init__(look, token, weight=SEMIBOLD, **label)
        self._plot = plot
        self._shown = ("", token)
        plot.add(self, 50)

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
