"""How one path stands, in painted lines: labels would lay the whole window out again at every step of a drag."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.descent.end_words import EndWords
from explorer.look.theme import BODY, SEMIBOLD, SMALL, Look
from explorer.widgets.badge import Badge
from explorer.widgets.text import Cutter

_GAP = 10  # between the badge and the words


class EndRow(Guarded, QWidget):
    """A number, a result and two sentences, each cut off where it does not fit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title_font, self._detail_font = look.font(BODY, SEMIBOLD), look.font(SMALL)
        self._title_cutter, self._detail_cutter = Cutter(self._title_font), Cutter(self._detail_font)
        self._words = EndWords("", "")
        self._lines = 2
        self._badge = Badge(look, 1, 0)
        self._badge.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the whole card is painted below it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: EndWords, lines: int) -> None:
        """Show the words in so many lines, up to 3: the result, what became of f, and the place."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        if words != self._words:
            self._words = words
            self._badge.set_text(words.badge, words.series)
            self.setAccessibleName(words.title)
            self.setAccessibleDescription(f"{words.detail} {words.place}".strip())
            if self.underMouse():
                self._offer_all()
            self.update(self._room)

    def sizeHint(self) -> QSize:
        """Room for the lines."""
        height = self._title_cutter.height + (self._lines - 1) * self._detail_cutter.height
        return QSize(100, max(height, self._badge.height()))

    def minimumSizeHint(self) -> QSize:
        """Any width."""
        return QSize(0, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer as a tooltip all that is cut off."""
        super().enterEvent(event)
        self._offer_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words beside the badge."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), QColor(theme.panel))
        room = self._room
        painter.setFont(self._title_font)
        painter.setPen(QColor(theme.text))
        self._paint_line(painter, room, self._words.title, self._title_cutter)
        painter.setFont(self._detail_font)
        painter.setPen(QColor(theme.text2))
        for text in self._sentences:
            self._paint_line(painter, room, text, self._detail_cutter)

    def _paint_line(self, painter: QPainter, room: QRect, text: str, cutter: Cutter) -> None:
        """Paint a line at the top of the room, and take its height away from it."""
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, cutter.cut(text, room.width()))
        room.setTop(room.top() + cutter.height)

    @property
    def _sentences(self) -> list[str]:
        """What stands below the result: on one line both sentences, if there is room for both."""
        detail, place = self._words.detail, self._words.place
        if self._lines != 2:
            return [detail, place][: self._lines - 1]
        both = f"{detail} {place}".strip()
        return [both if self._detail_cutter.fits(both, self._room.width()) else detail]

    @property
    def _room(self) -> QRect:
        """Where the words are: right of the badge."""
        return self.rect().adjusted(self._badge.width() + _GAP, 0, 0, 0)

    def _offer_all(self) -> None:
        words = self._words
        self.setToolTip("\n".join(filter(None, (words.title, words.detail, words.place))))
