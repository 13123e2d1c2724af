"""What a person can set on the page Step against sigmoid, beside the weight that it shares."""

from dataclasses import dataclass

from explorer.language import _
from explorer.losses.checks import check_between

FARTHEST_INPUT = 1000.0


@dataclass(frozen=True)
class StepState:
    """State of the page Step against sigmoid.

    Parameters
    ----------
    activation_x : float
        Where the activations are looked at.

    Raises
    ------
    ValueError
        With a sentence for the person.
    """

    activation_x: float = 1.0

    def __post_init__(self) -> None:
        sentence = _("An activation is looked at from {low} to {high}, not at {value}.")
        check_between(self.activation_x, -FARTHEST_INPUT, FARTHEST_INPUT, sentence)
