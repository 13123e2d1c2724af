"""The signs for "paint here" and "erase here"."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from explorer.look.palette import Theme
from explorer.look.theme import pen


def paint_sign(painter: QPainter, middle: QPointF, arm: float, paints: bool, theme: Theme) -> None:
    """Paint a plus for "paint here", or a minus for "erase here", readable on any ground."""
    arms = [QPointF(arm, 0)] + ([QPointF(0, arm)] if paints else [])
    for colour, width in ((theme.diverging[1], 4), (theme.text, 2)):
        painter.setPen(pen(colour, width))
        for direction in arms:
            painter.drawLine(middle - direction, middle + direction)
