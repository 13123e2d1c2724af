"""A page of several parts, one at a time, each with its own controls."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Slot

from explorer.look.theme import Look
from explorer.state.declarations import declared_fields, owner_of
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.paged_view import Page, PagePanel, PageStack
from explorer.widgets.layout import column


class PageOfParts[AnyState, AnyPage: Page[Any]](Page[AnyState]):
    """Parts to choose from at the head of the page's controls: pages themselves, each built when it is first opened.

    Choosing a part is no undo step.

    Parameters
    ----------
    field : str
        Of the page's state: the name of the part that is open. The choice is named after it.
    parts : mapping of str to callable
        What builds each part, by its name; it is given its part of the controls.
    columns : int
        How many names of parts stand in a row.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[AnyState],
        panel: PagePanel,
        *,
        field: str,
        parts: Mapping[str, Callable[[PagePanel], AnyPage]],
        columns: int,
    ) -> None:
        super().__init__(look, session, store)
        self.field = field
        self._stack: PageStack[AnyPage] = PageStack(panel, session.frames)
        self._stack.widget.outdated.connect(self.outdated)
        self._stack.widget.status_announced.connect(self.status_announced)
        for name, build in parts.items():
            self._stack.add(name, build)
        declaration = declared_fields(store.state_type)[field].declaration
        choice = self._stack.make_choice(look, columns, f"{self.view_name}.{field}", declaration)
        choice.chosen.connect(self._on_chosen)
        panel.sections.insertWidget(0, choice)
        self.setLayout(column(self._stack.widget))

    @property
    def part_names(self) -> tuple[str, ...]:
        """Names of the parts, in the order of the choice."""
        return self._stack.names

    @property
    def part_name(self) -> str:
        """Name of the part that is open."""
        name: str = getattr(owner_of(self.store.state, self.field), self.field)
        return name

    @property
    def open_part(self) -> AnyPage:
        """The part that is seen."""
        return self.part(self.part_name)

    def part(self, name: str) -> AnyPage:
        """Return a part, built now if it never was open."""
        return self._stack.page(name)

    def places(self) -> Iterator[None]:
        """Go to each part, the present one first."""
        present = self.part_name
        for name in sorted(self.part_names, key=lambda name: name != present):
            self.store.tick(**{self.field: name})
            self.render_state()
            yield
        self.store.tick(**{self.field: present})

    def render_state(self) -> None:
        """Draw the part that is open."""
        self._stack.open(self.part_name)

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        self._stack.set_compact(compact)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.store.tick(**{self.field: self._stack.names[index]})
