"""From ink to 784 numbers, in four small pictures."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from core.digit_image import FormStages
from core.mnist import SIDE
from explorer.drawing import words
from explorer.drawing.painted import Line, Painted
from explorer.drawing.reading import Reading
from explorer.drawing.tile import paint_tile
from explorer.look.theme import SEMIBOLD, Look, pen
from explorer.widgets.memo import Memo

_STAGES, _CAPTION_LINES = 4, 3
_ARROW, _ARM, _ABOVE_CAPTION = 24, 5, 3
_SMALLEST = 40


class StagesPicture(Painted):
    """Paints the stages of a reading."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._memo = Memo()
        self._reading: Reading | None = None
        self._notes: tuple[tuple[str, str, str], ...] = ()

    def show_reading(self, reading: Reading | None) -> None:
        """Show the stages of a reading, or empty ones."""
        if self._memo.has_changed(reading):
            self._reading = reading
            self._notes = () if reading is None else words.stage_notes(reading)
            self.setAccessibleDescription("; ".join(" ".join(filter(None, note)) for note in self._notes))
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for pictures that still show something."""
        return QSize(_STAGES * (_SMALLEST + _ARROW), _SMALLEST + _CAPTION_LINES * self.line())

    def paint(self, painter: QPainter) -> None:
        """Paint the pictures, the arrows between them, and the captions."""
        pitch, side = self.width() / _STAGES, self._side()
        arrays = [np.zeros((SIDE, SIDE))] * _STAGES
        if self._reading is not None:
            arrays = _arrays(self._reading.stages)
        for index, array in enumerate(arrays):
            left = round(index * pitch)
            paint_tile(painter, QRectF(left, 0, side, side), array, (0, 1), self.look.theme)
            if index:
                self._paint_arrow(painter, QPointF(left - (pitch - side) / 2, side / 2))
        for index, (name, size, answer) in enumerate(self._notes):
            below = QPointF(round(index * pitch), side + _ABOVE_CAPTION)
            caption = (Line(name, weight=SEMIBOLD), Line(size, tone="text2"), Line(answer))
            self.write_lines(painter, below, pitch, caption)

    def _paint_arrow(self, painter: QPainter, middle: QPointF) -> None:
        painter.setPen(pen(self.look.theme.text2, 1.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tip, barb = middle + QPointF(_ARM, 0), _ARM - 1
        painter.drawPolyline([middle - QPointF(_ARM, 0), tip])
        painter.drawPolyline([tip - QPointF(barb, barb), tip, tip - QPointF(barb, -barb)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _side(self) -> int:
        by_width = self.width() // _STAGES - _ARROW
        by_height = self.height() - _CAPTION_LINES * self.line() - _ABOVE_CAPTION
        return max(min(by_width, by_height), 1)


def _arrays(stages: FormStages) -> list[NDArray[np.float64]]:
    return [stages.ink, _squared(stages.cut_out), stages.scaled, stages.form]


def _squared(array: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an array in the middle of a square, so that it is shown undistorted."""
    side = max(array.shape)
    square = np.zeros((side, side))
    top, left = ((side - length) // 2 for length in array.shape)
    square[top : top + array.shape[0], left : left + array.shape[1]] = array
    return square
