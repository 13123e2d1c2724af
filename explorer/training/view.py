"""The training view: a network learns to read digits, seen from six sides."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from explorer.paged_view import PagedView
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.training.inside.page import InsidePage
from explorer.training.mistakes.page import MistakesPage
from explorer.training.page import TrainingPage
from explorer.training.race.page import RacePage
from explorer.training.run.page import RunPage
from explorer.training.run.transport import KEYS
from explorer.training.runs.page import RunsPage
from explorer.training.slow_motion.page import SlowMotionPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.training.time_section import TimeSection

_PAGES_IN_A_ROW = 3
_PAGES_WITH_KEYS = ("run", "inside", "mistakes")  # on which a run is followed: what has begun is seen there


class TrainingView(PagedView[TrainingState]):
    """Pages about one run, or about its network at one moment.

    Attributes
    ----------
    subject : Subject
        What all pages look at.
    time : TimeSection
        Chooses the moment.
    """

    name = "training"

    def __init__(self, look: Look, session: Session, store: Store[TrainingState]) -> None:
        super().__init__(look, session, store, columns=_PAGES_IN_A_ROW)
        self.subject = Subject.of(session, store)
        self.time = TimeSection(look, session, self.store, self.subject)
        self.column.pinned.addWidget(self.time)
        parts = (look, session, self.store, self.subject)
        self.add_page("run", partial(RunPage, *parts))
        self.add_page("inside", partial(InsidePage, *parts))
        self.add_page("mistakes", partial(MistakesPage, *parts))
        self.add_page("runs", partial(RunsPage, *parts))
        self.add_page("race", partial(RacePage, *parts))
        self.add_page("slow_motion", partial(SlowMotionPage, *parts))
        self.subject.changed.connect(self.refresh)
        for signal in (self.subject.changed, self.subject.status_changed):
            signal.connect(self.lock_changed)
        self.subject.network_changed.connect(self._on_network_changed)
        self.subject.progressed.connect(self._on_progressed)
        self.time.measured.connect(self.refresh)
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._press, key))
        self.finish_pages()

    def is_locked(self) -> bool:
        """Whether the run that is looked at is being trained."""
        return self.subject.run.is_active

    def render_state(self) -> None:
        """Draw the page that is open, and the moment where that matters."""
        super().render_state()
        self.time.setVisible(self._seen.is_about_a_moment)
        self.time.show_subject()

    def places(self, field: str) -> Iterator[None]:
        """Go to each page; then show the further settings of a run too."""
        yield from super().places(field)
        if not self.store.state.settings.more_settings:
            self._show_more(True)
            yield from super().places(field)
            self._show_more(False)  # the control is nowhere

    def _show_more(self, more: bool) -> None:
        state = self.store.state
        self.store.tick_to(replace(state, settings=replace(state.settings, more_settings=more)))

    def _press(self, key: str) -> None:
        """Do with the run what a key means."""
        if self.store.state.page in _PAGES_WITH_KEYS:
            page = self.page("run")
            assert isinstance(page, RunPage)
            page.render_state()  # its buttons know the run of now
            page.press(key)

    @property
    def _seen(self) -> TrainingPage:
        """The page that is open, or the open part of one that has parts."""
        seen = self.open_page.open_part
        assert isinstance(seen, TrainingPage)
        return seen

    @Slot()
    def _on_network_changed(self) -> None:
        """Draw newer weights, and nothing else, unless the view is hidden."""
        if self.isVisible():
            frames = self.session.frames
            frames.request(self._draw_network, frames.leisure)
        else:
            self.refresh()

    def _draw_network(self) -> None:
        self._seen.render_network()
        self.time.show_subject()

    @Slot()
    def _on_progressed(self) -> None:
        """Remember that there is more to draw while the view is hidden."""
        if not self.isVisible():
            self.refresh()
