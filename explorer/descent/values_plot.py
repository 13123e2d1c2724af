"""The surface's value at each step of each path, or how far the paths ran away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics

from core.arrays import FloatArray
from explorer.look.theme import BODY, DASH, NORMAL, SEMIBOLD, Look, series_symbol
from explorer.plots.axis import number_label, whole_step
from explorer.plots.end_labels import End, end_words
from explorer.plots.geometry import thin_path
from explorer.plots.label import MARGIN
from explorer.plots.live import LivePlot
from explorer.plots.marks import Mark, Spots, Stroke, Words, ring
from explorer.plots.series import is_hollow, series_token, thin_min_max
from explorer.plots.trace import segments_of

Scale = Literal["logarithmic", "linear"]

_MARKER_SIZE, _MARKERS = 8, 13  # pixels, and how many about a line
_COLUMNS = 240  # a longer line is thinned to the extremes in so many stretches
_TICKS = 5  # intervals of the axis, which ends at the last step and not beyond the names
_FINEST = 2.0  # pixels: what is shorter is drawn together
_BELOW = 3.0  # decades below the picture at which a line that falls to 0 is drawn
_BETWEEN_COLUMNS = 6  # pixels
_AROUND_NAMES = 16  # pixels before and behind the names at the lines' ends
_NAMES_ABOVE_EACH_OTHER = 6  # more would not fit in one column
_REFERENCE_AT = 0.75  # along the steps: where the reference has its words
_REFERENCE_GAP = 0.02  # of the steps, between them and the line
_STILL_RING, _STILL_GAP = 13, 8  # pixels: the ring where a path stands still, and from its line to the words
_HOVER_REACH = 20  # pixels from the pointer to the step that it means


@dataclass(frozen=True, eq=False)
class Course:
    """What the plot draws.

    Attributes
    ----------
    values : ndarray, shape (k, n)
        The values of n paths at the start and after each of the first k - 1 steps.
    steps : int
        The steps that the axis has room for.
    scale : "logarithmic" or "linear"
    y_range : tuple of float
        What the axis shows; exponents of ten on a logarithmic one.
    name : str
        What the values are, for export.
    series : tuple of int
        Whose colour and marker each line has.
    line_names : tuple of str
        What stands at the end of each line.
    """

    values: FloatArray
    steps: int
    scale: Scale
    y_range: tuple[float, float]
    name: str
    series: tuple[int, ...]
    line_names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Reference:
    """Where another gradient would have led, and where the first path stood still instead.

    Attributes
    ----------
    values : ndarray, shape (k,)
    words : str
        Stands at the line of those values.
    path, step : int
        The path that stands still, and from which step on.
    step_words : str
        Stands below that path.
    """

    values: FloatArray
    words: str
    path: int
    step: int
    step_words: str


class ValuesPlot(LivePlot):
    """One line a path over the steps, up to the one that is shown.

    Signals
    -------
    step_hovered(index: int, step: int)
        The pointer is on a step of the line at that place of the course.
    step_left()
        It is on none any more.
    """

    step_hovered = Signal(int, int)
    step_left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, log_y=True, left_width=44)
        self._course = Course(np.empty((0, 0)), 0, "logarithmic", (0, 1), "", (), ())
        self._heights: FloatArray = np.empty((0, 0))
        self._column = 0  # pixels from one column of names to the next
        self._reference: Reference | None = None
        self.view_box.sigResized.connect(self._on_resized)
        self.hovered.connect(self._on_hovered)
        self.hover_left.connect(self.step_left)

    def set_course(self, course: Course, reference: Reference | None = None) -> None:
        """Draw lines, and a reference beside them if there is one."""
        self._fit_range(course)
        self.y_axis.logarithmic = course.scale == "logarithmic"
        self._course = course
        self._heights = heights(course.values, course.scale, course.y_range)
        self._reference = reference
        line, words = ((), ()) if reference is None else self._beside(reference)
        self.paint_over((*line, *self._lines(), *self._names(), *words))

    def show_step(self, index: int, step: int) -> None:
        """Ring a step of a line; while the plot is hidden its lines may be older ones."""
        steps, lines = self._heights.shape
        height = float(self._heights[step, index]) if step < steps and index < lines else np.nan
        self.point_at((ring(step, height),) if np.isfinite(height) else ())

    def hide_step(self) -> None:
        """Remove what `show_step` drew."""
        self.point_at(())

    def columns(self) -> dict[str, FloatArray]:
        """Return the steps and the values of each path."""
        values = self._course.values
        columns = {"step": np.arange(len(values), dtype=float)}
        for index in range(values.shape[1]):
            columns[f"{self._course.name} ({self._course.line_names[index]})"] = values[:, index]
        return columns

    def _fit_range(self, course: Course) -> None:
        """Show all steps, and beyond them room for the longest name, or two."""
        names, metrics = course.line_names, QFontMetrics(self._look.font(BODY, SEMIBOLD))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        room = widest + _AROUND_NAMES
        self._column = widest + _BETWEEN_COLUMNS
        room += self._column if len(names) > _NAMES_ABOVE_EACH_OTHER else 0
        last = max(course.steps, 1)
        share = min(room / self.frame.width, 0.5)
        self.set_range((-0.01 * last, last / (1 - share)), course.y_range)
        every = int(whole_step(last, _TICKS))
        self.x_axis.set_ticks([(step, number_label(step)) for step in range(0, last + 1, every)])

    def _lines(self) -> list[Mark]:
        """Return the lines, and markers on them."""
        course, unit = self._course, self.frame.unit
        step = np.arange(len(course.values), dtype=float)
        marked = _marked(len(step) - 1, course.steps)
        marks: list[Mark] = []
        for index, number in enumerate(course.series):
            own, token, hollow = self._heights[:, index], series_token(number), is_hollow(number)
            line = thin_path(np.stack(thin_min_max(step, own, _COLUMNS), axis=1), _FINEST, unit)
            x, y = segments_of(line, unit).T
            marks.append(Stroke(x, y, token, connect="pairs"))
            fill, rim, width = ("panel", token, 1.5) if hollow else (token, "panel", 1)
            marks.append(
                Spots(step[marked], own[marked], series_symbol(number), _MARKER_SIZE, fill, rim, width)
            )
        return marks

    def _names(self) -> list[Words]:
        """Return a name at the end of each line; many of them alternate between two columns."""
        ends = [end for index in range(len(self._course.series)) for end in self._end(index)]
        if len(ends) <= _NAMES_ABOVE_EACH_OTHER:
            return end_words(self, self._look, ends, BODY)
        ends.sort(key=lambda end: end.y)
        shift = self._column * self.frame.unit[0]
        columns = [ends[::2], [replace(end, x=end.x + shift) for end in ends[1::2]]]
        return [name for column in columns for name in end_words(self, self._look, column, BODY)]

    def _end(self, index: int) -> list[End]:
        """Return the label of a line, where it ends or leaves the picture; none where nothing of it can be drawn."""
        own = self._heights[:, index]
        drawn = np.flatnonzero(np.isfinite(own))
        if not len(drawn):
            return []
        low, high = self._course.y_range
        inside = drawn[(own[drawn] >= low) & (own[drawn] <= high)]
        step, last = float(drawn[-1]), int(inside[-1]) if len(inside) else 0
        height = float(np.clip(own[drawn[-1]], low, high))
        if last < drawn[-1]:
            before, after = own[last : last + 2]
            step = last + (min(max((height - before) / (after - before), 0), 1) if after != before else 0)
        token = series_token(self._course.series[index])
        return [End(self._course.line_names[index], token, step, height)]

    def _beside(self, reference: Reference) -> tuple[Sequence[Mark], Sequence[Mark]]:
        """Return what is painted of a reference below all lines, and what above them."""
        course, (low, high) = self._course, self._course.y_range
        own = heights(reference.values, course.scale, course.y_range)
        steps = np.arange(len(own), dtype=float)
        line = Stroke(steps, own, "text2", 1, DASH)
        middle = min(round(_REFERENCE_AT * (len(own) - 1)), int(np.flatnonzero(np.isfinite(own))[-1]))
        x = middle - _REFERENCE_GAP * course.steps
        said = self._said(reference.words, "text2", x, float(own[middle]), 0.5)
        still = float(self._heights[min(reference.step, len(self._heights) - 1), reference.path])
        above = still < (low + high) / 2
        y = still + (_STILL_GAP if above else -_STILL_GAP) * self.frame.unit[1]
        token = series_token(reference.path)
        words = self._said(reference.step_words, token, course.steps, y, 1 if above else 0)
        return [line], [ring(reference.step, still, _STILL_RING, 2), said, words]

    @staticmethod
    def _said(text: str, token: str, x: float, y: float, down: float) -> Words:
        """Return words that end left of a point."""
        return Words(text, token, x, y, anchor=(1, down), weight=NORMAL, margin=MARGIN, patch=True)

    @Slot()
    def _on_resized(self) -> None:
        self.set_course(self._course, self._reference)

    @Slot(float, float)
    def _on_hovered(self, x: float, y: float) -> None:
        across, up = self.frame.unit
        step = min(max(round(x), 0), len(self._heights) - 1)
        if step < 0:
            return
        away = np.abs(self._heights[step] - y) / up
        away = np.where(np.isnan(away), np.inf, away)
        index = int(away.argmin())
        if np.hypot(away[index], (step - x) / across) <= _HOVER_REACH:
            self.step_hovered.emit(index, step)
        else:
            self.step_left.emit()


def _marked(last: int, steps: int) -> list[int]:
    """Return the steps that get a marker: some at even distances, and the last one."""
    every = int(whole_step(max(steps, 1), _MARKERS))
    even = list(range(0, last + 1, every))
    return even if last % every == 0 else [*even, last]


def heights(values: FloatArray, scale: Scale, y_range: tuple[float, float]) -> FloatArray:
    """Return where values are drawn: clipped not far outside the picture, NaN where they are not finite."""
    low, high = y_range
    finite = np.isfinite(values)
    if scale == "linear":
        room = high - low
        return np.where(finite, np.clip(values, low - room, high + room), np.nan)
    lowest = low - _BELOW
    with np.errstate(divide="ignore", invalid="ignore"):
        exponents = np.log10(values)
    return np.where(finite, np.where(values > 0, np.maximum(exponents, lowest), lowest), np.nan)
