"""What a person can set in the drawing view."""

import math
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from explorer.session import NEWEST

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Strokes = tuple[Stroke, ...]

MOST_STROKES, MOST_POINTS = 500, 100_000
NARROWEST_PEN, WIDEST_PEN = 2, 16
NO_IMAGE = -1
ALL_POINTS = -1
_LONGEST_ID = 200

# A three to begin with, so that every card has something to show.
THREE: Strokes = (
    (
        (0.345, 0.347), (0.353, 0.301), (0.367, 0.256), (0.394, 0.206), (0.43, 0.165), (0.474, 0.151),
        (0.52, 0.152), (0.565, 0.162), (0.605, 0.182), (0.633, 0.213), (0.648, 0.25), (0.647, 0.293),
        (0.632, 0.335), (0.603, 0.371), (0.565, 0.402), (0.52, 0.426), (0.478, 0.443), (0.445, 0.455),
        (0.432, 0.462), (0.46, 0.462), (0.505, 0.464), (0.552, 0.474), (0.598, 0.492), (0.637, 0.522),
        (0.668, 0.56), (0.687, 0.606), (0.692, 0.655), (0.68, 0.707), (0.655, 0.755), (0.617, 0.793),
        (0.57, 0.822), (0.52, 0.838), (0.468, 0.842), (0.418, 0.834), (0.372, 0.815), (0.337, 0.786),
        (0.305, 0.752),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class DrawingState:
    """State of the drawing view.

    Parameters
    ----------
    strokes : tuple of strokes
        A stroke is a tuple of points (x, y), the canvas being the unit square and y pointing down. Any finite
        numbers; up to 500 strokes and 100,000 points.
    test_image : int
        Index of the test image on the canvas, or -1. Strokes come first: the image is on the canvas while there
        are none.
    seed : int
        From which the next random test image is drawn.
    network : str
        Id of the network that reads, as `Session.network` takes it.
    tool : "pen" or "eraser"
        What the left button does.
    pen_width : int
        Of the ink on the canvas, in percent of its side, from 2 to 16. The network never sees it.
    played : int
        While the strokes are replayed, how many of their points are drawn so far; else -1.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    strokes: Strokes = THREE
    test_image: int = NO_IMAGE
    seed: int = 0
    network: str = NEWEST
    tool: Literal["pen", "eraser"] = "pen"
    pen_width: int = 8
    played: int = ALL_POINTS

    def __post_init__(self) -> None:
        _check_strokes(self.strokes)
        if self.test_image < NO_IMAGE or self.seed < 0 or self.played < ALL_POINTS:
            raise ValueError(_translate("Test images and points are counted from 0."))
        if self.tool not in ("pen", "eraser"):
            raise ValueError(_translate("The tool is “pen” or “eraser”."))
        if not NARROWEST_PEN <= self.pen_width <= WIDEST_PEN:
            sentence = _translate("The pen is {0} to {1} % of the canvas wide.")
            raise ValueError(sentence.format(NARROWEST_PEN, WIDEST_PEN))
        if not 0 < len(self.network) <= _LONGEST_ID:
            raise ValueError(_translate("A network's id has 1 to {0} letters.").format(_LONGEST_ID))

    @property
    def point_count(self) -> int:
        """Number of points of all strokes."""
        return sum(map(len, self.strokes))

    @property
    def has_strokes(self) -> bool:
        """Whether there is a point of ink."""
        return any(self.strokes)

    @property
    def shown_image(self) -> int:
        """Index of the test image that is on the canvas, or -1."""
        return NO_IMAGE if self.has_strokes else self.test_image

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on the canvas."""
        return not self.has_strokes and self.test_image == NO_IMAGE

    @property
    def shown_strokes(self) -> Strokes:
        """The strokes, or the part of them that the replay has come to."""
        if self.played == ALL_POINTS:
            return self.strokes
        shown: list[Stroke] = []
        left = self.played
        for stroke in self.strokes:
            if left <= 0:
                break
            shown.append(stroke[:left])
            left -= len(stroke)
        return tuple(shown)


def _check_strokes(strokes: Strokes) -> None:
    if len(strokes) > MOST_STROKES:
        raise ValueError(
            _translate("A drawing has up to {0} strokes: clear the canvas first.").format(MOST_STROKES)
        )
    if sum(map(len, strokes)) > MOST_POINTS:
        raise ValueError(
            _translate("A drawing has up to {0} points: clear the canvas first.").format(MOST_POINTS)
        )
    finite = math.isfinite
    try:
        are_finite = all(finite(x) and finite(y) for stroke in strokes for x, y in stroke)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(_translate("Each stroke is a row of points (x, y).")) from None
    if not are_finite:
        raise ValueError(_translate("The coordinates of a stroke must be finite numbers."))


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("DrawingState", sentence)
