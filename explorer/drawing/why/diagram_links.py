"""The lines of the diagram: from the inputs to the units, and from each unit to the two digits of the question."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from explorer.drawing.why.diagram_layout import DiagramLayout
from explorer.drawing.why.flow import Flow
from explorer.look.palette import Theme
from explorer.look.theme import DASH, SOLID, pen

_WIDEST, _SHOWN = 5.0, 0.02  # pixels; share of the widest below which no line is drawn
_DIM = 0.2


def paint_links(
    painter: QPainter,
    flow: Flow,
    places: DiagramLayout,
    units: Sequence[int],
    is_dim: Callable[[int], bool],
    theme: Theme,
) -> None:
    """Paint the lines of the units that have a row: solid for what adds, dashed for what takes away."""
    question = flow.question
    ways = ((flow.for_winner, question.winner), (flow.for_rival, question.rival))
    largest = max(
        (abs(float(found.contributions[unit])) for found, _unused in ways for unit in units), default=0.0
    )
    start = QPointF(places.input.right(), places.input.center().y())
    for place, unit in enumerate(units):
        row = places.unit(place)
        painter.setOpacity(_DIM if is_dim(unit) else 1.0)
        painter.setPen(pen(theme.line, 1))
        painter.drawLine(start, QPointF(row.left() - 2, row.center().y()))
        for found, digit in ways:
            value = float(found.contributions[unit])
            share = abs(value) / (largest or 1.0)
            if share >= _SHOWN:
                colour, style = (theme.a, SOLID) if value > 0 else (theme.b, DASH)
                painter.setPen(pen(colour, max(share * _WIDEST, 1), style))
                end = places.digit(digit)
                painter.drawLine(
                    QPointF(row.right() + 4, row.center().y()), QPointF(end.left(), end.center().y())
                )
    painter.setOpacity(1.0)
