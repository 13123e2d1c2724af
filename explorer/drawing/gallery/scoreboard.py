"""For each digit: how many drawings of it there are, and how many of them are predicted correctly."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter

from core.mnist import CLASSES
from explorer.drawing.gallery.forms import Shown
from explorer.drawing.gallery.words import hits
from explorer.drawing.painted import CENTRE, RIGHT, Painted
from explorer.look.theme import LEAD, MEDIUM, SEMIBOLD, Look

_DIGITS, _NUMBERS, _BAR, _LOWEST, _HIGHEST = 24, 64, 12, 18, 46


class Scoreboard(Painted):
    """Paints ten rows: the digit, the share predicted correctly, and the numbers."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._shown: tuple[Shown, ...] = ()

    def show_drawings(self, shown: tuple[Shown, ...]) -> None:
        """Count drawings."""
        self._shown = shown
        self.setAccessibleDescription(
            "; ".join(f"{digit}: {right} / {known}" for digit, (right, known) in enumerate(self.counts()))
        )
        self.update()

    def counts(self) -> list[tuple[int, int]]:
        """Return for each digit how many drawings are predicted correctly, and how many there are."""
        return [
            hits(tuple(one for one in self._shown if one.label == digit)) for digit in range(len(CLASSES))
        ]

    def minimumSizeHint(self) -> QSize:
        """Ten low rows."""
        return QSize(self.look.px(160), len(CLASSES) * self.look.px(_LOWEST))

    def paint(self, painter: QPainter) -> None:
        """Paint the rows."""
        theme = self.look.theme
        height = min(self.height() / len(CLASSES), self.look.px(_HIGHEST))
        digits, numbers = self.look.px(_DIGITS), self.look.px(_NUMBERS)
        for digit, (right, known) in enumerate(self.counts()):
            row = QRectF(0, digit * height, self.width(), height)
            tone = "text" if known else "text2"
            left = QRectF(0, row.top(), digits - 8, height)
            self.write(painter, left, str(digit), size=LEAD, weight=MEDIUM, tone=tone, flags=CENTRE)
            words = f"{right} / {known}" if known else "–"
            self.write(painter, row, words, weight=SEMIBOLD, tone=tone, flags=RIGHT)
            track = QRectF(digits, row.center().y() - _BAR / 2, self.width() - digits - numbers, _BAR)
            painter.fillRect(track, QColor(theme.control))
            if known:
                track.setWidth(track.width() * right / known)
                painter.fillRect(track, QColor(theme.good))
