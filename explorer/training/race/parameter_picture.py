"""All parameters of a network as one picture: an image for each hidden unit's W1, and b1, W2 and b2 beside them."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, SPACE_S, SPACE_XL, Look, rgb
from explorer.training.tiling import CHAPTER_UNITS, GAP, TILE, Tiling, tiling
from explorer.widgets.pixels import GAP_INDEX, picture, tile_sheet, weight_at

Places = Mapping[str, NDArray[np.uint8]]  # of the colour of each parameter, by its name
Table = NDArray[np.uint8]  # the colours, shape (256, 3)
Describe = Callable[[str, tuple[int, ...]], str]

_CELL, _TALLEST_CELL = 8, 8  # pixels of a weight in W2: across, and down at most
_CAPTION = 18
_BETWEEN = 18  # from b1 to W2: room for the name of b1


class ParameterPicture(Guarded, QWidget):
    """The parameters of a two-layer network in colours that its owner chooses."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._places: Places = {}
        self._table: Table = np.zeros((256, 3), dtype=np.uint8)
        self._describe: Describe | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_parameters(self, places: Places, table: Table, describe: Describe) -> None:
        """Show parameters.

        Parameters
        ----------
        places : mapping of ndarray of uint8
            For W1, b1, W2 and b2, in their shapes: where in the table each one's colour is, up to 254.
        table : ndarray of uint8, shape (256, 3)
            Colours.
        describe : callable
            Returns what is said about the parameter with this name and index when it is pointed at.
        """
        self._places, self._table, self._describe = places, table, describe
        self.update()

    @property
    def tiles(self) -> Tiling:
        """How the images of W1 are laid out."""
        return self._tiles_in(self.width(), self.height())

    def height_in(self, width: int, most: int) -> int:
        """Return the height that the images take in a room of this width where they may take `most`."""
        return min(self._tiles_in(width, most).height + self._caption, most)

    def rects(self) -> dict[str, QRectF]:
        """Return where each parameter array is painted."""
        tiles, top, units = self.tiles, float(self._caption), self._units
        cell, left = self._look.px(_CELL), float(tiles.width + SPACE_XL)
        below = cell + SPACE_S
        height = min((self.height() - top - below) / units, self._look.px(_TALLEST_CELL)) * units
        right = left + cell + self._look.px(_BETWEEN)
        return {
            "W1": QRectF(0, top, tiles.width, tiles.height),
            "b1": QRectF(left, top, cell, height),
            "W2": QRectF(right, top, 10 * cell, height),
            "b2": QRectF(right, top + height + SPACE_S, 10 * cell, cell),
        }

    def parameter_at(self, position: QPointF) -> tuple[str, tuple[int, ...]] | None:
        """Return name and index of the parameter that is painted there."""
        for name, rect in self.rects().items():
            if self._places and rect.contains(position):
                if name == "W1":
                    weight = weight_at(self.tiles.cells(rect.topLeft()), TILE, position)
                    return None if weight is None else (name, weight)
                x = (position.x() - rect.left()) / rect.width()
                y = (position.y() - rect.top()) / rect.height()
                return name, self._entry_at(name, x, y)
        return None

    def sizeHint(self) -> QSize:
        """Room for the chapter's network at two pixels a weight."""
        return QSize(10 * 2 * (TILE + GAP) + SPACE_XL + self._block_width, self._caption + 10 * (TILE + GAP))

    def minimumSizeHint(self) -> QSize:
        """Room for one row of images."""
        return QSize(4 * (TILE + GAP) + SPACE_XL + self._block_width, self._caption + 3 * (TILE + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all four arrays and their names."""
        if not self._places:
            return
        painter, rects = QPainter(self), self.rects()
        table = self._table.copy()
        table[GAP_INDEX] = rgb(self._look.theme.panel)
        painter.drawImage(rects["W1"], picture(self._sheet(), table))
        for name in ("b1", "W2", "b2"):
            array = self._places[name]
            painter.drawImage(rects[name], picture(self._as_rows(name, array), table))
        painter.setFont(self._look.font(SMALL))
        painter.setPen(QColor(self._look.theme.text2))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        for name in ("W1", "b1", "W2"):
            words = QRectF(rects[name].left(), 0, 80, self._caption - 3)
            painter.drawText(words, bottom, name)
        beside = QRectF(rects["b1"].left(), rects["b2"].top() - 4, 40, rects["b2"].height() + 8)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, "b2")

    def event(self, event: QEvent) -> bool:
        """Say what the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._describe:
            found = self.parameter_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._describe(*found), self)
                return True
        return super().event(event)

    @property
    def _units(self) -> int:
        return self._places["W1"].shape[1] if self._places else CHAPTER_UNITS

    def _tiles_in(self, width: int, height: int) -> Tiling:
        return tiling(self._units, width - self._block_width - SPACE_XL, height - self._caption)

    @property
    def _caption(self) -> int:
        return self._look.px(_CAPTION)

    @property
    def _block_width(self) -> int:
        return 11 * self._look.px(_CELL) + self._look.px(_BETWEEN)

    def _sheet(self) -> NDArray[np.uint8]:
        """Return the images of W1 side by side, shape (rows, columns)."""
        tiles = self.tiles
        weights = self._places["W1"][:, : tiles.shown]
        return tile_sheet(weights.T.reshape(tiles.shown, TILE, TILE), tiles.columns)

    def _entry_at(self, name: str, x: float, y: float) -> tuple[int, ...]:
        array = self._places[name]
        rows, columns = self._as_rows(name, array).shape
        row, column = min(int(y * rows), rows - 1), min(int(x * columns), columns - 1)
        return {"b1": (row,), "W2": (row, column), "b2": (column,)}[name]

    @staticmethod
    def _as_rows(name: str, array: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return array if array.ndim == 2 else array.reshape((-1, 1) if name == "b1" else (1, -1))
