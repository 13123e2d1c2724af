"""A thin bar that shows how much of something there is, or is done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.plots.series import colour
from explorer.theme import Look

_HEIGHT, _RADIUS, _SLIVER = 8, 3, 3


class ShareBar(QWidget):
    """A share of a whole, in one of the theme's colours.

    Parameters
    ----------
    look : Look
        Theme to follow.
    token : str
        Name of the theme's colour.

    Attributes
    ----------
    share : float
        From 0 to 1.
    """

    def __init__(self, look: Look, token: str) -> None:
        super().__init__()
        self._look, self._token = look, token
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Show a share; below 0 and above 1 it is empty or full."""
        self.share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{100 * self.share:.0f} %")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track and the share; the smallest share is a sliver."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.control))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        if self.share > 0:
            width = max(self.share * self.width(), _SLIVER)
            painter.setBrush(QColor(colour(theme, self._token)))
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), _RADIUS, _RADIUS)
