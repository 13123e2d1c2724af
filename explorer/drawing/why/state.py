"""What a person can set on the page Why."""

import math
from dataclasses import dataclass
from typing import Literal

from core.mnist import CLASSES, PIXELS
from explorer.language import _

PartName = Literal["evidence", "network", "switches", "correction"]
PARTS: tuple[PartName, ...] = ("evidence", "network", "switches", "correction")
RUNNER_UP = -1
SMALLEST_RATE, LARGEST_RATE = 1e-4, 100.0
_MOST_UNITS = 10_000


@dataclass(frozen=True)
class WhyState:
    """State of the page Why.

    Parameters
    ----------
    part : "evidence", "network", "switches" or "correction"
        Which part of the page is open.
    asked : int
        The digit of the question "Why not a …?", or -1 for the runner-up.
    slope : "exact" or "numerical"
        How the gradient by each pixel is worked out.
    off_units, off_pixels : tuple of int
        Hidden units and pixels that are switched off, in rising order. Those that a network does not have count
        for nothing.
    correction_rate : float
        Learning rate of the step that corrects the network, from 0.0001 to 100.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    part: PartName = "evidence"
    asked: int = RUNNER_UP
    slope: Literal["exact", "numerical"] = "exact"
    off_units: tuple[int, ...] = ()
    off_pixels: tuple[int, ...] = ()
    correction_rate: float = 0.01

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise ValueError(_("The page Why has no part “{0}”.").format(self.part))
        if not RUNNER_UP <= self.asked < len(CLASSES):
            raise ValueError(_("A digit to ask about is from 0 to 9."))
        if self.slope not in ("exact", "numerical"):
            raise ValueError(_("A gradient is “exact” or “numerical”."))
        for numbers, end in ((self.off_units, _MOST_UNITS), (self.off_pixels, PIXELS)):
            if list(numbers) != sorted(set(numbers)) or not all(0 <= number < end for number in numbers):
                raise ValueError(_("What is switched off is counted from 0, in rising order, each once."))
        if not (
            math.isfinite(self.correction_rate) and SMALLEST_RATE <= self.correction_rate <= LARGEST_RATE
        ):
            sentence = _("The learning rate of a correction is from {0} to {1}.")
            raise ValueError(sentence.format(SMALLEST_RATE, LARGEST_RATE))
