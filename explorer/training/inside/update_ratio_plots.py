"""The plots of the page Update-to-weight ratio: root mean squares, and the ratio along the run, both logarithmic."""

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from core.inspection import UpdateSizes
from core.two_layer_net import PARAMETER_NAMES
from explorer.look.theme import DASH, DOT, SEMIBOLD, SOLID, Look, series_symbol
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.label import LabelPool
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers, series_token
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.training.inside import words
from explorer.training.inside.update_ratios import UpdateRatioHistory

_LOWEST, _HIGHEST = -7, 1  # powers of ten that are always shown
_RATIO_ROOM = 0.16  # of the plot's width, for the ratios at its right
_RATIOS = (-5, -1)  # powers of ten of update to weight that are always shown
_HEALTHY = -3.0  # the power of ten of a usual update to weight
_BEFORE_FIRST = -0.35  # where iteration 0 stands on a scale of powers of ten
_TICK_ROOM = 40  # pixels at scale 1 from one tick to the next
_END_ROOM = 46  # pixels at scale 1 for the names of lines
_DASHES = (SOLID, DASH, SOLID, DASH)


def log_sizes(sizes: FloatArray) -> FloatArray:
    """Return the powers of ten of sizes, NaN for 0 and for what is not finite."""
    drawn = np.isfinite(sizes) & (sizes > 0)
    powers: FloatArray = np.log10(sizes, out=np.full(sizes.shape, np.nan), where=drawn)
    return powers


class SizesPlot(Plot):
    """One row for each parameter array: RMS of its update, its gradient and its values."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, left_width=28)
        self._numbers: FloatArray = np.empty((0, 4))
        self._span = self.add(Line(look, "text3", 1, DOT), 3)
        self.weights = self.add(Markers(look, "b", "o", 11, edge_width=2), 6)
        self.gradients = self.add(Markers(look, "a", "s", 11, edge_width=2), 5)
        self.updates = self.add(Markers(look, "c", "t1", 13, edge_width=2), 7)
        self._ratios = LabelPool(self, look, token="text", anchor=(1, 0.5), weight=SEMIBOLD)
        rows = range(len(PARAMETER_NAMES))
        self.y_axis.set_ticks([(-row, name) for row, name in zip(rows, PARAMETER_NAMES, strict=True)])

    def show_update_sizes(self, update_sizes: Mapping[str, UpdateSizes]) -> None:
        """Show the sizes at one moment."""
        rows = -np.arange(len(PARAMETER_NAMES), dtype=np.float64)
        parts = [update_sizes[name] for name in PARAMETER_NAMES]
        sizes = [
            (part.rms_weight, part.rms_gradient, part.rms_update, part.update_to_weight) for part in parts
        ]
        self._numbers = np.array(sizes)
        weights, gradients, updates, _unused = log_sizes(self._numbers).T
        self.weights.set_data(weights, rows)
        self.gradients.set_data(gradients, rows)
        self.updates.set_data(updates, rows)
        self._span.set_data(
            np.stack([updates, weights, np.full(len(rows), np.nan)], axis=1).ravel(), np.repeat(rows, 3)
        )
        seen = np.concatenate([weights, gradients, updates])
        seen = seen[np.isfinite(seen)]
        low = min(_LOWEST, math.floor(seen.min(initial=0)))
        high = max(_HIGHEST, math.ceil(seen.max(initial=0)))
        right = high + _RATIO_ROOM / (1 - _RATIO_ROOM) * (high - low)
        step = max(1, math.ceil((high - low) / 8))
        self.x_axis.set_ticks([(k, power_of_ten(k)) for k in range(low, high + 1, step)])
        self.set_range((low, right), (0.6 - len(PARAMETER_NAMES), 0.6))
        self._ratios.write(
            [(words.ratio(part.update_to_weight), right, row) for part, row in zip(parts, rows, strict=True)]
        )

    def columns(self) -> dict[str, FloatArray]:
        """Return the sizes of each array, in the order W1, b1, W2, b2."""
        return dict(zip(words.update_ratio_heads(), self._numbers.T, strict=False))


class RatiosPlot(Plot):
    """Update-to-weight ratio of the four arrays against the number of updates, both on logarithmic scales."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=44)
        self._history: UpdateRatioHistory | None = None
        self._moment = 0
        self._ratios: FloatArray = np.zeros(len(PARAMETER_NAMES))
        self._healthy = self.add(Line(look, "text3", 1, DASH), 2)
        self._here = self.add(Line(look, "accent", 2), 3)
        self.lines = [
            self.add(Line(look, series_token(k), 2, dash), 5)
            for k, dash in zip(range(4), _DASHES, strict=True)
        ]
        self._marks = [
            self.add(Markers(look, series_token(k), series_symbol(k), 9), 6)
            for k in range(len(PARAMETER_NAMES))
        ]
        self._ends = EndLabels(self, look)
        self.set_labels(_("updates done"))
        for line, name in zip(self.lines, PARAMETER_NAMES, strict=True):
            self.name_series(line, name)
        self.view_box.sigResized.connect(self._fit)

    def show_history(self, history: UpdateRatioHistory | None, moment: int, ratios: FloatArray) -> None:
        """Show what is known of a run, and the moment that is looked at."""
        self._history, self._moment, self._ratios = history, moment, ratios
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Draw everything in a range that shows it."""
        history = self._history
        if history is None:
            history = UpdateRatioHistory(np.array([float(self._moment)]), self._ratios[np.newaxis])
        x, y, now = place_of(history.iterations), log_sizes(history.ratios), log_sizes(self._ratios)
        here = float(place_of(np.array([self._moment]))[0])
        seen = np.append(y, now)
        seen = seen[np.isfinite(seen)]
        low = min(_RATIOS[0], math.floor(seen.min(initial=0)))
        high = max(_RATIOS[1], math.ceil(seen.max(initial=_RATIOS[1])))
        end = max(float(x.max()), here, 1.0)
        self._fit_axes(end, (low, high))
        self._here.set_data((here, here), (low, high))
        for k, (line, marks) in enumerate(zip(self.lines, self._marks, strict=True)):
            line.set_data(x, y[:, k], numbers=(history.iterations, history.ratios[:, k]))
            marks.set_data([here], [now[k]])
        self._name_ends(x, y)

    def _fit_axes(self, end: float, height: tuple[float, float]) -> None:
        """Show 0 to the power `end` of ten updates, with room for the names of the lines."""
        width = self.frame.width
        room = min(self._look.px(_END_ROOM) / width, 0.5)
        left = _BEFORE_FIRST - 0.15
        self.set_range((left, end + room / (1 - room) * (end - left)), height)
        step = max(1, math.ceil(self._look.px(_TICK_ROOM) * (end - left) / (width * (1 - room))))
        powers = range(1, math.floor(end) + 1, step)
        self.x_axis.set_ticks([(_BEFORE_FIRST, "0"), *((k, power_of_ten(k)) for k in powers)])
        self._healthy.set_data((left, end), (_HEALTHY, _HEALTHY))

    def _name_ends(self, x: FloatArray, y: FloatArray) -> None:
        ends = []
        for k, name in enumerate(PARAMETER_NAMES):
            known = np.flatnonzero(np.isfinite(y[:, k]))
            if known.size:
                ends.append(End(name, series_token(k), float(x[known[-1]]), float(y[known[-1], k])))
        self._ends.write(ends)


def place_of(iterations: FloatArray) -> FloatArray:
    """Return where numbers of updates stand on the scale of powers of ten, which begins with 0."""
    places: FloatArray = np.where(iterations > 0, np.log10(np.maximum(iterations, 1)), _BEFORE_FIRST)
    return places
