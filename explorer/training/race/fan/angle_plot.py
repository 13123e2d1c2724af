"""The angle between the gradients of mini-batches and the full one, against the batch size."""

import math

import numpy as np
from PySide6.QtCore import Slot

from core.gradient_fan import FullGradient
from explorer.look.theme import DOT, SEMIBOLD, Look
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.training.race.fan.work import Angles
from explorer.training.race.state import FanSampling

_X_RANGE, _Y_RANGE = (-0.15, 4.9), (-0.05, 2.35)  # exponents of the batch size, and of degrees
_DEGREES = (1, 3, 10, 30, 90)
_KEY_X, _KEY_LINE, _KEY_MARGIN = 0.1, 20, 0.8  # exponent of N; pixels a line; lines below the last one


class AnglePlot(Plot):
    """Measured angles with their standard deviation, and the curve of the formula, both axes logarithmic."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=36)
        self.theory = self.add(Line(look, "d"), 5)
        self._root = self.add(Line(look, "text3", 1, DOT), 0)
        self._spreads = self.add(Line(look, "b", 1), 8)
        self.measured = self.add(Markers(look, "b", "s", size=9), 10)
        self.present = self.add(Markers(look, "a", "o", size=13, edge_width=2), 20)
        theory, measured, present = _("formula"), _("mean of 50"), _("shown here")
        self._key = []
        for token, text in (
            ("d", f"—  {theory}"),
            ("b", f"■  {measured}"),
            ("a", f"●  {present}"),
            ("text2", "···  1/√N"),
        ):
            key = self.add(PlotLabel(look, token, anchor=(0, 0.5), weight=SEMIBOLD), 50)
            key.setText(text)
            self._key.append(key)
        for series, name in ((self.theory, theory), (self.measured, measured), (self.present, present)):
            self.name_series(series, name)
        self.set_labels("N")
        self.set_range(_X_RANGE, _Y_RANGE)
        self.x_axis.set_ticks([(k, power_of_ten(k)) for k in range(5)])
        self.y_axis.set_ticks([(math.log10(k), f"{k}°") for k in _DEGREES])
        self.view_box.sigResized.connect(self._place_key)

    def show_theory(self, full: FullGradient, sampling: FanSampling) -> None:
        """Draw the expected angle for every batch size up to all images."""
        top = math.log10(full.samples)
        sizes = np.unique(np.round(10.0 ** np.linspace(0, top, 120)))
        angles = full.expected_angle(sizes, sampling)
        shown = angles > 0
        self.theory.set_data(
            np.log10(sizes[shown]), np.log10(angles[shown]), numbers=(sizes[shown], angles[shown])
        )
        if full.length > 0 and full.scatter_across > 0:
            start = math.log10(math.degrees(full.scatter_across / full.length))
            x = np.array([max(0.0, 2 * (start - _Y_RANGE[1])), top])
            self._root.set_data(x, start - x / 2)
        else:
            self._root.set_data([], [])

    def show_measured(self, angles: Angles | None) -> None:
        """Draw the angles that were measured, with a standard deviation to either side."""
        if angles is None:
            self.measured.set_data([], [])
            self._spreads.set_data([], [])
            return
        x = np.log10(angles.sizes)
        with np.errstate(invalid="ignore", divide="ignore"):
            y = np.log10(angles.means)
            low = np.log10(np.maximum(angles.means - angles.spreads, 10 ** _Y_RANGE[0]))
            high = np.log10(angles.means + angles.spreads)
        self.measured.set_data(x, y, numbers=(angles.sizes, angles.means))
        gaps = np.full(len(x), np.nan)
        self._spreads.set_data(np.repeat(x, 3), np.stack([low, high, gaps], 1).ravel())

    def show_present(self, size: int, mean: float) -> None:
        """Mark the fan that is shown."""
        known = math.isfinite(mean) and mean > 0
        x, y = ([math.log10(size)], [math.log10(mean)]) if known else ([], [])
        self.present.set_data(x, y, numbers=([size], [mean]) if known else ([], []))

    @Slot()
    def _place_key(self) -> None:
        line = self._look.px(_KEY_LINE) * self.frame.unit[1]
        for below, key in enumerate(reversed(self._key)):
            key.setPos(_KEY_X, _Y_RANGE[0] + (below + _KEY_MARGIN) * line)
