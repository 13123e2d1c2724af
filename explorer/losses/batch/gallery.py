"""Images of a mini-batch with the loss of each below it, painted in one go."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.arrays import FloatArray
from core.images import ImageRows
from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.look.theme import NORMAL, SEMIBOLD, SMALL, Look, lookup_table
from explorer.texts.language import _
from explorer.texts.numbers import fixed, grouped
from explorer.widgets.pixels import ramp_colours

_ZOOMS = (4, 3, 2)  # screen pixels for one of an image: the largest that leaves room for enough of them
_ENOUGH = 48
_GAP = 6  # between images
_LINE = 17  # for the number below
_LARGE_LOSS = np.log(10)  # above the loss of a random guess


class Gallery(Guarded, QWidget):
    """As many images as there is room for, row by row.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    resized()
        There may be room for more images, or for fewer.
    """

    resized = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._indices: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._losses: FloatArray | None = None
        self._is_highlighted = False
        self._images: ImageRows = np.empty((0, SIDE * SIDE), dtype=np.uint8)
        self._labels: NDArray[np.uint8] = np.empty(0, dtype=np.uint8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_batch(
        self,
        indices: NDArray[np.int64],
        losses: FloatArray | None,
        images: ImageRows,
        labels: NDArray[np.uint8],
    ) -> None:
        """Show a batch.

        Parameters
        ----------
        indices : ndarray of int, shape (size,)
            Of the images to show, the first one first.
        losses : ndarray, shape (size,), or None
            Of each; None while they are not known.
        images : Images, or ndarray of uint8, shape (n, 784)
        labels : ndarray of uint8, shape (n,)
            All there are.
        """
        self._indices, self._losses, self._images, self._labels = indices, losses, images, labels
        self.update()

    def set_highlighted(self, highlighted: bool) -> None:
        """Write the losses in bold while they are pointed at."""
        self._is_highlighted = highlighted
        self.update()

    @property
    def shown(self) -> int:
        """How many of the batch's images there is room for."""
        return min(math.prod(self._grid_at(self._zoom())), len(self._indices))

    def table(self) -> list[tuple[str, list[float]]]:
        """Return index, label and loss of every image of the batch."""
        indices = self._indices
        losses = [] if self._losses is None else self._losses.tolist()
        return [
            (_("image"), indices.tolist()),
            (_("label"), self._labels[indices].tolist()),
            (_("loss"), losses),
        ]

    def sizeHint(self) -> QSize:
        """Room for ten images by three."""
        width, height = self._cell(_ZOOMS[-1])
        return QSize(10 * width, 3 * height)

    def minimumSizeHint(self) -> QSize:
        """Room for four images by one."""
        width, height = self._cell(_ZOOMS[-1])
        return QSize(4 * width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint images and numbers."""
        painter = QPainter(self)
        painter.setFont(self._look.font(SMALL, SEMIBOLD if self._is_highlighted else NORMAL))
        theme = self._look.theme
        table = lookup_table(ramp_colours(theme, "ink"))
        for place, (picture, words) in enumerate(self._places()):
            colours = np.ascontiguousarray(table[self._images[self._indices[place]]])
            image = QImage(colours.data, SIDE, SIDE, 3 * SIDE, QImage.Format.Format_RGB888)
            painter.drawImage(picture, image)
            if self._losses is not None:
                loss = float(self._losses[place])
                usual = theme.text if self._is_highlighted else theme.text2
                painter.setPen(QColor(theme.bad if loss > _LARGE_LOSS else usual))
                painter.drawText(words, Qt.AlignmentFlag.AlignCenter, fixed(loss, 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the owner."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Say which image the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._place_at(event.pos())
            if place is not None:
                QToolTip.showText(event.globalPos(), self.describe(place), self)
                return True
        return super().event(event)

    def describe(self, place: int) -> str:
        """Return one image of the batch in words."""
        index = int(self._indices[place])
        words = _("Training image {index}, label {label}").format(
            index=grouped(index), label=self._labels[index]
        )
        return words if self._losses is None else f"{words}: {fixed(float(self._losses[place]), 4)}"

    def _cell(self, zoom: int) -> tuple[int, int]:
        return zoom * SIDE + _GAP, zoom * SIDE + self._look.px(_LINE) + _GAP

    def _grid_at(self, zoom: int) -> tuple[int, int]:
        width, height = self._cell(zoom)
        return max(1, (self.width() + _GAP) // width), max(1, (self.height() + _GAP) // height)

    def _zoom(self) -> int:
        wanted = min(_ENOUGH, len(self._indices))
        return next((zoom for zoom in _ZOOMS if math.prod(self._grid_at(zoom)) >= wanted), _ZOOMS[-1])

    def _places(self) -> list[tuple[QRect, QRectF]]:
        """Return the place of each image that is shown, and of the number below it."""
        zoom = self._zoom()
        columns, rows = self._grid_at(zoom)
        width, height = self._cell(zoom)
        pitch = width + (self.width() - columns * width + _GAP) / max(columns - 1, 1)
        drop = height + max(self.height() - rows * height + _GAP, 0) / max(rows - 1, 1)
        places = []
        for place in range(min(columns * rows, len(self._indices))):
            left, top = round(place % columns * pitch), round(place // columns * drop)
            picture = QRect(left, top, zoom * SIDE, zoom * SIDE)
            words = QRectF(left - _GAP, picture.bottom() + 1, width + _GAP, self._look.px(_LINE))
            places.append((picture, words))
        return places

    def _place_at(self, position: QPoint) -> int | None:
        for place, (picture, words) in enumerate(self._places()):
            if picture.contains(position) or words.contains(position):
                return place
        return None
