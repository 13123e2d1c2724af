"""Drags, clicks and keys in the plots over one weight."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from explorer.losses.scrubber.controls import WeightControls
from explorer.losses.scrubber.plots import ScrubPlot
from explorer.losses.scrubber.state import FARTHEST
from explorer.losses.state import LossesState
from explorer.state.store import Store


class WeightInteraction(QObject):
    """Turns drags, clicks and keys in the plots into another value of the weight.

    Parameters
    ----------
    controls : WeightControls
        Whose field keeps its digits during a drag.
    trained : callable
        Returns the trained value of the weight.

    Signals
    -------
    let_go()
        A drag or a key press is over.
    """

    let_go = Signal()

    def __init__(
        self,
        store: Store[LossesState],
        controls: WeightControls,
        plots: Sequence[ScrubPlot],
        trained: Callable[[], float],
    ) -> None:
        super().__init__(controls)
        self._store, self._controls, self._trained = store, controls, trained
        for plot in plots:
            plot.grabbed.connect(self._begin)
            plot.moved.connect(self._move)
            plot.released.connect(self._end)
            plot.stepped.connect(self._step)

    @Slot()
    def _begin(self) -> None:
        self._controls.hold_digits()
        self._store.begin_gesture()

    @Slot(float)
    def _move(self, value: float) -> None:
        self._store.change_to(self._at(value))

    @Slot()
    def _end(self) -> None:
        self._store.end_gesture()
        self._controls.release_digits()
        self.let_go.emit()

    @Slot(float)
    def _step(self, value: float) -> None:
        self._store.nudge_to(self._at(value))
        self.let_go.emit()

    def _at(self, value: float) -> LossesState:
        """Return the state with the weight at a value in sight."""
        state, page = self._store.state, self._store.state.weight
        low, high = page.centre - page.span, page.centre + page.span
        offset = min(max(value - self._trained(), low, -FARTHEST), high, FARTHEST)
        return replace(state, weight=replace(page, offset=offset))
