"""The hidden units that speak most for and against the answer, each with the sum that it adds."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evidence import Evidence
from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing import words
from explorer.drawing.reading import Reading
from explorer.theme import BODY, NORMAL, SEMIBOLD, SMALL, Look, lookup_table, pen
from explorer.widgets.numbers import fixed
from explorer.widgets.pixels import indices, picture

_FEWEST, _MOST = 5, 8  # units a row
_GAP, _BAR, _NAMES = 8, 5, 56
_SMALLEST_PITCH = 62  # pixels: below it the factors have no room
_SUM_LINES = 2


class UnitsPicture(QWidget):
    """Paints a row of units for the answer and one against it.

    Parameters
    ----------
    look : Look
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._reading: Reading | None = None
        self._network: TwoLayerNet | None = None
        self._images: dict[int, QImage] = {}
        self._names = ("", "")
        self._no_unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._on_look_changed)

    def show_reading(self, reading: Reading | None, network: TwoLayerNet) -> None:
        """Show what decided about a reading by a network."""
        if network is not self._network:
            self._images.clear()
        self._reading, self._network = reading, network
        self.setAccessibleDescription("" if reading is None else self._sum(reading))
        self.update()

    def set_words(self, supporting: str, opposing: str, no_unit: str) -> None:
        """Set the names of the two rows, and what a row without units says."""
        self._names, self._no_unit = (supporting, opposing), no_unit
        self.update()

    def rows(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the units that are shown for and against the answer."""
        none = np.empty(0, dtype=np.intp)
        if self._reading is None:
            return none, none
        count = self._count()
        evidence = self._reading.evidence
        return evidence.strongest_for(count), evidence.strongest_against(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both rows and the sum."""
        painter = QPainter(self)
        theme, line = self._look.theme, self._line(SMALL)
        height = (self.height() - _SUM_LINES * line - _GAP) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for index, (name, units) in enumerate(zip(self._names, self.rows(), strict=True)):
            top = round(index * height)
            side = self._side(height)
            painter.setFont(self._look.font(SMALL, SEMIBOLD))
            painter.setPen(QColor(theme.text2))
            painter.drawText(QRectF(0, top, self._names_width(), side), middle, name)
            if self._reading is None:
                continue
            if not units.size:
                painter.setFont(self._look.font(SMALL))
                room = QRectF(self._names_width(), top, self.width() - self._names_width(), side)
                painter.drawText(room, middle, self._no_unit)
            for position, unit in enumerate(units.tolist()):
                left = round(self._names_width() + position * self._pitch())
                self._paint_unit(painter, unit, QRectF(left, top, side, side), self._reading.evidence)
        if self._reading is not None:
            painter.setFont(self._look.font(SMALL))
            painter.setPen(QColor(theme.text2))
            place = QRectF(0, self.height() - _SUM_LINES * line, self.width(), _SUM_LINES * line)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap,
                self._sum(self._reading),
            )

    def _paint_unit(self, painter: QPainter, unit: int, place: QRectF, evidence: Evidence) -> None:
        theme, look = self._look.theme, self._look
        contribution = float(evidence.contributions[unit])
        painter.drawImage(place, self._image(unit))
        painter.setPen(pen(theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        track = QRectF(place.left(), place.bottom() + 2, place.width(), _BAR)
        share = abs(contribution) / float(np.abs(evidence.contributions).max())
        painter.fillRect(track, QColor(theme.control))
        bar = QRectF(track.left(), track.top(), track.width() * share, _BAR)
        painter.fillRect(bar, QColor(theme.a if contribution > 0 else theme.b))
        factors = f"{fixed(float(evidence.activations[unit]), 2)}×{fixed(float(evidence.weights[unit]), 2)}"
        top = track.bottom() + 2
        texts = [(words.signed(contribution), BODY, SEMIBOLD, theme.text)]
        if self._shows_factors():
            texts.append((factors, SMALL, NORMAL, theme.text2))
        for text, size, weight, tone in texts:
            painter.setFont(look.font(size, weight))
            painter.setPen(QColor(tone))
            room = QRectF(place.left(), top, self._pitch(), self._line(size))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            top += self._line(size)

    def _image(self, unit: int) -> QImage:
        """Return a unit's weights as a picture, kept until the network or the theme changes."""
        if unit not in self._images:
            assert self._network is not None
            weights = self._network.params["W1"][:, unit].reshape(SIDE, SIDE)
            limit = float(np.percentile(np.abs(weights), 99.5))
            table = lookup_table(self._look.theme.diverging)
            self._images[unit] = picture(indices(weights, (-limit, limit)), table)
        return self._images[unit]

    def _sum(self, reading: Reading) -> str:
        shown = np.concatenate(self.rows())
        return words.units_sum(reading, float(reading.evidence.contributions[shown].sum()), len(shown))

    def _names_width(self) -> int:
        return self._look.px(_NAMES)

    def _count(self) -> int:
        room = self.width() - self._names_width()
        return min(max(room // self._look.px(_SMALLEST_PITCH + _GAP + 6), _FEWEST), _MOST)

    def _pitch(self) -> float:
        return (self.width() - self._names_width()) / self._count()

    def _shows_factors(self) -> bool:
        return self._pitch() >= self._look.px(_SMALLEST_PITCH)

    def _side(self, height: float) -> int:
        texts = self._line(BODY) + (self._line(SMALL) if self._shows_factors() else 0)
        return max(min(int(self._pitch()) - _GAP, int(height) - texts - _BAR - 4 - _GAP), 1)

    def _line(self, size: int) -> int:
        return round(QFontMetricsF(self._look.font(size)).height())

    def _on_look_changed(self) -> None:
        self._images.clear()
        self.update()
