"""The plots of the race: loss by step, where all contestants agree, and steps by time, where they do not."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from explorer.look.theme import DASH, DOT, SEMIBOLD, SOLID, Look, pen
from explorer.plots.axis import nice_step, number_label
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.label import LabelPool, PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, Markers
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.training.race import words
from explorer.training.race.contestant_board import SYMBOLS, TOKENS
from explorer.training.race.contestants import Progress

_MARKER_SYMBOLS = ("o", "s", "t1")
_STYLES, _WIDTHS = (
    (SOLID, DASH, SOLID),
    (4, 1.5, 2),
)  # contestants that lie on each other are seen through each other
_BEFORE, _MOST_TICKS = 0.03, 5  # of the steps, left of the first
_TICK_ROOM = 44  # pixels at scale 1 from one tick to the next
_LABEL_ROOM = 120  # pixels at scale 1 right of the last step: "one at a time"
_LOSSES_BEFORE, _LEAST_SPAN, _PARTS = (0.0, 2.5), 0.1, 4  # range without a loss, least range, steps in one
_EARLIEST, _LATEST = -3.3, 7.9  # exponents of seconds
_LEAST_DONE, _ABOVE_FINISH = -5.0, 1.2  # exponents of steps
_SIDES = (0.75, 0.25, 0.5)  # where the times of arrival are held: apart, as the first two are near each other
_WORDS_ROOM = 2.2  # decades right of an arrival, for its time and the word at the line


class LossByStep(Plot):
    """Loss of each step in each contestant."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._shown: tuple[int, tuple[float, float]] | None = None
        self._names = [f"{symbol} {name}" for symbol, name in zip(SYMBOLS, words.short_names(), strict=True)]
        self._lasts: list[float | None] = []
        self.lines = [
            self.add(Line(look, token, width, style), 10 + index)
            for index, (token, width, style) in enumerate(zip(TOKENS, _WIDTHS, _STYLES, strict=True))
        ]
        self._now = [
            self.add(Markers(look, token, symbol, size=11, edge_width=2), 20)
            for token, symbol in zip(TOKENS, _MARKER_SYMBOLS, strict=True)
        ]
        self._ends = EndLabels(self, look)
        self.set_labels(_("step"))
        for line, name in zip(self.lines, words.method_names(), strict=True):
            self.name_series(line, name)
        self.view_box.sigResized.connect(self._fit)

    def show_losses(self, losses: Sequence[FloatArray], steps: int) -> None:
        """Draw the losses of up to three contestants, on an axis for so many steps."""
        self._shown = steps, _range_of(losses)
        self._lasts = [float(own[-1]) if own.size and np.isfinite(own[-1]) else None for own in losses]
        for index, line in enumerate(self.lines):
            own = losses[index] if index < len(losses) else np.empty(0)
            x = np.arange(len(own), dtype=np.float64)
            line.set_data(x, own)
            self._now[index].set_data(x[-1:], own[-1:])
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Fit the ranges, and write the names of the contestants right of the last step, where no line is."""
        if self._shown is None:
            return
        steps, heights = self._shown
        width = self.frame.width
        share = min(self._look.px(_LABEL_ROOM) / width, 0.5)
        self.set_range((-_BEFORE * steps, steps / (1 - share)), heights)
        intervals = (1 - share) * width / self._look.px(_TICK_ROOM)
        step = nice_step(steps, min(max(intervals, 1.0), _MOST_TICKS))
        self.x_axis.set_ticks(
            [(k * step, number_label(k * step)) for k in range(int(steps / step + 1e-9) + 1)]
        )
        self._ends.write(
            [
                End(name, token, steps, last)
                for name, token, last in zip(self._names, TOKENS, self._lasts, strict=False)
                if last is not None
            ]
        )


def _range_of(losses: Sequence[FloatArray]) -> tuple[float, float]:
    """Return the heights to show: round numbers around all losses, so that they seldom change."""
    known = np.concatenate([own[np.isfinite(own)] for own in losses]) if losses else np.empty(0)
    if not known.size:
        return _LOSSES_BEFORE
    low, high = float(known.min()), float(known.max())
    step = nice_step(max(high - low, _LEAST_SPAN), _PARTS)
    return math.floor(low / step) * step, math.ceil(high / step) * step


class StepsByTime(Plot):
    """Steps done against time on logarithmic axes: done so far, and dashed the speed so far continued."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True)
        self.lines = [self.add(Line(look, token), 10) for token in TOKENS]
        self._promises = [self.add(Line(look, token, 1, DASH), 5) for token in TOKENS]
        self._now = [
            self.add(Markers(look, token, symbol, size=11, edge_width=2), 20)
            for token, symbol in zip(TOKENS, _MARKER_SYMBOLS, strict=True)
        ]
        self._ends = [
            LabelPool(self, look, token=token, weight=SEMIBOLD, anchor=(side, 1))
            for token, side in zip(TOKENS, _SIDES, strict=True)
        ]
        self._finish = self.add(pg.InfiniteLine(0, 0, pen(look.theme.text3, 1, DOT)), 0)
        self._finish_words = self.add(PlotLabel(look, anchor=(1, 1)), 50)
        self._waiting = self.add(PlotLabel(look, anchor=(0.5, 0.5), patch="panel"), 50)
        self.set_labels(_("computing time"), _("steps done"))
        self._finish_words.setText(_("finish"))
        self._waiting.setText(_("Press Start"))
        for line, name in zip(self.lines, words.method_names(), strict=True):
            self.name_series(line, name)

    def show_progress(self, progresses: Sequence[Progress], steps: int) -> None:
        """Draw how far the contestants are in a race of so many steps."""
        goal = math.log10(steps)
        arrivals = [progress.seconds_for(steps) for progress in progresses]
        latest = max((math.log10(arrival) for arrival in arrivals if arrival), default=0.0)
        end = max(_LATEST, latest + _WORDS_ROOM)
        top = goal + _ABOVE_FINISH
        self.set_range((_EARLIEST, end), (_LEAST_DONE, top))
        ticks = [(math.log10(seconds), text) for seconds, text in words.time_ticks()]
        self.x_axis.set_ticks([(place, text) for place, text in ticks if place < end])
        self.y_axis.set_ticks([(place, power_of_ten(place)) for place in (-4, -2, 0, round(goal))])
        self._finish.setPos(goal)
        self._finish_words.setPos(end, goal)
        self._waiting.setPos((_EARLIEST + end) / 2, (_LEAST_DONE + goal) / 2)
        self._waiting.setVisible(not any(progress.done for progress in progresses))
        for index in range(len(TOKENS)):
            self._show_contestant(index, progresses[index] if progresses else None, goal, steps)

    def _show_contestant(self, index: int, progress: Progress | None, goal: float, steps: int) -> None:
        arrival = None if progress is None else progress.seconds_for(steps)
        if progress is None or arrival is None:
            for item in (self.lines[index], self._promises[index], self._now[index]):
                item.set_data([], [])
            self._ends[index].write([])
            return
        known = (progress.times > 0) & (progress.counts > 0)
        times, counts = progress.times[known], progress.counts[known]
        x, y = np.log10(times), np.log10(counts)
        self.lines[index].set_data(x, y, numbers=(times, counts))
        self._now[index].set_data(x[-1:], y[-1:])
        to = math.log10(arrival)
        self._promises[index].set_data([x[-1], to], [y[-1], goal])
        self._ends[index].write([(words.duration(arrival), to, goal)])
