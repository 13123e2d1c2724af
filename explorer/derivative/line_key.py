"""A key inside a plot: a piece of each line with its words, in the corner that the curve leaves free."""

from collections.abc import Sequence
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.plots.plot import Plot
from explorer.plots.series import colour
from explorer.theme import SEMIBOLD, SMALL, SOLID, Look, pen

_LINE, _GAP, _MARGIN, _PADDING = 31, 8, 10, 4
_ROW = 22


class Entry(NamedTuple):
    """One line of the key: its words, the name of its colour, and its style."""

    words: str
    token: str
    style: Qt.PenStyle = SOLID


class LineKey(pg.GraphicsObject):
    """The key of a plot.

    Parameters
    ----------
    plot : Plot
        In whose corner it stands.
    look : Look
        Theme and type scale to follow.
    """

    def __init__(self, plot: Plot, look: Look) -> None:
        super().__init__()
        self._look, self._box = look, plot.view_box
        self._entries: tuple[Entry, ...] = ()
        self._right = self._bottom = False
        self._row = _ROW
        self.setParentItem(self._box)
        self.setZValue(60)
        self._box.sigResized.connect(self._place)
        look.changed.connect(self._place)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Write exactly these entries."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._place()

    def put_into_corner(self, *, right: bool, bottom: bool) -> None:
        """Move to one of the four corners."""
        if (right, bottom) != (self._right, self._bottom):
            self._right, self._bottom = right, bottom
            self._place()

    def set_row_height(self, pixels: int) -> None:
        """Set the distance of the entries."""
        self._row = pixels
        self._place()

    def boundingRect(self) -> QRectF:
        """Return the patch behind the entries."""
        metrics = QFontMetricsF(self._look.font(SMALL, SEMIBOLD))
        widest = max((metrics.horizontalAdvance(entry.words) for entry in self._entries), default=0.0)
        height = self._look.px(self._row) * len(self._entries)
        return QRectF(0, 0, _LINE + _GAP + widest + 2 * _PADDING, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the patch, the lines and the words."""
        theme, row = self._look.theme, self._look.px(self._row)
        font = self._look.font(SMALL, SEMIBOLD)
        ground = QColor(theme.panel)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRect(self.boundingRect())
        painter.setFont(font)
        drop = QFontMetricsF(font).capHeight() / 2
        for index, entry in enumerate(self._entries):
            middle = (index + 0.5) * row
            painter.setPen(pen(colour(theme, entry.token), 2, entry.style))
            painter.drawLine(QLineF(_PADDING, middle, _PADDING + _LINE, middle))
            painter.drawText(QPointF(_PADDING + _LINE + _GAP, middle + drop), entry.words)

    @Slot()
    def _place(self) -> None:
        self.prepareGeometryChange()
        patch, area = self.boundingRect(), self._box.rect()
        x = area.width() - patch.width() - _MARGIN if self._right else _MARGIN
        y = area.height() - patch.height() - _MARGIN if self._bottom else _MARGIN / 2
        self.setPos(x, y)
        self.update()
