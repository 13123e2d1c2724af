"""A page of several parts, one at a time, each with its own controls."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Slot

from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.paged_view import PagePanel, PageStack
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
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
        self._field = field
        self._stack: PageStack[DrawingPage] = PageStack(panel)
        self._stack.widget.outdated.connect(self.outdated)
        self._stack.widget.status_announced.connect(self.status_announced)
        for name, make in build.items():
            self._stack.add(name, make)
        choice = self._stack.make_choice(look, _COLUMNS, f"{self.view_name}.{field}")
        choice.chosen.connect(self._on_part_chosen)
        panel.sections.insertWidget(0, choice)
        self.setLayout(column(self._stack.widget))

    @property
    def open_part(self) -> str:
        """Name of the part that is open."""
        raise NotImplementedError

    def part(self, name: str) -> DrawingPage:
        """Return a part, built now if it never was open."""
        return self._stack.page(name)

    def render_state(self) -> None:
        """Draw the part that is open."""
        self._stack.open(self.open_part)

    def set_part_words(self, names: Sequence[str], title: str, tooltip: str) -> None:
        """Set the name of each part, and what they are for."""
        self._stack.set_words(names, title, tooltip)

    def retranslate(self) -> None:
        """Set every text of the parts that were open; subclasses add the words of the choice."""
        self._stack.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        self._stack.set_compact(compact)

    @Slot(int)
    def _on_part_chosen(self, index: int) -> None:
        self.store.tick(**{self._field: self._stack.names[index]})
