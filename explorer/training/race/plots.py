"""The plots of the race: loss by step, in which the lanes lie on each other, and steps by time, in which they part."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot

from core.arrays import FloatArray
from explorer.plots.axis import nice_step, number_label
from explorer.plots.plot import Plot
from explorer.plots.series import LabelPool, Line, Markers, PlotLabel
from explorer.theme import DASH, DOT, SEMIBOLD, SOLID, Look, pen
from explorer.training.race import words
from explorer.training.race.lane_board import SYMBOLS, TOKENS
from explorer.training.race.lanes import Standing
from explorer.widgets.numbers import power_of_ten

_MARKER_SYMBOLS = ("o", "s", "t1")
_STYLES = (SOLID, DASH, SOLID)
_HEIGHTS = (2.5, 5.0, 10.0, 20.0)
_BESIDE, _MOST_TICKS = 0.03, 5  # of the steps, left of the first and right of the last
_FEW_STEPS = 1_000  # up to which no loss is low at the start of the plot
_KEY_LINE, _KEY_MARGIN = 18, 0.3  # pixels a line of the key, and lines below it
_EARLIEST, _LATEST = -3.3, 7.9  # exponents of seconds
_LEAST_DONE, _ABOVE_FINISH = -5.0, 1.2  # exponents of steps
_SIDES = (0.75, 0.25, 0.5)  # where the times of arrival are held: apart, as the first two are near each other
_WORDS_ROOM = 2.2  # decades right of an arrival, for its time and the word at the line


class LossByStep(Plot):
    """Loss of each step in each lane.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.export_name = "race-losses"
        self._shown: tuple[int, float] | None = None
        self.lines = [
            self.add(Line(look, token, 2, style), 10 + index)
            for index, (token, style) in enumerate(zip(TOKENS, _STYLES, strict=True))
        ]
        self._now = [
            self.add(Markers(look, token, symbol, size=11, edge_width=2), 20)
            for token, symbol in zip(TOKENS, _MARKER_SYMBOLS, strict=True)
        ]
        self._key = [self.add(PlotLabel(look, token, anchor=(0, 1), weight=SEMIBOLD), 50) for token in TOKENS]
        self.view_box.sigResized.connect(self._on_resized)

    def write(self, axis: str, names: Sequence[str], short_names: Sequence[str]) -> None:
        """Name the axis and the lanes, at length for the numbers and in short for the key."""
        self.set_labels(axis)
        for line, name in zip(self.lines, names, strict=True):
            self.name_series(line, name)
        for key, symbol, name in zip(self._key, SYMBOLS, short_names, strict=True):
            key.setText(f"{symbol}  {name}")

    def show_losses(self, losses: Sequence[FloatArray], steps: int) -> None:
        """Draw the losses of up to three lanes, on an axis for so many steps."""
        highest = max((float(np.nanmax(own)) for own in losses if own.size), default=0.0)
        height = next((height for height in _HEIGHTS if height >= highest), _HEIGHTS[-1])
        if (steps, height) != self._shown:
            self._shown = steps, height
            self._fit()
        for index, line in enumerate(self.lines):
            own = losses[index] if index < len(losses) else np.empty(0)
            x = np.arange(len(own), dtype=np.float64)
            line.set_data(x, own)
            self._now[index].set_data(x[-1:], own[-1:])

    @Slot()
    def _on_resized(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Fit the ranges, and write the key where no loss is: low at the start, or high in a race of many steps."""
        if self._shown is None:
            return
        steps, height = self._shown
        self.set_range((-_BESIDE * steps, (1 + _BESIDE) * steps), (0, height))
        step = nice_step(steps, _MOST_TICKS)
        self.x_axis.set_ticks(
            [(k * step, number_label(k * step)) for k in range(int(steps / step + 1e-9) + 1)]
        )
        line = self._look.px(_KEY_LINE) * self.units_per_pixel()[1]
        high = steps > _FEW_STEPS
        for index, key in enumerate(self._key):
            key.setAnchor((1, 0) if high else (0, 1))
            below = (len(self._key) - 1 - index + _KEY_MARGIN) * line
            key.setPos(*((steps, height - index * line) if high else (0, below)))


class StepsByTime(Plot):
    """Steps done against time on logarithmic axes: done so far, and dashed what the pace so far promises.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True)
        self.export_name = "race-pace"
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
        self._finish = self.add(pg.InfiniteLine(0, 0), 0)
        self._finish_words = self.add(PlotLabel(look, anchor=(1, 1)), 50)
        self._waiting = self.add(PlotLabel(look, anchor=(0.5, 0.5), patch="panel"), 50)
        self.style_with(self._style)

    def write(self, x_axis: str, y_axis: str, names: Sequence[str], finish: str, waiting: str) -> None:
        """Name axes, lanes and the line that they race to, and say what an empty plot waits for."""
        self.set_labels(x_axis, y_axis)
        self._finish_words.setText(finish)
        self._waiting.setText(waiting)
        for line, name in zip(self.lines, names, strict=True):
            self.name_series(line, name)

    def show_standings(self, standings: Sequence[Standing], steps: int) -> None:
        """Draw how far the lanes are in a race of so many steps."""
        goal = math.log10(steps)
        arrivals = [standing.seconds_for(steps) for standing in standings]
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
        self._waiting.setVisible(not any(standing.done for standing in standings))
        for index in range(len(TOKENS)):
            self._show_lane(index, standings[index] if standings else None, goal, steps)

    def _show_lane(self, index: int, standing: Standing | None, goal: float, steps: int) -> None:
        arrival = None if standing is None else standing.seconds_for(steps)
        if standing is None or arrival is None:
            for item in (self.lines[index], self._promises[index], self._now[index]):
                item.set_data([], [])
            self._ends[index].write([])
            return
        known = (standing.times > 0) & (standing.progress > 0)
        times, progress = standing.times[known], standing.progress[known]
        x, y = np.log10(times), np.log10(progress)
        self.lines[index].set_data(x, y, numbers=(times, progress))
        self._now[index].set_data(x[-1:], y[-1:])
        to = math.log10(arrival)
        self._promises[index].set_data([x[-1], to], [y[-1], goal])
        self._ends[index].write([(words.duration(arrival), to, goal)])

    def _style(self) -> None:
        self._finish.setPen(pen(self._look.theme.text3, 1, DOT))
