"""What the user can set on the page Step, beside the weight that it shares with the page Weight."""

from dataclasses import dataclass

from explorer.state.declarations import State, number
from explorer.texts.language import N_

FARTHEST_INPUT = 1000.0


@dataclass(frozen=True)
class StepState(State):
    """State of the page Step."""

    activation_x: float = number(
        1.0,
        -FARTHEST_INPUT,
        FARTHEST_INPUT,
        step=0.1,
        label=N_("Input of a unit"),
        hint=N_(
            "The input of both activations. Try 0, where the step function jumps, and 6, where the slope of the "
            "sigmoid is small but not 0. Section 2 of the chapter."
        ),
    )
