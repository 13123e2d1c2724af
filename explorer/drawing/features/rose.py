"""Gradient histograms as lines: in each cell one along the edges of each direction, the stronger the brighter."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter

from core.hog import CELLS, DIRECTIONS
from explorer.look.palette import Theme
from explorer.look.theme import pen

_REACH = 0.46  # of a cell's side: half of the longest line
_FAINTEST = 0.08  # of the strongest: what is not painted


def paint_rose(painter: QPainter, place: QRectF, histograms: NDArray[np.floating], theme: Theme) -> None:
    """Paint histograms of shape (4, 4, 9) into a square."""
    strongest = float(histograms.max()) or 1.0
    side = place.width() / CELLS
    painter.fillRect(place, QColor(theme.diverging[1]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(theme.grid))
    for step in range(1, CELLS):
        painter.drawLine(
            QLineF(place.left(), place.top() + step * side, place.right(), place.top() + step * side)
        )
        painter.drawLine(
            QLineF(place.left() + step * side, place.top(), place.left() + step * side, place.bottom())
        )
    for row, column, direction in np.ndindex(histograms.shape):
        strength = float(histograms[row, column, direction]) / strongest
        if strength < _FAINTEST:
            continue
        # An edge runs across the direction in which the grey level changes.
        angle = np.pi * (direction + 0.5) / DIRECTIONS + np.pi / 2
        x, y = place.left() + (column + 0.5) * side, place.top() + (row + 0.5) * side
        reach = _REACH * side * strength
        along, down = reach * np.cos(angle), reach * np.sin(angle)
        painter.setPen(pen(theme.text, 2 if strength > 1 / 3 else 1))
        painter.drawLine(QLineF(x - along, y - down, x + along, y + down))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
