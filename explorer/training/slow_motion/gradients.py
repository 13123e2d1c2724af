"""The gradient twice, by backpropagation and by differences: W1 as one image per hidden unit, and the largest slope."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.theme import SEMIBOLD, SMALL, SPACE_L, SPACE_XS, Look
from explorer.texts.language import _
from explorer.training.slow_motion import words
from explorer.training.slow_motion.work import ShownIteration
from explorer.training.tiling import GAP, TILE, Tiling, tiling
from explorer.widgets.layout import column, row
from explorer.widgets.pixels import Mosaic, weight_at
from explorer.widgets.text import ElidedLabel


class GradientMosaic(Mosaic):
    """The slopes of W1, as many hidden units as there is room for."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.slopes: FloatArray | None = None
        self._describe: Callable[[int, int], str] | None = None

    def show_slopes(self, slopes: FloatArray, describe: Callable[[int, int], str]) -> None:
        """Show slopes, shape (784, units); `describe` is given pixel and unit that are pointed at."""
        self.slopes, self._describe = slopes, describe
        self._lay_out()

    @property
    def tiles(self) -> Tiling:
        """How the images are laid out."""
        units = 1 if self.slopes is None else self.slopes.shape[1]
        return tiling(units, self.width(), self.height())

    def weight_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return pixel and unit of the weight that is painted there."""
        return weight_at(self.cells, TILE, position)

    def minimumSizeHint(self) -> QSize:
        """Room for three images by two."""
        return QSize(3 * (TILE + GAP), 2 * (TILE + GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the images out for another room."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Say what the pointer is on."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._describe:
            found = self.weight_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._describe(*found), self)
                return True
        return super().event(event)

    def _lay_out(self) -> None:
        if self.slopes is not None:
            tiles = self.tiles
            self.set_weights(self.slopes[:, : tiles.shown], tiles.columns)


class GradientPair(Guarded, QWidget):
    """Both gradients of W1 side by side, with their names above and the largest slope of all below.

    Attributes
    ----------
    mosaics : tuple of GradientMosaic
        By backpropagation, and by differences.
    slopes : tuple of ElidedLabel
        The largest slope in each.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.mosaics = (GradientMosaic(look), GradientMosaic(look))
        self.slopes = (ElidedLabel(look, SMALL), ElidedLabel(look, SMALL))
        self._names = (
            ElidedLabel(look, SMALL, SEMIBOLD, "text2"),
            ElidedLabel(look, SMALL, SEMIBOLD, "text2"),
        )
        pictures = row(spacing=SPACE_L)
        for parts in zip(self._names, self.mosaics, self.slopes, strict=True):
            side = column(*parts, spacing=SPACE_XS)
            side.setStretch(1, 1)
            pictures.addLayout(side, 1)
        self.setLayout(pictures)
        self._names[1].setText(_("central differences, h = 10⁻⁴"))
        self._say_how_many()

    def show_iteration(self, found: ShownIteration) -> None:
        """Show the gradients of an iteration."""
        last = found.iterations.last
        name, index = found.steepest

        def describe(pixel: int, unit: int) -> str:
            return words.weight(found, pixel, unit)

        both = zip(self.mosaics, self.slopes, (last.gradient, last.numerical), strict=True)
        for mosaic, slope, gradient in both:
            mosaic.show_slopes(gradient["W1"], describe)
            slope.setText(words.slope(name, index, float(gradient[name][index])))
        self._say_how_many()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say how many hidden units there is room for now."""
        super().resizeEvent(event)
        self._say_how_many()

    def _say_how_many(self) -> None:
        first = self.mosaics[0]
        some = "" if first.slopes is None else words.some_units(first.tiles.shown, first.slopes.shape[1])
        self._names[0].setText(_("backpropagation") + some)
