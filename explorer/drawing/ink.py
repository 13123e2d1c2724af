"""Strokes as smooth lines of ink."""

from itertools import pairwise, zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from core.eraser import Point, Stroke, Strokes
from explorer.drawing.strokes import Pressures
from explorer.look.theme import pen

_FARTHEST = 4.0  # canvas sides from the canvas: what lies beyond is cut off, or Qt would lose its way
_DOT = 0.01  # pixels: Qt paints no line of no length
_LIGHTEST, _HEAVIEST = 0.4, 1.3  # widths of the pen without pressure and with all of it
_DECIMALS = 4  # of the canvas's side: finer than any pixel


def ink_pen(colour: str, width: float) -> QPen:
    """Return a round pen, its width in pixels."""
    round_pen = pen(colour, width)
    round_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    round_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return round_pen


def ink_path(stroke: Stroke, place: QRectF) -> QPainterPath:
    """Return a stroke in pixels, `place` being the unit square: curves through the middles between its points."""
    left, top, side = place.left(), place.top(), place.width()
    points = [(left + side * _near(x), top + side * _near(y)) for x, y in stroke]
    path = QPainterPath()
    if not points:
        return path
    path.moveTo(*points[0])
    for (x, y), (next_x, next_y) in pairwise(points):
        path.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
    end_x, end_y = points[-1]
    path.lineTo(end_x + _DOT, end_y)
    return path


def paint_strokes(painter: QPainter, strokes: Strokes, place: QRectF, pressures: Pressures = ()) -> None:
    """Paint strokes with the painter's pen; a stroke with a pressure for each of its points is wider for more."""
    pen_width = painter.pen().widthF()
    for stroke, pressed in zip_longest(strokes, pressures[: len(strokes)], fillvalue=()):
        if stroke and len(pressed) == len(stroke):
            _paint_pressed(painter, stroke, pressed, place, pen_width)
        else:
            painter.drawPath(ink_path(stroke, place))


def _paint_pressed(
    painter: QPainter, stroke: Stroke, pressed: tuple[float, ...], place: QRectF, width: float
) -> None:
    """Paint a stroke piece by piece, each as wide as its end was pressed."""
    even, points = QPen(painter.pen()), [_pixel(point, place) for point in stroke]
    for start, end, pressure in zip((points[0], *points), points, pressed, strict=False):
        piece = QPen(even)
        piece.setWidthF(width * (_LIGHTEST + (_HEAVIEST - _LIGHTEST) * pressure))
        painter.setPen(piece)
        painter.drawLine(start, end + QPointF(_DOT, 0))
    painter.setPen(even)


def point_at(pixel: QPointF, place: QRectF) -> Point:
    """Return a pixel as a point of the unit square; one outside as the nearest on its edge."""
    x, y = (pixel.x() - place.left()) / place.width(), (pixel.y() - place.top()) / place.height()
    return on_canvas(x), on_canvas(y)


def on_canvas(coordinate: float) -> float:
    """Return a coordinate from 0 to 1, with the digits that matter."""
    return round(min(max(coordinate, 0.0), 1.0), _DECIMALS)


def _pixel(point: Point, place: QRectF) -> QPointF:
    x, y = point
    return QPointF(place.left() + place.width() * _near(x), place.top() + place.width() * _near(y))


def _near(coordinate: float) -> float:
    return min(max(coordinate, -_FARTHEST), 1 + _FARTHEST)
