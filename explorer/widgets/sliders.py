"""Sliders in the house style, over powers of ten (`LogSlider`) or evenly (`LinearSlider`)."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look, pen
from explorer.texts.numbers import power_of_ten
from explorer.widgets.steps import POSITIONS_A_DECADE, linear_step, rounded

INSET = 11  # from the widget's edge to the track's end: the focus ring's radius, so that it is never cut
_TRACK, _HANDLE, _ROW, _TICK_GAP = 6, 16, 24, 6


class TrackSlider(Guarded, QSlider):
    """A horizontal slider that tells a drag from a step; subclasses say which value each position is.

    Parameters
    ----------
    positions : int
        Number of the last position; the first is 0.
    ticks : sequence of (position, words)
        Written below the track, from left to right, where there is room.

    Signals
    -------
    drag_started()
        The pointer pressed on the handle or on the track.
    dragged(value: float)
        The pointer moved the handle.
    drag_finished()
        The pointer let go.
    stepped(value: float)
        A key or the wheel moved the handle.
    """

    drag_started = Signal()
    dragged = Signal(float)
    drag_finished = Signal()
    stepped = Signal(float)

    def __init__(self, look: Look, positions: int, ticks: Sequence[tuple[float, str]] = ()) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look, self._ticks = look, tuple(ticks)
        self._grip = 0.0  # from the pointer to the handle's middle while it is dragged
        self.setRange(0, positions)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Else all that it lies on is painted below it.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def value_at(self, position: int) -> float:
        """Return the value of a position."""
        raise NotImplementedError

    def position_of(self, value: float) -> float:
        """Return the position of a value, not rounded, and beyond the track for values outside."""
        raise NotImplementedError

    def set_value(self, value: float) -> None:
        """Move the handle without emitting; a value outside the track parks it at the end."""
        self.setValue(round(self._on_track(self.position_of(value))))

    def x_of(self, value: float) -> float:
        """Return the pixel of a value, from the widget's left edge, at the track's end for values outside."""
        return self._x(self._on_track(self.position_of(value)))

    def sizeHint(self) -> QSize:
        """Room for the track and for the words below it."""
        words = self._look.px(SMALL + 6) if self._ticks else 0
        return QSize(140, _ROW + words)

    def minimumSizeHint(self) -> QSize:
        """Half the preferred width."""
        return QSize(70, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or bring it to the pointer, and begin a drag."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x = event.position().x()
        handle = self._x(self.value())
        self._grip = handle - x if abs(handle - x) <= _HANDLE / 2 else 0.0
        self.setSliderDown(True)
        self.drag_started.emit()
        self._drag_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self.isSliderDown():
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end_drag()

    def hideEvent(self, event: QHideEvent) -> None:
        """End a drag that can get no release any more."""
        self._end_drag()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """End a drag when the slider is disabled in the middle of it."""
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._end_drag()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and Page keys, Home and End."""
        before = self.value()
        super().keyPressEvent(event)
        self._tell_step(before)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by notches, only with the focus, so that scrolling past changes nothing."""
        if not self.hasFocus():
            event.ignore()
            return
        before = self.value()
        super().wheelEvent(event)
        self._tell_step(before)

    def sliderChange(self, change: QSlider.SliderChange) -> None:
        """Paint the track anew where only the handle has moved: the words at the ticks take longer than all else."""
        if change is QSlider.SliderChange.SliderValueChange:
            self.update(0, 0, self.width(), _ROW)
        else:
            super().sliderChange(change)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, handle, focus ring and ticks."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled, here, middle = self.isEnabled(), self._x(self.value()), _ROW / 2
        self._paint_track(painter, self.width() - INSET, theme.line)
        self._paint_track(painter, here, theme.accent if enabled else theme.text3)
        rim = theme.accent if enabled else theme.text3
        if enabled and (self.underMouse() or self.isSliderDown()):
            rim = theme.accent_hover
        if self.hasFocus():
            painter.setPen(pen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(here, middle), INSET - 1, INSET - 1)
        painter.setPen(pen(rim, 2))
        knob = theme.text if theme.name == "dark" else theme.panel
        painter.setBrush(QColor(knob if enabled else theme.panel))
        painter.drawEllipse(QPointF(here, middle), _HANDLE / 2 - 1, _HANDLE / 2 - 1)
        if event.rect().bottom() >= _ROW:
            self._paint_ticks(painter)

    def _paint_track(self, painter: QPainter, end: float, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        track = QRectF(INSET, (_ROW - _TRACK) / 2, end - INSET, _TRACK)
        painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)

    def _paint_ticks(self, painter: QPainter) -> None:
        theme, font = self._look.theme, self._look.font(SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.text2 if self.isEnabled() else theme.text3))
        free_from = 0.0
        for position, words in self._ticks:
            width = metrics.horizontalAdvance(words)
            left = min(max(self._x(position) - width / 2, 0.0), self.width() - width)
            if left >= free_from:
                painter.drawText(QPointF(left, _ROW + metrics.ascent()), words)
                free_from = left + width + _TICK_GAP

    def _x(self, position: float) -> float:
        share = position / self.maximum() if self.maximum() else 0.0
        return INSET + share * (self.width() - 2 * INSET)

    def _on_track(self, position: float) -> float:
        return min(max(position, 0), self.maximum())

    def _drag_to(self, x: float) -> None:
        share = (x + self._grip - INSET) / max(self.width() - 2 * INSET, 1)
        position = round(self._on_track(share * self.maximum()))
        if position != self.value():
            self.setValue(position)
            self.dragged.emit(self.value_at(position))

    def _end_drag(self) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.drag_finished.emit()

    def _tell_step(self, before: int) -> None:
        if self.value() != before:
            self.stepped.emit(self.value_at(self.value()))


class LogSlider(TrackSlider):
    """A slider over powers of ten, with 100 positions a decade; its values have three significant digits.

    Parameters
    ----------
    low_exponent, high_exponent : float
        Powers of ten at the ends of the track.
    tick_exponents : sequence of int
        Powers of ten that are written below the track.
    """

    def __init__(
        self, look: Look, low_exponent: float, high_exponent: float, tick_exponents: Sequence[int] = ()
    ) -> None:
        self._low = low_exponent
        ticks = [
            ((exponent - low_exponent) * POSITIONS_A_DECADE, power_of_ten(exponent))
            for exponent in tick_exponents
        ]
        super().__init__(look, round((high_exponent - low_exponent) * POSITIONS_A_DECADE), ticks)

    def value_at(self, position: int) -> float:
        """Return the value of a position."""
        return rounded(10 ** (self._low + position / POSITIONS_A_DECADE))

    def position_of(self, value: float) -> float:
        """Return the position of a value, not rounded; 0 for values that are not positive."""
        if value <= 0:
            return 0.0
        return (math.log10(value) - self._low) * POSITIONS_A_DECADE


class LinearSlider(TrackSlider):
    """A slider over an even range.

    Parameters
    ----------
    low, high : float
        Values at the ends of the track.
    step : float
        From one position to the next.
    """

    def __init__(self, look: Look, low: float, high: float, step: float = 1.0) -> None:
        self._low, self._step = low, step
        super().__init__(look, round((high - low) / step))

    def set_range(self, low: float, high: float) -> None:
        """Change the ends of the track without emitting; the handle keeps its value where it can."""
        value = self.value_at(self.value())
        self._low = low
        self.setMaximum(round((high - low) / self._step))
        self.set_value(value)

    def value_at(self, position: int) -> float:
        """Return the value of a position."""
        return linear_step(self._low, position, self._step)

    def position_of(self, value: float) -> float:
        """Return the position of a value, not rounded."""
        return (value - self._low) / self._step
