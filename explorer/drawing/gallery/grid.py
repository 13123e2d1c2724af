"""Kept drawings as thumbnails, each with its label and the network's prediction."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from core.mnist import SIDE
from explorer.drawing.gallery import words
from explorer.drawing.gallery.forms import Shown
from explorer.drawing.painted import CENTRE, Painted
from explorer.drawing.tile import paint_tile
from explorer.look.theme import MEDIUM, SEMIBOLD, Look, pen
from explorer.widgets.cells import Cells

_TILE, _LARGE_TILE, _WIDE = 2 * SIDE, 3 * SIDE, 700  # pixels at scale 1; from which width the tiles are large
_GAP, _AROUND = 14, 4
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class GalleryGrid(Painted):
    """Paints the drawings in rows. A click brings one back; keys go through them and remove one.

    Signals
    -------
    chosen(index: int)
        A drawing is to be on the canvas again.
    removed(index: int)
        A drawing is to go.
    """

    chosen = Signal(int)
    removed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._shown: tuple[Shown, ...] = ()
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What is shown."""
        return self._shown

    def show_drawings(self, shown: tuple[Shown, ...], chosen: int) -> None:
        """Show drawings, one of them framed, or none for -1."""
        is_longer = len(shown) != len(self._shown)
        self._shown, self._chosen = shown, chosen
        self.setAccessibleDescription(words.gallery_in_words(shown))
        if is_longer:
            self._fit()
        self.update()

    @property
    def cells(self) -> Cells:
        """The squares of the drawings, and the free ones of all rows in sight."""
        side, columns, pitch = self._side(), self._columns(), self._pitch()
        rows = int((self.height() - _AROUND) // pitch)
        across = (self.width() - 2 * _AROUND - side) / max(columns - 1, 1)  # to the right border
        corner, size = QPointF(_AROUND, _AROUND), QSizeF(side, side)
        return Cells(max(rows * columns, len(self._shown)), columns, corner, size, QSizeF(across, pitch))

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        rows = -(-max(len(self._shown), 1) // self._columns())
        return QSize(self._side() + _GAP, round(rows * self._pitch()) + 2 * _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that goes with the width."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring a drawing back."""
        index = self._drawings.at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(index)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that remove a drawing from the canvas, which they would clear."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _REMOVES
            and self._chosen >= 0
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the drawings with the arrow keys; Delete removes one."""
        key = Qt.Key(event.key())
        target = self._drawings.next(None if self._chosen < 0 else self._chosen, key)
        if target is not None:
            self.chosen.emit(target)
        elif key in _REMOVES and 0 <= self._chosen < len(self._shown):
            self.removed.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter) -> None:
        """Paint the drawings with label and prediction, and the free places of all rows in sight."""
        cells = self.cells
        for index, one in enumerate(self._shown):
            self._paint_drawing(painter, index, one, cells.rect(index))
        painter.setPen(pen(self.look.theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index in range(len(self._shown), cells.count):
            painter.drawRect(cells.rect(index))

    def _paint_drawing(self, painter: QPainter, index: int, one: Shown, place: QRectF) -> None:
        theme = self.look.theme
        ink = np.zeros((SIDE, SIDE)) if one.form is None else one.form.reshape(SIDE, SIDE)
        paint_tile(painter, place, ink, (0, 1), theme)
        if index == self._chosen:
            painter.setPen(pen(theme.accent if self.hasFocus() else theme.text2, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-2, -2, 1, 1))
        below = QRectF(place.left() - _GAP / 2, place.bottom() + 2, place.width() + _GAP, self.line())
        is_wrong = one.label is not None and one.answer is not None and one.label != one.answer
        weight, tone = (SEMIBOLD, "bad") if is_wrong else (MEDIUM, "text2")
        self.write(painter, below, words.label_and_answer(one), weight=weight, tone=tone, flags=CENTRE)

    @property
    def _drawings(self) -> Cells:
        return replace(self.cells, count=len(self._shown))

    def _columns(self) -> int:
        return max(int((self.width() - 2 * _AROUND + _GAP) // (self._side() + _GAP)), 1)

    def _side(self) -> int:
        return self.look.px(_LARGE_TILE if self.width() >= self.look.px(_WIDE) else _TILE)

    def _pitch(self) -> float:
        return self._side() + self.line() + _GAP

    def _fit(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
