"""What stands over a relief and does not turn with it: starts, minima, words of departures, and axes with numbers."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import BODY, BOLD, SEMIBOLD, SMALL, Look, ink_on, pen
from explorer.plots.axis import number_label
from explorer.plots.geometry import Area
from explorer.plots.height_scale import HeightScale
from explorer.plots.relief_support import axes
from explorer.plots.series import is_hollow, series_token

_START, _RING = 24, 18  # pixels
_TICK, _BEHIND_TICK, _LEAST_HEIGHT, _OFF_ARROW = 5, 8, 30, 6


@dataclass(frozen=True, eq=False)
class Disc:
    """A start: its place in the relief's space, the series whose colour it has, and its number."""

    place: FloatArray
    series: int
    number: str


@dataclass(frozen=True, eq=False)
class Note:
    """Words at a place: of a minimum, which has a ring, or in the border of a series."""

    place: FloatArray
    text: str
    series: int | None = None


class ReliefOverlay(Guarded, QWidget):
    """Paints over a relief whatever is given in its space.

    Parameters
    ----------
    parent : QWidget
        The relief.
    pixel_of : callable
        Tells where a point of the relief's space is seen.
    """

    def __init__(self, parent: QWidget, look: Look, pixel_of: Callable[[FloatArray], QPointF]) -> None:
        super().__init__(parent)
        self._look, self._pixel_of = look, pixel_of
        self._discs: Sequence[Disc] = ()
        self._minima: Sequence[Note] = ()
        self._departures: Sequence[Note] = ()
        self._frame: tuple[Area, HeightScale] | None = None
        self.azimuth = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_frame(self, area: Area, scale: HeightScale) -> None:
        """Put axes beside what is shown."""
        self._frame = (area, scale)
        self.update()

    def set_paths(self, discs: Sequence[Disc], departures: Sequence[Note]) -> None:
        """Show starts, and where paths left."""
        self._discs, self._departures = discs, departures
        self.update()

    def set_minima(self, minima: Sequence[Note]) -> None:
        """Ring these places."""
        self._minima = minima
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes below, and words on top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._frame is not None:
            self._paint_axes(painter, *self._frame)
        for note in self._minima:
            self._paint_minimum(painter, note)
        for disc in self._discs:
            self._paint_disc(painter, disc)
        taken: list[QRectF] = []
        for note in self._departures:
            self._paint_departure(painter, note, taken)

    def _paint_axes(self, painter: QPainter, area: Area, scale: HeightScale) -> None:
        theme = self._look.theme
        painter.setFont(self._look.font(SMALL))
        for axis in axes(area, scale, self.azimuth):
            first, last = (self._pixel_of(end) for end in axis.ends)
            if axis.is_height and abs(first.y() - last.y()) < self._look.px(_LEAST_HEIGHT):
                continue  # seen from above
            painter.setPen(pen(theme.text3))
            painter.drawLine(first, last)
            for place, beside, value in axis.ticks:
                at = self._pixel_of(place)
                way = _unit(self._pixel_of(beside) - at)
                painter.setPen(pen(theme.text3))
                painter.drawLine(at, at + way * _TICK)
                painter.setPen(QColor(theme.text2))
                number = number_label(float(f"{value:.3g}"))
                self._write(painter, at + way * self._look.px(_BEHIND_TICK), number, way)
            painter.setPen(QColor(theme.text2))
            middle, beside_it = (self._pixel_of(place) for place in axis.name_at)
            self._write(painter, beside_it, axis.name, _unit(beside_it - middle))

    def _write(self, painter: QPainter, at: QPointF, text: str, unit: QPointF) -> None:
        """Write a text that begins at a point and lies in a direction from there."""
        metrics = QFontMetrics(painter.font())
        width, height = metrics.horizontalAdvance(text), metrics.height()
        middle = at + QPointF(unit.x() * width / 2, unit.y() * height / 2)
        box = QRectF(middle.x() - width, middle.y() - height / 2, 2 * width, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_minimum(self, painter: QPainter, note: Note) -> None:
        theme, radius = self._look.theme, self._look.px(_RING) / 2
        middle = self._pixel_of(note.place)
        painter.setPen(pen(theme.text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius / 2)
        painter.setFont(self._look.font(SMALL))
        self._write(painter, middle + QPointF(-radius, radius / 2), note.text, QPointF(-1, 0.5))

    def _paint_departure(self, painter: QPainter, note: Note, taken: list[QRectF]) -> None:
        """Write where a path went, unless that would cover other such words."""
        assert note.series is not None
        theme = self._look.theme
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        metrics = QFontMetrics(painter.font())
        at = self._pixel_of(note.place)
        box = QRectF(0, 0, metrics.horizontalAdvance(note.text) + 10, metrics.height() + 4)
        away = self._look.px(_OFF_ARROW) + box.height() / 2
        box.moveCenter(at + QPointF(0, -away if at.y() < self.height() / 2 else away))
        box.moveLeft(min(max(box.left(), 2), self.width() - box.width() - 2))
        box.moveTop(min(max(box.top(), 2), self.height() - box.height() - 2))
        if any(box.intersects(other) for other in taken):
            return
        taken.append(box)
        painter.setPen(pen(colour(theme, series_token(note.series))))
        painter.setBrush(QColor(theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # a border of one whole pixel
        painter.drawRect(box.toAlignedRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, note.text)

    def _paint_disc(self, painter: QPainter, disc: Disc) -> None:
        theme, radius = self._look.theme, self._look.px(_START) / 2
        middle = self._pixel_of(disc.place)
        own, hollow = colour(theme, series_token(disc.series)), is_hollow(disc.series)
        painter.setFont(self._look.font(BODY, BOLD))
        painter.setPen(pen(own if hollow else theme.panel, 2))
        painter.setBrush(QColor(theme.panel if hollow else own))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QColor(own if hollow else ink_on(theme, own)))
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, disc.number)


def _unit(way: QPointF) -> QPointF:
    """Return a way of one pixel in the same direction."""
    length = max(math.hypot(way.x(), way.y()), 1e-9)
    return QPointF(way.x() / length, way.y() / length)
