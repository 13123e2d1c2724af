"""How far a lesson has got: one dash for each step."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import Look

_HEIGHT, _DASH, _GAP = 14, 4, 4


class StepBar(Guarded, QWidget):
    """Dashes in a row: those done are green, and the present one is blue."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._done: tuple[bool, ...] = ()
        self._present = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, done: tuple[bool, ...], present: int, words: str) -> None:
        """Show which steps are done and which one is open; `words` say the same."""
        self._done, self._present = done, present
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the dashes with some room."""
        return QSize(1, self._look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashes."""
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(len(self._done), 1)
        gap = min(self._look.px(_GAP), self.width() / count / 3)
        width, height = (self.width() - gap * (count - 1)) / count, self._look.px(_DASH)
        for index, is_done in enumerate(self._done):
            colour = theme.accent if index == self._present else theme.good if is_done else theme.control
            painter.setBrush(QColor(colour))
            dash = QRectF(index * (width + gap), (self.height() - height) / 2, width, height)
            painter.drawRoundedRect(dash, height / 2, height / 2)
