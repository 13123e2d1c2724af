"""The 784 numbers of an image, row by row."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QResizeEvent

from core.arrays import FloatArray
from core.mnist import SIDE
from explorer.drawing.draw.number_words import written
from explorer.drawing.painted import CENTRE, Painted
from explorer.drawing.state import NumbersName
from explorer.look.theme import SMALL, Look, pen
from explorer.widgets.cells import Cells
from explorer.widgets.memo import Memo

_LEAST_GAP, _GAP = 0.6, 4  # between numbers


class NumbersPicture(Painted):
    """Writes the numbers of an image, those of blank pixels faint.

    Signals
    -------
    pointed_changed()
        `pointed` is another one.
    """

    pointed_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._memo = Memo()
        self._numbers: list[float] = []
        self._name: NumbersName = "bytes"
        self._texts: list[str] = []
        self.pointed: int | None = None
        self.setMouseTracking(True)

    @property
    def texts(self) -> list[str]:
        """The numbers as they are written, or none."""
        return self._texts

    def show_numbers(self, form: FloatArray | None, name: NumbersName) -> None:
        """Show the numbers of a form of 784 numbers from 0 to 1, or nothing."""
        if self._memo.has_changed(form, name):
            self._numbers, self._name = [] if form is None else form.reshape(-1).tolist(), name
            self._write_out()

    def minimumSizeHint(self) -> QSize:
        """Room for every number."""
        return QSize(round(SIDE * self._pitch("255", _LEAST_GAP)), SIDE * self.line())

    @property
    def decimals(self) -> int:
        """How many there is room for."""
        return 2 if self.width() >= SIDE * self._pitch("0.00", _GAP) else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as many decimals as there is room for."""
        super().resizeEvent(event)
        self._write_out()

    def cell(self, pixel: int) -> QRectF:
        """Return the place of a number."""
        return self._cells().rect(pixel)

    def paint(self, painter: QPainter) -> None:
        """Write the numbers, with a line between two columns."""
        cells = self._cells()
        painter.setPen(pen(self.look.theme.line))
        for column in range(1, SIDE if self._texts else 0):
            x = cells.rect(column).left()
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        for pixel, text in enumerate(self._texts):
            is_blank = not text.strip("0.")
            self.write(painter, cells.rect(pixel), text, tone="text3" if is_blank else "text", flags=CENTRE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the pixel under the pointer."""
        self._point(self._cells().at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """There is none."""
        self._point(None)

    def _pitch(self, widest: str, gap: float) -> float:
        return QFontMetricsF(self.look.font(SMALL)).horizontalAdvance(widest) + gap

    def _write_out(self) -> None:
        self._texts = [written(number, self._name, self.decimals) for number in self._numbers]
        self.setAccessibleDescription(" ".join(self._texts))
        self.update()

    def _cells(self) -> Cells:
        return Cells.filling(QRectF(self.rect()), SIDE, SIDE)

    def _point(self, pixel: int | None) -> None:
        if pixel != self.pointed:
            self.pointed = pixel
            self.pointed_changed.emit()
