"""What can be set on the page Mistakes."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import State, choice, value
from explorer.texts.language import N_, _

SplitName = Literal["test", "training"]
Cell = tuple[int, int]

CLASSES, _LAST_IMAGE = 10, 999_999


def _check_cell(cell: Cell | None) -> None:
    if cell is not None and (len(cell) != 2 or not all(0 <= digit < CLASSES for digit in cell)):
        raise ValueError(_("A cell has two digits: label and prediction."))


def _check_image(index: int | None) -> None:
    if index is not None and not 0 <= index <= _LAST_IMAGE:
        raise ValueError(_("Images are counted from 0."))


@dataclass(frozen=True)
class MistakesState(State):
    """State of the page Mistakes; the run and the moment that it looks at are in the view's state.

    Attributes
    ----------
    cell : (int, int) or None
        The cell of the confusion matrix whose images are shown, by label and prediction; without one, all mistakes.
    mistake : int or None
        Index of the image that is looked at closely, or the first of those shown.
    """

    split: SplitName = choice(
        "test",
        {
            "test": (
                N_("Test"),
                N_("The test images, which show how well it generalises (section 1)"),
            ),
            "training": (
                N_("Training"),
                N_("All training images, also any that the run did not use (section 1)"),
            ),
        },
        label=N_("Images"),
    )
    cell: Cell | None = value((5, 5), _check_cell)
    mistake: int | None = value(None, _check_image)
