"""What a person can set in the derivative view."""

import sys
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.curves import find
from core.differentiation import Method
from explorer.declarations import LogTrack, State, choice, number, pages, value
from explorer.derivative.network.state import NetworkState
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.tangent.state import TangentState
from explorer.derivative.variables.state import VariablesState
from explorer.language import N_

PageName = Literal["tangent", "rounding", "variables", "network"]

FARTHEST_X = 1e9
X_STEP = 0.1
CHAPTER_STEP = 1e-4
METHODS: tuple[Method, ...] = ("forward", "central")
PAGES: tuple[PageName, ...] = get_args(PageName)


@dataclass(frozen=True)
class DerivativeState(State):
    """The state of the derivative view; without arguments the one to begin with.

    Attributes
    ----------
    formula : str
        A key of ``core.curves.CURVES``, or a typed formula in `x`.
    x : float
        Where the derivative is taken: P stands on the curve there.
    h : float
        The step of both differences: any positive float, even one that rounds to nothing beside `x`.
    """

    formula: str = value("chapter", find)
    x: float = number(
        5.0,
        -FARTHEST_X,
        FARTHEST_X,
        step=X_STEP,
        digits=9,
        label=N_("x"),
        hint=N_(
            "Where to differentiate. Arrow keys move it by 0.1, Page keys by 1; or drag P along the curve. "
            "Section 3 of the chapter."
        ),
    )
    h: float = number(
        CHAPTER_STEP,
        5e-324,
        sys.float_info.max,
        track=LogTrack(-16, 0, (-16, -12, -8, -4, 0)),
        label=N_("Step h"),
        hint=N_(
            "How far the difference reaches. Type any positive number, such as 4, 1e-8 or 1e-50: too large "
            "and the curve bends, too small and rounding wins. Section 3 of the chapter."
        ),
        slider_hint=N_(
            "Drag from 1 down and watch the digits: they get better, and then worse again. Arrow keys move a "
            "hundredth of a decade, Page keys a tenth. Section 3 of the chapter."
        ),
    )
    method: Method = choice(
        "central",
        {"forward": N_("Forward"), "central": N_("Central")},
        label=N_("Difference"),
        hint=N_(
            "The difference that is drawn as a triangle and explained. Forward: ( f(x+h) − f(x) ) / h. "
            "Central: ( f(x+h) − f(x−h) ) / 2h, which is the chapter's numerical_diff. Section 3 of the chapter."
        ),
    )
    page: PageName = pages(
        "tangent",
        {
            "tangent": N_("Tangent"),
            "rounding": N_("Rounding"),
            "variables": N_("Variables"),
            "network": N_("Network"),
        },
        label=N_("Page"),
        hint=N_(
            "Tangent: a curve, its slope at P, and the secants. Rounding: how small an h is too small. "
            "Variables: partial derivatives and the gradient of a function of two. "
            "Network: the gradient of the chapter's simpleNet. Sections 3 and 5 of the chapter."
        ),
    )
    tangent: TangentState = field(default_factory=TangentState)
    rounding: RoundingState = field(default_factory=RoundingState)
    variables: VariablesState = field(default_factory=VariablesState)
    network: NetworkState = field(default_factory=NetworkState)
