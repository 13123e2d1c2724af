"""A finding of fixed place, painted: laying out wrapped labels anew would cost a tenth of each move of a handle."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, LEAD, SEMIBOLD, SPACE_M, SPACE_S, Look

_STRIPE = 3
_WRAP = Qt.TextFlag.TextWordWrap
_TALL = 1e4


class Remark(Guarded, QWidget):
    """A title and a body at the bottom of what room there is; trouble has a stripe at the left.

    A title for which there is no room above the body is left out.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._content = ("", "", False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_words(self, title: str, body: str, *, is_trouble: bool = False) -> None:
        """Show what came out."""
        if (title, body, is_trouble) != self._content:
            self._content = title, body, is_trouble
            self.setAccessibleName(title)
            self.setAccessibleDescription(body)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        look, theme = self._look, self._look.theme
        title, body, is_trouble = self._content
        painter = QPainter(self)
        upper, lower = self._boxes(self._left, self.width() - self._left)
        lower.moveBottom(self.height())
        upper.moveBottom(lower.top() - SPACE_S)
        if is_trouble:
            painter.fillRect(QRectF(0, upper.top(), _STRIPE, lower.bottom() - upper.top()), QColor(theme.bad))
        for box, text, font, tone in (
            (upper, title, look.font(LEAD, SEMIBOLD), theme.text),
            (lower, body, look.font(BODY), theme.text2),
        ):
            if box is upper and box.top() < 0:
                continue
            painter.setFont(font)
            painter.setPen(QColor(tone))
            painter.drawText(box, int(_WRAP), text)

    @property
    def _left(self) -> float:
        return float(_STRIPE + SPACE_M) if self._content[2] else 0.0

    def _boxes(self, left: float, width: float) -> tuple[QRectF, QRectF]:
        """Return the places that title and body take, both at the top."""
        room = QRectF(left, 0, max(width, 1.0), _TALL)
        title, body, _unused = self._content
        upper, lower = (
            QFontMetricsF(font).boundingRect(room, int(_WRAP), text)
            for font, text in ((self._look.font(LEAD, SEMIBOLD), title), (self._look.font(BODY), body))
        )
        return QRectF(left, 0, room.width(), upper.height()), QRectF(left, 0, room.width(), lower.height())
