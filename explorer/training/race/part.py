"""What the parts of the page Race have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.plots.export import Exportable
from explorer.store import Store
from explorer.theme import SPACE_M
from explorer.training.page import TrainingPage
from explorer.training.race.state import RaceState
from explorer.training.state import TrainingState
from explorer.widgets.layout import Card, column, rule


class Part(QWidget):
    """A picture with its controls; the page shows one at a time.

    Parameters
    ----------
    page : TrainingPage
        Whose part it is.

    Attributes
    ----------
    controls, buttons : QWidget
        For the scrolling and for the pinned part of the control column.
    named : dict of str to QWidget
        Every control and picture by the second half of its object name.

    Signals
    -------
    outdated()
        Something beside the state has changed: render again.
    """

    outdated = Signal()

    def __init__(self, page: TrainingPage) -> None:
        super().__init__()
        self.look, self.session, self.subject = page.look, page.session, page.subject
        self.store: Store[TrainingState] = page.store
        self._page = page
        self.controls, self.buttons = QWidget(), QWidget()
        self.is_compact = False
        self.named: dict[str, QWidget] = {}

    @property
    def state(self) -> RaceState:
        """What can be set."""
        return self.store.state.race

    def card(self, name: str, picture: QWidget, exportable: Exportable) -> Card:
        """Return a card around `picture` with a menu to copy or save it."""
        return self._page.card(name, picture, exportable)

    def add_controls(self, *sections: QWidget) -> None:
        """Put sections below each other, with hairlines between them."""
        layout = column(spacing=SPACE_M)
        for index, section in enumerate(sections):
            if index:
                layout.addWidget(rule())
            layout.addWidget(section)
        self.controls.setLayout(layout)

    def render_state(self) -> None:
        """Draw the state."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        raise NotImplementedError

    def set_compact(self, compact: bool) -> None:
        """Lay out for a small window, or for a larger one."""
        self.is_compact = compact
