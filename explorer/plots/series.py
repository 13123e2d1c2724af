"""Lines and markers, and the thinning and spacing that keep them and their names readable."""

from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from core.arrays import FloatArray, as_float
from explorer.background.guarded import Guarded
from explorer.look.palette import colour
from explorer.look.theme import SOLID, Look, pen

# Long lines are thinned to one stretch a pen's width of a plot this many pixels wide: noise in a smooth thick
# pen of full length takes seconds.
_PLOT_WIDTH = 900
_HIGHLIGHTED = 2  # times as thick, or as large


def thin_min_max(x: FloatArray, y: FloatArray, columns: int) -> tuple[FloatArray, FloatArray]:
    """Thin a long series to the lowest and the highest point of each of `columns` equal stretches.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        The series. NaN in `y` counts as missing within its stretch; a stretch of nothing else stays a gap.
    columns : int
        Number of stretches, about one a pixel column.

    Returns
    -------
    x, y : ndarray, shape (m,), m <= 2 * columns + 2
        Points of the series in their order, among them the first and the last; the series itself if it is
        short enough already.
    """
    count = len(y)
    if count <= 2 * columns + 2:
        return x, y
    size = -(-count // columns)
    padded = np.full(size * columns, np.nan)
    padded[:count] = y
    stretches = padded.reshape(columns, size)
    missing = np.isnan(stretches)
    lowest = np.where(missing, np.inf, stretches).argmin(axis=1)
    highest = np.where(missing, -np.inf, stretches).argmax(axis=1)
    first = np.arange(columns) * size
    kept = np.zeros(len(padded), dtype=bool)
    kept[0] = kept[first + lowest] = kept[first + highest] = kept[count - 1] = True
    chosen = kept[:count]
    return x[chosen], y[chosen]


def spread_labels(heights: ArrayLike, gap: float, low: float = -np.inf, high: float = np.inf) -> FloatArray:
    """Move labels apart until neighbours are `gap` away, and as little as that takes.

    Parameters
    ----------
    heights : array_like, shape (n,)
        Where each label would like to stand; finite.
    gap : float
        Least distance of two labels, in the unit of `heights`.
    low, high : float, optional
        Bounds for all labels. If they do not fit between, `low` is kept.

    Returns
    -------
    ndarray, shape (n,)
        New heights in the same order from bottom to top, with the least sum of squared moves
        (isotonic regression by pooling neighbours that would overlap).
    """
    heights = np.asarray(heights, dtype=np.float64)
    order = np.argsort(heights, kind="stable")
    offsets = gap * np.arange(len(heights))
    pools: list[tuple[float, int]] = []  # mean and number of the labels that touch
    for wish in heights[order] - offsets:
        mean, count = float(wish), 1
        while pools and pools[-1][0] > mean:
            below, number = pools.pop()
            mean, count = (mean * count + below * number) / (count + number), count + number
        pools.append((mean, count))
    places = (
        np.repeat([mean for mean, _unused in pools], [count for _unused, count in pools])
        if pools
        else heights
    )
    spread = np.empty_like(heights)
    top = high - (len(heights) - 1) * gap
    spread[order] = np.maximum(np.minimum(places, top), low) + offsets
    return spread


def series_token(index: int) -> str:
    """Return the theme's colour name of series `index` (from 0); the fifth repeats the first."""
    return "abcd"[index % 4]


def is_hollow(index: int) -> bool:
    """Whether series `index` (from 0) has hollow markers, because its colour is that of an earlier one."""
    return index >= 4


def _given(
    x: FloatArray, y: FloatArray, numbers: tuple[ArrayLike, ArrayLike] | None
) -> tuple[FloatArray, FloatArray]:
    return (x, y) if numbers is None else (as_float(numbers[0]), as_float(numbers[1]))


class Line(Guarded, pg.PlotCurveItem):
    """A curve in one of the theme's colours; long ones are thinned for the screen, never for export.

    Parameters
    ----------
    token : str
        Name of the theme's colour.
    width : float
        2 for a series, 1 for noise.
    style : Qt.PenStyle
        Solid, dashed or dotted.
    """

    def __init__(self, look: Look, token: str, width: float = 2, style: Qt.PenStyle = SOLID) -> None:
        super().__init__()
        self._look, self._token, self._width, self._style = look, token, width, style
        self._is_highlighted = False
        self._numbers: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))
        self.set_token(token)

    def set_data(
        self, x: ArrayLike, y: ArrayLike, numbers: tuple[ArrayLike, ArrayLike] | None = None
    ) -> None:
        """Show these points; NaN lifts the pen.

        Parameters
        ----------
        x, y : array_like, shape (n,)
            Coordinates, exponents on a logarithmic axis.
        numbers : pair of array_like, shape (n,), optional
            The values to export, where they are not the coordinates: on a logarithmic axis, say.
        """
        x, y = as_float(x), as_float(y)
        self._numbers = _given(x, y, numbers)
        columns = int(_PLOT_WIDTH / self._width)
        self.setData(*thin_min_max(x, y, columns), connect="finite", antialias=True)

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y as they were given, not thinned."""
        return self._numbers

    def set_token(self, token: str) -> None:
        """Change to another of the theme's colours."""
        self._token = token
        width = _HIGHLIGHTED * self._width if self._is_highlighted else self._width
        self.setPen(pen(colour(self._look.theme, token), width, self._style))

    def set_highlighted(self, highlighted: bool) -> None:
        """Draw the line thicker while it is pointed at."""
        if highlighted != self._is_highlighted:
            self._is_highlighted = highlighted
            self.set_token(self._token)


class Markers(Guarded, pg.ScatterPlotItem):
    """Points with one marker each.

    Parameters
    ----------
    fill : str or None
        Name of the theme's colour inside; None leaves a ring.
    symbol : str
        Shape, as pyqtgraph names it: see ``theme.series_symbol``.
    size : float
        Width in pixels.
    edge : str
        Name of the theme's colour of the rim.
    edge_width : float
        Width of the rim in pixels.
    """

    def __init__(
        self,
        look: Look,
        fill: str | None,
        symbol: str = "o",
        size: float = 8,
        edge: str = "panel",
        edge_width: float = 1,
    ) -> None:
        super().__init__(
            symbol=symbol,
            size=size,
            antialias=True,
            pen=pen(colour(look.theme, edge), edge_width),
            brush=None if fill is None else pg.mkBrush(colour(look.theme, fill)),
        )
        self._size = size
        self._numbers: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))

    def set_highlighted(self, highlighted: bool) -> None:
        """Draw the points larger while they are pointed at."""
        self.setSize(_HIGHLIGHTED * self._size if highlighted else self._size)

    def set_data(
        self, x: ArrayLike, y: ArrayLike, numbers: tuple[ArrayLike, ArrayLike] | None = None
    ) -> None:
        """Show these points, those with NaN left out; see `Line.set_data`."""
        x, y = as_float(x), as_float(y)
        self._numbers = _given(x, y, numbers)
        drawn = np.isfinite(x) & np.isfinite(y)
        if len(self.data) or drawn.any():  # pyqtgraph works long on none
            self.setData(x[drawn], y[drawn])

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y as they were given."""
        return self._numbers

    def paint(self, painter: QPainter, *args: object) -> None:
        """Paint the points, if there are any: pyqtgraph works long on none."""
        if len(self.data):
            super().paint(painter, *args)


@dataclass
class Numbers:
    """The numbers behind marks, for exports: a series as `Plot.name_series` takes it."""

    x: FloatArray = field(default_factory=lambda: np.empty(0))
    y: FloatArray = field(default_factory=lambda: np.empty(0))

    def numbers(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y."""
        return self.x, self.y
