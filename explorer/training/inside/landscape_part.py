"""The page Loss landscape: the loss on a plane through a network, with the path of its run."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from core.mnist import Dataset
from explorer.background.latest_result import LatestResult
from explorer.look.theme import BODY, SEMIBOLD, SMALL, SPACE_L, Look
from explorer.runs.run import Status
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.training.inside import landscape_words as words
from explorer.training.inside.controls import LandscapeControls
from explorer.training.inside.course import Course, Courses
from explorer.training.inside.explanations import landscape_cards, landscape_explanations
from explorer.training.inside.ground import Ground, Slice, find_ground, find_slice
from explorer.training.inside.part import InsidePart
from explorer.training.inside.slice_plot import SlicePlot
from explorer.training.inside.state import LARGEST_REACH, SMALLEST_REACH
from explorer.training.inside.time_left import TimeLeft
from explorer.training.inside.units import UnitResults
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.layout import Card, column, row
from explorer.widgets.text import Label

_ZOOM = 0.8  # of the reach, for a notch of the wheel
_BAR, _WORDS_HEIGHT = 180, 96  # pixels at scale 1


class LandscapePart(InsidePart):
    """The picture above, what it says and how far the work is below."""

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[TrainingState],
        subject: Subject,
        results: UnitResults,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, subject, results)
        self.controls = LandscapeControls(look, store)
        panel.add_section(None, self.controls)
        self._courses = session.lasting("training.courses", lambda: Courses(session))
        self._grounds: LatestResult[Ground] = session.latest_result("training.ground")
        self._slices: LatestResult[Slice] = session.latest_result("training.slice")
        self._course = Course((), 0.0)
        self._ground: Ground | None = None
        self._slice: Slice | None = None
        self._key: object = None  # of the slice that is wanted
        # Keys of slices that are not to be computed.
        self._stopped: set[object] = session.lasting("training.stopped_slices", set)
        self._time_left = TimeLeft()
        self.plot = SlicePlot(look)
        self._title = Label(look, BODY, SEMIBOLD, wrap=True)
        self._body = Label(look, SMALL, tone="text2", wrap=True)
        self.bar, self.stop_button = QProgressBar(textVisible=False), Button(look)
        texts = landscape_cards()
        self.cards = {
            "around": self.card("around", self.plot, *texts["around"]),
            "landscape_words": Card(look, "training.landscape_words", *texts["landscape_words"]),
        }
        self.cards["landscape_words"].set_title("")
        named: dict[str, QWidget] = {
            "around": self.plot,
            "landscape_progress": self.bar,
            "landscape_stop": self.stop_button,
        }
        name_widgets(self.view_name, named, landscape_explanations())
        self._lay_out()
        self._connect()

    @property
    def ground(self) -> Ground | None:
        """The plane and the path that are shown."""
        return self._ground

    @property
    def slice(self) -> Slice | None:
        """The losses that are shown."""
        return self._slice

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        subject, dataset = self.subject, self.subject.dataset
        if dataset is not None and subject.run.network is not None:
            ground = self._find_ground(dataset)
            if ground is not None:
                self._show_ground(ground, dataset)
            self._say(is_current=ground is not None)
        self.controls.show_state(self.store.state, len(self._course.checkpoints) > 1, self._parameters)

    fact_labels = {
        **InsidePart.fact_labels,
        "loss": N_("Loss at the newest network"),
        "path_share_#": N_("Share of the path along direction {0}"),
    }
    card_facts = {"around": ("loss", "path_share_#"), "landscape_words": ("loss",)}

    def facts(self) -> Facts:
        """Return the loss at the end of the run, and the shares of its path that the two directions hold."""
        dataset, network = self.subject.dataset, self.subject.run.network
        ground = None if dataset is None or network is None else self._find_ground(dataset)
        facts = dict(super().facts())
        if ground is None:
            return facts | dict.fromkeys(("loss", "path_share_1", "path_share_2"), PENDING)
        facts["loss"] = Fact(loss := float(ground.losses[-1]), fixed(loss, 3))
        for place in range(2):
            unknown = PENDING if self._is_retracing else MISSING
            known = None if ground.shares is None else percentage(float(ground.shares[place]))
            facts[f"path_share_{place + 1}"] = known or unknown
        return facts

    @property
    def _parameters(self) -> int:
        network = self.subject.run.network
        return 0 if network is None else sum(array.size for array in network.params.values())

    @property
    def _is_retracing(self) -> bool:
        return self._course.share < 1 and not self._is_random

    @property
    def _is_random(self) -> bool:
        return self.inside.plane == "random"

    def _find_ground(self, dataset: Dataset) -> Ground | None:
        """Return the plane that is asked for; None while it is being computed."""
        state, run = self.inside, self.subject.run
        course = self._course = self._courses.of(run, dataset)
        network, moment = run.network, run.timeline.iteration_at(None)
        assert network is not None
        seed = state.plane_seed if self._is_random or len(course.checkpoints) < 2 else 0
        key = (run.key, course.iterations or (moment,), state.plane, seed, dataset.number)
        return self._grounds.request_in_turn(
            key, partial(find_ground, network, moment, course, state.plane, seed, dataset)
        )

    def _show_ground(self, ground: Ground, dataset: Dataset) -> None:
        self._ground = ground
        moment = self.subject.moment
        step = int((ground.iterations <= moment).sum()) - 1
        self.plot.show_ground(ground, ground.area(self.inside.reach), max(step, 0))
        self.plot.set_labels(*words.directions(ground.shares is None))
        self._key = key = (ground, self.plot.area, dataset.number)
        job = partial(find_slice, ground, self.plot.area, dataset)
        found = None if key in self._stopped else self._slices.request(key, job)
        shown = found or self._slices.first_form(key)
        if shown is not None:
            self._slice = shown
            self.plot.show_slice(shown)

    def _say(self, is_current: bool) -> None:
        """Say how far the work is, and what the picture shows; `is_current` whether it is of what is asked for."""
        course = self._course
        is_stopped = self._key in self._stopped
        work = self._slices.first_form(self._key) if self._key is not None and not is_stopped else None
        self.stop_button.setText(_("Continue") if is_stopped else _("Stop"))
        self.stop_button.setEnabled(work is not None or is_stopped or self._is_retracing)
        if self._is_retracing:
            share = course.share
            hint = words.retracing_hint(self._time_left.of(self.subject.run.key, share))
        elif work is not None or not is_current:
            share = 0.0 if work is None else work.share
            hint = words.at_work_hint(self._time_left.of(self._key, share))
        else:
            images = 0 if self._ground is None else self._ground.images
            share = 1.0
            hint = words.landscape_hint(images, is_stopped, self.subject.run.status is Status.RUNNING)
        self.bar.setValue(round(100 * share))
        self.cards["around"].set_hint(hint)
        if self._ground is not None:
            self._title.setText(words.landscape_title(self._ground, self._slice))
            self._body.setText(words.landscape_body(self._ground, len(course.checkpoints) > 1))

    def _lay_out(self) -> None:
        said = column(self._title, self._body, 1, spacing=4)
        work = column(self.bar, self.stop_button, 1)
        self.bar.setFixedWidth(self.look.px(_BAR))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lower = row(spacing=SPACE_L)
        lower.addLayout(said, 1)
        lower.addLayout(work)
        self.cards["landscape_words"].body.addLayout(lower)
        self.cards["landscape_words"].fix_height(self.look.px(_WORDS_HEIGHT))
        whole = column(self.cards["around"], self.cards["landscape_words"], spacing=SPACE_L)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        for signal in (
            self._courses.changed,
            self._grounds.changed,
            self._slices.changed,
            self.plot.area_changed,
        ):
            signal.connect(self.outdated)
        self.plot.zoomed.connect(self._on_zoomed)
        self.plot.step_hovered.connect(self._on_step_hovered)
        self.plot.step_chosen.connect(self._on_step_chosen)
        self.plot.ground_hovered.connect(self._on_ground_hovered)
        self.plot.arrow_pressed.connect(self._on_arrow)
        self.stop_button.clicked.connect(self._on_stop)

    @Slot()
    def _on_stop(self) -> None:
        """Stop retracing, or the work on the slice, or take that up again."""
        if self._is_retracing:
            self._courses.stop()
        elif self._key in self._stopped:
            self._stopped.remove(self._key)
        elif self._key is not None:
            self._stopped.add(self._key)
            self._slices.stop()
        self.outdated.emit()

    @Slot(float)
    def _on_zoomed(self, notches: float) -> None:
        state, reach = self.store.state, float(f"{self.inside.reach * _ZOOM**notches:.3g}")
        reach = min(max(reach, SMALLEST_REACH), LARGEST_REACH)
        self.store.nudge_to(replace(state, inside=replace(state.inside, reach=reach)))

    @Slot(int)
    def _on_step_hovered(self, step: int) -> None:
        if self._ground is not None:
            x, y = self._ground.path.points[step].tolist()
            self.plot.show_tag(x, y, words.step_tag(self._ground, step, self._slice), ringed=True)

    @Slot(float, float)
    def _on_ground_hovered(self, x: float, y: float) -> None:
        if self._slice is not None and self._slice.ground is self._ground:
            self.plot.show_tag(x, y, words.place_tag(self._slice.loss_at(x, y)), ringed=False)

    @Slot(int)
    def _on_step_chosen(self, step: int) -> None:
        if self._ground is not None:
            self.store.change_to(replace(self.store.state, moment=self._moment_of(self._ground, step)))

    def _moment_of(self, ground: Ground, step: int) -> int | None:
        """Return the moment of a network of the path; None for the newest."""
        is_end = step == len(ground.iterations) - 1 and not self.subject.run.is_active
        return None if is_end else int(ground.iterations[step])

    @Slot(int, int, bool)
    def _on_arrow(self, dx: int, dy: int, large: bool) -> None:
        """Go along the path with the time machine."""
        ground = self._ground
        if ground is None:
            return
        here = int((ground.iterations <= self.subject.moment).sum()) - 1
        step = min(max(here + (dx or dy), 0), len(ground.iterations) - 1)
        self.store.nudge_to(replace(self.store.state, moment=self._moment_of(ground, step)))
        x, y = ground.path.points[step].tolist()
        text = words.step_tag(ground, step, self._slice)
        self.plot.show_tag(x, y, text, ringed=True)
        self.plot.setAccessibleDescription(text)
