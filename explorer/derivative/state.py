"""What a person can set in the derivative view."""

import math
from dataclasses import dataclass, field
from typing import Literal, get_args

from core.curves import find
from core.differentiation import Method
from explorer.derivative.network.state import NetworkState
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.tangent.state import TangentState
from explorer.derivative.variables.state import VariablesState

PageName = Literal["tangent", "rounding", "variables", "network"]

FARTHEST_X = 1e9
CHAPTER_STEP = 1e-4
METHODS: tuple[Method, ...] = ("forward", "central")
PAGES: tuple[PageName, ...] = get_args(PageName)


@dataclass(frozen=True)
class DerivativeState:
    """The state of the derivative view; without arguments the one to begin with.

    Attributes
    ----------
    formula : str
        A key of ``core.curves.CURVES``, or a typed formula in `x`.
    x : float
        Where the derivative is taken: P stands on the curve there.
    h : float
        The step of both differences: any positive float, even one that rounds to nothing beside `x`.
    method : "central" or "forward"
        The difference that is drawn as a triangle and explained.
    page : "tangent", "rounding", "variables" or "network"
        Which page is open.
    tangent : TangentState
        The page Tangent.
    rounding : RoundingState
        The page Rounding.
    variables : VariablesState
        The page Several variables.
    network : NetworkState
        The page Network.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    formula: str = "chapter"
    x: float = 5.0
    h: float = CHAPTER_STEP
    method: Method = "central"
    page: PageName = "tangent"
    tangent: TangentState = field(default_factory=TangentState)
    rounding: RoundingState = field(default_factory=RoundingState)
    variables: VariablesState = field(default_factory=VariablesState)
    network: NetworkState = field(default_factory=NetworkState)

    def __post_init__(self) -> None:
        find(self.formula)  # raises ExpressionError, a ValueError, where it is no formula
        if not abs(self.x) <= FARTHEST_X:
            raise ValueError("x must lie between −10⁹ and 10⁹.")
        if not 0 < self.h < math.inf:
            raise ValueError("h must be above 0 and finite: a difference divides by it.")
        if self.method not in METHODS:
            raise ValueError("The method must be central or forward.")
        if self.page not in PAGES:
            raise ValueError(f"The derivative view has no page “{self.page}”.")
