"""What a person can set on the page Mistakes."""

from dataclasses import dataclass
from typing import Literal, get_args

from explorer.language import _

SplitName = Literal["test", "training"]
Cell = tuple[int, int]

SPLITS: tuple[SplitName, ...] = get_args(SplitName)
CLASSES, LAST_IMAGE = 10, 999_999


@dataclass(frozen=True)
class MistakesState:
    """State of the page Mistakes; the run and the moment that it looks at are in the view's state.

    Attributes
    ----------
    split : "test" or "training"
        Which images the network is asked about.
    cell : (int, int) or None
        The cell of the confusion matrix whose images are shown, by the right digit and the one that is read;
        without one, all mistakes.
    mistake : int or None
        Index of the image that is looked at closely, or the first of those shown.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    split: SplitName = "test"
    cell: Cell | None = None
    mistake: int | None = None

    def __post_init__(self) -> None:
        if self.split not in SPLITS:
            raise ValueError(_("The images are those for testing or for training."))
        if self.cell is not None and (
            len(self.cell) != 2 or not all(0 <= digit < CLASSES for digit in self.cell)
        ):
            raise ValueError(_("A cell is named by two digits."))
        if self.mistake is not None and not 0 <= self.mistake <= LAST_IMAGE:
            raise ValueError(_("Images are counted from 0."))
