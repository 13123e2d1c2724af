"""What a person can set on the page Gallery."""

from dataclasses import dataclass

import numpy as np

from core.eraser import Strokes
from core.mnist import CLASSES
from explorer.drawing.strokes import check_strokes
from explorer.language import _

MOST_KEPT, MOST_KEPT_POINTS = 200, 50_000
NONE_CHOSEN = -1
_LONGEST_ID = 200


@dataclass(frozen=True)
class Kept:
    """A drawing that was kept: what was on the canvas, and which digit it is.

    Parameters
    ----------
    strokes, test_image, picture, picture_digit, label
        As in `DrawingState`.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    strokes: Strokes = ()
    test_image: int = -1
    picture: str = ""
    picture_digit: int = 0
    label: int = -1

    def __post_init__(self) -> None:
        check_strokes(self.strokes)
        if not -1 <= self.label < len(CLASSES):
            raise ValueError(_("A drawing is a digit from 0 to 9."))
        if self.test_image < -1 or self.picture_digit < 0 or len(self.picture) > _LONGEST_ID:
            raise ValueError(_("Test images, and the digits of a picture, are counted from 0."))


@dataclass(frozen=True)
class GalleryState:
    """State of the page Gallery.

    Parameters
    ----------
    kept : tuple of Kept
        Up to 200 drawings, of 50,000 points in all.
    chosen_drawing : int
        Which of them was brought back last, or -1.
    asked_digits : int
        How many digits have been asked for so far; the next one depends on nothing else.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    kept: tuple[Kept, ...] = ()
    chosen_drawing: int = NONE_CHOSEN
    asked_digits: int = 0

    def __post_init__(self) -> None:
        points = sum(len(stroke) for one in self.kept for stroke in one.strokes)
        if len(self.kept) > MOST_KEPT or points > MOST_KEPT_POINTS:
            sentence = _("The gallery is full: export it, and take some drawings away.")
            raise ValueError(sentence)
        if self.chosen_drawing < NONE_CHOSEN or self.asked_digits < 0:
            raise ValueError(_("Drawings are counted from 0."))

    @property
    def asked_digit(self) -> int:
        """The digit that is asked for now: all ten in a drawn order, then all ten in another one."""
        round_number, place = divmod(self.asked_digits, len(CLASSES))
        return int(np.random.default_rng(round_number).permutation(len(CLASSES))[place])
