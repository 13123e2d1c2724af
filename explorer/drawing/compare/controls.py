"""The controls of the page Compare networks."""

from bisect import bisect_right
from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QCheckBox

from explorer.drawing.compare.state import MOST_COMPARED
from explorer.drawing.page import describe
from explorer.drawing.state import DrawingState
from explorer.drawing.words import network_items
from explorer.look.theme import SMALL, Look
from explorer.state.session import CHAPTER, NEWEST, Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped
from explorer.views.controls import heading
from explorer.views.paged_view import PagePanel
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import Label, set_font


class CompareControls(QObject):
    """A box to tick for each network, and a run with a slider through its moments."""

    def __init__(self, look: Look, session: Session, store: Store[DrawingState], panel: PagePanel) -> None:
        super().__init__()
        self._look, self._session, self._store = look, session, store
        self._boxes: dict[str, QCheckBox] = {}
        self._places = column()
        self._run = Choice(look)
        self._moment, self._moment_words = LinearSlider(look, 0, 1), Label(look, SMALL, tone="text2")
        describe(self._run, "compared_run")
        describe(self._moment, "compared_moment")
        title = heading(look, _("Stored networks of a run"))
        panel.add_section(title, self._run, self._moment, self._moment_words)
        panel.add_section(heading(look, _("Networks")), self._places)
        self._run.chosen.connect(self._on_run_chosen)
        self._moment.drag_started.connect(store.begin_gesture)
        self._moment.dragged.connect(self._on_moment)
        self._moment.drag_finished.connect(store.end_gesture)
        self._moment.stepped.connect(self._on_moment_stepped)
        self.show_runs()
        self.show_networks()

    def show_state(self, state: DrawingState) -> None:
        """Tick the networks of a state, and show its run and moment."""
        run = self._session.run(state.compare.compared_run)
        iterations = run.timeline.iterations
        self._run.set_value(run.key)
        self._moment.set_range(0, len(iterations) - 1)
        place = self._place(state)
        self._moment.set_value(place)
        updates = iterations[place]
        after = _("iteration {0}")
        self._moment_words.setText(after.format(grouped(updates)))
        chosen = state.compare.compared
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)
            box.setEnabled(key in chosen or len(chosen) < MOST_COMPARED)

    @Slot()
    def show_runs(self) -> None:
        """Offer the runs that there are now."""
        names = {CHAPTER: _("The chapter’s run")} | {key: key for key in reversed(self._session.runs)}
        self._run.set_items(list(names.items()))
        self._run.set_value(self._session.run(self._store.state.compare.compared_run).key)

    @Slot()
    def show_networks(self) -> None:
        """Offer the networks that there are now; those that are gone but compared stay until they are unticked."""
        known = {key: name for key, name in network_items(self._session) if key != NEWEST}
        gone = {key: _("gone") for key in self._store.state.compare.compared if key not in known}
        for box in self._boxes.values():
            self._places.removeWidget(box)
            box.deleteLater()
        self._boxes = {key: self._box(key, name) for key, name in (known | gone).items()}
        self.show_state(self._store.state)

    def _box(self, key: str, name: str) -> QCheckBox:
        box = QCheckBox(name)
        set_font(box, self._look.font())
        box.setObjectName(f"drawing.compare_{key[:12]}")
        box.setAccessibleName(name)
        box.setProperty("network", key)
        box.setToolTip(
            _(
                "Shows the prediction of this network. Draw something between a 4 and a 9 and compare. Section 6 of "
                "the chapter."
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
        added = tuple(key for key in self._boxes if key in ticked - set(kept))
        compare = replace(self._store.state.compare, compared=kept + added)
        self._store.change_to(replace(self._store.state, compare=compare))

    def _place(self, state: DrawingState) -> int:
        """Return the place of the moment among those of the run."""
        iterations = self._session.run(state.compare.compared_run).timeline.iterations
        return max(bisect_right(iterations, state.compare.compared_moment) - 1, 0)

    def _moment_at(self, place: float) -> int:
        iterations = self._session.run(self._store.state.compare.compared_run).timeline.iterations
        last = len(iterations) - 1  # the slider may still be that of a longer run
        return iterations[min(round(place), last)]

    @Slot(str)
    def _on_run_chosen(self, key: str) -> None:
        compare = replace(self._store.state.compare, compared_run=key)
        self._store.change_to(replace(self._store.state, compare=compare))

    @Slot(float)
    def _on_moment(self, place: float) -> None:
        self._store.change_to(self._store.state.comparing(self._moment_at(place)))

    @Slot(float)
    def _on_moment_stepped(self, place: float) -> None:
        self._store.nudge_to(self._store.state.comparing(self._moment_at(place)))
