"""Choosing the network that a page looks into."""

from dataclasses import replace

from PySide6.QtCore import Slot

from core.model_file import SavedNetwork
from explorer.look.theme import Look
from explorer.losses.state import LossesState
from explorer.state.session import CHAPTER, NEWEST, READER, Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import percent
from explorer.widgets.choice import Choice


def network_names(session: Session) -> dict[str, str]:
    """Return what each network to choose from is called, with its test accuracy, by its key."""
    names = {
        CHAPTER: _("Chapter’s network, {accuracy}"),
        READER: _("Handwriting network, {accuracy}"),
    }
    if session.trained_networks:
        names[NEWEST] = _("Trained last, {accuracy}")
    return {key: name.format(accuracy=_accuracy(session.network(key))) for key, name in names.items()}


def _accuracy(saved: SavedNetwork) -> str:
    return _("not tested") if saved.test_accuracy is None else percent(saved.test_accuracy)


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
        self.set_items(list(network_names(self._session).items()))
        self.set_value(self._store.state.network)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._store.change_to(replace(self._store.state, network=key))
