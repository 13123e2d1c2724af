"""The basin map of a state: worked out beside the window, coarse at first, again and again while a person drags."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.basins import BasinMap, basin_map_in_slices
from core.optimizers import Optimizer
from core.surfaces import find
from explorer.background import Background
from explorer.plots.geometry import Area

ROOM = "descent.basins"
_CELLS = 256 * 256


@dataclass(frozen=True)
class BasinQuestion:
    """All that a basin map depends on."""

    surface: str
    area: Area
    learning_rate: float
    steps: int
    optimizer: Optimizer
    ascent: bool


def answer(question: BasinQuestion) -> Generator[BasinMap | None, None, None]:
    """Work out a basin map of square cells, in slices."""
    area = question.area
    columns = max(1, round((_CELLS * area.width / area.height) ** 0.5))
    yield from basin_map_in_slices(
        find(question.surface),
        (area.left, area.right),
        (area.bottom, area.top),
        columns,
        max(1, round(_CELLS / columns)),
        learning_rate=question.learning_rate,
        steps=question.steps,
        optimizer=question.optimizer,
        ascent=question.ascent,
    )


class Basins(QObject):
    """The newest basin map that there is.

    A question waits until the one before it has at least a coarse map, so that the map follows a drag.

    Parameters
    ----------
    background : Background

    Attributes
    ----------
    map : BasinMap or None
        None until there is one of the surface that was asked about last.

    Signals
    -------
    changed()
        There is another map.
    """

    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._wanted: BasinQuestion | None = None
        self._has_form = False
        self.map: BasinMap | None = None
        background.progressed.connect(self._on_progressed)
        background.finished.connect(self._on_finished)

    def want(self, question: BasinQuestion) -> None:
        """Ask for a map, unless it was the last question already."""
        if question == self._wanted:
            return
        if self._wanted is None or question.surface != self._wanted.surface:
            self.map = None
        self._wanted = question
        if self._has_form or not self._background.is_working_on(ROOM):
            self._ask(question)

    def _ask(self, question: BasinQuestion) -> None:
        self._has_form = False
        self._background.submit(ROOM, question, partial(answer, question))

    @Slot(str, object, object)
    def _on_progressed(self, room: str, question: object, result: object) -> None:
        wanted = self._wanted
        if room != ROOM or wanted is None:
            return
        assert isinstance(question, BasinQuestion) and isinstance(result, BasinMap)
        self._has_form = True
        if question.surface == wanted.surface:
            self.map = result
            self.changed.emit()
        if question != wanted:
            self._ask(wanted)

    @Slot(str, object, object)
    def _on_finished(self, room: str, question: object, result: object) -> None:
        if room == ROOM and self._wanted is not None and question != self._wanted:
            self._ask(self._wanted)
