"""What is said about the place under the pointer: a few lines beside it, which stay in the picture."""

from explorer.look.theme import Look
from explorer.plots.geometry import Area
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Markers

_GAP = 13  # pixels from the place to the words


class PointerTag:
    """Words at a place of a plot, and a ring around it.

    Parameters
    ----------
    plot : Plot
        Where they stand.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        self._plot = plot
        self.ring = plot.add(Markers(look, None, size=17, edge="text", edge_width=1.5), 45)
        self.ring.setEnabled(False)  # else it would take the click on what it rings
        self._label = plot.add(PlotLabel(look, "text", anchor=(0, 1), patch="panel", border="line"), 60)
        self._label.hide()

    def show(self, x: float, y: float, text: str, area: Area, ringed: bool) -> None:
        """Write `text` beside a place, on the side that has room in `area`; with a ring if it is a point of a path."""
        across, up = self._plot.frame.unit
        self._label.setText(text)
        room = self._label.boundingRect()
        is_left = x + (2 * _GAP + room.width()) * across > area.right
        is_below = y + (2 * _GAP + room.height()) * up > area.top
        self._label.setAnchor((1 if is_left else 0, 0 if is_below else 1))
        self._label.setPos(x + (-_GAP if is_left else _GAP) * across, y + (-_GAP if is_below else _GAP) * up)
        self._label.show()
        self.ring.set_data(*(([x], [y]) if ringed else ([], [])))

    def hide(self) -> None:
        """Take words and ring away."""
        self._label.hide()
        self.ring.set_data([], [])
