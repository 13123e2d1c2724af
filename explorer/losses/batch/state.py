"""What a person can set on the page Mini-batch."""

from dataclasses import dataclass
from typing import Literal

from explorer.language import _
from explorer.losses.checks import check_choice, check_seed, check_whole

LARGEST_BATCH = 10_000


@dataclass(frozen=True)
class BatchState:
    """State of the page Mini-batch.

    Parameters
    ----------
    batch_size : int
        Images in a batch, up to 10,000.
    batch_seed : int
        Of the generator that draws the batch, and the hundred batches that begin with it.
    sampling : "replacement" or "shuffle"
        Whether an image may be drawn again.
    order : "drawn" or "loss"
        How the images are laid out: as drawn, or the largest loss first.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    batch_size: int = 100
    batch_seed: int = 0
    sampling: Literal["replacement", "shuffle"] = "replacement"
    order: Literal["drawn", "loss"] = "drawn"

    def __post_init__(self) -> None:
        sentence = _("A mini-batch has from {low} to {high} images, not {value}.")
        check_whole(self.batch_size, 1, LARGEST_BATCH, sentence)
        check_seed(self.batch_seed)
        check_choice(self.sampling, ("replacement", "shuffle"))
        check_choice(self.order, ("drawn", "loss"))
