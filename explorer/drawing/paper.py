"""The ground of the canvas and the ink on it, kept as pixels so that only new ink is painted."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from core.eraser import Strokes
from core.mnist import SIDE
from explorer.drawing.ink import ink_pen, paint_strokes
from explorer.drawing.strokes import Pressures
from explorer.look.theme import DASH, Look, lookup_table, pen
from explorer.widgets.pixels import indices, picture, ramp_colours


class Paper:
    """Paints strokes, or an image in their place."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._strokes: Strokes = ()
        self._image: NDArray[np.uint8] | None = None
        self._percent = 8
        self._pressures: Pressures = ()
        self._dry: Strokes = ()  # the strokes in the pixmap
        self._pixmap: QPixmap | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is neither ink nor an image."""
        return self._image is None and not any(self._strokes)

    def put(
        self, strokes: Strokes, image: NDArray[np.uint8] | None, pen_percent: int, pressures: Pressures = ()
    ) -> None:
        """Set what to paint: strokes, or an image of shape (784,); the pen in percent of the side.

        A stroke's pressures only count while they are as many as its points.
        """
        dry = len(self._dry)
        looks_other = pressures[:dry] != self._pressures[:dry]
        if image is not self._image or pen_percent != self._percent or looks_other:
            self._pixmap = None
        self._strokes, self._image, self._percent = strokes, image, pen_percent
        self._pressures = pressures

    def paint(self, painter: QPainter, place: QRect, ratio: float, wet: bool) -> None:
        """Paint into a square; `wet` if the last stroke still grows."""
        dry = self._strokes[:-1] if wet else self._strokes
        painter.drawPixmap(place.topLeft(), self._dried(dry, place.width(), ratio))
        if wet:
            painter.setClipRect(place)
            self._paint_ink(painter, slice(len(dry), None), QRectF(place))
            painter.setClipping(False)

    def _dried(self, strokes: Strokes, side: int, ratio: float) -> QPixmap:
        pixmap, known = self._pixmap, len(self._dry)
        fits = pixmap is not None and pixmap.width() == round(side * ratio)
        is_begun = fits and all(old is new for old, new in zip(self._dry, strokes, strict=False))
        if pixmap is None or not is_begun or len(strokes) < known:
            pixmap, known = self._ground(side, ratio), 0
        if len(strokes) > known:
            painter = QPainter(pixmap)
            self._paint_ink(painter, slice(known, len(strokes)), QRectF(0, 0, side, side))
            painter.end()
        self._pixmap, self._dry = pixmap, strokes
        return pixmap

    def _ground(self, side: int, ratio: float) -> QPixmap:
        theme = self._look.theme
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(ramp_colours(theme, "ink")[0]))
        painter = QPainter(pixmap)
        if self._image is not None:
            table = lookup_table(ramp_colours(theme, "ink"))
            blocks = picture(indices(self._image.reshape(SIDE, SIDE), (0, 255)), table)
            painter.drawImage(QRectF(0, 0, side, side), blocks)
        else:
            painter.setPen(pen(theme.grid, 1, DASH))
            painter.drawLine(side // 2, 0, side // 2, side)
            painter.drawLine(0, side // 2, side, side // 2)
        painter.end()
        return pixmap

    def _paint_ink(self, painter: QPainter, which: slice, place: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink_pen(self._look.theme.text, self._percent / 100 * place.width()))
        paint_strokes(painter, self._strokes[which], place, self._pressures[which])
