"""Where everything in the diagram of the network is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from core.mnist import CLASSES, PIXELS, SIDE
from explorer.drawing.why.flow import Followed

_INPUT_SHARE, _SMALLEST_INPUT, _LARGEST_INPUT = 0.24, 112, 420
_LINKS_IN, _LINKS_OUT = 0.075, 0.105  # shares of the width
_OUTPUTS, _WIDEST_NUMBERS = 172, 420  # widths at scale 1
_MOST_ROWS, _ROW, _FOOT_ROWS, _TEXT_LINES = 20, 32, 3, 3  # height of a row at scale 1
_TILE_GAP = 4
FEWEST_UNITS = 4


@dataclass(frozen=True)
class DiagramLayout:
    """Rectangles of a diagram, by its size.

    Parameters
    ----------
    width, height : float
        Of the widget.
    line : float
        Height of a line of text.
    scale : float
        Of the type.
    hidden : int
        Number of hidden units.
    """

    width: float
    height: float
    line: float
    scale: float
    hidden: int

    @property
    def text(self) -> QRectF:
        """The place of the arithmetic, at the bottom."""
        height = _TEXT_LINES * self.line
        return QRectF(0, self.height - height, self.width, height)

    @property
    def head(self) -> float:
        """Height of the column titles."""
        return self.line + _TILE_GAP

    @property
    def row(self) -> float:
        """Height of a unit's row."""
        room = self._rows_bottom - self.head
        return room / max(self.rows, FEWEST_UNITS)

    @property
    def rows(self) -> int:
        """Number of units that have a row."""
        room = self._rows_bottom - self.head
        return min(max(int(room / (_ROW * self.scale)), FEWEST_UNITS), _MOST_ROWS, self.hidden)

    @property
    def _foot_row(self) -> float:
        return self.line + _TILE_GAP

    @property
    def _rows_bottom(self) -> float:
        return self.text.top() - _FOOT_ROWS * self._foot_row - 2 * _TILE_GAP

    @property
    def input(self) -> QRectF:
        """The square of the 784 inputs."""
        low, high = _SMALLEST_INPUT * self.scale, _LARGEST_INPUT * self.scale
        side = min(max(self.width * _INPUT_SHARE, low), high)
        by_height = (self._rows_bottom - self.head - 2 * self.line) / 2 - _TILE_GAP
        side = max(min(side, by_height) // SIDE, 1) * SIDE
        return QRectF(0, self.head + self.line, side, side)

    @property
    def weights(self) -> QRectF:
        """The square of one unit's weights, below the inputs."""
        return self.input.translated(0, self.input.height() + self.line + 2 * _TILE_GAP)

    @property
    def units_left(self) -> float:
        """Where the rows of the units begin."""
        return self.input.right() + _LINKS_IN * self.width

    @property
    def units_right(self) -> float:
        """Where they end."""
        return self.outputs_left - self._links_out

    @property
    def _links_out(self) -> float:
        """Width of the links to the outputs: what the numbers leave, but not less than a share."""
        numbers = _WIDEST_NUMBERS * self.scale
        left = self.outputs_left - self.units_left - numbers
        return max(left, _LINKS_OUT * self.width)

    @property
    def outputs_left(self) -> float:
        """Where the ten outputs begin."""
        return self.width - _OUTPUTS * self.scale

    def unit(self, place: int) -> QRectF:
        """Return the row of the unit that comes `place`-th."""
        left = self.units_left
        return QRectF(left, self.head + place * self.row, self.units_right - left, self.row)

    def foot(self, place: int) -> QRectF:
        """Return one of the three rows below the units: the others, the bias, the score."""
        top = self.head + self.rows * self.row + _TILE_GAP + place * self._foot_row
        return QRectF(self.units_left, top, self.units_right - self.units_left, self._foot_row)

    def digit(self, digit: int) -> QRectF:
        """Return the row of an output."""
        pitch = (self._rows_bottom - self.head) / len(CLASSES)
        return QRectF(self.outputs_left, self.head + digit * pitch, self.width - self.outputs_left, pitch)

    def columns(self) -> tuple[float, ...]:
        """Return the right edges of the number, the activation, and what goes to winner and to rival."""
        width = self.units_right - self.units_left
        return tuple(self.units_left + share * width for share in (0.27, 0.52, 0.76, 1.0))

    def tile(self, place: int) -> QRectF:
        """Return the square of a unit's weights."""
        row = self.unit(place)
        side = int(row.height()) - _TILE_GAP
        return QRectF(round(row.left()), round(row.top() + _TILE_GAP / 2), side, side)

    def pixel(self, index: int) -> QRectF:
        """Return the place of an input."""
        box = self.input
        pitch = box.width() / SIDE
        row, column = divmod(index, SIDE)
        return QRectF(box.left() + column * pitch, box.top() + row * pitch, pitch, pitch)

    def what_is_at(self, at: QPointF) -> Followed | None:
        """Return what is at a point; a unit by its place and not by its number."""
        box = self.input
        if box.contains(at):
            column, row = (int(share * SIDE) for share in self._shares(at))
            return Followed("pixel", min(max(row * SIDE + column, 0), PIXELS - 1))
        for place in range(self.rows):
            if self.unit(place).contains(at):
                return Followed("unit", place)
        for digit in range(len(CLASSES)):
            if self.digit(digit).contains(at):
                return Followed("digit", digit)
        return None

    def _shares(self, at: QPointF) -> tuple[float, float]:
        box = self.input
        return (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()
