"""A field for a typed formula, which marks the place of a mistake."""

from bisect import bisect_left

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from explorer.look.theme import BODY, Look
from explorer.widgets.field import Field
from explorer.widgets.text import set_font

_CARET_WIDTH, _CARET_HEIGHT, _BELOW = 8, 5, 2


class FormulaField(Field):
    """A line for a formula; its owner parses it and says what is wrong, and where.

    Signals
    -------
    edited(text: str)
        The person changed the text. Not emitted by `set_text`.
    """

    edited = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._position: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.edited)
        set_font(self, look.font(BODY))

    def set_text(self, text: str) -> None:
        """Show a formula without emitting `edited`; the same text leaves the cursor where it is."""
        if text != self.text():
            self.setText(text)

    def show_problem(self, sentence: str, position: int | None = None) -> None:
        """Say what is wrong, with a caret below the character at `position` (from 0) if there is one to blame."""
        self._position = position
        super().show_problem(sentence)
        self.update()

    def clear_problem(self) -> None:
        """Take the sentence and the caret away."""
        self._position = None
        super().clear_problem()
        self.update()

    def caret_x(self) -> float | None:
        """Return the middle of the marked character in pixels, or None while it is out of sight."""
        if self._position is None:
            return None
        length = len(self.text())
        position = min(max(self._position, 0), length)
        character = min(position, length - 1)
        # The cursor goes from before a character to behind it at that character's middle.
        middle = bisect_left(range(self.width()), character + 1, key=self._cursor_at) if length else 0
        if middle == self.width():
            return None
        if position == length:
            width = self.fontMetrics().horizontalAdvance(self.text()[-1:])
            return middle + width / 2 + _CARET_WIDTH / 2
        return float(middle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the caret over the field's lower edge."""
        super().paintEvent(event)
        x = self.caret_x()
        if x is None:
            return
        half, tip = _CARET_WIDTH / 2, self.height() - _BELOW - _CARET_HEIGHT
        corners = (
            QPointF(x, tip),
            QPointF(x + half, tip + _CARET_HEIGHT),
            QPointF(x - half, tip + _CARET_HEIGHT),
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._look.theme.bad))
        painter.setBrush(QColor(self._look.theme.bad))
        painter.drawPolygon(QPolygonF(corners))

    def _cursor_at(self, x: int) -> int:
        return self.cursorPositionAt(QPoint(x, self.height() // 2))
