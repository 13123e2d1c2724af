"""What the pages about the inside of a network have in common."""

from dataclasses import replace

from PySide6.QtCore import Slot

from core.two_layer_net import TwoLayerNet
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_
from explorer.training.inside.state import InsideState
from explorer.training.inside.units import UnitResults
from explorer.training.page import TrainingPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import Facts, whole
from explorer.widgets.memo import Memo


class InsidePart(TrainingPage):
    """A page about the parameters or the hidden units of a network.

    Parameters
    ----------
    results : UnitResults
        What is known about the hidden units.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[TrainingState],
        subject: Subject,
        results: UnitResults,
    ) -> None:
        super().__init__(look, session, store, subject)
        self.results = results
        self.memo = Memo()

    fact_labels = {"iteration": N_("Iteration")}

    def facts(self) -> Facts:
        """Return the moment that is looked at; pages add what they show of the network."""
        return {"iteration": whole(self.subject.moment)}

    @property
    def inside(self) -> InsideState:
        """The state of the page."""
        return self.store.state.inside

    def unit_of(self, network: TwoLayerNet) -> int:
        """Return the hidden unit that is looked at: that of the state, or the last of a smaller network."""
        return min(self.inside.unit, network.sizes[1] - 1)

    def _looking_at(self, unit: int) -> TrainingState:
        state = self.store.state
        return replace(state, inside=replace(state.inside, unit=unit))

    @Slot(int)
    def on_unit_chosen(self, unit: int) -> None:
        """Look at a hidden unit that was clicked."""
        self.store.change_to(self._looking_at(unit))

    @Slot(int)
    def on_unit_moved(self, unit: int) -> None:
        """Look at a hidden unit that an arrow key reached."""
        self.store.nudge_to(self._looking_at(unit))
