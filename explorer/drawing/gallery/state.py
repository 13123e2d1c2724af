"""What the user can set on the page Gallery."""

from dataclasses import dataclass

import numpy as np

from core.mnist import CLASSES
from explorer.drawing.drawing import Drawing, counted
from explorer.state.declarations import State, value
from explorer.texts.language import _

MOST_KEPT, MOST_KEPT_POINTS = 200, 50_000
NONE_CHOSEN = -1


def _check_kept(kept: tuple[Drawing, ...]) -> None:
    points = sum(len(stroke) for one in kept for stroke in one.strokes)
    if len(kept) > MOST_KEPT or points > MOST_KEPT_POINTS:
        raise ValueError(_("The gallery is full: export it, and remove some drawings."))


@dataclass(frozen=True)
class GalleryState(State):
    """State of the page Gallery.

    Attributes
    ----------
    kept : tuple of Drawing
        Up to 200, of 50,000 points in all.
    chosen_drawing : int
        Which of them was brought back last, or -1.
    asked_digits : int
        How many digits have been asked for so far; the next one depends on nothing else.
    """

    kept: tuple[Drawing, ...] = value((), _check_kept, holds_work=True)
    chosen_drawing: int = counted(NONE_CHOSEN)
    asked_digits: int = counted(0)

    @property
    def asked_digit(self) -> int:
        """The digit that is asked for now: all ten in a random order, then all ten in another one."""
        round_number, place = divmod(self.asked_digits, len(CLASSES))
        return int(np.random.default_rng(round_number).permutation(len(CLASSES))[place])
