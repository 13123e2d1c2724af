"""Words inside a plot that stand at a point of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject

from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import NORMAL, SMALL, Look, pen

if TYPE_CHECKING:
    from explorer.plots.plot import Plot

MARGIN = 4  # pixels around the letters


class PlotLabel(Guarded, QGraphicsObject):
    """Lines of words, in pixels whatever the scale of the plot.

    Painted as plain text: a text document, as pyqtgraph's own item has, takes several times as long to be written
    anew, which a drag does to many of them.

    Parameters
    ----------
    token : str
        Name of the theme's colour of the letters.
    anchor : tuple of float
        The point of the label that stands at its position: (0, 0) its top left, (1, 1) its bottom right.
    size, weight
        Of the font.
    patch : str or None
        Name of the theme's colour behind the letters, so that no line crosses them; None for no patch.
    border : str or None
        Name of the theme's colour around the patch.
    cache_mode : QGraphicsItem.CacheMode
        How Qt keeps it: as a picture of the screen, for words that stay where they are while other things move.
    """

    def __init__(
        self,
        look: Look,
        token: str = "text2",
        *,
        anchor: tuple[float, float] = (0, 0.5),
        size: int = SMALL,
        weight: QFont.Weight = NORMAL,
        patch: str | None = None,
        border: str | None = None,
        cache_mode: QGraphicsItem.CacheMode = QGraphicsItem.CacheMode.NoCache,
    ) -> None:
        super().__init__()
        self.setCacheMode(cache_mode)
        self._look, self._token = look, token
        self._font = look.font(size, weight)
        self._metrics = QFontMetricsF(self._font)
        self._patch, self._border, self._anchor = patch, border, anchor
        self._lines = [""]
        self._bounds = QRectF()
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(50)
        self._lay_out()

    def toPlainText(self) -> str:
        """Return what is written."""
        return "\n".join(self._lines)

    def setText(self, text: str) -> None:
        """Write something else."""
        lines = text.split("\n")
        if lines != self._lines:
            self._lines = lines
            self._lay_out()

    def setAnchor(self, anchor: tuple[float, float]) -> None:
        """Let another point of the label stand at its position."""
        if anchor != self._anchor:
            self._anchor = anchor
            self._lay_out()

    def set_token(self, token: str) -> None:
        """Change to another of the theme's colours."""
        if token != self._token:
            self._token = token
            self.update()

    def box(self) -> QRectF:
        """Return the pixels of the scene that it takes."""
        return self._bounds.translated(self.scenePos())

    def boundingRect(self) -> QRectF:
        """Return the room around its position, in pixels."""
        return self._bounds

    def paint(self, painter: QPainter, *_unused: object) -> None:
        """Paint the patch and the words."""
        theme = self._look.theme
        if self._patch is not None:
            painter.setPen(pen("transparent" if self._border is None else colour(theme, self._border)))
            painter.setBrush(QColor(colour(theme, self._patch)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRect(self._bounds)
        painter.setFont(self._font)
        painter.setPen(QColor(colour(theme, self._token)))
        x, y = self._bounds.left() + MARGIN, self._bounds.top() + MARGIN + self._metrics.ascent()
        for line in self._lines:
            painter.drawText(QPointF(x, y), line)
            y += self._metrics.height()

    def _lay_out(self) -> None:
        self.prepareGeometryChange()
        width = max(map(self._metrics.horizontalAdvance, self._lines)) + 2 * MARGIN
        height = len(self._lines) * self._metrics.height() + 2 * MARGIN
        self._bounds = QRectF(-self._anchor[0] * width, -self._anchor[1] * height, width, height)
        self.update()


class LabelPool:
    """Labels of one kind in a plot, as many as there is something to write.

    Parameters
    ----------
    plot : Plot
        Where they stand.
    z : float
        Height in the plot's stack.
    **label
        Passed to `PlotLabel`.
    """

    def __init__(self, plot: "Plot", look: Look, z: float = 50, **label: Any) -> None:
        self._plot, self._look, self._z, self._label = plot, look, z, label
        self._labels: list[PlotLabel] = []

    def write(self, texts: Sequence[tuple[str, float, float]]) -> None:
        """Show exactly these texts, each with the x and y of its anchor."""
        while len(self._labels) < len(texts):
            self._labels.append(self._plot.add(PlotLabel(self._look, **self._label), self._z))
        for label in self._labels[len(texts) :]:
            label.hide()
        for label, (text, x, y) in zip(self._labels, texts, strict=False):
            label.setText(text)
            label.setPos(x, y)
            label.show()
