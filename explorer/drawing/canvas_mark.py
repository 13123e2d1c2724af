"""Places on the canvas to paint at or to erase at."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from core.eraser import Point
from explorer.drawing.sign import paint_sign
from explorer.look.palette import Theme
from explorer.look.theme import pen

_SIGN_ARM, _SMALLEST_RING = 5, 8  # pixels


@dataclass(frozen=True)
class CanvasMark:
    """A place on the canvas to paint at or to erase at.

    Attributes
    ----------
    at : (x, y)
        In the unit square.
    radius : float
        Of what would be painted or erased, in canvas sides.
    paints : bool
        Whether to paint; else to erase.
    """

    at: Point
    radius: float
    paints: bool


def paint_mark(painter: QPainter, mark: CanvasMark, place: QRectF, theme: Theme) -> None:
    """Paint a mark over the ink, `place` being the unit square."""
    radius = max(mark.radius * place.width(), _SMALLEST_RING)
    margin = (radius + 2) / place.width()  # a mark nearer to the border moves in, to be seen whole
    x, y = (min(max(coordinate, margin), 1 - margin) for coordinate in mark.at)
    at = QPointF(place.left() + x * place.width(), place.top() + y * place.width())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(theme.diverging[1]))
    painter.setPen(pen(theme.a if mark.paints else theme.b, 2))
    painter.drawEllipse(at, radius, radius)
    paint_sign(painter, at, _SIGN_ARM, mark.paints, theme)
