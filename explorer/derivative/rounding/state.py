"""What a person can set on the page Rounding, beside the curve, the point, the step and the difference."""

from dataclasses import dataclass
from typing import Literal, get_args

Precision = Literal["float64", "float32"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)


@dataclass(frozen=True)
class RoundingState:
    """State of the page Rounding.

    Attributes
    ----------
    precision : "float64" or "float32"
        The arithmetic whose theory is drawn and whose digits are followed.

    Raises
    ------
    ValueError
        With a sentence for the person, where there is no such precision.
    """

    precision: Precision = "float64"

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise ValueError("The precision must be float64 or float32.")
