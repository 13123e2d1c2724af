"""What the colours of a basin map stand for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BOLD, SMALL, Look, ink_on, pen
from explorer.plots.basin_image import swatches
from explorer.plots.marked_places import FEW
from explorer.texts.language import _, ngettext

_SIDE, _GAP, _BETWEEN = 14, 4, 10  # pixels: of a swatch, behind it, and before the next after a word
_STRIPE_PERIOD = 5  # pixels


class BasinLegend(Guarded, QWidget):
    """A swatch for each minimum, one for what leaves the picture, and one for what has not arrived."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._count, self._colours, self._ascent = 0, tuple[int, ...](), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_minima(self, count: int, colours: tuple[int, ...], ascent: bool) -> None:
        """Explain the colours of so many minima, of the first few of which each has its own; or maxima under ascent."""
        if (count, colours, ascent) != (self._count, self._colours, self._ascent):
            self._count, self._colours, self._ascent = count, colours, ascent
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for everything, in a line."""
        return QSize(self._draw(None), self._look.px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint swatches and words."""
        painter = QPainter(self)
        painter.setFont(self._look.font(SMALL))
        self._draw(painter)

    def _words(self) -> str:
        """Return what the swatches of minima are."""
        if self._ascent:
            return _("maxima; colours repeat")
        if self._count > FEW:
            return _("minima; colours repeat")
        return ngettext("minimum", "minima", self._count)

    def _draw(self, painter: QPainter | None) -> int:
        """Paint everything, or nothing without a painter, and return how wide it is."""
        px, theme = self._look.px, self._look.theme
        own, not_there, hatching = swatches(theme)
        metrics = QFontMetrics(self._look.font(SMALL))
        is_numbered = 1 < self._count <= FEW and not self._ascent
        shown = self._colours if is_numbered else tuple(sorted(set(self._colours)))
        groups = [
            ([(own[k], str(n) if is_numbered else "") for n, k in enumerate(shown, 1)], self._words()),
            ([(hatching[0], "/")], _("leaves the picture")),
            ([(not_there, "")], _("not arrived")),
        ]
        x = 0
        for boxes, word in groups if shown else groups[1:]:
            for colour, sign in boxes:
                box = QRect(x, 0, px(_SIDE), px(_SIDE))
                if painter is not None:
                    self._paint_box(painter, box, colour, sign, hatching[1])
                x += px(_SIDE) + px(_GAP)
            width = metrics.horizontalAdvance(word)
            if painter is not None:
                painter.setPen(QColor(theme.text2))
                painter.drawText(QRect(x, 0, width, px(_SIDE)), Qt.AlignmentFlag.AlignVCenter, word)
            x += width + px(_BETWEEN)
        return x

    def _paint_box(self, painter: QPainter, box: QRect, colour: str, sign: str, stripe: str) -> None:
        theme = self._look.theme
        painter.fillRect(box, QColor(colour))
        if sign == "/":
            painter.save()
            painter.setClipRect(box)
            painter.setPen(pen(stripe, 2))
            for offset in range(-box.height(), box.width(), self._look.px(_STRIPE_PERIOD)):
                painter.drawLine(
                    box.left() + offset, box.bottom() + 1, box.left() + offset + box.height(), box.top()
                )
            painter.restore()
        elif sign:
            painter.setPen(QColor(ink_on(theme, colour)))
            painter.setFont(self._look.font(SMALL, BOLD))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
            painter.setFont(self._look.font(SMALL))
        painter.setPen(pen(theme.line))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
