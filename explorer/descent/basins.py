"""The basin map of a state as a question: what it depends on, and how it is worked out in slices."""

from collections.abc import Generator
from dataclasses import dataclass

from core.basins import BasinMap, basin_map_in_slices
from core.optimizers import Optimizer
from core.surfaces import find
from explorer.descent.answers import Question
from explorer.plots.geometry import Area

CHANNEL = "descent.basins"
CELLS = 256 * 256


@dataclass(frozen=True)
class BasinQuestion:
    """All that a basin map depends on.

    Attributes
    ----------
    area : Area
        Of the map.
    columns : int
        Of the map's cells; there are as many rows as make `CELLS` of them.
    picture : Area
        What a path can leave.
    """

    surface: str
    area: Area
    columns: int
    picture: Area
    learning_rate: float
    steps: int
    optimizer: Optimizer
    ascent: bool

    def answers_may_follow(self, other: Question) -> bool:
        """Whether a map is of the same surface."""
        return isinstance(other, BasinQuestion) and other.surface == self.surface


def work_out(question: BasinQuestion) -> Generator[BasinMap | None, None, BasinMap]:
    """Work out a basin map, in slices."""
    area, picture = question.area, question.picture
    slices = basin_map_in_slices(
        find(question.surface),
        (area.left, area.right),
        (area.bottom, area.top),
        question.columns,
        max(1, round(CELLS / question.columns)),
        learning_rate=question.learning_rate,
        steps=question.steps,
        optimizer=question.optimizer,
        ascent=question.ascent,
        picture=((picture.left, picture.right), (picture.bottom, picture.top)),
    )
    newest = None
    for newest in slices:
        yield newest
    assert newest is not None
    return newest
