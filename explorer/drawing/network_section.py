"""Which network reads: a choice that is in sight on every page."""

from PySide6.QtCore import Slot

from explorer.controls import Section
from explorer.drawing import words
from explorer.drawing.state import DrawingState
from explorer.language import _
from explorer.session import Session
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class NetworkSection(Section):
    """The choice of the network, with its sizes and its accuracy below.

    Parameters
    ----------
    look : Look
    session : Session
    store : Store
        Of a `DrawingState`.
    """

    def __init__(self, look: Look, session: Session, store: Store[DrawingState]) -> None:
        super().__init__(look, store)
        self._session = session
        self._is_compact = False
        self.choice = Choice(look)
        self.choice.setObjectName("drawing.network")
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._sizes, self._accuracy = Label(look), Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(column(self._title, self.choice, self._sizes, self._accuracy))
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

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._title.setText(_("Network that reads"))
        self.choice.setAccessibleName(_("Network that reads"))
        self.choice.setToolTip(
            _(
                "Which network answers: the one trained last in the training view, the bundled reader, or the "
                "chapter's own, which was trained on MNIST as it is. Let several read the same drawing. Move the time "
                "machine of the training view, and its network reads as it was then. Section 6 of the chapter."
            )
        )
        self.show_networks()

    @Slot()
    def show_networks(self) -> None:
        """Set the networks to choose from."""
        self.choice.set_items(words.reader_items(self._session))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._store.change(network=key)
