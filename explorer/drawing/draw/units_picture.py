"""The hidden units with the largest contributions to the score of the prediction, of either sign."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from core.evidence import Evidence
from core.two_layer_net import TwoLayerNet
from explorer.drawing import words
from explorer.drawing.painted import Line, Painted
from explorer.drawing.reading import Reading
from explorer.drawing.tile import paint_frame
from explorer.drawing.unit_tiles import UnitTiles
from explorer.look.theme import BODY, SEMIBOLD, Look
from explorer.texts.language import _
from explorer.texts.numbers import fixed
from explorer.widgets.memo import Memo

_FEWEST, _USUAL, _MOST = 2, 5, 8  # units a row
_GAP, _BAR, _AROUND_BAR, _NAMES = 8, 5, 2, 60
_PITCH, _SHORT_PITCH = (
    74,
    50,
)  # from unit to unit at scale 1: with the factors below, and with the product only
_SUM_LINES = 2


class UnitsPicture(Painted):
    """Paints a row of units for the answer and one against it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._memo = Memo()
        self._reading: Reading | None = None
        self._network: TwoLayerNet | None = None
        self._tiles = UnitTiles(look)

    def show_reading(self, reading: Reading | None, network: TwoLayerNet) -> None:
        """Show what decided about a reading by a network."""
        if self._memo.has_changed(reading, network):
            self._reading, self._network = reading, network
            self.setAccessibleDescription("" if reading is None else self._sum(reading))
            self.update()

    def rows(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the units that are shown for and against the answer."""
        if self._reading is None:
            none = np.empty(0, dtype=np.intp)
            return none, none
        count, evidence = self._count(), self._reading.evidence
        return evidence.strongest_for(count), evidence.strongest_against(count)

    def paint(self, painter: QPainter) -> None:
        """Paint both rows and the sum."""
        sum_height = _SUM_LINES * self.line()
        height = (self.height() - sum_height - _GAP) / 2
        side = self._side(height)
        for index, (name, units) in enumerate(zip((_("Positive"), _("Negative")), self.rows(), strict=True)):
            top = round(index * height)
            self.write(
                painter, QRectF(0, top, self._names_width(), side), name, weight=SEMIBOLD, tone="text2"
            )
            self._paint_row(painter, units.tolist(), top, side)
        if self._reading is not None:
            place = QRectF(0, self.height() - sum_height, self.width(), sum_height)
            wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            self.write(painter, place, self._sum(self._reading), tone="text2", flags=wrapped)

    def _paint_row(self, painter: QPainter, units: list[int], top: int, side: int) -> None:
        if self._reading is None:
            for position in range(self._count()):
                place = QRectF(self._left(position), top, side, side)
                painter.fillRect(place, QColor(self.look.theme.diverging[1]))
                paint_frame(painter, place, self.look.theme)
        elif not units:
            place = QRectF(self._names_width(), top, self._room(), side)
            self.write(painter, place, _("none"), tone="text2")
        else:
            for position, unit in enumerate(units):
                place = QRectF(self._left(position), top, side, side)
                self._paint_unit(painter, unit, place, self._reading.evidence)

    def _paint_unit(self, painter: QPainter, unit: int, place: QRectF, evidence: Evidence) -> None:
        theme = self.look.theme
        contribution = float(evidence.contributions[unit])
        assert self._network is not None
        side, ratio = int(place.width()), self.devicePixelRatioF()
        painter.drawPixmap(place.topLeft(), self._tiles.tile(self._network, unit, side, ratio))
        track = QRectF(place.left(), place.bottom() + _AROUND_BAR, place.width(), _BAR)
        share = abs(contribution) / float(np.abs(evidence.contributions).max())
        painter.fillRect(track, QColor(theme.control))
        track.setWidth(track.width() * share)
        painter.fillRect(track, QColor(theme.a if contribution > 0 else theme.b))
        caption = [Line(words.signed(contribution), BODY, SEMIBOLD)]
        if self._shows_factors():
            activation, weight = float(evidence.activations[unit]), float(evidence.weights[unit])
            caption.append(Line(f"{fixed(activation, 2)}×{fixed(weight, 2)}", tone="text2"))
        self.write_lines(painter, QPointF(place.left(), track.bottom() + _AROUND_BAR), self._pitch(), caption)

    def _sum(self, reading: Reading) -> str:
        shown = np.concatenate(self.rows())
        return words.units_sum(reading, float(reading.evidence.contributions[shown].sum()), len(shown))

    def _names_width(self) -> int:
        return self.look.px(_NAMES)

    def _room(self) -> int:
        return self.width() - self._names_width()

    def _count(self) -> int:
        if self._shows_factors():
            return min(self._room() // self.look.px(_PITCH), _MOST)
        return min(max(self._room() // self.look.px(_SHORT_PITCH), _FEWEST), _USUAL)

    def _shows_factors(self) -> bool:
        return self._room() // self.look.px(_PITCH) >= _USUAL

    def _pitch(self) -> float:
        return self._room() / self._count()

    def _left(self, position: int) -> int:
        return round(self._names_width() + position * self._pitch())

    def _side(self, height: float) -> int:
        texts = self.line(BODY) + (self.line() if self._shows_factors() else 0)
        below = texts + _BAR + 2 * _AROUND_BAR + _GAP
        return max(min(int(self._pitch()) - _GAP, int(height) - below), 1)
