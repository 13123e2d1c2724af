"""The derivative view: a curve and its tangent, rounding, several variables, and a network's gradient."""

from functools import partial

from explorer.derivative.network.page import NetworkPage
from explorer.derivative.rounding.page import RoundingPage
from explorer.derivative.state import PAGES, DerivativeState
from explorer.derivative.tangent.page import TangentPage
from explorer.derivative.variables.page import VariablesPage
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.scripted_view import ScriptedView


class DerivativeView(ScriptedView[DerivativeState]):
    """One page at a time, each to be had as a Python script."""

    name = "derivative"
    pages_in_a_row = 2

    def __init__(self, look: Look, session: Session, store: Store[DerivativeState]) -> None:
        super().__init__(look, session, store)
        for name, page in zip(PAGES, (TangentPage, RoundingPage, VariablesPage, NetworkPage), strict=True):
            self.add_page(name, partial(page, look, session, self.store))
        self.finish_pages()
