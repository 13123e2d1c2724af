"""What the user can set in the descent view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.chapter_inputs import DESCENT_RATES, DESCENT_START, DESCENT_STEPS
from core.surfaces import SURFACES, find
from explorer.descent.method_state import OPTIMIZER_NAMES, MethodState, OptimizerName
from explorer.descent.picture_state import PictureState
from explorer.state.declarations import (
    LogTrack,
    State,
    choice,
    number,
    pages,
    value,
    whole_number,
)
from explorer.texts.language import N_, _

GradientName = Literal["exact", "numerical"]
PageName = Literal["paths", "picture", "method", "none"]
Start = tuple[float, float]

MOST_STARTS, MOST_STEPS = 12, 10_000
PAGES: tuple[PageName, ...] = ("paths", "picture", "method")
"""Sections of the control column; with "none" all are closed."""
FARTHEST_START = 1e6  # from the origin, along each axis
LOWEST_RATE, HIGHEST_RATE = 1e-300, 1e300
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
END = -1  # as `shown_step`: all steps
MOST_RECENT = 6  # formulas


def _check_starts(starts: tuple[Start, ...]) -> None:
    if not 1 <= len(starts) <= MOST_STARTS:
        raise ValueError(_("There can be 1 to {most} starts.").format(most=MOST_STARTS))
    if any(len(start) != 2 or not all(abs(x) <= FARTHEST_START for x in start) for start in starts):
        raise ValueError(_("A start is two numbers between −1 000 000 and 1 000 000."))


def _check_start_numbers(numbers: tuple[int, ...]) -> None:
    if len(set(numbers)) < len(numbers) or not all(1 <= number <= MOST_STARTS for number in numbers):
        raise ValueError(_("Starts have different numbers, 1 to {most}.").format(most=MOST_STARTS))


def _check_recent(formulas: tuple[str, ...]) -> None:
    if len(formulas) > MOST_RECENT:
        raise ValueError(_("At most {most} formulas are kept.").format(most=MOST_RECENT))
    for formula in formulas:
        find(formula)


def _check_shown_step(step: int) -> None:
    if step < END:
        raise ValueError(_("The step that is shown must be −1 (the last), 0 or above."))


def _check_chosen_start(start: int) -> None:
    if start < 0:
        raise ValueError(_("Starts are counted from 0."))


@dataclass(frozen=True)
class DescentState(State):
    """The state of the descent view; without arguments the one to begin with.

    Attributes
    ----------
    surface : str
        A key of ``core.surfaces.SURFACES``, or a typed formula in `x0` and `x1`.
    start_numbers : tuple of int
        The number of each start, which says its colour and marker; see `numbers`.
    shown_step : int
        The step that playback shows; `END`, or anything beyond the last, shows all of them.
    chosen_start : int
        The start that keys move and that the gauge is about, counted from 0.
    recent_formulas : tuple of str
        Surfaces typed before, the newest first.
    """

    surface: str = value(
        "bowl",
        find,  # raises ExpressionError, a ValueError, where it is no formula
        names=tuple(SURFACES),
        label=N_("Surface"),
        hint=N_(
            "The function f, with suitable starts and learning rate; the bowl is the chapter’s (section 4). "
            "“Typed formula” takes your own"
        ),
    )
    starts: tuple[Start, ...] = value((DESCENT_START, (4.0, -2.5), (-1.5, -3.5)), _check_starts)
    start_numbers: tuple[int, ...] = value((), _check_start_numbers)
    learning_rate: float = number(
        DESCENT_RATES[0],
        LOWEST_RATE,
        HIGHEST_RATE,
        track=LogTrack(-3, 1, (-3, -2, -1, 0, 1)),
        label=N_("Learning rate"),
        hint=N_(
            "What the gradient is multiplied by in each step: type any number, such as 1e-10 (section 4)"
        ),
        slider_hint=N_("Drag it to see every path change"),
    )
    steps: int = whole_number(
        DESCENT_STEPS,
        0,
        MOST_STEPS,
        label=N_("Steps"),
        hint=N_("How many steps, 0 to 10 000; the chapter takes 100"),
    )
    optimizer: OptimizerName = choice(
        "sgd",
        OPTIMIZER_NAMES,
        label=N_("Optimiser"),
        hint=N_(
            "How a gradient becomes a step: SGD is plain gradient descent, the chapter’s; try Momentum in the "
            "long valley"
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
            "Descent subtracts lr times the gradient, ascent adds it: it looks for a maximum (section 4)"
        ),
    )
    shown_step: int = value(END, _check_shown_step)
    speed: float = choice(
        1.0,
        {speed: f"{speed:g}×" for speed in SPEEDS},
        label=N_("Speed"),
        hint=N_("How fast steps are played; 1× is four per second"),
    )
    chosen_start: int = value(0, _check_chosen_start)
    page: PageName = pages(
        "paths",
        {
            "paths": N_("Gradient and starts"),
            "picture": N_("Picture"),
            "method": N_("Further: optimisers, basins, 3-D"),
            "none": N_("All closed"),
        },
        further=("method", "none"),
        label=N_("Open section of the controls"),
        hint=N_("Which section of the control column is open"),
    )
    recent_formulas: tuple[str, ...] = value((), _check_recent, holds_work=True)
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
    def numbers(self) -> tuple[int, ...]:
        """The number of each start; 1, 2, 3 and so on unless there are as many `start_numbers`."""
        count = len(self.starts)
        return self.start_numbers if len(self.start_numbers) == count else tuple(range(1, count + 1))

    @property
    def chosen_number(self) -> int:
        """The number of the chosen start."""
        return self.numbers[self.chosen]

    def completed(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Count starts that replace others from 1."""
        return {"start_numbers": (), **fields} if "starts" in fields else fields

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
