"""Images in rows with a caption below each, one of them chosen by a click or by keys."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.images import ImageRows
from core.mnist import SIDE
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look, lookup_table, pen
from explorer.widgets.pixels import picture, ramp_colours

_ZOOMS = (4, 3, 2)  # screen pixels for one of an image: the largest that has room for enough of them
_ENOUGH = 24
_GAP = 10
_LINE = 16  # of the caption
_NOTCH = 120  # of a mouse wheel


@dataclass(frozen=True, eq=False)
class Pictures:
    """What a gallery shows.

    Attributes
    ----------
    images : Images, or ndarray of uint8, shape (n, 784)
        All there are to choose from.
    indices : ndarray of int, shape (m,)
        Those that are shown, the first one first.
    caption, description : callable
        What stands below the picture at a place from 0 to m - 1, and what is said about it at length.
    """

    images: ImageRows
    indices: NDArray[np.intp]
    caption: Callable[[int], str]
    description: Callable[[int], str]


class Gallery(Guarded, QWidget):
    """As many pictures as there is room for, those around the chosen one.

    Parameters
    ----------
    look : Look
        Theme and type scale.

    Signals
    -------
    chosen(place: int)
        A picture was clicked; its place among all that are to be shown.
    moved(place: int)
        Another one was reached by a key or the wheel.
    resized()
        There may be room for more pictures, or for fewer.
    """

    chosen = Signal(int)
    moved = Signal(int)
    resized = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._pictures: Pictures | None = None
        self._place = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pictures(self, pictures: Pictures | None, place: int = -1) -> None:
        """Show pictures, that at `place` marked as chosen; -1 marks none."""
        self._pictures, self._place = pictures, place
        chosen = pictures is not None and 0 <= place < len(pictures.indices)
        self.setAccessibleDescription(pictures.description(place) if pictures and chosen else "")
        self.update()

    @property
    def pictures(self) -> Pictures | None:
        """All that there is to show."""
        return self._pictures

    @property
    def shown(self) -> range:
        """Places of the pictures that are seen."""
        capacity = self.capacity
        first = max(self._place, 0) // capacity * capacity
        return range(first, min(first + capacity, self._count))

    @property
    def capacity(self) -> int:
        """How many pictures there is room for."""
        return math.prod(self._grid(self._zoom()))

    def rect_of(self, place: int) -> QRect:
        """Return where a picture that is seen is painted."""
        zoom = self._zoom()
        columns, _unused = self._grid(zoom)
        line, position = divmod(place - self.shown.start, columns)
        width, height = self._cell(zoom)
        return QRect(position * width + _GAP // 2, line * height + 2, zoom * SIDE, zoom * SIDE)

    def sizeHint(self) -> QSize:
        """Room for six pictures by two."""
        width, height = self._cell(_ZOOMS[-1])
        return QSize(6 * width, 2 * height)

    def minimumSizeHint(self) -> QSize:
        """Room for three pictures by one."""
        width, height = self._cell(_ZOOMS[-1])
        return QSize(3 * width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures, captions, the frame of the chosen one, and the focus."""
        pictures = self._pictures
        if pictures is None:
            return
        theme, painter = self._look.theme, QPainter(self)
        painter.setFont(self._look.font(SMALL))
        table = lookup_table(ramp_colours(theme, "ink"))
        for place in self.shown:
            frame = self.rect_of(place)
            image = pictures.images[pictures.indices[place]].reshape(SIDE, SIDE)
            painter.drawImage(frame, picture(image, table))
            is_chosen = place == self._place
            painter.setPen(QColor(theme.text if is_chosen else theme.text2))
            below = QRectF(frame.left() - _GAP / 2, frame.bottom() + 1, frame.width() + _GAP, self._line())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, pictures.caption(place))
            if is_chosen:
                painter.setPen(pen(theme.accent if self.hasFocus() else theme.text, 2))
                painter.drawRect(frame.adjusted(-2, -2, 2, 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the owner."""
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the picture under the pointer."""
        place = self._place_at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour, a page on or back, or to either end."""
        columns, _unused = self._grid(self._zoom())
        last = self._count - 1
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -self.capacity,
            Qt.Key.Key_PageDown: self.capacity,
            Qt.Key.Key_Home: -last,
            Qt.Key.Key_End: last,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._move_by(move)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to the next or the previous pictures, where not all are seen."""
        notches = event.angleDelta().y()
        if self._count <= self.capacity or abs(notches) < _NOTCH:
            event.ignore()
            return
        self._move_by(-self.capacity if notches > 0 else self.capacity)

    def event(self, event: QEvent) -> bool:
        """Say what the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._pictures:
            place = self._place_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self._pictures.description(place), self)
                return True
        return super().event(event)

    @property
    def _count(self) -> int:
        return 0 if self._pictures is None else len(self._pictures.indices)

    def _move_by(self, places: int) -> None:
        if self._count:
            target = min(max(max(self._place, 0) + places, 0), self._count - 1)
            if target != self._place:
                self.moved.emit(target)

    def _line(self) -> int:
        return self._look.px(_LINE)

    def _cell(self, zoom: int) -> tuple[int, int]:
        return zoom * SIDE + _GAP, zoom * SIDE + self._line() + _GAP // 2 - 1

    def _grid(self, zoom: int) -> tuple[int, int]:
        width, height = self._cell(zoom)
        return max(1, self.width() // width), max(1, (self.height() + _GAP // 2) // height)

    def _zoom(self) -> int:
        wanted = min(self._count, _ENOUGH)
        return next((zoom for zoom in _ZOOMS if math.prod(self._grid(zoom)) >= wanted), _ZOOMS[-1])

    def _place_at(self, position: QPointF) -> int | None:
        reach = QRectF(-_GAP / 2, 0, _GAP, self._line())
        for place in self.shown:
            frame = QRectF(self.rect_of(place))
            if frame.adjusted(reach.left(), 0, reach.right(), reach.bottom()).contains(position):
                return place
        return None
