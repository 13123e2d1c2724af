"""Loss of every mini-batch, and the running mean."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainterPath

from core.arrays import FloatArray
from core.training_config import Change
from explorer.plots.live import Dot, Mark, Stroke, Words
from explorer.runs import Run
from explorer.theme import DASH, SEMIBOLD, Look, pen
from explorer.training import words
from explorer.training.loss_curve import GUESS, LossCurve, Part
from explorer.training.run.run_plot import RunPlot
from explorer.widgets.numbers import power_of_ten

_HEIGHTS = (2.5, 5.0, 10.0, 20.0)
_LOWEST_POWERS = (-1, -2, -3, -4, -6)
_CLOUD_WORDS = (0.14, 0.42)  # where the words about the cloud stand, as shares of the run
_GUESS_WORDS = 0.8  # of the run's width that the words about the guess may take
_CLOUD_ROOM = 40  # pixels at scale 1 from the cloud to the guess, for the words of both
_NEAR = 8  # pixels: changes that follow each other so closely, as in a drag, are one
_LABEL_WIDTH, _LABEL_ROWS, _ROW_HEIGHT = 112, 3, 17  # pixels at scale 1, of what is written at changes
_DOT, _LABEL_OFFSET = 11, 8  # pixels: the end of the running mean, and from its middle to the label
_LEAST_DRAWN = 1e-9  # a loss of 0 has no logarithm
_NO_WORDS = Words("", 0, 0, (0, 0))


@dataclass(frozen=True)
class AllLosses:
    """Hands out the losses of a run, not thinned."""

    run: Run

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return iterations and losses."""
        return np.arange(self.run.iteration, dtype=np.float64), self.run.losses.astype(np.float64)


@dataclass(frozen=True)
class RunningMean:
    """Hands out the running mean, as many points of it as are drawn."""

    curve: LossCurve | Part

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return iterations and means."""
        return self.curve.mean()


class LossPlot(RunPlot):
    """The plot of one run's losses.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.export_name = "loss"
        self._curve: LossCurve | Part = LossCurve(1, 1)
        self._range, self._vertical = (0.0, 1.0), (0.0, 1.0)
        self._guess = self.add(pg.InfiniteLine(GUESS, 0), -5)
        self._guess_words = self._cloud_words = _NO_WORDS
        self.style_with(self._style)

    def retranslate(self) -> None:
        """Set every text in the present language, those of the marks with the next look at the run."""
        self._write_texts()
        self._seen = ()

    def _write_texts(self) -> None:
        self.set_labels(self.tr("epoch") if self._scope.unit == "epoch" else self.tr("iteration"))
        self._write_guess(self.tr("ln 10 = 2.303: a guess among ten"))
        self.setAccessibleName(self.tr("Loss of each mini-batch"))
        self.setToolTip(
            self.tr(
                "Cross-entropy of each mini-batch, before the update and from the same forward pass that gives the\n"
                "gradient. The line is the mean of the last 50. Turn the wheel, or press + and −, to look closer;\n"
                "drag, or press the arrow keys, to move; a double click, or 0, shows all. (Chapter, section 6)"
            )
        )
        if self._run is not None:
            self._series.clear()
            self.name_series(AllLosses(self._run), self.tr("loss"))
            self.name_series(RunningMean(self._curve), self.tr("mean of 50"))

    def _write_guess(self, text: str) -> None:
        """Write beside the line what it is, in short where there is no room for more."""
        right = 0.0 if self._run is None else self._scope.iterations(self._run)[1] / self._per_unit
        self._guess_words = Words(text, right, self._height_of(GUESS), (1, 0))
        if self._guess_words.width(self._look) > _GUESS_WORDS * self._run_pixels():
            self._guess_words = replace(self._guess_words, text="ln 10")

    def _run_pixels(self) -> float:
        """Return how many pixels across the run takes, without the room behind it."""
        start, stop = (0.0, 1.0) if self._run is None else self._scope.iterations(self._run)
        share = (stop - start) / self._per_unit / (self._range[1] - self._range[0])
        return share * float(self.view_box.width())

    def _begin(self, run: Run) -> None:
        columns = max(int(self.view_box.width()), 100)
        start, stop = self._scope.iterations(run)
        if self._scope.window is None:
            self._curve = LossCurve(round(stop), columns)
        else:
            self._curve = Part(int(start), math.ceil(stop), columns)
        self._range = self._fit_axis(run)
        self._vertical = (0.0, 0.0)
        self._cloud_words = _NO_WORDS
        self._guess.setPos(self._height_of(GUESS))
        self._write_texts()

    def _draw(self, run: Run) -> None:
        if self._curve.count == run.iteration and self._curve.count:
            return
        self._curve.take(run.losses)
        cloud, (iterations, means) = self._curve.cloud(), self._curve.mean()
        self._fit_height()
        self._place_cloud_words(run)
        lines, texts = self._change_marks(run)
        self.paint_over(
            (
                Stroke(self._path(*cloud), "cloud"),
                lines,
                Stroke(self._path(iterations, means), "a", 2),
                *self._now_marks(iterations, means),
                self._guess_words,
                self._cloud_words,
                *texts,
            )
        )

    def _path(self, iterations: FloatArray, losses: FloatArray) -> QPainterPath:
        """Return the line through losses; NaN lifts the pen."""
        path: QPainterPath = pg.arrayToQPath(
            iterations / self._per_unit, self._heights_of(losses), connect="finite"
        )
        return path

    def _height_of(self, loss: float) -> float:
        return math.log10(max(loss, _LEAST_DRAWN)) if self._scope.is_log else loss

    def _heights_of(self, losses: FloatArray) -> FloatArray:
        return np.log10(np.maximum(losses, _LEAST_DRAWN)) if self._scope.is_log else losses

    def _fit_height(self) -> None:
        """Take the least of a few ranges that has room for every loss: it changes a few times at most."""
        lowest, highest = self._curve.extremes()
        top = next((height for height in _HEIGHTS if height >= highest), _HEIGHTS[-1])
        bottom = 0.0
        if self._scope.is_log:
            bottom = next((power for power in _LOWEST_POWERS if 10.0**power <= lowest), _LOWEST_POWERS[-1])
        vertical = (bottom, self._height_of(top))
        if vertical == self._vertical:
            return
        self._vertical = vertical
        self.set_range(self._range, vertical)
        self.y_axis.set_step(None)
        if self._scope.is_log:
            self.y_axis.set_ticks(_log_ticks(*vertical))

    def _now_marks(self, iterations: FloatArray, means: FloatArray) -> tuple[Mark, ...]:
        """Return the end of the running mean and its label, which stays within the plot."""
        if not means.size or not math.isfinite(means[-1]):
            return ()
        x, y = float(iterations[-1]) / self._per_unit, self._height_of(float(means[-1]))
        (bottom, top), margin = self._vertical, self._look.px(_ROW_HEIGHT) / 2 * self.units_per_pixel()[1]
        beside = max(min(y, top - margin), bottom + margin)
        text = words.mean_label(means[-1])
        return (
            Dot(x, y, "a", _DOT, 2),
            Words(text, x, beside, (0, 0.5), "a", SEMIBOLD, shift=_LABEL_OFFSET),
        )

    def _change_marks(self, run: Run) -> tuple[Stroke, list[Words]]:
        """Return lines where rate or optimizer was changed, and words where there is room for them."""
        pixel = self.units_per_pixel()[0] * self._per_unit * self._look.scale
        marked = self._marked_changes(run, _NEAR * pixel)
        lines = QPainterPath()
        free_from, texts = [-math.inf] * _LABEL_ROWS, []
        row_height = self._look.px(_ROW_HEIGHT) * self.units_per_pixel()[1]
        bottom, top = self._vertical
        for change in marked:
            x = change.iteration / self._per_unit
            lines.moveTo(x, bottom)
            lines.lineTo(x, top)
            row = next((row for row, end in enumerate(free_from) if end <= change.iteration), None)
            if row is not None:
                free_from[row] = change.iteration + _LABEL_WIDTH * pixel
                texts.append(Words(words.change_label(change), x, top - row * row_height, (0, 0)))
        return Stroke(lines, "text2", style=DASH, is_smooth=False), texts

    def _marked_changes(self, run: Run, near: float) -> list[Change]:
        """Return the changes that are shown; of those that follow each other within `near` iterations, the last."""
        start, stop = self._scope.iterations(run)
        marked: list[Change] = []
        for change in run.changes:
            if start <= change.iteration <= stop:
                if (
                    marked
                    and marked[-1].field == change.field
                    and change.iteration - marked[-1].iteration < near
                ):
                    marked.pop()
                marked.append(change)
        return marked

    def _place_cloud_words(self, run: Run) -> None:
        """Write what the cloud is above it, once it is drawn so far and leaves room below the guess."""
        if self._cloud_words.text or self._scope.window is not None or self._scope.is_log:
            return
        start, stop = (share * self._scope.iterations(run)[1] for share in _CLOUD_WORDS)
        if run.iteration < stop or run.changes or not isinstance(self._curve, LossCurve):
            return
        height = self._curve.highest(start, stop)
        if height + self._look.px(_CLOUD_ROOM) * self.units_per_pixel()[1] < GUESS:
            text = words.cloud_label(run.config.batch_size)
            self._cloud_words = Words(text, start / self._per_unit, height, (0, 1))

    def _style(self) -> None:
        self._guess.setPen(pen(self._look.theme.text3, 1, DASH))


def _log_ticks(bottom: float, top: float) -> list[tuple[float, str]]:
    """Return ticks at 1, 2 and 5 times the powers of ten, or at the powers alone where there are many."""
    factors = (1, 2, 5) if top - bottom <= 2 else (1,)
    ticks = []
    for power in range(math.floor(bottom), math.ceil(top)):
        ticks += [
            (power + math.log10(factor), power_of_ten(power) if factor == 1 else f"{factor * 10.0**power:g}")
            for factor in factors
        ]
    return [(at, text) for at, text in ticks if bottom <= at <= top]
