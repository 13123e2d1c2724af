"""A page of several parts, one at a time, each with its own controls."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column

PartBuilders = Mapping[str, Callable[[PagePanel], DrawingPage]]

_COLUMNS = 2


class PartedPage(DrawingPage):
    """Its parts are pages themselves, and each is built when it is first opened.

    Parameters
    ----------
    look, session, store, reader
        As for `DrawingPage`.
    panel : PagePanel
        The page's part of the control column.
    field : str
        Name of the state's field that says which part is open; ``drawing.field`` is the choice's object name.
    build : mapping
        What builds each part, by the part's name; it is given its part of the control column.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        panel: PagePanel,
        field: str,
        build: PartBuilders,
    ) -> None:
        super().__init__(look, session, store, reader)
        self._field, self._build = field, build
        self.choice = Segmented(look, len(build), _COLUMNS)
        self.name_objects({field: self.choice})
        panel.add_section(None, self.choice)
        self._panels = {name: PagePanel(panel) for name in build}
        self._parts: dict[str, DrawingPage] = {}
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack))
        self.choice.chosen.connect(self._on_part_chosen)

    @property
    def open_part(self) -> str:
        """Name of the part that is open."""
        raise NotImplementedError

    def part(self, name: str) -> DrawingPage:
        """Return a part, built now if it never was open."""
        if name not in self._parts:
            part = self._parts[name] = self._build[name](self._panels[name])
            self._stack.addWidget(part)
            part.outdated.connect(self.outdated)
            part.status_announced.connect(self.status_announced)
            part.retranslate()
            part.set_compact(self.is_compact)
        return self._parts[name]

    def render_state(self) -> None:
        """Draw the part that is open."""
        name = self.open_part
        part = self.part(name)
        self.choice.set_value(list(self._build).index(name))
        for other, panel in self._panels.items():
            panel.set_visible(other == name)
        self._stack.setCurrentWidget(part)
        part.render_state()

    def set_part_words(self, names: Sequence[str], title: str, tooltip: str) -> None:
        """Set the name of each part, and what they are for."""
        self.choice.set_texts(names)
        self.choice.setAccessibleName(title)
        self.choice.setToolTip(tooltip)

    def retranslate(self) -> None:
        """Set every text of the parts that were open; subclasses add the words of the choice."""
        for part in self._parts.values():
            part.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        for part in self._parts.values():
            part.set_compact(compact)

    @Slot(int)
    def _on_part_chosen(self, index: int) -> None:
        self.store.tick(**{self._field: list(self._build)[index]})
