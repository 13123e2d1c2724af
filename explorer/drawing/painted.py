"""The base of the pictures in the cards of the drawing view, which are painted anew with every point drawn."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import NORMAL, SMALL, Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Line(NamedTuple):
    """A line of words, in one of the theme's sizes and colours."""

    text: str
    size: int = SMALL
    weight: QFont.Weight = NORMAL
    tone: str = "text"


class Painted(Guarded, QWidget):
    """A widget that paints its ground itself, so that Qt need not paint the card below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._heights: dict[int, int] = {}  # of a line of text, by its size
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        self._colours: dict[str, QColor] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paint(self, painter: QPainter) -> None:
        """Paint the picture on the ground."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the picture."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.look.theme.panel))
        self.paint(painter)

    def write(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        *,
        size: int = SMALL,
        weight: QFont.Weight = NORMAL,
        tone: str = "text",
        flags: Qt.AlignmentFlag | int = LEFT,
    ) -> None:
        """Write a text in one of the theme's sizes and colours."""
        painter.setFont(self._font(size, weight))
        painter.setPen(self._colour(tone))
        painter.drawText(place, int(flags), text)

    def write_lines(self, painter: QPainter, top_left: QPointF, width: float, lines: Iterable[Line]) -> None:
        """Write lines one below the other, such as a caption below a picture."""
        place = QRectF(top_left, QSizeF(width, 0))
        for line in lines:
            place.setHeight(self.line(line.size))
            self.write(painter, place, line.text, size=line.size, weight=line.weight, tone=line.tone)
            place.moveTop(place.bottom())

    def line(self, size: int = SMALL) -> int:
        """Return the height of a line of text in pixels."""
        if size not in self._heights:
            self._heights[size] = round(QFontMetricsF(self.look.font(size)).height())
        return self._heights[size]

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        key = (size, weight)
        if key not in self._fonts:
            self._fonts[key] = self.look.font(size, weight)
        return self._fonts[key]

    def _colour(self, tone: str) -> QColor:
        if tone not in self._colours:
            self._colours[tone] = QColor(getattr(self.look.theme, tone))
        return self._colours[tone]
