"""Words and large numbers."""

import html
import math
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, NORMAL, SEMIBOLD, Look

# Where Qt keeps the font that it puts back whenever the application's style sheet meets the widget again. Qt
# updates it for a widget's own style sheet only, so that an older font would come back.
_FONT_TO_PUT_BACK = "_q_styleSheetWidgetFont"
_GAP = "\u00a0 "  # between a number and its unit
_SURELY = 0.95  # of the room: letters side by side may take a little more than each alone


def set_font(widget: QWidget, font: QFont) -> None:
    """Set a font that stays when the style sheet, a property or the parent of the widget changes."""
    widget.setFont(font)
    widget.setProperty(_FONT_TO_PUT_BACK, font)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet selects by, and let the sheet act on it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_tooltip(widget: QWidget, text: str) -> None:
    """Set a plain-text tooltip: HTML in it is shown literally.

    Setting the same one again would cost an event.
    """
    if GuiQt.mightBeRichText(text):
        text = html.escape(text).replace("\n", "<br>")
    if text != widget.toolTip():
        widget.setToolTip(text)


class Label(Guarded, QLabel):
    """A plain text in one of the type scale's sizes: HTML in it is shown literally.

    Parameters
    ----------
    size : int
        Pixels at scale 1: one of the sizes in `explorer.look.theme`.
    tone : str
        Name of the theme's colour: text, text2, text3, a, b, c, d, good, bad or accent.
    wrap : bool
        Whether lines break between words.
    """

    def __init__(
        self,
        look: Look,
        size: int = BODY,
        weight: QFont.Weight = NORMAL,
        tone: str = "text",
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._measured, self._heights = "", dict[int, int]()
        set_font(self, look.font(size, weight))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width, or at the label's own limit if that is narrower.

        Heights are kept until the text or the font changes: a layout asks for the same ones several times.
        """
        if self.text() != self._measured:
            self._measured = self.text()
            self._heights.clear()
        width = min(width, self.maximumWidth())
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Measure the text again."""
        super().changeEvent(event)
        self._heights.clear()

    def set_tone(self, tone: str) -> None:
        """Take another of the theme's colours."""
        set_style_property(self, "tone", tone)


class ElidedLabel(Label):
    """A label of one line that ends in an ellipsis where it does not fit; its tooltip has all of it then."""

    def minimumSizeHint(self) -> QSize:
        """Allow any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer what does not fit as a tooltip."""
        super().resizeEvent(event)
        self._say_what_is_hidden()

    def setText(self, text: str) -> None:
        """Set the whole text, of one line."""
        if text != self.text():
            super().setText(text)
            self._say_what_is_hidden()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )

    @property
    def is_too_long(self) -> bool:
        """Whether there is no room for all of it."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()

    def _say_what_is_hidden(self) -> None:
        set_tooltip(self, self.text() if self.is_too_long else "")


class WholeLabel(ElidedLabel):
    """A label of one line that is left out where it does not fit; its tooltip has it then."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it, or nothing."""
        if not self.is_too_long:
            super().paintEvent(event)


class Cutter:
    """Cuts lines off where they do not fit.

    Most lines fit, and the widths of their letters say so in a fifth of the time that Qt takes to lay them out.
    """

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self._width = lru_cache(maxsize=None)(self._metrics.horizontalAdvance)  # of a letter

    @property
    def height(self) -> int:
        """Of a line."""
        return self._metrics.height()

    def fits(self, text: str, width: int) -> bool:
        """Whether a line fits into so many pixels."""
        surely = sum(map(self._width, text)) <= _SURELY * width
        return surely or self._metrics.horizontalAdvance(text) <= width

    def cut(self, text: str, width: int) -> str:
        """Return a line, with an ellipsis at its end where it does not fit into so many pixels."""
        if self.fits(text, width):
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Figure(Guarded, QWidget):
    """A large number and a small unit on one baseline, on the ground of a card.

    Beside a run at work it is written anew many times a second: it covers its ground, so that no widget behind it is
    painted with it, and asks for another place only where it grows or shrinks.

    Parameters
    ----------
    size : int
        Pixels of the number at scale 1.

    Attributes
    ----------
    texts : (str, str)
        The number, already written out, and the unit or remark after it.
    """

    def __init__(self, look: Look, size: int) -> None:
        super().__init__()
        self._look = look
        self.texts = ("", "")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_size(size)

    def set_size(self, size: int) -> None:
        """Take another of the type scale's sizes."""
        self._number_font, self._unit_font = self._look.font(size, SEMIBOLD), self._look.font(BODY)
        self._number_metrics = QFontMetricsF(self._number_font)
        self._unit_metrics = QFontMetricsF(self._unit_font)
        self.updateGeometry()
        self.update()

    def set_texts(self, value: str, unit: str) -> None:
        """Write a number and its unit."""
        before = self.sizeHint()
        self.texts = (value, unit)
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that both take."""
        unit = self.texts[1]
        width = self._number_width() + (self._unit_metrics.horizontalAdvance(_GAP + unit) if unit else 0)
        return QSize(math.ceil(width), math.ceil(self._number_metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """Return the room that both take."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the number and the unit."""
        (value, unit), theme, painter = self.texts, self._look.theme, QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.panel))
        baseline = round((self.height() - self.sizeHint().height()) / 2 + self._number_metrics.ascent())
        painter.setFont(self._number_font)
        painter.setPen(QColor(theme.text))
        painter.drawText(0, baseline, value)
        if unit:
            painter.setFont(self._unit_font)
            painter.setPen(QColor(theme.text2))
            painter.drawText(QPointF(self._number_width(), baseline), _GAP + unit)

    def _number_width(self) -> float:
        return self._number_metrics.horizontalAdvance(self.texts[0])
