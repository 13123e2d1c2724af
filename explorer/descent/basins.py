"""The basin map of a state: what it depends on, and how it is computed in slices."""

from collections.abc import Generator
from dataclasses import dataclass

from core.basins import BasinMap, basin_map_in_slices
from core.optimizers import Optimizer
from core.surfaces import find
from explorer.plots.geometry import Area

CELLS = 256 * 256


@dataclass(frozen=True)
class BasinInputs:
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


def map_in_slices(inputs: BasinInputs) -> Generator[BasinMap | None, None, BasinMap]:
    """Compute a basin map, coarse ones first."""
    area, picture = inputs.area, inputs.picture
    slices = basin_map_in_slices(
        find(inputs.surface),
        (area.left, area.right),
        (area.bottom, area.top),
        inputs.columns,
        max(1, round(CELLS / inputs.columns)),
        learning_rate=inputs.learning_rate,
        steps=inputs.steps,
        optimizer=inputs.optimizer,
        ascent=inputs.ascent,
        picture=((picture.left, picture.right), (picture.bottom, picture.top)),
    )
    newest = None
    for newest in slices:
        yield newest
    assert newest is not None
    return newest
