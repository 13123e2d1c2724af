"""What the user can set in the derivative view."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from core.curves import CURVES, find
from core.differentiation import Method
from explorer.derivative.network.state import NetworkState
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.tangent.state import TangentState
from explorer.derivative.variables.state import VariablesState
from explorer.state.declarations import LogTrack, State, choice, number, pages, value
from explorer.texts.language import N_

PageName = Literal["tangent", "rounding", "variables", "network"]

FARTHEST_X = 1e9
X_STEP = 0.1
CHAPTER_STEP = 1e-4
METHODS: tuple[Method, ...] = ("forward", "central")
PAGES: tuple[PageName, ...] = get_args(PageName)
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "tangent": {"formula": "chapter", "x": 5.0, "h": 4.0},
    "rounding": {"formula": "sin", "x": 1.0, "h": CHAPTER_STEP},
}
"""What the pages about one curve open with: a secant that can be seen; errors that fall and rise with h."""


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

    formula: str = value(EXAMPLES["tangent"]["formula"], find, names=tuple(CURVES))
    x: float = number(
        EXAMPLES["tangent"]["x"],
        -FARTHEST_X,
        FARTHEST_X,
        step=X_STEP,
        digits=9,
        label=N_("x"),
        hint=N_(
            "Where to differentiate. Arrow keys change it by 0.1, Page keys by 1; or drag P along the curve. "
            "Section 3 of the chapter."
        ),
    )
    h: float = number(
        EXAMPLES["tangent"]["h"],
        5e-324,
        sys.float_info.max,
        track=LogTrack(-16, 1, (-16, -12, -8, -4, 1)),
        label=N_("Step h"),
        hint=N_("Any positive number, such as 4, 1e-4 or 1e-50. Section 3 of the chapter."),
        slider_hint=N_(
            "Make h smaller: on the page Tangent the forward secant turns towards the tangent, on the page Rounding "
            "its error falls and then rises. Arrow keys move a hundredth of a decade, Page keys a tenth."
        ),
    )
    method: Method = choice(
        "central",
        {"forward": N_("Forward"), "central": N_("Central")},
        label=N_("Difference"),
        hint=N_(
            "The difference that is drawn as a triangle. Forward: ( f(x+h) − f(x) ) / h. "
            "Central: ( f(x+h) − f(x−h) ) / 2h, the chapter’s numerical_diff. Section 3 of the chapter."
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
            "Tangent: a curve, its tangent and its secants. Rounding: the error for every h. "
            "Variables: partial derivatives and the gradient. "
            "Network: the gradient of the chapter’s simpleNet. Sections 3 and 5 of the chapter."
        ),
    )
    tangent: TangentState = field(default_factory=TangentState)
    rounding: RoundingState = field(default_factory=RoundingState)
    variables: VariablesState = field(default_factory=VariablesState)
    network: NetworkState = field(default_factory=NetworkState)

    def completed(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add the example of a page that is opened, where another page's is shown and not one of the user's own."""
        page = fields.get("page", self.page)
        example = EXAMPLES.get(page) if isinstance(page, str) else None
        shown = next((e for e in EXAMPLES.values() if (e["formula"], e["x"]) == (self.formula, self.x)), None)
        if page == self.page or example is None or shown is None or shown is example:
            return fields
        kept = {"h": self.h} if self.h != shown["h"] else {}
        return {**example, **kept, **fields}
