"""A key inside a plot: a piece of each line with its words, in a corner or in a strip along the top."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import SEMIBOLD, SMALL, SOLID, Look, pen
from explorer.plots.plot import Plot
from explorer.widgets.layout import Region

Place = Literal["top left", "top right", "bottom left", "bottom right", "strip"]

_LINE, _STRIP_LINE, _GAP, _BETWEEN = 31, 20, 8, 16
_MARGIN, _PADDING = 8, 4
_FIRST_ROW, _TWO_ROWS_WIDTH = 2, 400  # entries in the strip's first row; narrower, it has three rows
_WIDEST = 0.5  # of the picture: a longer formula ends in an ellipsis


class Entry(NamedTuple):
    """One line of the key: its words, the name of its colour, and its style."""

    words: str
    token: str
    style: Qt.PenStyle = SOLID


class LineKey(Guarded, pg.GraphicsObject):
    """The key of a plot, on a patch that hides what is behind it.

    Parameters
    ----------
    plot : Plot
        In which it stands.
    row_height : int
        From one entry to the next, in pixels at scale 1.

    Attributes
    ----------
    region : Region
        The area that it takes from the plot.
    """

    def __init__(self, plot: Plot, look: Look, row_height: int) -> None:
        super().__init__()
        self._look, self._box, self._row = look, plot.view_box, row_height
        self._plot, self.region = plot, Region(plot)
        self._entries: tuple[Entry, ...] = ()
        self._place: Place = "top left"
        self._font = look.font(SMALL, SEMIBOLD)
        self._metrics = QFontMetricsF(self._font)
        self._spots: list[tuple[str, float, int]] = []
        self._patch = QRectF()
        self.setParentItem(self._box)
        self.setZValue(60)
        self._box.sigResized.connect(self._fit)

    @property
    def strip_height(self) -> float:
        """Pixels along the top that the strip takes from the picture; 0 while the key is in a corner."""
        if self._place != "strip":
            return 0.0
        rows = 2 if self._box.rect().width() >= self._look.px(_TWO_ROWS_WIDTH) else 3
        return float(self._look.px(self._row) * rows + _PADDING)

    @property
    def row_height(self) -> int:
        """Distance of the entries, in pixels at scale 1."""
        return self._row

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is written."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Write exactly these entries."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._fit()

    def move_to(self, place: Place) -> None:
        """Move to another corner, or to the strip."""
        if place != self._place:
            self._place = place
            self._fit()

    def set_row_height(self, pixels: int) -> None:
        """Set the distance of the entries."""
        self._row = pixels
        self._fit()

    def corner_size(self, rows: int) -> tuple[float, float]:
        """Return width and height that `rows` entries take in a corner, at most."""
        area = self._box.rect()
        return _WIDEST * area.width(), self._look.px(self._row) * rows + 2.0 * _MARGIN

    def boundingRect(self) -> QRectF:
        """Return the patch behind the entries."""
        return self._patch

    def _measure(self) -> QRectF:
        if self._place == "strip":
            return QRectF(
                0, -1, self._box.rect().width() + 2, self.strip_height + 1
            )  # the ends of the grid too
        widest = max((self._width(words) for words, *_unused in self._spots), default=0.0)
        return QRectF(0, 0, widest + 2 * _PADDING, self._look.px(self._row) * len(self._entries))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the patch, the lines and the words."""
        painter.fillRect(self.boundingRect(), QColor(self._look.theme.panel))
        painter.setFont(self._font)
        drop, row = self._metrics.capHeight() / 2, self._look.px(self._row)
        for entry, (words, x, index) in zip(self._entries, self._spots, strict=True):
            middle = (index + 0.5) * row
            painter.setPen(pen(colour(self._look.theme, entry.token), 2, entry.style))
            painter.drawLine(QLineF(x, middle, x + self._line, middle))
            painter.drawText(QPointF(x + self._line + _GAP, middle + drop), words)

    def _lay_out(self) -> list[tuple[str, float, int]]:
        """Return words, left edge and row of each entry; the first one's words are shortened where they must."""
        if not self._entries:
            return []
        left, limit = float(_PADDING), self._box.rect().width() - _PADDING
        texts = [entry.words for entry in self._entries]
        room = _WIDEST * limit
        if self._place == "strip":
            room = limit - left - sum(self._width(words) + _BETWEEN for words in texts[1:2])
        texts[0] = self._metrics.elidedText(texts[0], Qt.TextElideMode.ElideRight, room - self._line - _GAP)
        if self._place != "strip":
            return [(words, left, index) for index, words in enumerate(texts)]
        spots, x, row = [], left, 0
        for index, words in enumerate(texts):
            width = self._width(words)
            if index == _FIRST_ROW or (x > left and x + width > limit):
                x, row = left, row + 1
            spots.append((words, x, row))
            x += width + _BETWEEN
        return spots

    @property
    def _line(self) -> int:
        return _STRIP_LINE if self._place == "strip" else _LINE

    def _width(self, words: str) -> float:
        return self._line + _GAP + self._metrics.horizontalAdvance(words)

    @Slot()
    def _fit(self) -> None:
        self.prepareGeometryChange()
        self._spots = self._lay_out()
        self._patch = self._measure()
        patch, area = self._patch, self._box.rect()
        if self._place == "strip":
            self.setPos(0, 0)
        else:
            right, bottom = "right" in self._place, "bottom" in self._place
            x = area.width() - patch.width() - _MARGIN if right else _MARGIN
            y = area.height() - patch.height() - _MARGIN if bottom else _MARGIN / 2
            self.setPos(x, y)
        self.update()
        self.region.setGeometry(self._plot.mapFromScene(self.sceneBoundingRect()).boundingRect())
