"""What a person can set in the descent view."""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from core.optimizers import OPTIMIZERS, Optimizer
from core.surfaces import find
from explorer.declarations import (
    LinearTrack,
    LogTrack,
    State,
    choice,
    number,
    seed,
    switch,
    value,
    whole_number,
)
from explorer.language import N_, _

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

OPTIMIZER_NAMES: dict[OptimizerName, str] = {
    "sgd": "SGD",
    "momentum": N_("Momentum"),
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
HYPERPARAMETERS: dict[OptimizerName, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "adagrad": ("adagrad_epsilon",),
    "rmsprop": ("decay", "epsilon"),
    "adam": ("beta1", "beta2", "epsilon"),
}
"""Fields of `MethodState` that each update rule takes, in its order."""

MOST_STARTS, MOST_STEPS = 12, 10_000
PAGES: tuple[PageName, ...] = get_args(PageName)
FARTHEST_START = 1e6  # from the origin, along each axis
LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
END = -1  # as `shown_step`: all steps
MOST_RECENT = 6  # formulas
NEAREST, FARTHEST = 0.2, 5.0  # from which a relief is seen
_TURNS = 36_000.0  # degrees
_NARROWEST, _WIDEST = 1e-9, 1e9  # of a window, along each axis
_FINEST = 1e-9  # width of a window beside its borders, so that float64 tells its pixels apart


def window_problem(window: Window) -> str:
    """Return why a window is not allowed, in a sentence; an empty text where it is."""
    left, right, bottom, top = window
    if not all(abs(border) <= _WIDEST for border in window):
        return _("The window lies too far out.")
    finest = _FINEST * max(abs(border) for border in window)
    if not min(right - left, top - bottom) >= max(_NARROWEST, finest):
        return _("The window must have some width and height.")
    return ""


def _check_window(window: Window | None) -> None:
    if window is not None and (problem := window_problem(window)):
        raise ValueError(problem)


def _check_starts(starts: tuple[Start, ...]) -> None:
    if not 1 <= len(starts) <= MOST_STARTS:
        raise ValueError(_("There can be 1 to {most} starts.").format(most=MOST_STARTS))
    if any(len(start) != 2 or not all(abs(x) <= FARTHEST_START for x in start) for start in starts):
        raise ValueError(_("A start is two numbers between −1 000 000 and 1 000 000."))


def _check_compared(compared: tuple[str, ...]) -> None:
    if any(name not in OPTIMIZERS for name in compared):
        raise ValueError(_("The optimizers must be among {names}.").format(names=", ".join(OPTIMIZERS)))


def _check_recent(formulas: tuple[str, ...]) -> None:
    if len(formulas) > MOST_RECENT:
        raise ValueError(_("At most {most} formulas are kept.").format(most=MOST_RECENT))
    for formula in formulas:
        find(formula)


def _check_azimuth(angle: float) -> None:
    if not abs(angle) <= _TURNS:
        raise ValueError(_("The relief is turned by at most 36 000°."))


def _check_elevation(angle: float) -> None:
    if not abs(angle) <= 90:
        raise ValueError(_("The relief is seen from at most 90° above or below."))


def _check_distance(distance: float) -> None:
    if not NEAREST <= distance <= FARTHEST:
        sentence = _("The distance must be from {nearest} to {farthest}.")
        raise ValueError(sentence.format(nearest=NEAREST, farthest=FARTHEST))


def _check_shown_step(step: int) -> None:
    if step < END:
        raise ValueError(_("The step that is shown must be −1 (the last), 0 or above."))


def _check_chosen_start(start: int) -> None:
    if start < 0:
        raise ValueError(_("Starts are counted from 0."))


def _share(default: float, *, label: str, hint: str) -> Any:
    return number(default, 0, 0.999999, step=0.01, label=label, hint=hint, shown_by="optimizer")


def _epsilon(default: float) -> Any:
    hint = N_("ε: keeps the division away from 0; make it large, and the rule turns into plain descent")
    return number(default, 1e-300, 1e6, label=N_("Epsilon"), hint=hint, shown_by="optimizer")


@dataclass(frozen=True)
class PictureState(State):
    """What the picture of the surface shows below the paths.

    Attributes
    ----------
    window : (left, right, bottom, top) or None
        The part of the plane to look at; None for the surface's own.
    azimuth, elevation : float
        Where the relief is seen from, in degrees.
    distance : float
        How far away; 1 for the whole.
    """

    ground: GroundName = choice(
        "height",
        {"height": N_("Height"), "basins": N_("Basins"), "plain": N_("Nothing")},
        label=N_("What the colours show"),
        hint=N_(
            "Basins: the colour says which minimum descent reaches from there with the exact gradient, the "
            "brighter the sooner; hatched leaves the picture, dark has not arrived. Drag the learning rate and "
            "watch (section 4)"
        ),
        enabled="is_map",
    )
    contours: bool = switch(
        True,
        label=N_("Contour lines"),
        hint=N_("Lines of equal height, with the height; the gradient is always across them (section 3)"),
    )
    arrows: ArrowName = choice(
        "slope",
        {"slope": N_("By slope"), "equal": N_("Equal"), "none": N_("None")},
        label=N_("Length of the arrows"),
        hint=N_("The negative gradient: longer where it is steeper, or its direction alone (section 3)"),
        enabled="is_map",
    )
    mark_minima: bool = switch(
        True, label=N_("Minima"), hint=N_("Ring the minima that are known of this surface")
    )
    mark_saddles: bool = switch(
        False,
        label=N_("Saddles"),
        hint=N_("Cross the saddles: the gradient is 0 there too, but there is a way down (section 4)"),
        enabled="is_map",
    )
    equal_aspect: bool = switch(
        True,
        label=N_("Equal units"),
        hint=N_("One unit is equally long both ways, so that angles are true: arrows cross lines at 90°"),
        enabled="is_map",
    )
    window: Window | None = value(None, _check_window)
    relief: ReliefName = choice(
        "map",
        {"map": N_("From above"), "relief": N_("In space")},
        label=N_("Where the surface is seen from"),
        hint=N_(
            "From above, as a map to drag starts on; or in space, to turn with the mouse and see paths run down"
        ),
    )
    azimuth: float = value(-60.0, _check_azimuth)
    elevation: float = value(50.0, _check_elevation)
    distance: float = value(1.0, _check_distance)
    lower: LowerName = choice(
        "values",
        {"values": N_("Values"), "sweep": N_("Sweep"), "cut": N_("Cut")},
        label=N_("Below the picture"),
        hint=N_(
            "Values: f at each step. Sweep: what 200 learning rates lead to. Cut: the surface along the "
            "gradient, with the step that lr makes (section 4)"
        ),
    )
    sweep_shows: SweepName = choice(
        "value",
        {"value": "f", "steps": N_("Steps")},
        label=N_("What the sweep shows"),
        hint=N_("The value at the end, or the steps until a thousandth of the way to the best is left"),
        shown="has_sweep",
        shown_by="lower",
    )

    @property
    def is_map(self) -> bool:
        """Whether the surface is seen from above."""
        return self.relief == "map"

    @property
    def has_sweep(self) -> bool:
        """Whether a sweep stands below the picture."""
        return self.lower == "sweep"


@dataclass(frozen=True)
class MethodState(State):
    """How a gradient becomes a step.

    Attributes
    ----------
    compared : tuple of str
        Other update rules that go from the chosen start as well; where there are any, the other starts rest.
    """

    momentum: float = _share(
        0.9,
        label=N_("Momentum"),
        hint=N_(
            "β: the share of the velocity that a step keeps; at 0 it is plain descent, near 1 it circles"
        ),
    )
    decay: float = _share(
        0.99,
        label=N_("Decay"),
        hint=N_("ρ: the share of the average of squared gradients that a step keeps; smaller forgets sooner"),
    )
    beta1: float = _share(
        0.9,
        label=N_("Beta 1"),
        hint=N_("β₁: the share of the average gradient that a step keeps; at 0 there is no momentum"),
    )
    beta2: float = _share(
        0.999,
        label=N_("Beta 2"),
        hint=N_(
            "β₂: the share of the average of squared gradients that a step keeps; smaller forgets sooner"
        ),
    )
    epsilon: float = _epsilon(1e-8)
    adagrad_epsilon: float = _epsilon(1e-10)
    compared: tuple[OptimizerName, ...] = value((), _check_compared)
    noise: float = number(
        0.0,
        0,
        1e6,
        step=0.05,
        track=LinearTrack(0, 5, 0.05),
        label=N_("Gradient noise"),
        hint=N_(
            "What a mini-batch does: its gradient is the true one and a random error. Drag it up and watch the path "
            "stray; then make the learning rate smaller (section 6)"
        ),
    )
    noise_seed: int = seed(
        shown_by="noise",
        label=N_("Other noise"),
        hint=N_("Draw other noise of the same size: another series of mini-batches"),
        enabled="has_noise",
    )

    @property
    def has_noise(self) -> bool:
        """Whether the gradient is noisy."""
        return self.noise > 0

    def optimizer(self, name: OptimizerName) -> Optimizer:
        """Return an update rule with its hyperparameters."""
        return OPTIMIZERS[name](*(getattr(self, parameter) for parameter in HYPERPARAMETERS[name]))


@dataclass(frozen=True)
class DescentState(State):
    """The state of the descent view; without arguments the one to begin with.

    Attributes
    ----------
    surface : str
        A key of ``core.surfaces.SURFACES``, or a typed formula in `x0` and `x1`.
    shown_step : int
        The step that playback shows; `END`, or anything beyond the last, shows all of them.
    chosen_start : int
        The start that keys move and that the gauge is about, counted from 0.
    recent_formulas : tuple of str
        Surfaces typed before, the newest first.
    """

    surface: str = value(
        "valley",
        find,  # raises ExpressionError, a ValueError, where it is no formula
        label=N_("Surface"),
        hint=N_(
            "The function to descend, with starts and a learning rate that suit it: the bowl is the chapter's "
            "(section 4); “Typed formula” takes your own"
        ),
    )
    starts: tuple[Start, ...] = value(((-7.0, 2.0), (8.5, -3.6), (1.3, 3.8)), _check_starts)
    learning_rate: float = number(
        0.8,
        LOWEST_RATE,
        HIGHEST_RATE,
        track=LogTrack(-3, 1, (-3, -2, -1, 0, 1)),
        label=N_("Learning rate"),
        hint=N_(
            "How far a step goes along the gradient: type any number, such as 1e-10 (chapter, section 4)"
        ),
        slider_hint=N_(
            "Drag it and watch every path bend: too small creeps, too large overshoots, then diverges"
        ),
    )
    steps: int = whole_number(
        60,
        0,
        MOST_STEPS,
        label=N_("Steps"),
        hint=N_("How often the gradient is followed, 0 to 10 000; the chapter takes 100"),
    )
    optimizer: OptimizerName = choice(
        "sgd",
        OPTIMIZER_NAMES,
        label=N_("Optimiser"),
        hint=N_(
            "The rule that turns gradients into steps: SGD is the chapter’s; try Momentum in the long valley"
        ),
    )
    gradient: GradientName = choice(
        "exact",
        {"exact": N_("Exact"), "numerical": N_("Numerical")},
        label=N_("Gradient"),
        hint=N_("By formula, or by central differences with h = 0.0001 as in the chapter (sections 3 and 4)"),
    )
    ascent: bool = choice(
        False,
        {False: N_("Descent"), True: N_("Ascent")},
        label=N_("Descent or ascent"),
        hint=N_(
            "Descent looks for a minimum, ascent for a maximum: only the sign of the step differs (section 4)"
        ),
    )
    shown_step: int = value(END, _check_shown_step)
    speed: float = choice(
        1.0,
        {speed: f"{speed:g}×" for speed in SPEEDS},
        label=N_("Speed"),
        hint=N_("How fast steps are played; 1× is four a second"),
    )
    chosen_start: int = value(0, _check_chosen_start)
    page: PageName = choice(
        "paths",
        {"paths": N_("Paths"), "method": N_("Method"), "picture": N_("Picture")},
        label=N_("Page of controls"),
        hint=N_(
            "Paths: where descent starts. Method: how a step is made. Picture: what is shown below the paths."
        ),
    )
    recent_formulas: tuple[str, ...] = value((), _check_recent)
    picture: PictureState = field(default_factory=PictureState)
    method: MethodState = field(default_factory=MethodState)

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
        return tuple(
            name for name in OPTIMIZER_NAMES if name == self.optimizer or name in self.method.compared
        )

    @property
    def compares(self) -> bool:
        """Whether several update rules go from the chosen start, instead of one from every start."""
        return len(self.rules) > 1
