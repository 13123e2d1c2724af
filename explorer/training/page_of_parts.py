"""A page of several parts, one at a time, each with its own controls."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.page import TrainingPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column

BuildPart = Callable[[Look, Session, Store[TrainingState], Subject, PagePanel], TrainingPage]


class PageOfParts(TrainingPage):
    """Parts to choose from at the head of the page's controls, each built when it is first opened.

    Choosing a part is no undo step.

    Parameters
    ----------
    look, session, store, subject
        As for `TrainingPage`.
    panel : PagePanel
        The page's part of the control column.
    field : str
        Of the page's state: the name of the part that is open. The choice is named after it.
    parts : mapping of str to callable
        What builds each part, by its name.

    Attributes
    ----------
    choice : Segmented
        A subclass gives it its words.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[TrainingState],
        subject: Subject,
        panel: PagePanel,
        *,
        field: str,
        parts: Mapping[str, BuildPart],
    ) -> None:
        super().__init__(look, session, store, subject)
        self._field, self._build = field, dict(parts)
        self._parts: dict[str, TrainingPage] = {}
        self.choice = Segmented(look, len(parts))
        self.name_objects({field: self.choice})
        self.choice.chosen.connect(self._on_chosen)
        panel.add_section(None, self.choice)
        self._panels = {name: PagePanel(panel) for name in parts}
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack))

    @property
    def part_name(self) -> str:
        """Which part is open."""
        raise NotImplementedError

    @property
    def is_about_a_moment(self) -> bool:
        """Whether what the open part shows depends on the moment of the run that is looked at."""
        return self.part(self.part_name).is_about_a_moment

    def part(self, name: str) -> TrainingPage:
        """Return a part, built now if it never was open."""
        if name not in self._parts:
            build = self._build[name]
            part = build(self.look, self.session, self.store, self.subject, self._panels[name])
            self._parts[name] = part
            self._stack.addWidget(part)
            part.outdated.connect(self.outdated)
            part.status_announced.connect(self.status_announced)
            part.retranslate()
            part.set_compact(self.is_compact)
        return self._parts[name]

    def render_state(self) -> None:
        """Draw the part that is open."""
        name = self.part_name
        part = self.part(name)
        self.choice.set_value(list(self._build).index(name))
        for other, panel in self._panels.items():
            panel.set_visible(other == name)
        self._stack.setCurrentWidget(part)
        part.render_state()

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
    def _on_chosen(self, index: int) -> None:
        self.store.tick(**{self._field: list(self._build)[index]})
