"""Hides a card, or a part of one, until a guess is made."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, MEDIUM, SPACE_S, Look, pen
from explorer.texts.language import _
from explorer.widgets.layout import Card

_WIDTH_FOR_WORDS, _HEIGHT_FOR_WORDS = 150, 48


class Veil(Guarded, QWidget):
    """Lies over a widget; over a card it leaves the title and the menu in sight, but not the hint."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look, self._over = look, over
        self.setAccessibleName(_("Hidden until you have guessed"))
        over.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay above all of the widget."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self._fit()
            self.raise_()
        return super().eventFilter(watched, event)

    @property
    def _body(self) -> QRect:
        """The area below the head of a card; all of another widget."""
        head = self._over.head_height if isinstance(self._over, Card) else 0
        return self.rect().adjusted(0, head, 0, 0)

    def _fit(self) -> None:
        self.setGeometry(self._over.rect().adjusted(1, 1, -1, -1))
        if isinstance(self._over, Card):
            hint = self._over.highlights["hint"].geometry().translated(-1, -1)
            self.setMask(QRegion(self._body).united(hint))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed frame, with words in it if there is room."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(theme.line, 1, Qt.PenStyle.DashLine))
        margin = SPACE_S if isinstance(self._over, Card) else 1
        area = QRectF(self._body).adjusted(margin, margin, -margin, -margin)
        painter.drawRoundedRect(area, 6, 6)
        if area.width() > self._look.px(_WIDTH_FOR_WORDS) and area.height() > self._look.px(
            _HEIGHT_FOR_WORDS
        ):
            painter.setFont(self._look.font(BODY, MEDIUM))
            painter.setPen(QColor(theme.text2))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("After your guess"))
