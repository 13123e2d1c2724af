"""What the four pages of the losses view have in common."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from explorer.plots.export import Exportable, ExportMenu
from explorer.session import Session
from explorer.store import Store
from explorer.theme import SPACE_M, Look
from explorer.widgets.layout import Card, ControlColumn, Item, column, rule


class PagePanel:
    """The part of the control column that belongs to one page.

    Parameters
    ----------
    panel : ControlColumn
        The column of the view.

    Attributes
    ----------
    sections, pinned : QVBoxLayout
        As those of `ControlColumn`.
    """

    def __init__(self, panel: ControlColumn) -> None:
        self._controls, self._actions = QWidget(), QWidget()
        self.sections, self.pinned = column(spacing=SPACE_M), column()
        self._controls.setLayout(self.sections)
        self._actions.setLayout(self.pinned)
        panel.sections.addWidget(self._controls)
        panel.pinned.addWidget(self._actions)

    def add_section(self, title: QLabel | None, *items: Item) -> None:
        """Add a group of controls below its title."""
        self.sections.addLayout(column(*([title] if title is not None else []), *items))

    def add_rule(self) -> None:
        """Add a hairline between two groups."""
        self.sections.addWidget(rule())

    def set_visible(self, visible: bool) -> None:
        """Show the page's controls, or hide them all."""
        self._controls.setVisible(visible)
        self._actions.setVisible(visible and self.pinned.count() > 0)


class Page(QWidget):
    """The picture of one page beside the control column; subclasses draw it from the state.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    session : Session
        What the views share.
    store : Store
        Of a `LossesState`.

    Signals
    -------
    outdated()
        Something beside the state has changed, such as a result of work in the background: render again.
    status_announced(text: str)
        A sentence for people who do not see the picture.
    """

    outdated = Signal()
    status_announced = Signal(str)

    def __init__(self, look: Look, session: Session, store: Store[Any]) -> None:
        super().__init__()
        self.look, self.session, self.store = look, session, store
        self.is_compact = False

    def render_state(self) -> None:
        """Draw the state."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        raise NotImplementedError

    def set_compact(self, compact: bool) -> None:
        """Lay out for a small window, or for a larger one."""
        self.is_compact = compact

    def script(self) -> str:
        """Return a Python script that prints the page's numbers.

        Raises
        ------
        ValueError
            With a sentence for the person, where there is no such script.
        """
        raise NotImplementedError

    def card(self, name: str, picture: QWidget, exportable: Exportable) -> Card:
        """Return a card around `picture` with a menu to copy or save it."""
        card = Card(self.look)
        card.body.addWidget(picture, 1)
        menu = ExportMenu(self.look, exportable)
        menu.setObjectName(f"losses.export_{name}")
        menu.failed.connect(self.session.problem)
        card.add_menu(menu)
        return card


def explain(widgets: Mapping[str, QWidget], explanations: Mapping[str, tuple[str, str]]) -> None:
    """Set accessible name and tooltip of each widget, by the same keys."""
    for key, (name, words) in explanations.items():
        widgets[key].setAccessibleName(name)
        widgets[key].setToolTip(words)


def name_objects(widgets: Mapping[str, QWidget]) -> None:
    """Give each widget the object name that its key is the second half of."""
    for name, widget in widgets.items():
        widget.setObjectName(f"losses.{name}")
