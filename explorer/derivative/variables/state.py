"""What the user can set on the page Several variables."""

import math
from dataclasses import dataclass
from typing import Any

from core.surfaces import SURFACES, Point, find
from explorer.state.declarations import LinearTrack, State, number, switch, value
from explorer.texts.language import N_

FARTHEST = 1e6  # of the point from the origin, along each axis
POINT_STEP, ANGLE_STEP = 0.1, 1.0
TURN = 360.0


def _coordinate(default: float, label: str) -> Any:
    hint = N_("Arrow keys change it by 0.1, Page keys by 1; or drag the point. Section 3 of the chapter.")
    return number(default, -FARTHEST, FARTHEST, step=POINT_STEP, digits=7, label=label, hint=hint)


@dataclass(frozen=True)
class VariablesState(State):
    """State of the page Several variables; without arguments the chapter's example.

    Attributes
    ----------
    surface : str
        A key of ``core.surfaces.SURFACES``, or a typed formula in `x0` and `x1`.
    angle : float
        A direction from the point, counter-clockwise from the axis of x0.
    """

    surface: str = value("bowl", find, names=tuple(SURFACES))
    x0: float = _coordinate(3.0, N_("x₀ of the point"))
    x1: float = _coordinate(4.0, N_("x₁ of the point"))
    angle: float = number(
        30.0,
        0,
        TURN,
        step=ANGLE_STEP,
        digits=4,
        track=LinearTrack(0, TURN),
        label=N_("Direction, °"),
        hint=N_(
            "The direction in which the slope is taken, counter-clockwise from the axis of x₀: 0 gives ∂f/∂x₀, "
            "90 gives ∂f/∂x₁. Section 3 of the chapter."
        ),
        slider_hint=N_(
            "Turn once around: where f has a gradient, the slope is a cosine of the angle, 0 along the contour."
        ),
    )
    integers: bool = switch(
        False,
        label=N_("The trap: an array of integers"),
        hint=N_(
            "numerical_gradient as the chapter has it changes x in place. An array of integers, such as "
            "np.array([3, 4]), cuts off the decimals of x + h and x − h. For whole numbers only."
        ),
        enabled="is_whole",
    )

    @property
    def is_whole(self) -> bool:
        """Whether both coordinates are whole numbers."""
        return self.x0 == int(self.x0) and self.x1 == int(self.x1)

    @property
    def shows_integers(self) -> bool:
        """Whether the numerical gradient is that of an array of integers."""
        return self.integers and self.is_whole

    @property
    def point(self) -> Point:
        """The point as a pair."""
        return self.x0, self.x1

    @property
    def direction(self) -> float:
        """The angle in radians."""
        return math.radians(self.angle)
