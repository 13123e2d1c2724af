"""Three ways to predict for one drawing, side by side: what each compares, its prediction, and what it costs."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from core.activations import ACTIVATIONS
from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from explorer.drawing.features import words
from explorer.drawing.features.rose import paint_rose
from explorer.drawing.features.search import FeatureReading, Voters
from explorer.drawing.features.words import ColumnWords
from explorer.drawing.painted import CENTRE, LEFT, RIGHT, Painted
from explorer.drawing.reading import Reading
from explorer.drawing.tile import paint_frame, paint_tile
from explorer.drawing.unit_tiles import UnitTiles
from explorer.look.palette import Theme
from explorer.look.theme import BIG, BODY, MEDIUM, NORMAL, SEMIBOLD, SMALL, SPACE_L, SPACE_S, SPACE_XS, Look
from explorer.texts.numbers import percent

_VOTERS = 3
_SMALLEST_FEATURE, _LARGEST_TILE = 84, 136
_UNITS_IN_ROW = 20
_STALE_OPACITY = 0.45
_FACTS, _FACTS_WIDTH = 3, 290  # width at scale 1


@dataclass(frozen=True, eq=False)
class FeatureContent:
    """What is to be painted.

    Attributes
    ----------
    reading : Reading or None
        Of the network; None where there is nothing to read.
    found : FeatureReading or None
        Of the nearest neighbours; None before the first.
    is_current : bool
        Whether `found` belongs to the same drawing.
    """

    reading: Reading | None
    network: TwoLayerNet
    found: FeatureReading | None
    is_current: bool


class FeaturesPicture(Painted):
    """Paints the three columns."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._content: FeatureContent | None = None
        self._columns: tuple[ColumnWords, ...] = ()
        self._tiles = UnitTiles(look)

    def show_content(self, content: FeatureContent, columns: tuple[ColumnWords, ...]) -> None:
        """Show what three ways of reading make of a drawing."""
        self._content, self._columns = content, columns
        self.setAccessibleDescription("; ".join(map(self._spoken, range(len(columns)))))
        self.update()

    def answers(self) -> tuple[str, str, str]:
        """Return the three answers, each empty where there is none."""
        content = self._content
        if content is None or content.reading is None:
            return ("", "", "")
        network = str(content.reading.answer.winner)
        if content.found is None:
            return ("", "", network)
        return (str(content.found.by_pixels.answer), str(content.found.by_hog.answer), network)

    def sizeHint(self) -> QSize:
        """Room for features that can be made out."""
        return QSize(600, round(self._words_height()) + self.look.px(3 * _SMALLEST_FEATURE))

    def minimumSizeHint(self) -> QSize:
        """Room for the words, and for small features."""
        return QSize(450, round(self._words_height()) + self.look.px(2 * _SMALLEST_FEATURE))

    def paint(self, painter: QPainter) -> None:
        """Paint the columns from the left."""
        content = self._content
        if content is None:
            return
        pitch = (self.width() + SPACE_L) / len(self._columns)
        feature, tile = self._sides()
        width = min(pitch - SPACE_L, max(feature, self.look.px(_FACTS_WIDTH)))
        for index, column in enumerate(self._columns):
            left, is_last = index * pitch, index == len(self._columns) - 1
            top = self._paint_head(painter, QRectF(left, 0, width, 0), column)
            painter.setOpacity(1 if is_last or content.is_current else _STALE_OPACITY)
            self._paint_feature(painter, QRectF(left, top, feature, feature), index, content)
            place = QRectF(left, top + feature + SPACE_S, feature, 0)
            top = self._paint_decision(painter, place, tile, index, content)
            painter.setOpacity(1)
            self._paint_facts(painter, QRectF(left, top + SPACE_S, width, 0), column)

    def _paint_head(self, painter: QPainter, place: QRectF, column: ColumnWords) -> float:
        line = QRectF(place.left(), 0, place.width(), self.line(BODY))
        self._write_short(painter, line, column.name, BODY, SEMIBOLD, "text")
        line = QRectF(place.left(), line.bottom(), place.width(), self.line())
        self._write_short(painter, line, column.maker, SMALL, NORMAL, "text2")
        return line.bottom() + SPACE_S

    def _paint_feature(self, painter: QPainter, place: QRectF, index: int, content: FeatureContent) -> None:
        theme: Theme = self.look.theme
        reading, found = content.reading, content.found
        if reading is None or (index == 1 and found is None):
            paint_tile(painter, place, np.zeros((1, 1)), (0, 1), theme)
        elif index == 0:
            paint_tile(painter, place, reading.stages.form, (0, 1), theme)
        elif index == 1 and found is not None:
            paint_rose(painter, place, found.histograms, theme)
            paint_frame(painter, place, theme)
        else:
            outputs = reading.evidence.activations
            low, high = ACTIVATIONS[content.network.activation].limits
            shades = (low, high if math.isfinite(high) else max(1.0, float(outputs.max())))
            paint_tile(painter, place, _in_rows(outputs, low), shades, theme)

    def _paint_decision(
        self, painter: QPainter, place: QRectF, side: int, index: int, content: FeatureContent
    ) -> float:
        """Paint who decides, and the answer; return where that ends."""
        line, is_last = self.line(), index == len(self._columns) - 1
        title = words.units_title() if is_last else words.nearest_title()
        width = (self.width() + SPACE_L) / len(self._columns) - SPACE_L
        self._write_short(
            painter, QRectF(place.left(), place.top(), width, line), title, SMALL, MEDIUM, "text2"
        )
        top = place.top() + line + SPACE_XS
        tiles = [QRectF(place.left() + k * (side + SPACE_S), top, side, side) for k in range(_VOTERS)]
        if is_last:
            self._paint_units(painter, tiles, content)
        elif content.reading is not None and content.found is not None:
            self._paint_voters(painter, tiles, (content.found.by_pixels, content.found.by_hog)[index])
        below = QRectF(place.left(), top + side + line + SPACE_S, place.width(), self.line(BIG))
        self.write(painter, below, self.answers()[index], size=BIG, weight=SEMIBOLD, tone="a")
        self.write(painter, below, self._detail(index), flags=RIGHT, tone="text2")
        return below.bottom()

    def _paint_voters(self, painter: QPainter, tiles: list[QRectF], voters: Voters) -> None:
        for place, image, label in zip(tiles, voters.images, voters.labels, strict=False):
            paint_tile(painter, place, image.reshape(SIDE, SIDE), (0, 255), self.look.theme)
            self._write_below(painter, place, str(label))

    def _paint_units(self, painter: QPainter, tiles: list[QRectF], content: FeatureContent) -> None:
        if content.reading is None:
            return
        evidence = content.reading.evidence
        for place, unit in zip(tiles, evidence.strongest_for(_VOTERS).tolist(), strict=False):
            tile = self._tiles.tile(content.network, unit, int(place.width()), self.devicePixelRatioF())
            painter.drawPixmap(place.topLeft(), tile)
            self._write_below(painter, place, f"+{evidence.contributions[unit]:.2f}")

    def _paint_facts(self, painter: QPainter, place: QRectF, column: ColumnWords) -> None:
        line = self.line()
        metrics = QFontMetricsF(self.look.font(SMALL, SEMIBOLD))
        for index, (name, short, value) in enumerate(column.facts):
            row = QRectF(place.left(), place.top() + index * (line + SPACE_XS), place.width(), line)
            room = row.width() - metrics.horizontalAdvance(value) - SPACE_S
            self.write(painter, row, name if metrics.horizontalAdvance(name) <= room else short, tone="text2")
            self.write(painter, row, value, weight=SEMIBOLD, flags=RIGHT)

    def _write_below(self, painter: QPainter, place: QRectF, text: str) -> None:
        below = QRectF(place.left() - SPACE_XS, place.bottom(), place.width() + 2 * SPACE_XS, self.line())
        self.write(painter, below, text, tone="text2", flags=CENTRE)

    def _write_short(
        self, painter: QPainter, place: QRectF, text: str, size: int, weight: QFont.Weight, tone: str
    ) -> None:
        metrics = QFontMetricsF(self.look.font(size, weight))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self.write(painter, place, shown, size=size, weight=weight, tone=tone, flags=LEFT)

    def _detail(self, index: int) -> str:
        content = self._content
        if content is None or content.reading is None:
            return ""
        if index == len(self._columns) - 1:
            return percent(content.reading.answer.share)
        if content.found is None:
            return ""
        return words.votes((content.found.by_pixels, content.found.by_hog)[index])

    def _spoken(self, index: int) -> str:
        column = self._columns[index]
        name, _short, accuracy = column.facts[0]
        return f"{column.name}: {self.answers()[index] or '–'}, {self._detail(index)}. {name}: {accuracy}"

    def _sides(self) -> tuple[int, int]:
        """Return the sides of a feature and of a tile: as large as width and height allow."""
        width = (self.width() + SPACE_L) / max(len(self._columns), 1) - SPACE_L
        room = self.height() - self._words_height()
        tile = min((min(width, room) - (_VOTERS - 1) * SPACE_S) / _VOTERS, self.look.px(_LARGEST_TILE))
        side = int(max(min(width, room - tile), self.look.px(_SMALLEST_FEATURE))) // SIDE * SIDE
        return side, int(min(tile, (side - (_VOTERS - 1) * SPACE_S) / _VOTERS))

    def _words_height(self) -> float:
        """Return the height of all that is neither a feature nor a tile."""
        lines = self.line(BODY) + self.line() + 2 * self.line() + self.line(BIG)
        return lines + 4 * SPACE_S + SPACE_XS + _FACTS * (self.line() + SPACE_XS)


def _in_rows(activations: np.ndarray, rest: float) -> np.ndarray:
    """Return the outputs of hidden units in rows of twenty, in their order; the rest of the last row is filled up."""
    rows = -(-len(activations) // _UNITS_IN_ROW)
    grid = np.full(rows * _UNITS_IN_ROW, rest)
    grid[: len(activations)] = activations
    return grid.reshape(rows, _UNITS_IN_ROW)
