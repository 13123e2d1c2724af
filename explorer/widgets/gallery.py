"""Images in rows with a caption below each."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
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
from explorer.look.palette import colour
from explorer.look.theme import NORMAL, SEMIBOLD, SMALL, Look, lookup_table, pen
from explorer.widgets.cells import Cells
from explorer.widgets.pixels import picture, ramp_colours

_ZOOMS = (4, 3, 2)  # screen pixels for one of an image: the largest that has room for enough of them
_GAP = 6  # between images
_LINE = 17  # of the caption
_FRAME = 3  # pixels around the chosen picture
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
    caption, description, token : callable
        What stands below the picture at a place from 0 to m - 1, what is said about it at length, and the name of the
        colour of the caption.
    """

    images: ImageRows
    indices: NDArray[np.integer]
    caption: Callable[[int], str]
    description: Callable[[int], str]
    token: Callable[[int], str] = lambda _place: "text2"


class Gallery(Guarded, QWidget):
    """As many pictures as there is room for, over the whole width.

    Parameters
    ----------
    enough : int
        So many pictures are rather to be seen than larger ones.

    Signals
    -------
    resized()
        There may be room for more pictures, or for fewer.
    """

    resized = Signal()

    def __init__(self, look: Look, enough: int) -> None:
        super().__init__()
        self._look, self._enough = look, enough
        self._pictures: Pictures | None = None
        self._is_highlighted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pictures(self, pictures: Pictures | None) -> None:
        """Show pictures."""
        self._pictures = pictures
        self.update()

    def set_highlighted(self, highlighted: bool) -> None:
        """Write the captions in bold while they are pointed at."""
        self._is_highlighted = highlighted
        self.update()

    @property
    def pictures(self) -> Pictures | None:
        """All that there is to show."""
        return self._pictures

    @property
    def shown(self) -> range:
        """Places of the pictures that are seen."""
        return range(min(self.capacity, self._count))

    @property
    def capacity(self) -> int:
        """How many pictures there is room for."""
        return math.prod(self._grid(self._zoom()))

    @property
    def cells(self) -> Cells:
        """Where the pictures that are seen stand with their captions."""
        zoom, area = self._zoom(), QRectF(self.contentsRect())
        (columns, rows), size = self._grid(zoom), self._cell(zoom)
        across = max((area.width() - size.width()) / max(columns - 1, 1), size.width() + _GAP)
        down = max((area.height() - size.height()) / max(rows - 1, 1), size.height() + _GAP)
        return Cells(len(self.shown), columns, area.topLeft(), size, QSizeF(across, down))

    def rect_of(self, place: int) -> QRect:
        """Return where a picture that is seen is painted."""
        return _square(self.cells.rect(place - self.shown.start))

    def describe(self, place: int) -> str:
        """Return what is said about the picture at a place."""
        return "" if self._pictures is None else self._pictures.description(place)

    def sizeHint(self) -> QSize:
        """Room for six pictures by two."""
        return self._room_for(6, 2)

    def minimumSizeHint(self) -> QSize:
        """Room for three pictures by one."""
        return self._room_for(3, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures and captions."""
        pictures = self._pictures
        if pictures is None:
            return
        theme, painter = self._look.theme, QPainter(self)
        painter.setFont(self._look.font(SMALL, SEMIBOLD if self._is_highlighted else NORMAL))
        table = lookup_table(ramp_colours(theme, "ink"))
        cells = self.cells
        for cell, place in enumerate(self.shown):
            frame = _square(cells.rect(cell))
            image = pictures.images[pictures.indices[place]].reshape(SIDE, SIDE)
            painter.drawImage(frame, picture(image, table))
            token = pictures.token(place)
            is_usual = token == "text2"
            painter.setPen(QColor(colour(theme, "text" if is_usual and self._is_highlighted else token)))
            below = QRectF(frame.left() - _GAP, frame.bottom() + 1, frame.width() + 2 * _GAP, self._line())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, pictures.caption(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the owner."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Say what the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self.describe(place), self)
                return True
        return super().event(event)

    @property
    def _count(self) -> int:
        return 0 if self._pictures is None else len(self._pictures.indices)

    def _place_at(self, position: QPointF) -> int | None:
        cell = self.cells.at(position)
        return None if cell is None else self.shown[cell]

    def _line(self) -> int:
        return self._look.px(_LINE)

    def _cell(self, zoom: int) -> QSizeF:
        return QSizeF(zoom * SIDE, zoom * SIDE + self._line())

    def _room_for(self, columns: int, rows: int) -> QSize:
        cell = self._cell(_ZOOMS[-1])
        return QSize(round(columns * (cell.width() + _GAP)), round(rows * (cell.height() + _GAP)))

    def _grid(self, zoom: int) -> tuple[int, int]:
        area, cell = self.contentsRect(), self._cell(zoom)
        across = (area.width() + _GAP) // (cell.width() + _GAP)
        down = (area.height() + _GAP) // (cell.height() + _GAP)
        return max(1, int(across)), max(1, int(down))

    def _zoom(self) -> int:
        wanted = min(self._count, self._enough)
        return next((zoom for zoom in _ZOOMS if math.prod(self._grid(zoom)) >= wanted), _ZOOMS[-1])


def _square(cell: QRectF) -> QRect:
    """Return the place of the picture in a cell, above its caption."""
    side = round(cell.width())
    return QRect(round(cell.left()), round(cell.top()), side, side)


class PicturePicker(Gallery):
    """A gallery in which one picture is chosen, by a click or by keys; it shows those around the chosen one.

    Signals
    -------
    chosen(place: int)
        A picture was clicked; its place among all that are to be shown.
    moved(place: int)
        Another one was reached by a key or the wheel.
    """

    chosen = Signal(int)
    moved = Signal(int)

    def __init__(self, look: Look, enough: int) -> None:
        super().__init__(look, enough)
        self._place = -1
        self.setContentsMargins(_FRAME, _FRAME, _FRAME, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pictures(self, pictures: Pictures | None, place: int = -1) -> None:
        """Show pictures, that at `place` marked as chosen; -1 marks none."""
        self._place = place
        super().show_pictures(pictures)
        self.setAccessibleDescription(self.describe(place) if 0 <= place < self._count else "")

    @property
    def shown(self) -> range:
        """Places of the pictures that are seen: a page of them."""
        capacity = self.capacity
        first = max(self._place, 0) // capacity * capacity
        return range(first, min(first + capacity, self._count))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures and captions, and the frame of the chosen one."""
        super().paintEvent(event)
        if self._place in self.shown:
            painter, theme = QPainter(self), self._look.theme
            painter.setPen(pen(theme.accent if self.hasFocus() else theme.text, 2))
            painter.drawRect(self.rect_of(self._place).adjusted(-2, -2, 2, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the picture under the pointer."""
        place = self._place_at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour, a page on or back, or to either end."""
        key = Qt.Key(event.key())
        pages = {Qt.Key.Key_PageUp: -self.capacity, Qt.Key.Key_PageDown: self.capacity}
        target = (
            self._place + pages[key]
            if key in pages
            else replace(self.cells, count=self._count).next(self._place, key)
        )
        if target is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._move_to(target)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to the next or the previous pictures, where not all are seen."""
        notches = event.angleDelta().y()
        if self._count <= self.capacity or abs(notches) < _NOTCH:
            event.ignore()
            return
        self._move_to(self._place + (-self.capacity if notches > 0 else self.capacity))

    def _move_to(self, place: int) -> None:
        target = min(max(place, 0), self._count - 1)
        if self._count and target != self._place:
            self.moved.emit(target)
