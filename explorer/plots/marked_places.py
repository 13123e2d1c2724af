"""Places of one kind in a plot, each with a mark and the word for it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QGraphicsObject

from core.arrays import FloatArray
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look
from explorer.plots import geometry
from explorer.plots.geometry import Area
from explorer.plots.label import MARGIN, LabelPool
from explorer.plots.plot import Plot
from explorer.plots.stamps import paint_markers, placed
from explorer.widgets.memo import Memo

FEW = 6
_SIZE, _SMALL_SIZE = 22, 9  # more places get smaller marks, in pixels
_EDGE = 2  # pixels
_OFFSET = 8  # pixels from a place to its word


class MarkedPlaces:
    """Marks at some points, and words at those that are in the picture.

    Parameters
    ----------
    plot : Plot
        Where they stand.
    symbol : str
        Shape of the marks, as pyqtgraph names it.
    side : -1 or 1
        Whether words stand below at the left or at the right.
    """

    def __init__(self, plot: Plot, look: Look, symbol: str = "o", side: int = -1) -> None:
        self._plot, self._look, self._side = plot, look, side
        self._marks = plot.add(_Marks(plot, look, symbol), 20)
        self._labels = LabelPool(plot, look, token="text", anchor=(1, 0))
        self._labels_in_crowds = LabelPool(plot, look, token="text", anchor=(1, 0), patch="panel")
        self._word = ""
        self._numbered: tuple[int, ...] = ()
        self.points: FloatArray = np.empty((0, 2))
        self._memo = Memo()

    def show(self, points: ArrayLike, word: str, area: Area, numbered: Sequence[int] = ()) -> None:
        """Mark each of `points`, and name those in `area`.

        Parameters
        ----------
        points : array_like, shape (k, 2)
        word : str
            What each is called. Of many points only the first has its word, unless some are numbered.
        numbered : sequence of int, optional
            Those, counted from 0, that have the word with their number, counted from 1, and no others.
        """
        places = np.asarray(points, dtype=float).reshape(-1, 2)
        self.points, self._word, self._numbered = places, word, tuple(numbered)
        if self._memo.has_changed(places.tobytes(), word, self._numbered, area, self._plot.frame):
            self._marks.set_points(places, _SIZE if len(places) <= FEW else _SMALL_SIZE)
            self._place_words(area)

    def _place_words(self, area: Area) -> None:
        across, up = self._plot.frame.unit
        if self._numbered:
            named = [(f"{self._word} {index + 1}", self.points[index]) for index in self._numbered]
        else:
            named = [(self._word, place) for place in self.points[: None if len(self.points) <= FEW else 1]]
        words = [(text, place / (across, -up)) for text, place in named if area.contains(place)]
        corners = self._free_corners(words)
        written = [
            (text, x * across, -y * up) for (text, _unused), (x, y) in zip(words, corners, strict=True)
        ]
        is_crowd = len(self.points) > FEW
        self._labels.write([] if is_crowd else written)
        self._labels_in_crowds.write(written if is_crowd else [])

    def _free_corners(self, words: Sequence[tuple[str, FloatArray]]) -> list[tuple[float, float]]:
        """Return the upper right corner of each word, in pixels downwards: beside its place, on no word before it."""
        metrics = QFontMetrics(self._look.font(SMALL))
        height, taken, corners = metrics.height(), list[QRectF](), list[tuple[float, float]]()
        for text, (x, y) in words:
            width = metrics.horizontalAdvance(text) + 2 * MARGIN
            boxes = [
                QRectF(x + (_OFFSET if side > 0 else -_OFFSET - width), y + shift, width, height)
                for shift in (_OFFSET, -_OFFSET - height)
                for side in (self._side, -self._side)
            ]
            box = next((box for box in boxes if not any(box.intersects(other) for other in taken)), boxes[0])
            taken.append(box)
            corners.append((box.right(), box.top()))
        return corners


class _Marks(Guarded, QGraphicsObject):
    """The marks, as one item: a map may find hundreds of places, and other ones many times a second."""

    def __init__(self, plot: Plot, look: Look, symbol: str) -> None:
        super().__init__()
        self._plot, self._look, self._symbol = plot, look, symbol
        self._points: FloatArray = np.empty((0, 2))
        # Those in the picture: pixels far beyond it are too large for Qt.
        self._seen: FloatArray = self._points
        self._size = _SIZE
        self._bounds = QRectF()
        plot.view_box.sigTransformChanged.connect(self._fit)

    def set_points(self, points: FloatArray, size: int) -> None:
        """Mark these, shape (k, 2), by marks of a width in pixels."""
        self._points, self._size = points, size
        self._fit()

    def boundingRect(self) -> QRectF:
        """Return the points with room for their marks."""
        return self._bounds

    def paint(self, painter: QPainter, *args: object) -> None:
        """Paint the marks, in pixels."""
        transform = painter.worldTransform()
        painter.resetTransform()
        across, _unused = self._plot.frame.unit
        size = self._size * abs(transform.m11() * across)  # of the painter's pixels
        text = self._look.theme.text
        paint_markers(painter, placed(self._seen, transform), self._symbol, size, "transparent", text, _EDGE)

    @Slot()
    def _fit(self) -> None:
        self.prepareGeometryChange()
        across, up = self._plot.frame.unit
        margin = (self._size * across, self._size * up)
        shown = self._plot.view_box.viewRect().adjusted(-margin[0], -margin[1], margin[0], margin[1])
        area = Area(shown.left(), shown.right(), shown.top(), shown.bottom())
        self._seen = self._points[area.contains(self._points)]
        self._bounds = QRectF(*geometry.extent(self._seen, margin))
        self.update()
