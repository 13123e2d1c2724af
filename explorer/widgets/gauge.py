"""How a learning rate acts along each direction of a surface, in bands below the learning rate's slider."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.stability import Band, band_of, upper_ends
from explorer.background.guarded import Guarded
from explorer.look.theme import SEMIBOLD, SMALL, Look, ink_on, pen
from explorer.texts.language import _
from explorer.texts.numbers import DOT, MINUS, fixed, plain
from explorer.widgets.sliders import INSET, TrackSlider
from explorer.widgets.text import Cutter

_TOKENS = {
    Band.CREEPS: "creep",
    Band.CONVERGES: "good",
    Band.OVERSHOOTS: "warn",
    Band.DIVERGES: "bad",
    Band.ESCAPES: "bad",
}
_PATTERNS = {
    Band.OVERSHOOTS: Qt.BrushStyle.BDiagPattern,
    Band.DIVERGES: Qt.BrushStyle.Dense6Pattern,
    Band.ESCAPES: Qt.BrushStyle.Dense6Pattern,
}
_PATTERN_OPACITY = 0.4
_BAND_HEIGHT, _GAP, _SWATCH = 18, 10, 10
_THREE_DECIMALS, _MOST_DECIMALS = 1e-3, 15
_PLAIN_LIMIT = 2.0  # of gradient descent: from above which its steps grow
_WORD_MARGIN = 8  # that a band needs around its word


def factor_text(learning_rate: float, curvature: float) -> str:
    """Return ``1 − 0.1·2 = 0.800``: what gradient descent multiplies the distance by in a step."""
    shown = factor_digits(1 - learning_rate * curvature)
    curvature_text = plain(curvature) if curvature >= 0 else f"({plain(curvature)})"
    return f"1 {MINUS} {plain(learning_rate)}{DOT}{curvature_text} = {shown}"


def factor_digits(factor: float) -> str:
    """Return a factor with three decimals, or as many as tell it from 0, 1 and −1."""
    if abs(factor) >= 10:
        return fixed(factor, 1)
    away = min((abs(abs(factor) - whole) for whole in (0, 1) if abs(factor) != whole), default=1.0)
    if away >= _THREE_DECIMALS or away == 0:
        return fixed(factor, 3)
    if abs(factor) < _THREE_DECIMALS:
        return plain(factor, 2)
    return fixed(factor, min(math.ceil(-math.log10(away)) + 1, _MOST_DECIMALS))


@dataclass(frozen=True)
class GaugeRow:
    """One direction: its name, its curvature (eigenvalue of the Hessian), and the sum that is shown for it."""

    name: str
    curvature: float
    sum_text: str


class StabilityGauge(Guarded, QWidget):
    """For each direction the bands of the learning rate, on the scale of the slider above, and where it is now.

    Parameters
    ----------
    slider : TrackSlider
        The learning rate's slider, as wide as the gauge.
    """

    def __init__(self, look: Look, slider: TrackSlider) -> None:
        super().__init__()
        self._look, self._slider = look, slider
        self._rows: tuple[GaugeRow, ...] = ()
        self._learning_rate, self._overshoot_limit = 0.0, _PLAIN_LIMIT
        self._is_highlighted = False
        self._words = {
            Band.CREEPS: _("slow"),
            Band.CONVERGES: _("converges"),
            Band.OVERSHOOTS: _("overshoots"),
            Band.DIVERGES: _("diverges"),
            Band.ESCAPES: _("leaves"),
        }
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the whole column is painted below it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._font, self._bold = look.font(SMALL), look.font(SMALL, SEMIBOLD)
        self._cutter, self._bold_metrics = Cutter(self._font), QFontMetricsF(self._bold)

    def set_rows(
        self, rows: Sequence[GaugeRow], learning_rate: float, overshoot_limit: float = _PLAIN_LIMIT
    ) -> None:
        """Show these directions at this learning rate, with the limit of `core.stability.overshoot_limit`."""
        shown = tuple(rows), learning_rate, overshoot_limit
        if shown == (self._rows, self._learning_rate, self._overshoot_limit):
            return
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows, self._learning_rate, self._overshoot_limit = shown
        said = (f"{row.name}: {row.sum_text}, {self._words[self._band(row)]}" for row in rows)
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def set_highlighted(self, highlighted: bool) -> None:
        """Frame the marker of the learning rate, or not."""
        self._is_highlighted = highlighted
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(140, max(len(self._rows) * self._row_height() - _GAP, 0))

    def minimumSizeHint(self) -> QSize:
        """Any width, in the full height."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line of words and a line of bands for each direction."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, row in enumerate(self._rows):
            top = float(index * self._row_height())
            self._paint_words(painter, row, top)
            self._paint_bands(painter, row, top + self._words_height())
            self._paint_marker(painter, top + self._words_height())

    def _paint_words(self, painter: QPainter, row: GaugeRow, top: float) -> None:
        theme, band = self._look.theme, self._band(row)
        word, bold = self._words[band], self._bold
        line = QRectF(INSET, top, self.width() - 2 * INSET, self._look.px(SMALL + 5))
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)
        right = line.right() - self._bold_metrics.horizontalAdvance(word) - 5
        swatch = QRectF(right - _SWATCH, line.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
        self._paint_band(painter, swatch, band)
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text2))
        line.setRight(swatch.left() - 4)
        words = self._cutter.cut(f"{row.name}  {row.sum_text}", int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bands(self, painter: QPainter, row: GaugeRow, top: float) -> None:
        theme, now = self._look.theme, self._band(row)
        painter.setFont(self._bold)
        for band, left, right in self._stretches(row.curvature):
            box = QRectF(left, top, right - left - 1, self._look.px(_BAND_HEIGHT))
            self._paint_band(painter, box, band)
            word = self._words[band]
            if band != now and self._bold_metrics.horizontalAdvance(word) + _WORD_MARGIN < box.width():
                painter.setPen(QColor(ink_on(theme, getattr(theme, _TOKENS[band]))))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_marker(self, painter: QPainter, top: float) -> None:
        theme, bottom = self._look.theme, top + self._look.px(_BAND_HEIGHT)
        here = self._slider.x_of(self._learning_rate)
        painter.setPen(pen(theme.panel, 6))
        painter.drawLine(QPointF(here, top), QPointF(here, bottom))
        painter.setPen(pen(theme.text, 2))
        painter.drawLine(QPointF(here, top - 2), QPointF(here, bottom + 2))
        if self._is_highlighted:
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(here - 6, top - 2, 12, bottom - top + 4), 3, 3)

    def _paint_band(self, painter: QPainter, box: QRectF, band: Band) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, _TOKENS[band])))
        painter.drawRoundedRect(box, 2, 2)
        if band in _PATTERNS:
            painter.setOpacity(_PATTERN_OPACITY)
            painter.setBrush(QBrush(QColor(theme.panel), _PATTERNS[band]))
            painter.drawRoundedRect(box, 2, 2)
            painter.setOpacity(1)

    def _stretches(self, curvature: float) -> list[tuple[Band, float, float]]:
        """Return each band that is wide enough to see, with its left and right pixel."""
        left, end = float(INSET), float(self.width() - INSET)
        if curvature <= 0:
            return [(band_of(curvature), left, end)]
        stretches: list[tuple[Band, float, float]] = []
        for band, product in upper_ends(self._overshoot_limit):
            right = end if np.isinf(product) else self._slider.x_of(product / curvature)
            if right - left >= 1:
                stretches.append((band, left, right))
                left = right
        return stretches

    def _band(self, row: GaugeRow) -> Band:
        return band_of(self._learning_rate * row.curvature, self._overshoot_limit)

    def _words_height(self) -> int:
        return self._look.px(SMALL + 8)

    def _row_height(self) -> int:
        return self._words_height() + self._look.px(_BAND_HEIGHT) + _GAP
