"""The images of W1, one of which is chosen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from core.arrays import FloatArray
from explorer.look.theme import Look, pen
from explorer.training.tiling import tiling
from explorer.widgets.pixels import Mosaic

_FRAME = 2  # pixels around the chosen image


class UnitMosaic(Mosaic):
    """One image a hidden unit, as large as there is room for; a click or the arrow keys choose one.

    Signals
    -------
    chosen(unit: int)
        An image was clicked.
    moved(unit: int)
        Another one was reached by an arrow key.
    resized()
        There may be room for more images, or for fewer.
    """

    chosen = Signal(int)
    moved = Signal(int)
    resized = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._units: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._unit = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def units(self) -> NDArray[np.intp]:
        """The units that are shown, in their order."""
        return self._units

    def show_units(self, weights: FloatArray, order: NDArray[np.intp], unit: int, limit: float) -> None:
        """Show W1.

        Parameters
        ----------
        weights : ndarray, shape (pixels, units)
        order : ndarray of int, shape (units,)
            The first ones are shown where there is no room for all.
        unit : int
            The one that is marked.
        limit : float
            Magnitude at the ends of the colour ramp.
        """
        tiles = tiling(len(order), self.width(), self.height())
        units = order[: tiles.shown]
        self._units, self._unit = units, unit
        self.set_weights(np.clip(weights[:, units], -limit, limit), tiles.columns)

    def place(self) -> QRect:
        """Return the rectangle that the images fill, at the top of the widget."""
        place = super().place()
        place.moveTop(self.rect().top() + min(_FRAME, max(self.height() - place.height(), 0)))
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the images, and a frame around the chosen one."""
        super().paintEvent(event)
        place = self._place
        if place is None:
            return
        painter, theme = QPainter(self), self._look.theme
        painter.setPen(pen(theme.accent if self.hasFocus() else theme.text, 2))
        painter.drawRect(self.cells.rect(place).adjusted(-1, -1, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the unit under the pointer."""
        place = self.cells.at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        else:
            self.chosen.emit(int(self._units[place]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour, or to either end."""
        target = self.cells.next(self._place, Qt.Key(event.key()))
        if target is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif target != self._place:
            self.moved.emit(int(self._units[target]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the owner."""
        super().resizeEvent(event)
        self.resized.emit()

    @property
    def _place(self) -> int | None:
        """Where the chosen unit is shown, if it is."""
        places = np.flatnonzero(self._units == self._unit)
        return int(places[0]) if places.size else None
