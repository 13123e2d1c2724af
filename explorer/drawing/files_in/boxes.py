"""A picture on the canvas, with a box and a reading for each digit found in it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.picture import Picture
from core.segmentation import FoundDigit
from explorer.background.guarded import Guarded
from explorer.drawing.canvas import Canvas
from explorer.look.theme import SEMIBOLD, SMALL, Look, ink_on, pen
from explorer.texts.language import _

_AWAY, _REACH = 3, 6  # pixels: from a digit to its box; around a box that still counts as in it
_PATCH = 4  # pixels beside a reading, on its patch
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class PictureBoxes(Guarded, QWidget):
    """Covers a canvas while there is a picture on it. Clicks and arrow keys choose a digit.

    Signals
    -------
    chosen(index: int)
        The user chose this digit.
    stepped(index: int)
        The same, by a key.
    """

    chosen = Signal(int)
    stepped = Signal(int)

    def __init__(self, look: Look, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._look, self._canvas = look, canvas
        self._picture: Picture | None = None
        self._image = QImage()
        self._readings: tuple[str, ...] = ()
        self._index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        canvas.installEventFilter(self)

    def show_picture(self, picture: Picture | None, readings: Sequence[str], index: int) -> None:
        """Show a picture with a reading for each of its digits, one of them chosen; None uncovers the canvas."""
        if picture is not self._picture:
            self._picture = picture
            self._image = QImage() if picture is None else _image_of(picture)
        self._readings, self._index = tuple(readings), index
        self.setAccessibleDescription(self._description())
        self._cover()
        self.setVisible(picture is not None)
        self.update()

    def box(self, index: int) -> QRectF:
        """Return the box of a digit, in pixels of the widget."""
        digit, place = self._digits()[index], self._place()
        scale = place.width() / max(self._image.width(), 1)
        box = QRectF(digit.left, digit.top, digit.right - digit.left, digit.bottom - digit.top)
        placed = QRectF(box.topLeft() * scale + place.topLeft(), box.size() * scale)
        return placed.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the canvas at any size."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the digit under the pointer; what is beside it is not to be drawn on."""
        index = self._at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be chosen."""
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the digit before or after with the arrow keys."""
        step, count = _STEPS.get(Qt.Key(event.key())), len(self._digits())
        if step is None or not count:
            super().keyPressEvent(event)
        elif 0 <= self._index + step < count:
            self.stepped.emit(self._index + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the boxes and the readings."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), QColor(theme.control))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), self._image)
        for index in range(len(self._digits())):
            if index != self._index:
                self._paint_box(painter, index, theme.text2, 1)
        if self._index < len(self._digits()):
            self._paint_box(painter, self._index, theme.accent, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.accent if self.hasFocus() else theme.line, 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_box(self, painter: QPainter, index: int, colour: str, width: int) -> None:
        theme, box = self._look.theme, self.box(index)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ground, line in ((theme.panel, width + 2), (colour, width)):
            painter.setPen(pen(ground, line))
            painter.drawRect(box)
        if index >= len(self._readings):
            return
        font = self._look.font(SMALL, SEMIBOLD)
        metrics, text = QFontMetricsF(font), self._readings[index]
        patch = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _PATCH, metrics.height())
        patch.moveBottomLeft(box.topLeft())
        patch.moveTop(max(patch.top(), 0.0))
        painter.fillRect(patch, QColor(colour))
        painter.setFont(font)
        painter.setPen(QColor(ink_on(theme, colour)))
        painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)

    def _description(self) -> str:
        read = " ".join(self._readings)
        if self._index >= len(self._readings):
            return read
        return _("Predictions: {0}; number {1} is selected").format(read, self._index + 1)

    def _cover(self) -> None:
        place: QRect = self._canvas.place()
        self.setGeometry(place)

    def _digits(self) -> tuple[FoundDigit, ...]:
        return () if self._picture is None else self._picture.digits

    def _place(self) -> QRectF:
        """Return where the picture is: as large as fits, in the middle."""
        size: QSize = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _at(self, at: QPointF) -> int | None:
        """Return the digit in whose box a point lies, of several the one whose middle is nearest."""
        reach = self._look.px(_REACH)
        near = [
            index
            for index in range(len(self._digits()))
            if self.box(index).adjusted(-reach, -reach, reach, reach).contains(at)
        ]
        return min(near, key=lambda index: (self.box(index).center() - at).manhattanLength(), default=None)


def _image_of(picture: Picture) -> QImage:
    rows, columns = picture.grey.shape
    image = QImage(picture.grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    return image.copy()
