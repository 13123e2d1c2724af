"""The two activations and their slopes."""

from collections.abc import Callable

import numpy as np

from core.activations import ACTIVATIONS, sigmoid
from core.arrays import FloatArray
from explorer.look.theme import BODY, DASH, SEMIBOLD, Look
from explorer.losses.scrubber.plots import ScrubPlot
from explorer.plots.label import PlotLabel
from explorer.plots.series import Line, Markers

_WINDOW = (-6.0, 6.0)
_POINTS = 241


class ActivationPlot(ScrubPlot):
    """Sigmoid and step, or the slopes of both, over what goes into a unit.

    Parameters
    ----------
    of : callable
        Returns what is drawn of an activation, by its key, at places.
    heights : (float, float)
        What is seen.
    names : (str, str)
        Of both.
    places : pair of (float, float)
        Where the names stand.
    """

    def __init__(
        self,
        look: Look,
        of: Callable[[str, FloatArray], FloatArray],
        heights: tuple[float, float],
        names: tuple[str, str],
        places: tuple[tuple[float, float], tuple[float, float]],
    ) -> None:
        super().__init__(look)
        self._of = of
        self.show_value(0.0, 0.0, _WINDOW)
        self.set_range(_WINDOW, heights)
        self.x_axis.set_step(2)
        self.sigmoid = self.add(Line(look, "c"), 6)
        self.step = self.add(Line(look, "d", 2, DASH), 7)
        self._points = {
            "sigmoid": self.add(Markers(look, "c", "o", 12, edge_width=2), 22),
            "step": self.add(Markers(look, "d", "s", 11, edge_width=2), 23),
        }
        x = np.linspace(*_WINDOW, _POINTS)
        self.sigmoid.set_data(x, of("sigmoid", x))
        low, high = x[x <= 0], x[x > 0]
        left, right = of("step", low[[0, -1]]), of("step", high[[0, -1]])
        self.step.set_data([low[0], 0, np.nan, 0, high[-1]], [*left, np.nan, *right])
        self.set_labels("x")
        for series, token, name, place in zip((self.sigmoid, self.step), "cd", names, places, strict=True):
            label = PlotLabel(look, token, anchor=(0, 0.5), size=BODY, weight=SEMIBOLD, patch="panel")
            self.add(label, 9)
            label.setPos(*place)
            label.setText(name)
            self.name_series(series, name)

    def show_input(self, x: float) -> None:
        """Show both where `x` goes in; beyond what is seen, at the edge."""
        inside = min(max(x, _WINDOW[0]), _WINDOW[1])
        self.show_value(inside, 0.0, _WINDOW)
        for key, point in self._points.items():
            point.set_data([inside], self._of(key, np.array([x])))

    def value_of(self, key: str) -> float:
        """Return the height of the point on an activation's line."""
        return float(self._points[key].numbers()[1][0])


def values(key: str, x: FloatArray) -> FloatArray:
    """Return an activation at `x`."""
    return ACTIVATIONS[key].function(x)


def slopes(key: str, x: FloatArray) -> FloatArray:
    """Return the slope of an activation at `x`; 0 for the step also where it jumps."""
    if key == "sigmoid":
        return sigmoid(x) * sigmoid(-x)  # exact in both tails, where 1 - sigmoid(x) is 0
    activation = ACTIVATIONS[key]
    return activation.derivative_from_output(activation.function(x))
