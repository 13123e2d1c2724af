"""The 784 numbers of an image, as they are stored and as the network takes them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look, ink_on, lookup_table
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import ramp_colours

_CENTRE = Qt.AlignmentFlag.AlignCenter
_NUMBER, _LINE = 2.1, 0.72  # of the font's size: the width of three digits; of a row, the font's size


class PixelNumbers(Guarded, QWidget):
    """One number per pixel, on its grey level."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._pixels: NDArray[np.uint8] = np.zeros(SIDE * SIDE, dtype=np.uint8)
        self._texts: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pixels(self, pixels: NDArray[np.uint8], is_scaled: bool) -> None:
        """Show the 784 numbers of an image, from 0 to 255, or divided by 255."""
        self._pixels = pixels
        self._texts = [_scaled(value) if is_scaled else str(value) for value in pixels.tolist()]
        self.update()

    @property
    def texts(self) -> Sequence[str]:
        """The numbers as they are written, row by row."""
        return self._texts

    def sizeHint(self) -> QSize:
        """Room for three digits in a cell."""
        return QSize(SIDE * 24, SIDE * 17)

    def minimumSizeHint(self) -> QSize:
        """Room for numbers that can just be read."""
        return QSize(SIDE * 20, SIDE * 13)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers."""
        theme, painter = self._look.theme, QPainter(self)
        table = lookup_table(ramp_colours(theme, "ink"))
        cells = Cells.filling(QRectF(self.rect()), SIDE, SIDE)
        width, height = cells.size.width(), cells.size.height()
        font = self._look.font(SMALL)
        font.setPixelSize(max(1, round(min(height * _LINE, width / _NUMBER))))
        painter.setFont(font)
        fills = [QColor(*colour).name() for colour in table.tolist()]
        inks = [QColor(ink_on(theme, fill)) for fill in fills]
        for place, text in enumerate(self._texts):
            value, cell = int(self._pixels[place]), cells.rect(place)
            painter.fillRect(cell, QColor(fills[value]))
            painter.setPen(inks[value] if value else QColor(theme.text3))
            painter.drawText(cell, _CENTRE, text)


def _scaled(value: int) -> str:
    """Return a pixel divided by 255, with two decimals and no leading zero."""
    return str(value // 255) if value in (0, 255) else f"{value / 255:.2f}"[1:]
