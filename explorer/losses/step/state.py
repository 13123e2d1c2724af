"""What a person can set on the page Step against sigmoid, beside the weight that it shares."""

from dataclasses import dataclass

from explorer.declarations import State, number
from explorer.language import N_

FARTHEST_INPUT = 1000.0


@dataclass(frozen=True)
class StepState(State):
    """State of the page Step against sigmoid."""

    activation_x: float = number(
        1.0,
        -FARTHEST_INPUT,
        FARTHEST_INPUT,
        step=0.1,
        label=N_("Input of a unit"),
        hint=N_(
            "Where the activations are looked at; try 0, where the step jumps, and 6, where the sigmoid is nearly "
            "flat, but only nearly. Section 2 of the chapter."
        ),
    )
