"""What a person can set in the descent view."""

import math
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.optimizers import OPTIMIZERS
from core.surfaces import find

OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
GradientName = Literal["exact", "numerical"]
PageName = Literal["paths", "method", "picture"]
GroundName = Literal["height", "basins", "plain"]
ArrowName = Literal["slope", "equal", "none"]
Start = tuple[float, float]
Window = tuple[float, float, float, float]

MOST_STARTS, MOST_STEPS = 12, 10_000
PAGES: tuple[PageName, ...] = get_args(PageName)
FARTHEST_START = 1e6  # from the origin, along each axis
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
END = -1  # as `shown_step`: all steps


@dataclass(frozen=True)
class PictureState:
    """What the picture of the surface shows below the paths.

    Attributes
    ----------
    ground : "height", "basins" or "plain"
        What colours stand for: the height of the surface, or where descent ends from each point.
    contours : bool
        Whether there are contour lines.
    arrows : "slope", "equal" or "none"
        How long the arrows downhill are.
    """

    ground: GroundName = "height"
    contours: bool = True
    arrows: ArrowName = "slope"

    def __post_init__(self) -> None:
        if self.ground not in get_args(GroundName):
            raise ValueError("The ground must be height, basins or plain.")
        if self.arrows not in get_args(ArrowName):
            raise ValueError("The arrows must be slope, equal or none.")


@dataclass(frozen=True)
class DescentState:
    """The state of the descent view; without arguments the one to begin with.

    Attributes
    ----------
    surface : str
        A key of ``core.surfaces.SURFACES``, or a typed formula in `x0` and `x1`.
    starts : tuple of (x0, x1)
        1 to 12 points.
    learning_rate : float
        Above 0.
    steps : int
        0 to 10 000.
    optimizer : str
        A key of ``core.optimizers.OPTIMIZERS``.
    gradient : "exact" or "numerical"
        By formula, or by central differences with the chapter's h.
    ascent : bool
        Climb instead.
    shown_step : int
        The step that playback shows; `END`, or anything beyond the last, shows all of them.
    speed : float
        Of playback: one of `SPEEDS`.
    chosen_start : int
        The start that keys move and that the gauge is about, counted from 0.
    page : "paths", "method" or "picture"
        Which page of controls is open.
    picture : PictureState

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    surface: str = "valley"
    starts: tuple[Start, ...] = ((-7.0, 2.0), (8.5, -3.6), (1.3, 3.8))
    learning_rate: float = 0.8
    steps: int = 60
    optimizer: OptimizerName = "sgd"
    gradient: GradientName = "exact"
    ascent: bool = False
    shown_step: int = END
    speed: float = 1.0
    chosen_start: int = 0
    page: PageName = "paths"
    picture: PictureState = field(default_factory=PictureState)

    def __post_init__(self) -> None:
        find(self.surface)  # raises ExpressionError, a ValueError, where it is no formula
        if not 1 <= len(self.starts) <= MOST_STARTS:
            raise ValueError(f"There can be 1 to {MOST_STARTS} starts.")
        if any(len(start) != 2 or not all(abs(x) <= FARTHEST_START for x in start) for start in self.starts):
            raise ValueError("A start is two numbers between −1 000 000 and 1 000 000.")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError("The learning rate must be above 0 and finite.")
        if not 0 <= self.steps <= MOST_STEPS:
            raise ValueError("There can be 0 to 10 000 steps.")
        if self.optimizer not in OPTIMIZERS:
            raise ValueError(f"The optimizer must be one of {', '.join(OPTIMIZERS)}.")
        if self.gradient not in get_args(GradientName):
            raise ValueError("The gradient must be exact or numerical.")
        if self.shown_step < END:
            raise ValueError("The step that is shown must be −1 (the last), 0 or above.")
        if self.speed not in SPEEDS:
            raise ValueError("The speed must be 0.25, 0.5, 1, 2, 4, 8 or 16.")
        if self.chosen_start < 0:
            raise ValueError("Starts are counted from 0.")
        if self.page not in PAGES:
            raise ValueError("The page must be paths, method or picture.")

    @property
    def last_shown(self) -> int:
        """The last step in the picture."""
        return self.steps if self.shown_step == END else min(self.shown_step, self.steps)

    @property
    def chosen(self) -> int:
        """The chosen start, or the last one where there are fewer."""
        return min(self.chosen_start, len(self.starts) - 1)
