"""All hidden units, and all pixels, to be switched off."""

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent

from core.arrays import FloatArray
from core.mnist import PIXELS, SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing.painted import Painted
from explorer.drawing.tile import paint_frame
from explorer.drawing.why.switches import Switches, paint_pointed, paint_switched_off
from explorer.drawing.why.tinted import tinted
from explorer.look.theme import Look
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import Mosaic

_LIMIT_PERCENTILE = 99.5  # of all weights: where the ramp ends


class UnitSwitches(Mosaic):
    """The weights of all hidden units, with a cross over those that are off."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._network: TwoLayerNet | None = None
        self.switches = Switches(self, lambda: replace(self.cells, count=self._units))

    def show_network(self, network: TwoLayerNet | None, off: frozenset[int]) -> None:
        """Show a network's units, some of them off; None shows nothing."""
        self.switches.off = off
        if network is not self._network:
            self._network = network
            self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the rows by the new shape."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, the crosses and the frame."""
        if self._network is None:
            return
        super().paintEvent(event)
        painter, cells = QPainter(self), self.cells
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for unit in self.switches.off:
            if unit < self._units:
                painter.setOpacity(0.7)
                painter.fillRect(cells.rect(unit), QColor(self._look.theme.panel))
                painter.setOpacity(1.0)
                paint_switched_off(painter, cells.rect(unit), self._look.theme)
        if self.switches.pointed is not None and self.switches.pointed < self._units:
            paint_pointed(painter, cells.rect(self.switches.pointed), self._look.theme)

    @property
    def _units(self) -> int:
        return 0 if self._network is None else self._network.sizes[1]

    def _lay_out(self) -> None:
        if self._network is None:
            return
        columns = max(range(1, self._units + 1), key=self._tile_side)
        weights = self._network.params["W1"]
        limit = float(np.percentile(np.abs(weights), _LIMIT_PERCENTILE))
        self.set_weights(np.clip(weights, -limit, limit), columns)

    def _tile_side(self, columns: int) -> float:
        """Return how large the tiles would be with so many in a row: whole pixels a weight where there is room."""
        rows = math.ceil(self._units / columns)
        pitch = min(self.width() / columns, self.height() / rows)
        return pitch // (SIDE + 2) if pitch >= SIDE + 2 else pitch / (SIDE + 2)


class PixelSwitches(Painted):
    """The 784 pixels with the ink on them, with a cross over those that are off."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._form: FloatArray = np.zeros(PIXELS)
        self._image: QImage | None = None
        self.switches = Switches(self, lambda: self.cells)

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

    @property
    def cells(self) -> Cells:
        """The places of the pixels."""
        return Cells.filling(self.place(), SIDE, SIDE)

    def paint(self, painter: QPainter) -> None:
        """Paint the pixels, the crosses and the frame."""
        theme, place, cells = self.look.theme, self.place(), self.cells
        if self._image is None:
            shape = (SIDE, SIDE)
            self._image = tinted(self._form.reshape(shape), np.zeros(shape), 1, theme)
        painter.drawImage(place, self._image)
        paint_frame(painter, place, theme)
        for pixel in self.switches.off:
            paint_switched_off(painter, cells.rect(pixel), theme)
        if self.switches.pointed is not None:
            paint_pointed(painter, cells.rect(self.switches.pointed), theme)
