"""The training images most like the drawing, with their labels."""

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from core.mnist import SIDE
from explorer.drawing.draw.neighbours import COUNT, Found
from explorer.drawing.painted import CENTRE, RIGHT, Painted
from explorer.drawing.tile import paint_tile
from explorer.look.theme import SEMIBOLD, Look
from explorer.texts.language import _
from explorer.widgets.memo import Memo

_GAP, _LARGEST, _BELOW = 6, 48, 2
_STALE_OPACITY = 0.45


class NeighboursPicture(Painted):
    """Paints the images in one row below a title and a hint."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName(_("Nearest training images"))
        self._hint = ""
        self._memo = Memo()
        self._found: Found | None = None
        self._is_current = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_found(self, found: Found | None, is_current: bool, hint: str) -> None:
        """Show images, or empty places for None; paler, if they belong to an older drawing."""
        if self._memo.has_changed(found, is_current, hint):
            self._found, self._is_current, self._hint = found, is_current, hint
            self.setAccessibleDescription(hint)
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for images as large as the width allows."""
        return QSize(COUNT * (SIDE + _GAP), 2 * self.line() + _GAP + self._side() + _BELOW)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return QSize(COUNT * _GAP, self.sizeHint().height())

    def paint(self, painter: QPainter) -> None:
        """Paint title, hint, images and labels."""
        line, side, found = self.line(), self._side(), self._found
        head = QRectF(0, 0, self.width(), line)
        self.write(painter, head, self.accessibleName(), weight=SEMIBOLD, tone="text2")
        self.write(painter, head, self._hint, tone="text2", flags=RIGHT)
        top, pitch = line + _GAP, (self.width() - side) / (COUNT - 1)
        painter.setOpacity(1 if self._is_current else _STALE_OPACITY)
        for index in range(COUNT):
            place = QRectF(round(index * pitch), top, side, side)
            if found is None or index >= len(found.labels):
                paint_tile(painter, place, np.zeros((1, 1)), (0, 1), self.look.theme)
                continue
            image = found.images[index].reshape(SIDE, SIDE)
            paint_tile(painter, place, image, (0, 255), self.look.theme)
            below = QRectF(place.left(), place.bottom() + _BELOW, side, line)
            self.write(painter, below, str(found.labels[index]), tone="text2", flags=CENTRE)
        painter.setOpacity(1)

    def _side(self) -> int:
        widest = (self.width() - (COUNT - 1) * _GAP) // COUNT
        return max(min(widest, self.look.px(_LARGEST)), 1)
