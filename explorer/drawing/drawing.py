"""A drawing: what can be on the canvas, and which digit it is."""

from dataclasses import dataclass
from typing import Any

from core.eraser import Strokes
from core.mnist import CLASSES
from explorer.drawing.strokes import check_strokes
from explorer.state.declarations import State, choice, value
from explorer.texts.language import N_, _

NO_IMAGE = -1
NO_LABEL = -1
NO_PICTURE = ""
_LONGEST_ID = 200


def check_id(key: str) -> None:
    """Raise ValueError, with a sentence, unless this may be the id of a network or a run."""
    if not 0 < len(key) <= _LONGEST_ID:
        raise ValueError(_("The id of a network or a run has 1 to {0} letters.").format(_LONGEST_ID))


def counted(default: int) -> Any:
    """Declare a field for a number from 0, or from a default below that stands for none."""

    def check(number: int) -> None:
        if number < min(default, 0):
            raise ValueError(_("Images, points, digits and drawings are counted from 0."))

    return value(default, check)


def _check_picture(key: str) -> None:
    if len(key) > _LONGEST_ID:
        raise ValueError(_("The id of an image has up to {0} letters.").format(_LONGEST_ID))


@dataclass(frozen=True)
class Drawing(State):
    """Strokes, a test image or a picture, with a label.

    Attributes
    ----------
    strokes : tuple of strokes
        A stroke is a tuple of points (x, y), the canvas being the unit square and y pointing down. Any finite
        numbers; up to 500 strokes and 100,000 points.
    test_image : int
        Index of the test image on the canvas, or -1. Strokes come first: the image is on the canvas while there
        are none.
    picture : str
        Id of the picture from a file or the clipboard that is on the canvas, as `Session.picture` takes it, or "".
        Strokes and a test image come first.
    picture_digit : int
        Which of the digits found in the picture is read, from 0.
    label : int
        Which digit it is, as the user says, or -1.
    """

    strokes: Strokes = value((), check_strokes)
    test_image: int = counted(NO_IMAGE)
    picture: str = value(NO_PICTURE, _check_picture)
    picture_digit: int = counted(0)
    label: int = choice(
        NO_LABEL,
        {NO_LABEL: "?", **{digit: str(digit) for digit in range(len(CLASSES))}},
        label=N_("Label"),
        hint=N_(
            "The digit that you have drawn (keys 0 to 9; the same key again removes the label). With it the "
            "prediction is marked correct or wrong, and Why, Correct can take a step. Section 1 of the chapter."
        ),
    )
