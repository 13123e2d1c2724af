"""What the user can set on the page Why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from core.mnist import CLASSES, PIXELS
from explorer.state.declarations import LogTrack, State, choice, number, pages, value
from explorer.texts.language import N_, _

RUNNER_UP = -1
_MOST_UNITS = 10_000

PartName = Literal["evidence", "network", "correction", "switches"]
PARTS: tuple[PartName, ...] = get_args(PartName)
SlopeName = Literal["exact", "numerical"]


def _check_asked(digit: int) -> None:
    if not RUNNER_UP <= digit < len(CLASSES):
        raise ValueError(_("A digit to ask about is from 0 to 9."))


def _check_off(end: int) -> Callable[[tuple[int, ...]], None]:
    def check(off: tuple[int, ...]) -> None:
        if list(off) != sorted(set(off)) or not all(0 <= one < end for one in off):
            raise ValueError(_("What is switched off is counted from 0, in rising order, each once."))

    return check


@dataclass(frozen=True)
class WhyState(State):
    """State of the page Why.

    Attributes
    ----------
    asked : int
        The digit of the question "Why not a …?", or -1 for the runner-up.
    off_units, off_pixels : tuple of int
        Hidden units and pixels that are switched off, in rising order. Those that a network does not have count
        for nothing.
    """

    part: PartName = pages(
        "evidence",
        {
            "evidence": N_("Evidence"),
            "network": N_("Network"),
            "correction": N_("Correct"),
            "switches": N_("Switch off"),
        },
        further=("switches",),
        label=N_("Part of the page Why"),
        hint=N_(
            "Evidence: each pixel’s contribution, and what would change the prediction. Network: every number from the "
            "pixels to the probabilities. Correct: one step of gradient descent on this digit. Further: the network "
            "without some of its units or pixels. Sections 1, 3 and 6 of the chapter."
        ),
    )
    asked: int = value(RUNNER_UP, _check_asked)
    slope: SlopeName = choice(
        "exact",
        {"exact": N_("Exact"), "numerical": N_("Numerical")},
        label=N_("Exact or numerical gradient"),
        hint=N_(
            "Exact: by backpropagation. Numerical: each pixel up and down by h, 1568 forward passes, as the chapter "
            "does with weights. Section 3 of the chapter."
        ),
    )
    off_units: tuple[int, ...] = value((), _check_off(_MOST_UNITS))
    off_pixels: tuple[int, ...] = value((), _check_off(PIXELS))
    correction_rate: float = number(
        0.01,
        1e-4,
        100,
        track=LogTrack(-4, 2, (-4, -2, 0, 2)),
        label=N_("Learning rate"),
        hint=N_(
            "Each parameter moves by this times the gradient of the loss on this digit. Section 6 of the chapter."
        ),
        slider_hint=N_(
            "Each parameter moves by this times the gradient of the loss on this digit. Find the rate at which the "
            "test accuracy falls. Section 6 of the chapter."
        ),
    )
