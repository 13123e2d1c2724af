"""What the user can set on the page Rounding, beside the curve, the point, the step and the difference."""

from dataclasses import dataclass
from typing import Literal, get_args

from explorer.state.declarations import State, choice, switch
from explorer.texts.language import N_

Precision = Literal["float64", "float32"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)


@dataclass(frozen=True)
class RoundingState(State):
    """State of the page Rounding."""

    precision: Precision = choice(
        "float64",
        {name: name for name in PRECISIONS},
        label=N_("Precision"),
        hint=N_(
            "The arithmetic whose digits are followed: float64 has about 16 digits, float32 about 7. "
            "Section 3 of the chapter."
        ),
    )
    show_theory: bool = switch(
        False,
        label=N_("Further: theory of the error"),
        hint=N_("Draws the truncation error and the rounding error that a model expects, and their best h."),
    )
