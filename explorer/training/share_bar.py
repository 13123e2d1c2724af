"""A thin bar that shows how much of something there is, or is done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import Look

_WIDTH, _RADIUS, _SLIVER = 80, 3, 3


class ShareBar(Guarded, QWidget):
    """A share of a whole, in one of the theme's colours.

    Parameters
    ----------
    look : Look
        Has the theme.
    token : str
        Name of the theme's colour.
    height : int
        In pixels.

    Attributes
    ----------
    share : float
        From 0 to 1.
    """

    def __init__(self, look: Look, token: str, height: int = 8) -> None:
        super().__init__()
        self._look, self._token, self._height = look, token, height
        self.share = 0.0
        self.setAccessibleDescription("0 %")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # so that no widget behind it is painted with it

    def set_share(self, share: float) -> None:
        """Show a share; below 0 and above 1 it is empty or full."""
        share = min(max(share, 0.0), 1.0)
        if share != self.share:
            self.share = share
            self.setAccessibleDescription(f"{100 * share:.0f} %")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(_WIDTH, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track and the share; the smallest share is a sliver."""
        theme, painter = self._look.theme, QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        if self.share > 0:
            width = max(self.share * self.width(), _SLIVER)
            painter.setBrush(QColor(colour(theme, self._token)))
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), _RADIUS, _RADIUS)
