"""What a person can set on the page Why a loss."""

from dataclasses import dataclass
from typing import Literal

from core.mnist import PIXELS
from explorer.language import _
from explorer.losses.checks import check_between, check_choice, check_seed, check_whole

FEWEST_IMAGES, MOST_IMAGES = 50, 10_000
LEAST_SPAN, LARGEST_SPAN = 1e-6, 100.0
FARTHEST = 1000.0
MOST_UNITS = 10_000


@dataclass(frozen=True)
class WeightState:
    """State of the page Why a loss; the page Step against sigmoid shares it.

    Parameters
    ----------
    matrix : "W1" or "W2"
        Which of the network's matrices the weight is in.
    weight_row, weight_column : int
        Pixel and hidden unit in W1; hidden unit and class in W2. A network with fewer takes the last one.
    offset : float
        How far the weight is moved from its trained value.
    centre, span : float
        The plots show offsets from ``centre - span`` to ``centre + span``.
    images : int
        How many training images loss and accuracy are of, from 50 to 10,000.
    images_seed : int
        Of the generator that draws them, without replacement.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    matrix: Literal["W1", "W2"] = "W1"
    weight_row: int = 408
    weight_column: int = 13
    offset: float = 0.0
    centre: float = 0.0
    span: float = 5.0
    images: int = 1000
    images_seed: int = 0

    def __post_init__(self) -> None:
        check_choice(self.matrix, ("W1", "W2"))
        place = _("A weight's place is a whole number from {low} to {high}, not {value}.")
        check_whole(self.weight_row, 0, max(PIXELS, MOST_UNITS) - 1, place)
        check_whole(self.weight_column, 0, MOST_UNITS - 1, place)
        moved = _("A weight moves from {low} to {high}, not {value}.")
        check_between(self.offset, -FARTHEST, FARTHEST, moved)
        check_between(self.centre, -FARTHEST, FARTHEST, moved)
        shown = _("The plots show from {low} to {high} on either side, not {value}.")
        check_between(self.span, LEAST_SPAN, LARGEST_SPAN, shown)
        images = _("Loss and accuracy are of {low} to {high} images, not {value}.")
        check_whole(self.images, FEWEST_IMAGES, MOST_IMAGES, images)
        check_seed(self.images_seed)
