"""What a person can set on the page Several variables."""

import math
from dataclasses import dataclass

from core.surfaces import Point, find

FARTHEST = 1e6  # of the point from the origin, along each axis
TURN = 360.0


@dataclass(frozen=True)
class VariablesState:
    """State of the page Several variables; without arguments the chapter's example.

    Attributes
    ----------
    surface : str
        A key of ``core.surfaces.SURFACES``, or a typed formula in `x0` and `x1`.
    x0, x1 : float
        The point.
    angle : float
        A direction from it in degrees, 0 to 360, counter-clockwise from the axis of x0.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    surface: str = "bowl"
    x0: float = 3.0
    x1: float = 4.0
    angle: float = 30.0

    def __post_init__(self) -> None:
        find(self.surface)  # raises ExpressionError, a ValueError, where it is no formula
        if not (abs(self.x0) <= FARTHEST and abs(self.x1) <= FARTHEST):
            raise ValueError("x₀ and x₁ must lie between −10⁶ and 10⁶.")
        if not 0 <= self.angle <= TURN:
            raise ValueError("The direction must lie between 0 and 360 degrees.")

    @property
    def point(self) -> Point:
        """The point as a pair."""
        return self.x0, self.x1

    @property
    def direction(self) -> float:
        """The angle in radians."""
        return math.radians(self.angle)
