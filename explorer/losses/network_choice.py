"""Choosing the network that a page looks into."""

from dataclasses import replace

from PySide6.QtCore import Slot

from explorer.look.theme import Look
from explorer.losses.state import LossesState
from explorer.state.session import CHAPTER, NEWEST, READER, Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import percent
from explorer.widgets.choice import Choice


class NetworkChoice(Choice):
    """A list of the bundled networks and those trained in this session.

    Parameters
    ----------
    session : Session
        Who keeps the networks.
    """

    def __init__(self, look: Look, session: Session, store: Store[LossesState]) -> None:
        super().__init__(look)
        self._session, self._store = session, store
        session.networks_changed.connect(self._fill)
        self.chosen.connect(self._on_chosen)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        names = {
            CHAPTER: _("Chapter's network, {accuracy}"),
            READER: _("Handwriting network, {accuracy}"),
        }
        if self._session.trained_networks:
            names[NEWEST] = _("Trained last, {accuracy}")
        self.set_items([(key, name.format(accuracy=self._accuracy(key))) for key, name in names.items()])
        self.set_value(self._store.state.network)

    def _accuracy(self, key: str) -> str:
        accuracy = self._session.network(key).test_accuracy
        return _("not tested") if accuracy is None else percent(accuracy)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._store.change_to(replace(self._store.state, network=key))
