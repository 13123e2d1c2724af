"""What each learning rate leads to, on logarithmic axes; the present one is dragged here."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics

from core.arrays import FloatArray
from core.sweep import Sweep
from explorer.descent.sweep import HIGHEST_EXPONENT, LOWEST_EXPONENT
from explorer.descent.values_plot import Scale, heights
from explorer.look.theme import DASH, SEMIBOLD, SMALL, SOLID, Look
from explorer.plots.end_labels import End, EndLabels
from explorer.plots.handles import DragLine
from explorer.plots.label import PlotLabel
from explorer.plots.plot import Plot
from explorer.plots.series import Line, is_hollow, series_token
from explorer.texts.numbers import power_of_ten
from explorer.widgets.steps import rounded

_X_RANGE = (float(LOWEST_EXPONENT), float(HIGHEST_EXPONENT))
_MARGIN = 0.02  # of the width, on each side
_HEADROOM = 0.2  # of the height, above all lines, for the words at the present rate
_AROUND_NAMES = 14  # pixels before and behind the names at the lines' right ends
_FROM_LINE = (
    8  # pixels: to the words at the line, which stand on its left where there is no room on its right
)


@dataclass(frozen=True, eq=False)
class SweepPicture:
    """What the plot draws.

    Attributes
    ----------
    shows_steps : bool
        Whether the lines are the steps to reach the goal, and not the values at the end.
    steps : int
        How many there are at most.
    scale : "logarithmic" or "linear"
        Of the values.
    y_range : tuple of float
        Of the values; exponents on a logarithmic scale.
    series : tuple of int
        Whose colour each line has.
    line_names : tuple of str
        Of the lines; empty for one alone.
    words, best_words : str
        What is said at the present rate, and of the best one.
    """

    sweeps: tuple[Sweep, ...]
    shows_steps: bool
    steps: int
    scale: Scale
    y_range: tuple[float, float]
    series: tuple[int, ...]
    line_names: tuple[str, ...]
    learning_rate: float
    words: str
    best_words: str


class SweepPlot(Plot):
    """A line for each update rule, and one across at the present learning rate.

    Signals
    -------
    rate_drag_started(), rate_drag_finished()
        The user takes hold of the line, and lets it go.
    rate_dragged(rate: float)
        The user moved it here.
    """

    rate_drag_started = Signal()
    rate_dragged = Signal(float)
    rate_drag_finished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_x=True, log_y=True, left_width=44)
        self._lines: list[Line] = []
        self._picture: SweepPicture | None = None
        self.line = self.add(DragLine(look), 30)
        self._words = self.add(PlotLabel(look, "text", patch="panel"), 50)
        self._best_words = self.add(PlotLabel(look, anchor=(0, 1), patch="panel"), 49)
        self._names = EndLabels(self, look)
        self.line.drag_started.connect(self.rate_drag_started)
        self.line.dragged.connect(self._on_dragged)
        self.line.drag_finished.connect(self.rate_drag_finished)
        self.accept_keys()
        exponents = range(LOWEST_EXPONENT, HIGHEST_EXPONENT + 1)
        self.x_axis.set_ticks([(exponent, power_of_ten(exponent)) for exponent in exponents])

    def show_picture(self, picture: SweepPicture) -> None:
        """Draw the lines."""
        self._picture = picture
        width = _X_RANGE[1] - _X_RANGE[0]
        low, high = (
            (0.0, max(math.log10(max(picture.steps, 1)), 1.0)) if picture.shows_steps else picture.y_range
        )
        y_range = (low, high + _HEADROOM * (high - low))
        left, right = _X_RANGE[0] - _MARGIN * width, _X_RANGE[1] + _MARGIN * width
        self.set_range((left, left + (right - left) / (1 - self._share_of_names(picture))), y_range)
        self.y_axis.logarithmic = picture.shows_steps or picture.scale == "logarithmic"
        while len(self._lines) <= max(picture.series, default=-1):
            number = len(self._lines)
            style = DASH if is_hollow(number) else SOLID
            self._lines.append(self.add(Line(self._look, series_token(number), 2, style), 10))
        for number, line in enumerate(self._lines):
            line.setVisible(number in picture.series)
        ends = []
        for index, (sweep, number) in enumerate(zip(picture.sweeps, picture.series, strict=True)):
            y = self._heights(sweep)
            self._lines[number].set_data(np.log10(sweep.rates), y, (sweep.rates, self._numbers(sweep)))
            ends += self._end(picture, index, y)
        self._names.write(ends)
        self._place_rate(picture, y_range)

    def columns(self) -> dict[str, FloatArray]:
        """Return the rates, and what each line has there."""
        picture = self._picture
        if picture is None or not picture.sweeps:
            return {}
        columns = {"learning rate": picture.sweeps[0].rates}
        for index, sweep in enumerate(picture.sweeps):
            own = f" ({picture.line_names[index]})" if picture.line_names else ""
            columns[f"f{own}"] = sweep.final
            columns[f"steps{own}"] = np.where(sweep.steps >= 0, sweep.steps, np.nan)
        return columns

    def _heights(self, sweep: Sweep) -> FloatArray:
        picture = self._picture
        assert picture is not None
        if picture.shows_steps:
            return np.log10(np.where(sweep.steps >= 0, np.maximum(sweep.steps, 1), np.nan))
        return np.minimum(heights(sweep.final, picture.scale, picture.y_range), picture.y_range[1])

    def _numbers(self, sweep: Sweep) -> FloatArray:
        assert self._picture is not None
        return np.asarray(sweep.steps, dtype=float) if self._picture.shows_steps else sweep.final

    def _share_of_names(self, picture: SweepPicture) -> float:
        """Return which part of the width names take, at the right of the lines."""
        metrics = QFontMetrics(self._look.font(SMALL, SEMIBOLD))
        widest = max((metrics.horizontalAdvance(name) for name in picture.line_names), default=0)
        room = widest + _AROUND_NAMES if picture.line_names else 0
        return float(min(room / self.frame.width, 0.5))

    def _end(self, picture: SweepPicture, index: int, y: FloatArray) -> list[End]:
        """Return the name of a line, at the right of all lines, as high as the line is at last."""
        if not picture.line_names or not np.isfinite(y).any():
            return []
        low, high = picture.y_range
        last = float(y[np.isfinite(y)][-1])
        height = last if picture.shows_steps else float(np.clip(last, low, high))
        return [End(picture.line_names[index], series_token(picture.series[index]), _X_RANGE[1], height)]

    def _place_rate(self, picture: SweepPicture, y_range: tuple[float, float]) -> None:
        low, high = _X_RANGE
        place = min(max(math.log10(picture.learning_rate), low), high)
        self.line.move_to(place)
        across, up = self.frame.unit
        self._words.setText(picture.words)
        room = self._words.boundingRect().width() * across
        behind = place + _FROM_LINE * across
        before = max(place - _FROM_LINE * across - room, low)
        self._words.setAnchor((0, 0))
        self._words.setPos(behind if behind + room <= high else before, y_range[1])
        self._best_words.setVisible(bool(picture.best_words))
        self._best_words.setText(picture.best_words)
        self._best_words.setPos(low, y_range[0] + 2 * up)

    @Slot(float)
    def _on_dragged(self, exponent: float) -> None:
        low, high = _X_RANGE
        self.rate_dragged.emit(rounded(10 ** min(max(exponent, low), high)))
