"""Where each matrix of the page Network stands in its widget."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from explorer.derivative.network.state import CLASSES, ROWS

CELL_HEIGHT, TALLEST_CELL, NAME_HEIGHT, BETWEEN, GAP = 26, 44, 18, 12, 14
INPUT_WIDTH, WEIGHT_WIDTH, TARGET_WIDTH = 0.84, 1.76, 0.39  # of one input, weight, and target, in cells
_WIDEST_CELL = 108
_NARROW, _NARROWER = 54, 46  # cells of less get three decimals, not four, or two
_UNITS = ROWS * INPUT_WIDTH + CLASSES * (WEIGHT_WIDTH + 2.0 + TARGET_WIDTH)  # all matrices, in cells
_GAPS = 4
_RIM = 2  # between cells


class Places(NamedTuple):
    """The geometry of a widget of some size, in pixels.

    Attributes
    ----------
    width, height : float
        Of the widget.
    scale : float
        Of the type.
    """

    width: float
    height: float
    scale: float

    @property
    def gap(self) -> float:
        """Between matrices."""
        return GAP * self.scale

    @property
    def name(self) -> float:
        """Height of the names above matrices, and so where the upper ones begin."""
        return NAME_HEIGHT * self.scale

    @property
    def cell(self) -> float:
        """Width of a cell, with the rim after it."""
        return min((self.width - _GAPS * self.gap) / _UNITS, _WIDEST_CELL * self.scale)

    @property
    def row(self) -> float:
        """Height of a cell, with the rim below it: what there is room for."""
        room = (self.height - (2 * NAME_HEIGHT + BETWEEN) * self.scale) // (2 * ROWS)
        return min(max(room, CELL_HEIGHT * self.scale), TALLEST_CELL * self.scale)

    @property
    def weights(self) -> float:
        """Left edge of W, and of the gradient below it."""
        return ROWS * INPUT_WIDTH * self.cell + self.gap

    @property
    def weight_cell(self) -> float:
        """Width of the cell of a weight, and of its slope: room for the digits that the chapter prints."""
        return WEIGHT_WIDTH * self.cell

    @property
    def scores(self) -> float:
        """Left edge of the scores, and of the exact gradient below them."""
        return self.weights + CLASSES * self.weight_cell + self.gap

    @property
    def probabilities(self) -> float:
        """Left edge of the probabilities, and of what lies below them."""
        return self.scores + CLASSES * self.cell + self.gap

    @property
    def target(self) -> float:
        """Left edge of the target."""
        return self.probabilities + CLASSES * self.cell + self.gap

    @property
    def lower(self) -> float:
        """Upper edge of the gradients."""
        return 2 * self.name + ROWS * self.row + BETWEEN * self.scale

    @property
    def is_narrow(self) -> bool:
        """Whether there is little room in a cell."""
        return self.cell < _NARROW * self.scale

    @property
    def decimals(self) -> int:
        """How many decimals fit into a cell."""
        return 2 if self.cell < _NARROWER * self.scale else 3 if self.is_narrow else 4

    def box(self, left: float, top: float, row: int, column: int, width: float = 0.0) -> QRectF:
        """Return a cell of the matrix with that corner; its width is that of all unless given."""
        width = width or self.cell
        return QRectF(left + column * width, top + row * self.row, width - _RIM, self.row - _RIM)

    def weight(self, row: int, column: int) -> QRectF:
        """Return the cell of a weight."""
        return self.box(self.weights, self.name, row, column, self.weight_cell)

    def weight_at(self, place: QPointF) -> tuple[int, int] | None:
        """Return the weight at a place, if there is one."""
        cells = ((row, column) for row in range(ROWS) for column in range(CLASSES))
        return next((cell for cell in cells if self.weight(*cell).contains(place)), None)
