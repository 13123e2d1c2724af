"""A small array as blocks of ink in a frame."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from explorer.look.palette import Theme
from explorer.look.theme import lookup_table, pen
from explorer.widgets.pixels import indices, picture, ramp_colours


def paint_tile(
    painter: QPainter,
    place: QRectF,
    array: NDArray[np.generic],
    levels: tuple[float, float],
    theme: Theme,
) -> None:
    """Paint an array of shape (rows, columns) as ink; `levels` are the values without ink and all ink."""
    painter.drawImage(place, picture(indices(array, levels), lookup_table(ramp_colours(theme, "ink"))))
    paint_frame(painter, place, theme)


def paint_frame(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Paint a hairline around a picture."""
    painter.setPen(pen(theme.line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0, 0, -1, -1))
