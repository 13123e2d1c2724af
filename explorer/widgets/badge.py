"""The number of a start or series in its colour: the same disc in plot, column and sentence."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BOLD, SMALL, Look, ink_on, pen, series_colour

_SIDE = 20
_FILLED_SERIES = 4  # the fifth repeats the first colour, hollow


class Badge(Guarded, QWidget):
    """A disc with a number; hollow from the fifth series on, whose colours repeat.

    Parameters
    ----------
    number : int
        What is written on it.
    series_index : int
        Whose colour it has, from 0.
    """

    def __init__(self, look: Look, number: int, series_index: int) -> None:
        super().__init__()
        self._look, self._text, self._series_index = look, str(number), series_index
        side = look.px(_SIDE)
        self.setFixedSize(side, side)

    def set_text(self, text: str, series_index: int) -> None:
        """Show another number, or a sign in its place, in the colour of its series."""
        if (text, series_index) != (self._text, self._series_index):
            self._text, self._series_index = text, series_index
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and the number."""
        theme = self._look.theme
        colour = series_colour(theme, self._series_index)
        hollow = self._series_index >= _FILLED_SERIES
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(colour, 2))
        painter.setBrush(QColor(theme.panel if hollow else colour))
        radius = self.width() / 2 - 1
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), radius, radius)
        painter.setPen(QColor(colour if hollow else ink_on(theme, colour)))
        painter.setFont(self._look.font(SMALL, BOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
