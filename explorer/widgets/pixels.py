"""Small arrays as pictures of whole blocks, never smoothed."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QLinearGradient, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.look.palette import Theme
from explorer.look.theme import SMALL, Look, lookup_table, pen, rgb
from explorer.texts.numbers import fixed
from explorer.widgets.cells import Cells
from explorer.widgets.memo import Memo

Ramp = Literal["ink", "diverging", "heat"]

GAP_INDEX = 255  # in a table of colours: what lies between the tiles of a sheet
TILE_GAP = 2  # in array elements
_GRID_OPACITY = 0.5


def ramp_colours(theme: Theme, ramp: Ramp) -> tuple[str, ...]:
    """Return the colours of a ramp from low to high: ink on its ground, negative to positive, or height."""
    if ramp == "ink":
        return theme.diverging[1], theme.text
    return theme.diverging if ramp == "diverging" else theme.heat


def indices(array: ArrayLike, levels: tuple[float, float], size: int = 256) -> NDArray[np.uint8]:
    """Return the place of each element in a lookup table of `size` colours, values outside `levels` at its ends.

    NaN, as in a network that diverged, is shown as the middle.
    """
    low, high = levels
    values = np.asarray(array, dtype=np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        shares = (values - low) / (high - low if high > low else 1)
    shares = np.clip(np.nan_to_num(shares, nan=0.5), 0, 1)
    return (shares * (size - 1)).round().astype(np.uint8)


class Pixels(Guarded, QWidget):
    """One array as a picture in the largest place of its shape, with a hairline around it.

    Parameters
    ----------
    ramp : {"ink", "diverging", "heat"}
    grid : bool
        Whether hairlines part the elements.
    """

    def __init__(self, look: Look, ramp: Ramp = "ink", grid: bool = False) -> None:
        super().__init__()
        self._look, self._ramp, self._grid = look, ramp, grid
        self._lines = QPixmap()
        self._lines_memo = Memo()
        self._indices = np.zeros((28, 28), dtype=np.uint8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_array(self, array: ArrayLike, levels: tuple[float, float] = (0, 1)) -> None:
        """Show an array of shape (rows, columns), `levels` being its values at the ends of the ramp."""
        self._indices = np.ascontiguousarray(indices(array, levels))
        self.update()

    def place(self) -> QRect:
        """Return the rectangle that the picture fills, in the middle of the widget."""
        return _largest(self.rect(), self._indices.shape, self.devicePixelRatioF())

    def sizeHint(self) -> QSize:
        """Six pixels an element."""
        rows, columns = self._indices.shape
        return QSize(6 * columns, 6 * rows)

    def minimumSizeHint(self) -> QSize:
        """One pixel an element."""
        rows, columns = self._indices.shape
        return QSize(columns, rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks, the grid and the hairline."""
        theme, place = self._look.theme, self.place()
        painter = QPainter(self)
        painter.drawImage(place, picture(self._indices, lookup_table(ramp_colours(theme, self._ramp))))
        if self._grid:
            painter.drawPixmap(place.topLeft(), self._grid_over(place))
        painter.setPen(pen(theme.line))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _grid_over(self, place: QRect) -> QPixmap:
        """Return the hairlines between the elements, kept until their size changes."""
        rows, columns = self._indices.shape
        ratio = self.devicePixelRatioF()
        if self._lines_memo.has_changed(place.size(), rows, columns, ratio):
            self._lines = QPixmap(place.size() * ratio)
            self._lines.setDevicePixelRatio(ratio)
            self._lines.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._lines)
            painter.setOpacity(_GRID_OPACITY)
            painter.setPen(pen(self._look.theme.grid))
            for column in range(1, columns):
                x = round(column * place.width() / columns)
                painter.drawLine(x, 0, x, place.height())
            for row in range(1, rows):
                y = round(row * place.height() / rows)
                painter.drawLine(0, y, place.width(), y)
            painter.end()
        return self._lines


class Mosaic(Guarded, QWidget):
    """The weights of a first layer, one tile a hidden unit, negative to positive about 0."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._limit = 1.0
        self._count, self._columns, self._side = 0, 1, 28
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # so that no widget behind it is painted with it
        self._indices = np.full((28, 28), GAP_INDEX, dtype=np.uint8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def limit(self) -> float:
        """The magnitude at either end of the ramp: the largest finite one among the weights."""
        return self._limit

    def set_weights(self, weights: NDArray[np.floating], columns: int) -> None:
        """Show W1.

        Parameters
        ----------
        weights : ndarray, shape (pixels, units)
            The pixels are those of a square image, row by row.
        columns : int
            Tiles side by side.

        Raises
        ------
        ValueError
            If the pixels make no square.
        """
        pixels, units = weights.shape
        side = round(pixels**0.5)
        if side * side != pixels:
            raise ValueError(f"{pixels} weights a unit make no square tile")
        magnitudes = np.abs(weights[np.isfinite(weights)])
        self._limit = float(magnitudes.max()) if magnitudes.size and magnitudes.max() > 0 else 1.0
        self._count, self._columns, self._side = units, columns, side
        tiles = indices(weights.T.reshape(units, side, side), (-self._limit, self._limit), GAP_INDEX)
        self._indices = tile_sheet(tiles, columns)
        self.update()

    @property
    def cells(self) -> Cells:
        """Where the tiles are."""
        place = QRectF(self.place())
        zoom = place.width() / self._indices.shape[1]
        side, pitch = zoom * self._side, zoom * (self._side + TILE_GAP)
        return Cells(self._count, self._columns, place.topLeft(), QSizeF(side, side), QSizeF(pitch, pitch))

    def place(self) -> QRect:
        """Return the rectangle that the tiles fill, in the middle of the widget."""
        return _largest(self.rect(), self._indices.shape, self.devicePixelRatioF())

    def sizeHint(self) -> QSize:
        """Two pixels a weight."""
        rows, columns = self._indices.shape
        return QSize(2 * columns, 2 * rows)

    def minimumSizeHint(self) -> QSize:
        """One pixel a weight, for up to ten rows of tiles."""
        rows, columns = self._indices.shape
        return QSize(min(columns, 150), min(rows, 300))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all tiles as one picture."""
        theme, painter = self._look.theme, QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.panel))
        painter.drawImage(self.place(), picture(self._indices, sheet_table(theme.diverging, theme)))


class ColourRamp(Guarded, QWidget):
    """The legend of a ramp: its colours between the numbers at its ends.

    Parameters
    ----------
    ramp : {"ink", "diverging", "heat"}
    decimals : int
        Digits after the point of both numbers.
    """

    _BAR_WIDTH, _BAR_HEIGHT, _SPACE = 88, 10, 8

    def __init__(self, look: Look, ramp: Ramp = "diverging", decimals: int = 2) -> None:
        super().__init__()
        self._look, self._ramp, self._decimals = look, ramp, decimals
        self._texts = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_levels((-1, 1) if ramp == "diverging" else (0, 1))

    def set_levels(self, levels: tuple[float, float]) -> None:
        """Write the values at the low and the high end."""
        low, high = (fixed(level, self._decimals) for level in levels)
        self.set_texts(low, f"+{high}" if levels[0] < 0 < levels[1] else high)

    def set_texts(self, low: str, high: str) -> None:
        """Write what the low and the high end mean."""
        if (low, high) != self._texts:
            self._texts = (low, high)
            self.setAccessibleDescription(" … ".join(self._texts))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and both numbers."""
        widths = [self._metrics().horizontalAdvance(text) for text in self._texts]
        return QSize(sum(widths) + 2 * self._SPACE + self._BAR_WIDTH, self._metrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers and the bar between them."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setFont(self._look.font(SMALL))
        painter.setPen(QColor(theme.text2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignLeft, self._texts[0])
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, self._texts[1])
        low, high = (painter.fontMetrics().horizontalAdvance(text) + self._SPACE for text in self._texts)
        width = max(min(self._BAR_WIDTH, self.width() - low - high), 0)  # less where the ramp is squeezed
        bar = QRectF(low, (self.height() - self._BAR_HEIGHT) / 2, width, self._BAR_HEIGHT)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        colours = ramp_colours(theme, self._ramp)
        for index, colour in enumerate(colours):
            gradient.setColorAt(index / (len(colours) - 1), QColor(colour))
        painter.fillRect(bar, gradient)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.font(SMALL))


def picture(places: NDArray[np.uint8], table: NDArray[np.uint8]) -> QImage:
    """Return the picture of places, shape (rows, columns), in a table of colours, shape (n, 3)."""
    rows, columns = places.shape
    colours = np.ascontiguousarray(table[places])
    image = QImage(colours.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)  # a copy, in the format that is painted fastest


def tile_sheet(tiles: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """Return tiles, shape (n, side, side), side by side in so many columns, with `GAP_INDEX` between them."""
    count, side, _unused = tiles.shape
    rows, pitch = -(-count // columns), side + TILE_GAP
    spaced = np.full((rows * columns, pitch, pitch), GAP_INDEX, dtype=np.uint8)
    spaced[:count, :side, :side] = tiles
    sheet = spaced.reshape(rows, columns, pitch, pitch).swapaxes(1, 2)
    return np.ascontiguousarray(sheet.reshape(rows * pitch, columns * pitch)[:-TILE_GAP, :-TILE_GAP])


def sheet_table(colours: Sequence[str], theme: Theme) -> NDArray[np.uint8]:
    """Return a ramp as a table of colours with the ground at `GAP_INDEX`, shape (256, 3)."""
    return np.vstack([lookup_table(colours, GAP_INDEX), [rgb(theme.panel)]]).astype(np.uint8)


def weight_at(tiles: Cells, side: int, position: QPointF) -> tuple[int, int] | None:
    """Return place and tile of the element that is at a position, in tiles of `side` times `side`."""
    tile = tiles.at(position)
    element = None if tile is None else Cells.filling(tiles.rect(tile), side, side).at(position)
    return None if tile is None or element is None else (element, tile)


def _largest(box: QRect, shape: tuple[int, ...], ratio: float) -> QRect:
    """Return the largest rectangle of this shape in the middle of a box.

    Where there is room, an element takes a whole number of device pixels, `ratio` of which make one of the box.
    """
    rows, columns = shape
    scale = min(box.width() / columns, box.height() / rows)
    if scale * ratio >= 1:
        scale = int(scale * ratio) / ratio
    place = QRect(0, 0, max(round(columns * scale), 1), max(round(rows * scale), 1))
    place.moveCenter(box.center())
    return place
