"""The training view: a network learns to recognise digits."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from explorer.look.theme import Look
from explorer.state.declarations import declared_fields
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.training.inside.activations_part import ActivationsPart
from explorer.training.inside.landscape_part import LandscapePart
from explorer.training.inside.units import UnitResults
from explorer.training.inside.update_ratio_part import UpdateRatioPart
from explorer.training.inside.weights_part import WeightsPart
from explorer.training.mistakes.page import MistakesPage
from explorer.training.page import TrainingPage
from explorer.training.race.check.part import CheckPart
from explorer.training.race.contest_part import ContestPart
from explorer.training.race.fan.part import FanPart
from explorer.training.run.controls import chosen
from explorer.training.run.page import RunPage
from explorer.training.run.transport import KEYS
from explorer.training.runs.page import RunsPage
from explorer.training.slow_motion.page import SlowMotionPage
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.training.time_section import TimeSection
from explorer.views.controls import ControlKit
from explorer.views.paged_view import PagedView

_ABOUT_A_UNIT = ("weights", "activations")
# Pages that follow a run: what a key has begun is seen there.
_PAGES_WITH_KEYS = ("run", "mistakes", *_ABOUT_A_UNIT, "update_ratios", "loss_landscape")
# By the first word of their names, for pages that share their state with others.
_PAGES_OF_FIELDS = {
    "check": "gradient_check",
    "fan": "batch_gradients",
    "unit": "weights",
    "layer": "weights",
    "stage": "activations",
    "pace": "update_ratios",
    "plane": "loss_landscape",
    "reach": "loss_landscape",
}


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
        super().__init__(look, session, store)
        self.subject = Subject.of(session, store)
        self.time = TimeSection(look, session, self.store, self.subject)
        self.column.pinned.addWidget(self.time)
        self._unit_control = ControlKit(look, store, "training")
        self._unit = self._unit_control.number("unit")
        self.column.sections.addWidget(self._unit)
        results = UnitResults(session, self.subject)
        results.changed.connect(self.refresh)
        common = (look, session, self.store, self.subject)
        self.add_page("run", partial(RunPage, *common))
        self.add_page("slow_motion", partial(SlowMotionPage, *common))
        self.add_page("race", partial(ContestPart, *common))
        self.add_page("mistakes", partial(MistakesPage, *common))
        self.add_page("weights", partial(WeightsPart, *common, results))
        self.add_page("activations", partial(ActivationsPart, *common, results))
        self.add_page("runs", partial(RunsPage, *common))
        self.add_page("gradient_check", partial(CheckPart, *common))
        self.add_page("batch_gradients", partial(FanPart, *common))
        self.add_page("update_ratios", partial(UpdateRatioPart, *common, results))
        self.add_page("loss_landscape", partial(LandscapePart, *common, results))
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
        """Draw the page that is open, and the unit and the moment where they matter."""
        super().render_state()
        self.time.setVisible(self._seen.is_about_a_moment)
        self.time.show_subject()
        self._unit.setVisible(self.store.state.page in _ABOUT_A_UNIT)
        self._show_unit()

    def _show_unit(self) -> None:
        """Show which hidden unit is looked at: the last one of a network with fewer."""
        state, network = self.store.state, self.subject.network
        units = state.inside.unit + 1 if network is None else network.sizes[1]
        inside = replace(state.inside, unit=min(state.inside.unit, units - 1))
        self._unit_control.show_state(replace(state, inside=inside))

    def fields_in_force(self) -> Collection[str]:
        """Return those of the page itself: the settings of runs are those of the next one."""
        fields = declared_fields(self.store.state_type)
        return {name for name in super().fields_in_force() if fields[name].page not in ("", "settings")}

    def fields_of(self, field: str, value: Any) -> Mapping[str, Any]:
        """Return all fields to change where the user chooses a value for one."""
        return chosen(field, value)

    def page_of(self, field: str) -> str:
        """Return the name of the page that has the control of a field; of a setting of runs, that which trains."""
        page = super().page_of(field)
        return _PAGES_OF_FIELDS.get(field.partition("_")[0], page if page in self.page_names else "run")

    def places(self, field: str) -> Iterator[None]:
        """Go to each page; on that which trains, show the further settings of a run too."""
        for _place in super().places(field):
            yield
            if self.store.state.page == "run" and not self.store.state.settings.more_settings:
                self._show_more(True)
                self.catch_up()
                yield
                self._show_more(False)  # the control is not here

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
        """The page that is open."""
        page = self.open_page
        assert isinstance(page, TrainingPage)
        return page

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
        self.drawn.emit()

    @Slot()
    def _on_progressed(self) -> None:
        """Remember that there is more to draw while the view is hidden."""
        if not self.isVisible():
            self.refresh()
