"""The controls of the page Compare."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QCheckBox

from explorer.drawing.compare.state import MOST_COMPARED
from explorer.drawing.state import DrawingState
from explorer.drawing.words import network_items
from explorer.paged_view import PagePanel
from explorer.session import NEWEST, Session
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.layout import column
from explorer.widgets.text import Label, set_font


class CompareControls(QObject):
    """A box to tick for each network.

    Parameters
    ----------
    look : Look
    session : Session
    store : Store
        Of a `DrawingState`.
    panel : PagePanel
    """

    def __init__(self, look: Look, session: Session, store: Store[DrawingState], panel: PagePanel) -> None:
        super().__init__()
        self._look, self._session, self._store = look, session, store
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._boxes: dict[str, QCheckBox] = {}
        self._places = column()
        panel.add_section(self._title, self._places)
        look.changed.connect(self._set_fonts)

    def show_state(self, state: DrawingState) -> None:
        """Tick the networks of a state."""
        chosen = state.compare.compared
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)
            box.setEnabled(key in chosen or len(chosen) < MOST_COMPARED)

    def retranslate(self) -> None:
        """Set every text."""
        self._title.setText(self.tr("Networks side by side"))
        self.show_networks()

    @Slot()
    def show_networks(self) -> None:
        """Offer the networks that there are now; those that are gone but compared stay until they are unticked."""
        known = {key: name for key, name in network_items(self._session) if key != NEWEST}
        gone = {key: self.tr("Gone") for key in self._store.state.compare.compared if key not in known}
        for box in self._boxes.values():
            self._places.removeWidget(box)
            box.deleteLater()
        self._boxes = {key: self._box(key, name) for key, name in (known | gone).items()}
        self._set_fonts()
        self.show_state(self._store.state)

    def _box(self, key: str, name: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setObjectName(f"drawing.compare_{key[:12]}")
        box.setAccessibleName(name)
        box.setProperty("network", key)
        box.setToolTip(
            self.tr(
                "Lets this network answer beside the others. Draw something between a 4 and a 9 and see which of them "
                "agree. Section 6 of the chapter."
            )
        )
        box.clicked.connect(self._on_clicked)
        self._places.addWidget(box)
        return box

    @Slot()
    def _on_clicked(self) -> None:
        chosen = self._store.state.compare.compared
        ticked = {key for key, box in self._boxes.items() if box.isChecked()}
        kept = tuple(key for key in chosen if key in ticked)
        self._store.change(compared=kept + tuple(key for key in self._boxes if key in ticked - set(kept)))

    @Slot()
    def _set_fonts(self) -> None:
        for box in self._boxes.values():
            set_font(box, self._look.font())
