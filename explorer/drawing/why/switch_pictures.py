"""All hidden units, and all pixels, to be switched off."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent

from core.arrays import FloatArray
from core.mnist import PIXELS, SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing.painted import Painted
from explorer.drawing.tile import paint_frame
from explorer.drawing.why.switches import Switches, paint_pointed, paint_switched_off
from explorer.drawing.why.tinted import tinted
from explorer.look.theme import Look
from explorer.widgets.pixels import Mosaic

_LIMIT_PERCENTILE = 99.5  # of all weights: where the ramp ends
_GAP_SHARE = 2 / (SIDE + 2)  # of a tile's pitch, as in `Mosaic`


class UnitSwitches(Mosaic):
    """The weights of all hidden units, with a cross over those that are off.

    Parameters
    ----------
    look : Look
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._network: TwoLayerNet | None = None
        self._columns = 1
        self.switches = Switches(self, self._cell_at, lambda: (self._count, self._columns))

    def show_network(self, network: TwoLayerNet | None, off: frozenset[int]) -> None:
        """Show a network's units, some of them off; None shows nothing."""
        self.switches.off = off
        if network is not self._network:
            self._network = network
            self._lay_out()
        self.update()

    def cell(self, unit: int) -> QRectF:
        """Return the place of a unit's tile."""
        row, column = divmod(unit, self._columns)
        place, pitch = self.place(), self._pitch()
        side = pitch * (1 - _GAP_SHARE)
        return QRectF(place.left() + column * pitch, place.top() + row * pitch, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the rows by the new shape."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, the crosses and the frame."""
        if self._network is None:
            return
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for unit in self.switches.off:
            if unit < self._count:
                painter.setOpacity(0.7)
                painter.fillRect(self.cell(unit), QColor(self._look.theme.panel))
                painter.setOpacity(1.0)
                paint_switched_off(painter, self.cell(unit), self._look.theme)
        if self.switches.pointed is not None and self.switches.pointed < self._count:
            paint_pointed(painter, self.cell(self.switches.pointed), self._look.theme)

    @property
    def _count(self) -> int:
        return 0 if self._network is None else self._network.sizes[1]

    def _lay_out(self) -> None:
        if self._network is None:
            return
        self._columns = max(range(1, self._count + 1), key=self._tile_side)
        weights = self._network.params["W1"]
        limit = float(np.percentile(np.abs(weights), _LIMIT_PERCENTILE))
        self.set_weights(np.clip(weights, -limit, limit), self._columns)

    def _tile_side(self, columns: int) -> float:
        """Return how large the tiles would be with so many in a row: whole pixels a weight where there is room."""
        rows = math.ceil(self._count / columns)
        pitch = min(self.width() / columns, self.height() / rows)
        return pitch // (SIDE + 2) if pitch >= SIDE + 2 else pitch / (SIDE + 2)

    def _pitch(self) -> float:
        return self.place().width() / (self._columns - _GAP_SHARE)

    def _cell_at(self, at: QPointF) -> int | None:
        place, pitch = self.place(), self._pitch()
        column, row = int((at.x() - place.left()) // pitch), int((at.y() - place.top()) // pitch)
        unit = row * self._columns + column
        return unit if 0 <= column < self._columns and row >= 0 and unit < self._count else None


class PixelSwitches(Painted):
    """The 784 pixels with the ink on them, with a cross over those that are off.

    Parameters
    ----------
    look : Look
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._form: FloatArray = np.zeros(PIXELS)
        self._image: QImage | None = None
        self.switches = Switches(self, self._cell_at, lambda: (PIXELS, SIDE))

    def show_form(self, form: FloatArray | None, off: frozenset[int]) -> None:
        """Show an image of shape (784,), or none, with some pixels off."""
        self._form = np.zeros(PIXELS) if form is None else form
        self.switches.off = off
        self._image = None
        self.update()

    def place(self) -> QRectF:
        """Return the square of the picture."""
        side = max(min(self.width(), self.height()) // SIDE, 1) * SIDE
        return QRectF((self.width() - side) // 2, 0, side, side)

    def cell(self, pixel: int) -> QRectF:
        """Return the place of a pixel."""
        row, column = divmod(pixel, SIDE)
        place = self.place()
        pitch = place.width() / SIDE
        return QRectF(place.left() + column * pitch, place.top() + row * pitch, pitch, pitch)

    def paint(self, painter: QPainter) -> None:
        """Paint the pixels, the crosses and the frame."""
        theme, place = self.look.theme, self.place()
        if self._image is None:
            shape = (SIDE, SIDE)
            self._image = tinted(self._form.reshape(shape), np.zeros(shape), 1, theme)
        painter.drawImage(place, self._image)
        paint_frame(painter, place, theme)
        for pixel in self.switches.off:
            paint_switched_off(painter, self.cell(pixel), theme)
        if self.switches.pointed is not None:
            paint_pointed(painter, self.cell(self.switches.pointed), theme)

    def _cell_at(self, at: QPointF) -> int | None:
        place = self.place()
        if not place.contains(at):
            return None
        column = int((at.x() - place.left()) / place.width() * SIDE)
        row = int((at.y() - place.top()) / place.height() * SIDE)
        return min(row, SIDE - 1) * SIDE + min(column, SIDE - 1)
