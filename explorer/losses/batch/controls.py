"""The controls of the page Batch."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from explorer.look.theme import Look
from explorer.losses.network_choice import NetworkChoice
from explorer.losses.state import LossesState
from explorer.state.declarations import next_seed
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import (
    BareHeroControl,
    BareNumberControl,
    BareSegmentedControl,
    ControlKit,
    SegmentedControl,
    heading,
)
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button
from explorer.widgets.layout import row


class BatchControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    session : Session
        Who keeps the networks.

    Attributes
    ----------
    by_name : dict of str to QWidget
        The choice of a network and the button by the second half of their object names.
    """

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._kit = kit = ControlKit(look, store, "losses")
        self._network = NetworkChoice(look, session, store)
        another = Button(look, "dice", primary=True)
        another.setText(_("Draw another batch"))
        another.clicked.connect(self._on_another)
        self.by_name: dict[str, QWidget] = {"batch_network": self._network, "another_batch": another}
        size, seed = kit.make(BareHeroControl, "batch_size"), kit.make(BareNumberControl, "batch_seed")
        panel.add_section(heading(look, _("Images in the batch, N")), size, size.slider, size.message)
        panel.add_rule()
        panel.add_section(None, kit.make(SegmentedControl, "order", object_name="batch_order"))
        panel.add_rule()
        panel.add_section(heading(look, _("Sampling")), kit.make(BareSegmentedControl, "sampling"))
        panel.add_rule()
        panel.add_section(None, row(heading(look, _("Seed")), seed), seed.message)
        panel.add_rule()
        panel.add_section(heading(look, _("Network")), self._network)
        panel.pinned.addWidget(another)

    def show_state(self, state: LossesState) -> None:
        """Set every control to the state; none of them answers."""
        self._kit.show_state(state)
        self._network.set_value(state.network)

    @Slot()
    def _on_another(self) -> None:
        state = self._store.state
        page = replace(state.batch, batch_seed=next_seed(state.batch.batch_seed))
        self._store.change_to(replace(state, batch=page))
