"""From ink to 784 numbers in four small pictures, and the training images most like the last."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.digit_image import FormStages
from core.mnist import SIDE, Dataset
from explorer.drawing import words
from explorer.drawing.neighbours import COUNT, Found
from explorer.drawing.reading import Reading
from explorer.theme import NORMAL, SEMIBOLD, SMALL, Look, lookup_table, pen
from explorer.widgets.pixels import indices, picture, ramp_colours

_STAGES = 4
_ARROW, _GAP = 24, 6
_LARGEST_NEIGHBOUR = 48
_STALE_OPACITY = 0.45


class StagesPicture(QWidget):
    """Paints the stages of a reading and its neighbours.

    Parameters
    ----------
    look : Look
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._reading: Reading | None = None
        self._found: Found | None = None
        self._is_current = False
        self._hint = ""
        self._neighbours_title = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_reading(
        self, reading: Reading | None, found: Found | None, is_current: bool, dataset: Dataset | None
    ) -> None:
        """Show a reading and the training images found, which are paler if they belong to an older one."""
        self._reading, self._found, self._is_current = reading, found, is_current
        self._hint = "" if reading is None else words.neighbours_hint(found, is_current, dataset)
        self.update()
        self.setAccessibleDescription(self._description())

    def set_neighbours_title(self, title: str) -> None:
        """Set the words above the training images."""
        self._neighbours_title = title
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stages and neighbours."""
        painter = QPainter(self)
        line = self._line()
        side = self._neighbour_side()
        top = self.height() - line - side - 2
        self._paint_neighbours(painter, top, side)
        self._paint_stages(painter, self._stage_side(top - line - _GAP))

    def _paint_stages(self, painter: QPainter, side: int) -> None:
        theme, line = self._look.theme, self._line()
        reading = self._reading
        arrays = _stage_arrays(reading.stages) if reading is not None else [np.zeros((SIDE, SIDE))] * _STAGES
        pitch = self.width() / _STAGES
        for index, array in enumerate(arrays):
            left = index * pitch
            place = QRectF(round(left), 0, side, side)
            self._paint_pixels(painter, place, array, (0, 1))
            if index:
                self._paint_arrow(painter, QPointF(left - (pitch - side) / 2, side / 2))
        if reading is None:
            return
        for index, (name, note, answer) in enumerate(words.stage_notes(reading)):
            left = round(index * pitch)
            for number, (text, weight, tone) in enumerate(
                ((name, SEMIBOLD, theme.text), (note, NORMAL, theme.text2), (answer, NORMAL, theme.text))
            ):
                painter.setFont(self._look.font(SMALL, weight))
                painter.setPen(QColor(tone))
                place = QRectF(left, side + 3 + number * line, pitch, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_neighbours(self, painter: QPainter, top: float, side: int) -> None:
        theme, line, found = self._look.theme, self._line(), self._found
        head = QRectF(0, top - line - _GAP, self.width(), line)
        painter.setFont(self._look.font(SMALL, SEMIBOLD))
        painter.setPen(QColor(theme.text2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, middle | Qt.AlignmentFlag.AlignLeft, self._neighbours_title)
        painter.setFont(self._look.font(SMALL))
        painter.drawText(head, middle | Qt.AlignmentFlag.AlignRight, self._hint)
        pitch = (self.width() - side) / (COUNT - 1)
        painter.setOpacity(1 if self._is_current else _STALE_OPACITY)
        for index in range(COUNT):
            place = QRectF(round(index * pitch), top, side, side)
            if self._reading is None or found is None or index >= len(found.labels):
                self._paint_pixels(painter, place, np.zeros((SIDE, SIDE)), (0, 1))
                continue
            self._paint_pixels(painter, place, found.images[index].reshape(SIDE, SIDE), (0, 255))
            painter.setPen(QColor(theme.text2))
            below = QRectF(place.left(), place.bottom() + 2, side, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(found.labels[index]))
        painter.setOpacity(1)

    def _paint_pixels(
        self, painter: QPainter, place: QRectF, array: NDArray[np.generic], levels: tuple[float, float]
    ) -> None:
        theme = self._look.theme
        blocks = picture(indices(array, levels), lookup_table(ramp_colours(theme, "ink")))
        painter.drawImage(place, blocks)
        painter.setPen(pen(theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_arrow(self, painter: QPainter, middle: QPointF) -> None:
        painter.setPen(pen(self._look.theme.text2, 1.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tip = middle + QPointF(5, 0)
        painter.drawLine(middle - QPointF(5, 0), tip)
        painter.drawLine(tip - QPointF(4, 4), tip)
        painter.drawLine(tip - QPointF(4, -4), tip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _line(self) -> int:
        return round(QFontMetricsF(self._look.font(SMALL)).height())

    def _neighbour_side(self) -> int:
        widest = (self.width() - (COUNT - 1) * _GAP) // COUNT
        return max(min(widest, self._look.px(_LARGEST_NEIGHBOUR)), 1)

    def _stage_side(self, height: float) -> int:
        by_width = self.width() // _STAGES - _ARROW
        by_height = int(height) - 3 * self._line() - 3 * _GAP
        return max(min(by_width, by_height), 1)

    def _description(self) -> str:
        if self._reading is None:
            return ""
        notes = [" ".join(filter(None, note)) for note in words.stage_notes(self._reading)]
        return "; ".join([*notes, f"{self._neighbours_title}: {self._hint}"])


def _stage_arrays(stages: FormStages) -> list[NDArray[np.float64]]:
    return [stages.ink, _squared(stages.cut_out), stages.scaled, stages.form]


def _squared(array: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an array in the middle of a square, so that it is shown undistorted."""
    side = max(array.shape)
    square = np.zeros((side, side))
    top, left = ((side - length) // 2 for length in array.shape)
    square[top : top + array.shape[0], left : left + array.shape[1]] = array
    return square
