"""Loss of every mini-batch, and the running mean."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from core.arrays import FloatArray
from core.training_config import Change
from explorer.look.theme import BODY, DASH, NORMAL, SMALL, Look, pen
from explorer.plots.label import MARGIN
from explorer.plots.marks import Dot, Stroke, Words
from explorer.runs.run import Run, Status
from explorer.texts.language import _
from explorer.texts.numbers import power_of_ten
from explorer.training import words
from explorer.training.loss_curve import GUESS, LossCurve, Part, mean_of_last
from explorer.training.run.free_room import Frame, FreeRoom
from explorer.training.run.run_plot import RunPlot, Told
from explorer.widgets.memo import Memo

_HEIGHTS = (2.5, 5.0, 10.0, 20.0)
_LOWEST_POWERS = (-1, -2, -3, -4, -6)
_CLOUD_WORDS = (0.14, 0.42)  # where the words about the cloud stand, as shares of the run
_GUESS_WORDS = 0.8  # of the run's width that the words about the guess may take
_CLOUD_ROOM = 40  # pixels at scale 1 from the cloud to the guess, for the words of both
_NEAR = 8  # pixels: changes that follow each other so closely, as in a drag, are one
_LABEL_ROWS, _ROW_HEIGHT = 9, 17  # of what is written at changes, and pixels at scale 1 from one to the next
_DOT, _LABEL_OFFSET = 11, 8  # pixels: the end of the running mean, and from its middle to the label
_LEAST_DRAWN = 1e-9  # a loss of 0 has no logarithm
_SHORT_GUESS = "ln 10"
_NO_WORDS = Words("", "text2", 0, 0)
_LEAST_MOVE = 0.5  # pixels
_STRETCH = 40  # pixels that the end of the curve moves on before words are placed anew
_BELOW, _ABOVE = 0, 1  # anchors of words at a line
_PIECE = 64  # stretches of the curve that are painted once, when they are complete
_COVERED = 3  # of those before, by the width of a line: a stretch is about a pixel
_END = slice(-1, None)


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
    """The plot of one run's losses."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._curve: LossCurve | Part = LossCurve(1, 1)
        self._range, self._vertical = (0.0, 1.0), (0.0, 1.0)
        self._guess = self.add(pg.InfiniteLine(GUESS, 0, pen(look.theme.text3, 1, DASH)), -5)
        self._pieces: list[Stroke] = []  # of the curve
        self._in_pieces = 0  # stretches of it
        self._cloud_words = _NO_WORDS
        self._drawn, self._kept_memo = Memo(), Memo()
        self._kept: list[tuple[Words, QRectF]] = []  # words that stand still, and the pixels that they take
        self.setAccessibleName(_("Loss of each mini-batch"))
        self.setToolTip(
            _(
                "Cross-entropy of each mini-batch before its update, and the mean of the last 50. (Section 6)\n"
                "Scroll or press + and − to zoom, drag or press the arrow keys to pan; double-click or press 0 for all."
            )
        )

    def would_move(self, run: Run) -> bool:
        """Whether the end of the curve would be at another place if it were drawn now, as its first point is."""
        if run is not self._run or not self._curve.count:
            return True
        new = (run.iteration - self._curve.count) / self._per_unit
        return new >= _LEAST_MOVE * self.frame.unit[0]

    def _guess_wishes(self) -> list[Words]:
        """Return what may be written beside the line of a guess, the best first, in short where there is less room."""
        start, stop = (0.0, 1.0) if self._run is None else self._scope.iterations(self._run)
        left, right, y = start / self._per_unit, stop / self._per_unit, self._height_of(GUESS)
        sides = [(right, 1), (left, 0)]
        text = _("ln 10 = 2.303: random guess")
        whole = [_words(text, x, y, (side, where)) for x, side in sides for where in (_BELOW, _ABOVE)]
        if whole[0].width(self._look) > _GUESS_WORDS * self._run_pixels():
            whole = []
        short = [_words(_SHORT_GUESS, self._range[1], y, (1, where)) for where in (_BELOW, _ABOVE)]
        return [*whole, replace(short[0], x=right), *short]

    def _told(self, iteration: float) -> Told | None:
        assert self._run is not None
        losses, (start, stop) = self._run.losses, self._scope.iterations(self._run)
        last = min(len(losses) - 1, int(stop))
        if last < start:
            return None
        at = min(max(round(iteration), int(start)), last)
        loss, mean = float(losses[at]), float(mean_of_last(losses[: at + 1])[0])
        height = self._height_of(mean) if math.isfinite(mean) else self._vertical[1]
        return Told(at / self._per_unit, height, words.loss_at(at, loss, mean))

    def _run_pixels(self) -> float:
        """Return how many pixels across the run takes, without the room behind it."""
        start, stop = (0.0, 1.0) if self._run is None else self._scope.iterations(self._run)
        share = (stop - start) / self._per_unit / (self._range[1] - self._range[0])
        return share * self.frame.width

    def _begin(self, run: Run) -> None:
        columns = max(int(self.frame.width), 100)
        start, stop = self._scope.iterations(run)
        if self._scope.window is None:
            self._curve = LossCurve(round(stop), columns)
        else:
            self._curve = Part(int(start), math.ceil(stop), columns)
        self._pieces, self._in_pieces = [], 0
        self._range = self._fit_axis(run)
        self._cloud_words = _NO_WORDS
        self._guess.setPos(self._height_of(GUESS))
        self.set_labels(_("epoch") if self._scope.unit == "epoch" else _("iteration"))
        self._series.clear()
        self.name_series(AllLosses(run), _("loss"))
        self.name_series(RunningMean(self._curve), _("mean of 50"))

    def _draw(self, run: Run) -> None:
        if not self._drawn.has_changed(*self._axes_of(run), run.iteration, run.changes):
            return
        self._curve.take(run.losses)
        self._fit_height()
        self._place_cloud_words(run)
        marked = self._marked_changes(run, _NEAR * self.frame.unit[0] * self._per_unit * self._look.scale)
        while self._in_pieces + _PIECE <= self._curve.settled:
            self._pieces += self._strokes(self._in_pieces, self._in_pieces + _PIECE)
            self._in_pieces += _PIECE
        cloud, mean = self._strokes(self._in_pieces, None)
        if run.status is Status.NEW:
            self.paint_over((self._invitation(), *self._written(())))
            return
        self.paint_over(
            (cloud, mean, self._change_lines(marked), *self._now_dot(), *self._written(marked)),
            self._pieces,
        )

    def _invitation(self) -> Words:
        """Return what is written where the losses of a run will be that has not begun."""
        start, stop = (0.0, 1.0) if self._run is None else self._scope.iterations(self._run)
        middle = sum(self._vertical) / 2
        return _words(_("Press Start"), (start + stop) / 2 / self._per_unit, middle, (0.5, 0.5), BODY)

    def _strokes(self, first: int, end: int | None) -> tuple[Stroke, Stroke]:
        """Return the cloud and the running mean of some stretches.

        The cloud begins at the stretch before, to meet the one that is there; the mean so far before that the new cloud
        covers nothing of the last mean.
        """
        cloud = self._curve.cloud(slice(max(first - 1, 0), end))
        mean = self._curve.mean(slice(max(first - 1 - _COVERED, 0), end))
        return Stroke(*self._points(*cloud), "cloud", 1), Stroke(*self._points(*mean), "a")

    def _heights_of_cloud(self) -> tuple[FloatArray, FloatArray]:
        return self._points(*self._curve.cloud())

    def _written(self, marked: Sequence[Change]) -> list[Words]:
        """Return all words, on no line and not on each other: the least important are left out first.

        Those that stand still are only placed anew where the plot has changed, where the end of the curve comes their
        way, and now and then as it moves on.
        """
        frame = Frame(self._range, self._vertical, self.frame.width, self.frame.height)
        room = FreeRoom(frame, self._look, self._heights_of_cloud)
        room.take_height(self._height_of(GUESS))
        beside = self._now_words()
        now = [] if beside is None else [room.first(self._now_wishes(beside)) or beside]
        stretch = 0 if beside is None else frame.across(beside.x) // _STRETCH
        is_other = self._kept_memo.has_changed(frame, tuple(marked), self._cloud_words, stretch)
        if is_other or not all(room.is_free(taken) for _unused, taken in self._kept):
            self._kept = [(words, room.box(words)) for words in self._standing_words(room, marked)]
        return [*now, *(words for words, _unused in self._kept)]

    def _standing_words(self, room: FreeRoom, marked: Sequence[Change]) -> list[Words]:
        """Return what is written at changes, at the line of a guess and at the cloud, as far as there is room."""
        found: list[Words | None] = []
        for change in marked:
            room.take_place(change.iteration / self._per_unit)
        for change in marked:
            places = list(self._change_wishes(change))
            best = room.first(places, room.is_on_line, room.is_on_curve)
            found.append(best or room.first(places, room.is_on_curve) or room.first(places))
        found.append(room.first(self._guess_wishes(), room.is_on_line, room.is_on_curve))
        if self._cloud_words.text:
            found.append(room.first([self._cloud_words]))
        return [words for words in found if words is not None]

    def _points(self, iterations: FloatArray, losses: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return where losses are drawn."""
        return iterations / self._per_unit, self._heights_of(losses)

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
        self._vertical = (bottom, self._height_of(top))
        self.set_range(self._range, self._vertical)
        if self._scope.is_log:
            self.y_axis.set_ticks(_log_ticks(*self._vertical))
        else:
            self.y_axis.set_step(None)

    def _end_of_mean(self) -> tuple[float, float, float] | None:
        """Return where the running mean ends, and the mean there; None where there is none, or none that is finite."""
        for iteration, mean in zip(*self._curve.mean(_END), strict=True):
            if math.isfinite(mean):
                return float(iteration) / self._per_unit, self._height_of(float(mean)), float(mean)
        return None

    def _now_dot(self) -> tuple[Dot, ...]:
        """Return the end of the running mean."""
        end = self._end_of_mean()
        return () if end is None else (Dot(end[0], end[1], "o", "a", _DOT),)

    def _now_words(self) -> Words | None:
        """Return what is written beside the end of the running mean, within the plot."""
        end = self._end_of_mean()
        if end is None:
            return None
        x, y, mean = end
        (bottom, top), margin = self._vertical, self._look.px(_ROW_HEIGHT) / 2 * self.frame.unit[1]
        y = max(min(y, top - margin), bottom + margin)
        return Words(words.mean_label(mean), "a", x, y, _LABEL_OFFSET, margin=MARGIN)

    def _now_wishes(self, beside: Words) -> Iterator[Words]:
        """Return where it may stand: beside, else above or below the line of a guess."""
        yield beside
        guess = self._height_of(GUESS)
        for where in (_ABOVE, _BELOW) if beside.y >= guess else (_BELOW, _ABOVE):
            yield replace(beside, y=guess, anchor=(0, where))

    def _change_lines(self, marked: Sequence[Change]) -> Stroke:
        """Return lines where rate or optimizer was changed."""
        x = np.repeat([change.iteration / self._per_unit for change in marked], 2)
        y = np.tile(self._vertical, len(marked))
        return Stroke(x, y, "text2", 1, DASH, connect="pairs", is_smooth=False)

    def _change_wishes(self, change: Change) -> Iterator[Words]:
        """Return what may be written at a change: right or left of its line, in one of the upper rows."""
        row_height = self._look.px(_ROW_HEIGHT) * self.frame.unit[1]
        text, x, top = words.change_label(change), change.iteration / self._per_unit, self._vertical[1]
        for row in range(_LABEL_ROWS):
            for side in (0, 1):
                yield _words(text, x, top - row * row_height, (side, 0))

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
        if height + self._look.px(_CLOUD_ROOM) * self.frame.unit[1] < GUESS:
            text = words.cloud_label(run.config.batch_size)
            self._cloud_words = _words(text, start / self._per_unit, height, (0, 1))


def _words(text: str, x: float, y: float, anchor: tuple[float, float], size: int = SMALL) -> Words:
    """Return words that explain, in the colour and weight of such."""
    return Words(text, "text2", x, y, anchor=anchor, weight=NORMAL, size=size, margin=MARGIN)


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
