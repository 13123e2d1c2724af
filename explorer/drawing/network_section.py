"""Which network predicts: a choice that is in sight on every page."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.drawing import words
from explorer.drawing.page import describe
from explorer.drawing.state import DrawingState
from explorer.look.theme import SMALL, Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import heading
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class NetworkSection(Guarded, QWidget):
    """The choice of the network, with its sizes and its accuracy below."""

    def __init__(self, look: Look, session: Session, store: Store[DrawingState]) -> None:
        super().__init__()
        self._session, self._store = session, store
        self._is_compact = False
        self.choice = Choice(look)
        describe(self.choice, "network")
        self.show_networks()
        self._sizes, self._accuracy = Label(look), Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(column(heading(look, _("Network")), self.choice, self._sizes, self._accuracy))
        self.choice.chosen.connect(self._on_chosen)

    def show_state(self, state: DrawingState) -> None:
        """Show the network of a state; its sizes on the page Draw only, where there is room."""
        key = self._session.at_moment(state.network)
        saved = self._session.network(key)
        is_known = self._session.has_network(state.network)
        self.choice.setPlaceholderText(words.moment_name(saved) if is_known else _("A network that is gone"))
        self.choice.set_value(state.network)
        self._sizes.setText(words.network_sizes(saved))
        self._sizes.setVisible(state.page == "draw")
        self._accuracy.setText(
            words.network_accuracy(saved, is_known) if key == state.network else words.earlier_network(saved)
        )
        self._accuracy.set_tone("text2" if is_known else "bad")
        self._accuracy.setVisible(state.page == "draw" or not self._is_compact or not is_known)

    def set_compact(self, compact: bool) -> None:
        """Say less in a small window."""
        self._is_compact = compact
        self.show_state(self._store.state)

    @Slot()
    def show_networks(self) -> None:
        """Set the networks to choose from."""
        self.choice.set_items(words.reader_items(self._session))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._store.change_to(replace(self._store.state, network=key))
