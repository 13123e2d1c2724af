"""Ten probabilities as bars, the prediction and its runner-up in colour."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, LEAD, MEDIUM, NORMAL, SEMIBOLD, Look, pen
from explorer.texts.language import _
from explorer.texts.numbers import percent

CLASSES = 10
_ROW, _LOWEST_ROW, _BAR, _RADIUS = 30, 18, 14, 3
_DIGIT_WIDTH, _PERCENT_WIDTH = 26, 62
_FRAME = 1.5  # around the label
_SLIVER = 2  # pixels that even a probability of 0 gets
_SHOWN_AS_ZERO = 0.0005  # below it, 0.0 %
_DURATION = 80  # milliseconds


class ProbabilityBars(Guarded, QWidget):
    """Ten rows: digit, bar and percentage. The two likeliest are bold and coloured; that of the label is framed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._values: NDArray[np.float64] | None = None
        self._label: int | None = None
        self._drawn = np.zeros(CLASSES)
        self._from = np.zeros(CLASSES)
        self._animation = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_DURATION)
        self._animation.valueChanged.connect(self._on_animated)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def values(self) -> NDArray[np.float64] | None:
        """The probabilities shown, shape (10,), or None."""
        return self._values

    def set_values(self, values: ArrayLike | None) -> None:
        """Show ten probabilities, shape (10,), or empty bars for None."""
        self._animation.stop()
        self._values = None if values is None else np.array(values, dtype=np.float64)
        self.setAccessibleDescription(self._description())
        target = self._target()
        jump = self._look.reduced_motion or not self.isVisible()
        if jump or np.array_equal(target, self._drawn):
            self._drawn = target
            self.update()
        else:
            self._from = self._drawn
            self._animation.start()

    def set_label(self, digit: int | None) -> None:
        """Frame the row of the label, where it is known."""
        if digit != self._label:
            self._label = digit
            self.setAccessibleDescription(self._description())
            self.update()

    def sizeHint(self) -> QSize:
        """Ten rows of 30."""
        return QSize(self._look.px(220), CLASSES * self._look.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """Ten rows as low as their words."""
        return QSize(self._look.px(150), CLASSES * self._look.px(_LOWEST_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the first at the top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._highlights()
        height = self.height() / CLASSES
        for digit in range(CLASSES):
            row = QRectF(0, digit * height, self.width(), height)
            self._paint_row(painter, row, digit, colours.get(digit))

    def _paint_row(self, painter: QPainter, row: QRectF, digit: int, colour: str | None) -> None:
        theme, look = self._look.theme, self._look
        words = QColor(theme.text if colour else theme.text2)
        digit_width, percent_width = look.px(_DIGIT_WIDTH), look.px(_PERCENT_WIDTH)
        painter.setFont(look.font(LEAD, SEMIBOLD if colour else MEDIUM))
        painter.setPen(words)
        left_part = QRectF(0, row.top(), digit_width - 10, row.height())
        painter.drawText(left_part, Qt.AlignmentFlag.AlignCenter, str(digit))
        if digit == self._label:
            self._paint_frame(painter, left_part)
        if self._values is not None:
            painter.setFont(look.font(BODY, SEMIBOLD if colour else NORMAL))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row, right, percent(self._values[digit]))
        track = QRectF(
            digit_width, row.center().y() - _BAR / 2, row.width() - digit_width - percent_width, _BAR
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(track, _RADIUS, _RADIUS)
        if self._values is not None:
            bar = QRectF(track)
            bar.setWidth(max(track.width() * self._drawn[digit], _SLIVER))
            radius = min(_RADIUS, bar.width() / 2)
            painter.setBrush(QColor(colour or theme.text3))
            painter.drawRoundedRect(bar, radius, radius)

    def _paint_frame(self, painter: QPainter, around: QRectF) -> None:
        side = min(around.width() + _FRAME, around.height() - _FRAME)
        frame = QRectF(0, 0, around.width() - _FRAME, side)
        frame.moveCenter(around.center())
        painter.setPen(pen(self._look.theme.text, _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)

    def _ranked(self) -> list[int]:
        return [] if self._values is None else [int(k) for k in np.argsort(-self._values, kind="stable")]

    def _highlights(self) -> dict[int, str]:
        """Return the colours of the answer and of its runner-up, unless that one shows as 0."""
        theme = self._look.theme
        pairs = zip(self._ranked(), (theme.a, theme.b), strict=False)
        return {
            digit: colour
            for digit, colour in pairs
            if self._values is not None and self._values[digit] >= _SHOWN_AS_ZERO
        }

    def _description(self) -> str:
        if self._values is None:
            return _("No answer yet")
        values = ", ".join(f"{digit}: {percent(self._values[digit])}" for digit in self._ranked())
        if self._label is None:
            return values
        return _("{0}; label {1}").format(values, self._label)

    def _target(self) -> NDArray[np.float64]:
        return np.zeros(CLASSES) if self._values is None else np.clip(np.nan_to_num(self._values), 0, 1)

    def _on_animated(self, share: float) -> None:
        self._drawn = self._from + share * (self._target() - self._from)
        self.update()
