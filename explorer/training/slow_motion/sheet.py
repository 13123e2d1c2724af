"""All images of a mini-batch side by side, as large as there is room for."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.arrays import FloatArray
from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.look.theme import Look
from explorer.training.slow_motion import words
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import GAP_INDEX, TILE_GAP, picture, ramp_colours, sheet_table, tile_sheet

_ZOOMS = (6, 5, 4, 3, 2, 1)
_MARGIN = 4  # of an image that is left out on each side where all are larger, or fit only, without it


class Sheet(Guarded, QWidget):
    """The images of one batch.

    Signals
    -------
    chosen(place: int)
        An image was clicked.
    """

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._images: NDArray[np.uint8] = np.zeros((0, SIDE * SIDE), dtype=np.uint8)
        self._labels: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._losses: FloatArray = np.zeros(0)
        self._indices: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_images(
        self,
        indices: NDArray[np.int64],
        images: NDArray[np.uint8],
        labels: NDArray[np.uint8],
        losses: FloatArray,
    ) -> None:
        """Show images, shape (n, 784), with the number, the label and the loss of each."""
        self._indices, self._images, self._labels, self._losses = indices, images, labels, losses
        self.update()

    @property
    def shown(self) -> int:
        """How many of the images there is room for."""
        _unused, _unused, columns, rows = self._layout_of_tiles()
        return min(len(self._images), columns * rows)

    def place_at(self, x: float, y: float) -> int | None:
        """Return which image is painted there."""
        zoom, margin, columns, _unused = self._layout_of_tiles()
        side, pitch = zoom * (SIDE - 2 * margin), zoom * (SIDE - 2 * margin + TILE_GAP)
        cells = Cells(self.shown, columns, QPointF(), QSizeF(side, side), QSizeF(pitch, pitch))
        return cells.at(QPointF(x, y))

    def sizeHint(self) -> QSize:
        """Room for ten images by ten."""
        return QSize(10 * (SIDE + TILE_GAP), 10 * (SIDE + TILE_GAP))

    def minimumSizeHint(self) -> QSize:
        """Room for four images by two."""
        return QSize(4 * (SIDE + TILE_GAP), 2 * (SIDE + TILE_GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the images."""
        shown = self.shown
        if not shown:
            return
        zoom, margin, columns, _unused = self._layout_of_tiles()
        images = self._images[:shown].reshape(shown, SIDE, SIDE)
        inner = images[:, margin : SIDE - margin, margin : SIDE - margin]
        sheet = tile_sheet(np.minimum(inner, GAP_INDEX - 1), columns)
        theme, (height, width) = self._look.theme, sheet.shape
        table = sheet_table(ramp_colours(theme, "ink"), theme)
        QPainter(self).drawImage(QRect(0, 0, zoom * width, zoom * height), picture(sheet, table))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the image under the pointer."""
        place = self.place_at(event.position().x(), event.position().y())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        else:
            self.chosen.emit(place)

    def event(self, event: QEvent) -> bool:
        """Say which image the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self.place_at(event.pos().x(), event.pos().y())
            if place is not None:
                QToolTip.showText(event.globalPos(), self.describe(place), self)
                return True
        return super().event(event)

    def describe(self, place: int) -> str:
        """Return what is said about one of the images."""
        return words.image(int(self._indices[place]), int(self._labels[place]), float(self._losses[place]))

    def _layout_of_tiles(self) -> tuple[int, int, int, int]:
        """Return zoom, margin that is left out, columns and rows."""
        count = max(len(self._images), 1)
        layouts = [(zoom, margin, *self._grid(zoom, margin)) for zoom in _ZOOMS for margin in (0, _MARGIN)]
        fitting = (layout for layout in layouts if layout[2] * layout[3] >= count)
        return next(fitting, layouts[-1])

    def _grid(self, zoom: int, margin: int) -> tuple[int, int]:
        pitch, gap = zoom * (SIDE - 2 * margin + TILE_GAP), zoom * TILE_GAP
        return max((self.width() + gap) // pitch, 1), max((self.height() + gap) // pitch, 1)
