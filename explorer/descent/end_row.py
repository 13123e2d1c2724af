"""How one path stands, in two painted lines: labels would lay the whole window out again at every step of a drag."""

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.descent.words import EndWords
from explorer.theme import BODY, SEMIBOLD, SMALL, Look
from explorer.widgets.badge import Badge

_GAP = 10  # between the badge and the words


class EndRow(QWidget):
    """A number, a result and a sentence, each cut off where it does not fit.

    Parameters
    ----------
    look : Look
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = EndWords("", "")
        self._with_detail = True
        self._badge = Badge(look, 1, 0)
        self._badge.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the whole card is painted below it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_words(self, words: EndWords, with_detail: bool) -> None:
        """Show the words, both or the result alone."""
        if with_detail != self._with_detail:
            self._with_detail = with_detail
            self.updateGeometry()
        if words != self._words:
            self._words = words
            self._badge.set_text(words.badge, words.series)
            self.setAccessibleName(words.title)
            self.setAccessibleDescription(words.detail)
            self._offer_all()
            self.update(self._room)

    def sizeHint(self) -> QSize:
        """Room for one line or two."""
        lines = self._title_metrics.height() + (self._detail_metrics.height() if self._with_detail else 0)
        return QSize(100, max(lines, self._badge.height()))

    def minimumSizeHint(self) -> QSize:
        """Any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer as a tooltip what is cut off."""
        super().resizeEvent(event)
        self._offer_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words beside the badge."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), QColor(theme.panel))
        height, room = self._title_metrics.height(), self._room
        room.setHeight(height)
        for text, font, metrics, tone in (
            (self._words.title, self._title_font, self._title_metrics, theme.text),
            (
                self._words.detail if self._with_detail else "",
                self._detail_font,
                self._detail_metrics,
                theme.text2,
            ),
        ):
            painter.setFont(font)
            painter.setPen(QColor(tone))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
            room.translate(0, height)

    @property
    def _room(self) -> QRect:
        """Where the words are: right of the badge."""
        return self.rect().adjusted(self._badge.width() + _GAP, 0, 0, 0)

    def _offer_all(self) -> None:
        room = self._room.width()
        fits = self._title_metrics.horizontalAdvance(self._words.title) <= room
        if self._with_detail:
            fits = fits and self._detail_metrics.horizontalAdvance(self._words.detail) <= room
        self.setToolTip("" if fits and self._with_detail else f"{self._words.title}\n{self._words.detail}")

    @Slot()
    def _restyle(self) -> None:
        self._title_font, self._detail_font = self._look.font(BODY, SEMIBOLD), self._look.font(SMALL)
        self._title_metrics, self._detail_metrics = (
            QFontMetrics(self._title_font),
            QFontMetrics(self._detail_font),
        )
        self.updateGeometry()
        self.update()
