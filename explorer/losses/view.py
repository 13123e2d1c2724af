"""The losses view: four pages, from one output to a whole network's loss."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from explorer.look.theme import Look
from explorer.losses.batch.page import BatchPage
from explorer.losses.changes import fields_of
from explorer.losses.sample.page import SamplePage
from explorer.losses.scrubber.page import WeightPage
from explorer.losses.state import PAGES, LossesState
from explorer.losses.step.page import StepPage
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.scripted_view import ScriptedView


class LossesView(ScriptedView[LossesState]):
    """One page at a time, each to be had as a Python script."""

    name = "losses"

    def __init__(self, look: Look, session: Session, store: Store[LossesState]) -> None:
        super().__init__(look, session, store)
        for name, page in zip(PAGES, (SamplePage, BatchPage, WeightPage, StepPage), strict=True):
            self.add_page(name, partial(page, look, session, self.store))
        self.finish_pages()

    def fields_of(self, field: str, value: Any) -> Mapping[str, Any]:
        """Return all fields to change, by name, where the user chooses a value for one."""
        return fields_of(self.store.state, field, value)
