"""Drags, clicks and keys in the bars and the curves."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from explorer.losses.sample.bars import BarsPlot, OutputPlot, ScoresPlot
from explorer.losses.sample.controls import SampleControls
from explorer.losses.sample.curves import LossCurves
from explorer.losses.sample.output import Output, with_bar
from explorer.losses.sample.scores import with_output, with_score
from explorer.losses.state import CLASSES, LARGEST_SCORE, LossesState
from explorer.state.store import Store

_DRAG_DECIMALS, _SCORE_DECIMALS = 3, 2  # finer than a pixel
_KEY_STEP, _SCORE_KEY_STEP = 0.01, 0.1


class PlotInteraction(QObject):
    """Turns drags, clicks and keys in the plots into changes of the state.

    Parameters
    ----------
    controls : SampleControls
        Whose fields keep their digits while something is dragged.
    output, scores
        The bars.

    Signals
    -------
    let_go()
        A drag or a key press is over.
    """

    let_go = Signal()

    def __init__(
        self,
        store: Store[LossesState],
        controls: SampleControls,
        output: OutputPlot,
        scores: ScoresPlot,
        curves: Sequence[LossCurves],
    ) -> None:
        super().__init__(output)
        self._store, self._controls = store, controls
        self._before_drag: Output = store.state.y
        for bars in (output, scores):
            self._connect_bars(bars)
        output.bar_dragged.connect(self._on_bar_dragged)
        scores.bar_dragged.connect(self._on_score_dragged)
        for plot in curves:
            plot.grabbed.connect(self._on_point_grabbed)
            plot.dragged.connect(self._on_point_dragged)
            plot.released.connect(self._end_drag)
            plot.stepped.connect(self._on_point_stepped)

    def _connect_bars(self, bars: BarsPlot) -> None:
        bars.grabbed.connect(self._begin_drag)
        bars.released.connect(self._end_drag)
        bars.bar_chosen.connect(self._on_bar_chosen)
        bars.target_chosen.connect(self._on_target_chosen)
        bars.arrow_pressed.connect(self._on_arrow_pressed)

    @Slot(int)
    def _begin_drag(self, index: int) -> None:
        # A bar dragged to 1 and back returns the others to what they were: all of a drag starts from here.
        self._before_drag = self._store.state.y
        self._controls.hold_digits()
        self._store.begin_gesture()
        self._store.change_to(replace(self._store.state, selected=index))

    @Slot(int, float)
    def _on_bar_dragged(self, index: int, probability: float) -> None:
        self._drag_to(index, round(probability, _DRAG_DECIMALS))

    @Slot(int, float)
    def _on_score_dragged(self, index: int, score: float) -> None:
        score = min(max(round(score, _SCORE_DECIMALS), -LARGEST_SCORE), LARGEST_SCORE)
        self._store.change_to(with_score(self._store.state, index, score))

    @Slot()
    def _on_point_grabbed(self) -> None:
        self._begin_drag(self._store.state.target)

    @Slot(float)
    def _on_point_dragged(self, probability: float) -> None:
        self._drag_to(self._store.state.target, probability)

    def _drag_to(self, index: int, probability: float) -> None:
        state = self._store.state
        y = with_bar(self._before_drag, index, probability, keep_sum=state.keep_sum)
        self._store.change_to(with_output(state, y))

    @Slot()
    def _end_drag(self) -> None:
        self._store.end_gesture()
        self._controls.release_digits()
        self.let_go.emit()

    @Slot(int)
    def _on_bar_chosen(self, index: int) -> None:
        self._store.tick_to(replace(self._store.state, selected=index))

    @Slot(int)
    def _on_target_chosen(self, index: int) -> None:
        self._store.change_to(replace(self._store.state, target=index))

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, shift: bool) -> None:
        state = self._store.state
        steps = dy * (10 if shift else 1)
        if dx:
            selected = min(max(state.selected + dx, 0), CLASSES - 1)
            self._store.tick_to(replace(state, selected=selected))
        elif state.entry == "scores":
            score = round(state.scores[state.selected] + steps * _SCORE_KEY_STEP, 12)
            score = min(max(score, -LARGEST_SCORE), LARGEST_SCORE)
            self._store.nudge_to(with_score(state, state.selected, score))
            self.let_go.emit()
        else:
            self._nudge(state.selected, round(state.y[state.selected] + steps * _KEY_STEP, 12))

    @Slot(float)
    def _on_point_stepped(self, probability: float) -> None:
        self._nudge(self._store.state.target, probability)

    def _nudge(self, index: int, probability: float) -> None:
        state = self._store.state
        y = with_bar(state.y, index, probability, keep_sum=state.keep_sum)
        self._store.nudge_to(with_output(state, y))
        self.let_go.emit()
