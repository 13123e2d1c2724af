"""What a person can set in the descent view."""

import math
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.optimizers import OPTIMIZERS, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from core.surfaces import find

OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
GradientName = Literal["exact", "numerical"]
PageName = Literal["paths", "method", "picture"]
GroundName = Literal["height", "basins", "plain"]
ArrowName = Literal["slope", "equal", "none"]
ReliefName = Literal["map", "relief"]
LowerName = Literal["values", "sweep", "cut"]
SweepName = Literal["value", "steps"]
Start = tuple[float, float]
Window = tuple[float, float, float, float]  # left, right, bottom, top

MOST_STARTS, MOST_STEPS = 12, 10_000
PAGES: tuple[PageName, ...] = get_args(PageName)
FARTHEST_START = 1e6  # from the origin, along each axis
LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300  # that can be typed
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
END = -1  # as `shown_step`: all steps
MOST_RECENT = 6  # formulas
NARROWEST, WIDEST = 1e-9, 1e9  # of a window, along each axis
NEAREST, FARTHEST = 0.2, 5.0  # from which a relief is seen
_TURNS = 36_000.0  # degrees
LARGEST_NOISE, LARGEST_SEED = 1e6, 999_999


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
    mark_minima, mark_saddles : bool
        Whether those that are known have a mark.
    equal_aspect : bool
        Whether one unit is equally long both ways.
    window : (left, right, bottom, top) or None
        The part of the plane to look at; None for the surface's own.
    relief : "map" or "relief"
        Seen from above, or in space.
    azimuth, elevation : float
        Where the relief is seen from, in degrees.
    distance : float
        How far away; 1 for the whole.
    lower : "values", "sweep" or "cut"
        What stands below the picture.
    sweep_shows : "value" or "steps"
        What the sweep over learning rates is about.
    """

    ground: GroundName = "height"
    contours: bool = True
    arrows: ArrowName = "slope"
    mark_minima: bool = True
    mark_saddles: bool = False
    equal_aspect: bool = True
    window: Window | None = None
    relief: ReliefName = "map"
    azimuth: float = -60.0
    elevation: float = 50.0
    distance: float = 1.0
    lower: LowerName = "values"
    sweep_shows: SweepName = "value"

    def __post_init__(self) -> None:
        for value, allowed, sentence in (
            (self.ground, GroundName, "The ground must be height, basins or plain."),
            (self.arrows, ArrowName, "The arrows must be slope, equal or none."),
            (self.relief, ReliefName, "The surface is seen as a map or as a relief."),
            (self.lower, LowerName, "Below the picture are values, a sweep or a cut."),
            (self.sweep_shows, SweepName, "The sweep shows the value or the steps."),
        ):
            if value not in get_args(allowed):
                raise ValueError(sentence)
        if not (abs(self.azimuth) <= _TURNS and abs(self.elevation) <= 90):
            raise ValueError("The relief is seen from at most 90° above or below.")
        if not NEAREST <= self.distance <= FARTHEST:
            raise ValueError(f"The distance must be from {NEAREST} to {FARTHEST}.")
        if self.window is not None and window_problem(self.window):
            raise ValueError(window_problem(self.window))


@dataclass(frozen=True)
class MethodState:
    """How a gradient becomes a step.

    Attributes
    ----------
    momentum : float
        Of Momentum and Nesterov, in [0, 1).
    decay : float
        Of RMSProp, in [0, 1).
    beta1, beta2 : float
        Of Adam, in [0, 1).
    epsilon : float
        Of RMSProp and Adam, positive.
    adagrad_epsilon : float
        Positive.
    compared : tuple of str
        Other update rules that go from the chosen start as well; where there are any, the other starts rest.
    noise : float
        Standard deviation of the noise in each slope, at least 0.
    noise_seed : int
        At least 0.
    """

    momentum: float = 0.9
    decay: float = 0.99
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    adagrad_epsilon: float = 1e-10
    compared: tuple[OptimizerName, ...] = ()
    noise: float = 0.0
    noise_seed: int = 0

    def __post_init__(self) -> None:
        if not all(0 <= share < 1 for share in (self.momentum, self.decay, self.beta1, self.beta2)):
            raise ValueError("Momentum, decay and β are at least 0 and below 1.")
        if not all(0 < epsilon < math.inf for epsilon in (self.epsilon, self.adagrad_epsilon)):
            raise ValueError("ε must be above 0 and finite.")
        if any(name not in OPTIMIZERS for name in self.compared):
            raise ValueError(f"The optimizers must be among {', '.join(OPTIMIZERS)}.")
        if not 0 <= self.noise <= LARGEST_NOISE:
            raise ValueError("The noise must be from 0 to 1 000 000.")
        if not 0 <= self.noise_seed <= LARGEST_SEED:
            raise ValueError("The seed must be from 0 to 999 999.")

    def optimizer(self, name: str) -> Optimizer:
        """Return an update rule with its hyperparameters."""
        match name:
            case "momentum":
                return Momentum(self.momentum)
            case "nesterov":
                return Nesterov(self.momentum)
            case "adagrad":
                return AdaGrad(self.adagrad_epsilon)
            case "rmsprop":
                return RMSProp(self.decay, self.epsilon)
            case "adam":
                return Adam(self.beta1, self.beta2, self.epsilon)
        return OPTIMIZERS[name]()


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
    recent_formulas : tuple of str
        Surfaces typed before, the newest first.
    picture : PictureState
    method : MethodState

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
    recent_formulas: tuple[str, ...] = ()
    picture: PictureState = field(default_factory=PictureState)
    method: MethodState = field(default_factory=MethodState)

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
        if len(self.recent_formulas) > MOST_RECENT:
            raise ValueError(f"At most {MOST_RECENT} formulas are kept.")
        for formula in self.recent_formulas:
            find(formula)
        if self.page not in PAGES:
            raise ValueError("The page must be paths, method or picture.")

    @property
    def last_shown(self) -> int:
        """The last step in the picture."""
        return self.steps if self.shown_step == END else min(self.shown_step, self.steps)

    @property
    def is_played(self) -> bool:
        """Whether fewer steps are shown than there are."""
        return self.last_shown < self.steps

    @property
    def chosen(self) -> int:
        """The chosen start, or the last one where there are fewer."""
        return min(self.chosen_start, len(self.starts) - 1)

    @property
    def rules(self) -> tuple[OptimizerName, ...]:
        """The update rules that are compared, in the order of their list; only the chosen one otherwise."""
        return tuple(name for name in _NAMES if name == self.optimizer or name in self.method.compared)

    @property
    def compares(self) -> bool:
        """Whether several update rules go from the chosen start, instead of one from every start."""
        return len(self.rules) > 1


_FINEST = 1e-9  # width of a window beside its borders, so that float64 tells its pixels apart
_NAMES: tuple[OptimizerName, ...] = get_args(OptimizerName)


def window_problem(window: Window) -> str:
    """Return why a window is not allowed, in a sentence; an empty text where it is."""
    left, right, bottom, top = window
    if not all(abs(border) <= WIDEST for border in window):
        return "The window lies too far out."
    finest = _FINEST * max(abs(border) for border in window)
    if not min(right - left, top - bottom) >= max(NARROWEST, finest):
        return "The window must have some width and height."
    return ""
