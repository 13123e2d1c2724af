"""The plots of slow motion: how far each parameter array moves, and what every mini-batch cost before and after."""

import math

import numpy as np
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from core.sgd_iteration import Iterations
from core.two_layer_net import PARAMETER_NAMES
from explorer.look.theme import SEMIBOLD, Look
from explorer.plots.axis import nice_step, number_label
from explorer.plots.label import LabelPool, PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.training.slow_motion import words
from explorer.training.slow_motion.work import ShownIteration, root_mean_square

_DECADES, _WORDS_ROOM = 8, 0.27  # of the axis at least; share of the width right of the values
_KEY_ROOM = 0.85  # of a row, above the first, for what the markers mean
_FEWEST_ITERATIONS = 6
_INTERVALS = 4


class MovesPlot(Plot):
    """Root mean square of each parameter array and of its move, on one logarithmic axis."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, left_width=30)
        self._spans = self.add(Line(look, "text3", 1), 5)
        self.moves = self.add(Markers(look, "a", "s", size=11), 10)
        self.values = self.add(Markers(look, "b", "o", size=11), 10)
        self._shares = LabelPool(self, look, token="a", weight=SEMIBOLD, anchor=(0, 0.5))
        self._key = [
            self.add(PlotLabel(look, token, anchor=(0, 0.5), weight=SEMIBOLD), 50) for token in ("a", "b")
        ]
        moves, values = _("change"), _("size")
        for key, text in zip(self._key, (f"■  {moves}", f"●  {values}"), strict=True):
            key.setText(text)
        self.name_series(self.moves, moves)
        self.name_series(self.values, values)
        self.set_labels(_("root mean square"))
        self._low = -_DECADES
        self.y_axis.set_ticks([(-k, name) for k, name in enumerate(PARAMETER_NAMES)])

    def show_iteration(self, found: ShownIteration) -> None:
        """Draw the moves of an iteration."""
        last = found.iterations.last
        values = np.array([root_mean_square(last.before.params[name]) for name in PARAMETER_NAMES])
        moves = np.array([root_mean_square(last.moves[name]) for name in PARAMETER_NAMES])
        rows = -np.arange(len(PARAMETER_NAMES), dtype=np.float64)
        x_values, x_moves = _exponents(values), _exponents(moves)
        self.values.set_data(x_values, rows, numbers=(values, rows))
        self.moves.set_data(x_moves, rows, numbers=(moves, rows))
        gaps = np.full(len(rows), np.nan)
        self._spans.set_data(np.stack([x_moves, x_values, gaps], 1).ravel(), np.repeat(rows, 3))
        known = np.concatenate([x_values, x_moves])
        known = known[np.isfinite(known)]
        low, high = (known.min(), known.max()) if known.size else (-_DECADES, 0.0)
        self._fit(math.floor(low), math.ceil(max(high, low + 1)))
        shares = [words.share_moved(value, move) for value, move in zip(values, moves, strict=True)]
        right = self._right
        self._shares.write([(text, right, float(y)) for text, y in zip(shares, rows, strict=True)])

    def _fit(self, low: int, high: int) -> None:
        self._right = high + 0.1 * (high - low)
        end = low + (self._right - low) / (1 - _WORDS_ROOM)
        self.set_range((low - 0.05 * (high - low), end), (0.5 - len(PARAMETER_NAMES), 0.5 + _KEY_ROOM))
        step = max(1, math.ceil((high - low) / _INTERVALS))
        self.x_axis.set_ticks([(k, power_of_ten(k)) for k in range(low, high + 1, step)])
        self._key[0].setPos(low, _KEY_ROOM)
        self._key[1].setPos((low + end) / 2, _KEY_ROOM)


class RepeatPlot(Plot):
    """Loss of each mini-batch before its update and after it, iteration by iteration."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._steps = self.add(Line(look, "text3", 1), 5)
        self.before = self.add(Markers(look, "panel", "o", size=9, edge="b", edge_width=2), 10)
        self.after = self.add(Markers(look, "a", "s", size=9), 11)
        self._key = [
            self.add(PlotLabel(look, token, anchor=anchor, weight=SEMIBOLD), 50)
            for token, anchor in (("b", (0, 0)), ("a", (1, 0)))
        ]
        before, after = _("before"), _("after")
        for key, text in zip(self._key, (f"○  {before}", f"■  {after}"), strict=True):
            key.setText(text)
        self.name_series(self.before, before)
        self.name_series(self.after, after)
        self.set_labels(_("iteration"))
        self._shown: Iterations | None = None
        self.view_box.sigResized.connect(self._on_resized)

    def show_iterations(self, iterations: Iterations) -> None:
        """Draw the losses of all iterations so far."""
        self._shown = iterations
        before, after = iterations.losses_before, iterations.losses_after
        count = len(before)
        x = np.arange(1, count + 1, dtype=np.float64)
        self.before.set_data(x, before)
        self.after.set_data(x, after)
        self._steps.set_data(np.repeat(x, 3), np.stack([before, after, np.full(count, np.nan)], 1).ravel())
        losses = np.concatenate([before, after])
        losses = losses[np.isfinite(losses)]
        low, high = (float(losses.min()), float(losses.max())) if losses.size else (0.0, 1.0)
        end = max(count, _FEWEST_ITERATIONS)
        step = nice_step(max(high - low, 0.01 * max(high, 1e-3)), 2)
        bottom, top = math.floor(low / step) * step, (math.floor(high / step) + 2) * step
        self.set_range((0.5, end + 0.5), (bottom, top))
        every = max(1, round(nice_step(end, 8, (1, 2, 5, 10))))
        self.x_axis.set_ticks(
            [(k, number_label(k)) for k in range(every if every > 1 else 1, end + 1, every)]
        )
        self._key[0].setPos(0.5, top)
        self._key[1].setPos(end + 0.5, top)

    @Slot()
    def _on_resized(self) -> None:
        if self._shown is not None:
            self.show_iterations(self._shown)


def _exponents(values: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        exponents = np.log10(values)
    return np.where(np.isfinite(exponents), exponents, np.nan)
