"""How the images of W1 are laid out in the room that there is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF

from core.mnist import SIDE
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import TILE_GAP

TILE, GAP = SIDE, TILE_GAP  # weights along a side, and between two tiles
CHAPTER_UNITS = 50
_FEWEST_COLUMNS, _LARGEST_ZOOM = 5, 6


@dataclass(frozen=True)
class Tiling:
    """Tiles side by side, pixels a weight, and the number of units that fit."""

    columns: int
    zoom: int
    shown: int

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        rows = -(-self.shown // self.columns)
        return self.zoom * (rows * (TILE + GAP) - GAP)

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.zoom * (self.columns * (TILE + GAP) - GAP)

    def cells(self, corner: QPointF) -> Cells:
        """Return the places of the tiles, from a corner."""
        side, pitch = self.zoom * TILE, self.zoom * (TILE + GAP)
        return Cells(self.shown, self.columns, corner, QSizeF(side, side), QSizeF(pitch, pitch))


def tiling(units: int, width: float, height: float) -> Tiling:
    """Return the layout with the largest tiles for `units` in a box of `width` x `height` pixels.

    Where not all fit at one pixel a weight, the first ones are shown.
    """
    for zoom in range(_LARGEST_ZOOM, 0, -1):
        across, down = _fitting(width, zoom), _fitting(height, zoom)
        if across * down >= units:
            return Tiling(min(across, units), zoom, units)
    across, down = max(_fitting(width, 1), 1), max(_fitting(height, 1), 1)
    return Tiling(across, 1, min(units, across * down))


def width_for(most: float, height: float) -> int:
    """Return how wide the tiles of the chapter's network are where they may take `most` pixels across."""
    zoom = tiling(CHAPTER_UNITS, most, height).zoom
    columns = -(-CHAPTER_UNITS // max(_fitting(height, zoom), 1))
    return Tiling(max(columns, _FEWEST_COLUMNS), zoom, CHAPTER_UNITS).width


def _fitting(length: float, zoom: int) -> int:
    return int((length / zoom + GAP) // (TILE + GAP))
