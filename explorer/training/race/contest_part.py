"""The page Race: three ways to the gradient, each with its own clock."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.training import TrainingConfig
from explorer.background.latest_result import LatestResult
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.training.cost import parameter_count
from explorer.training.page import TrainingPage
from explorer.training.race import words
from explorer.training.race.contest import Contest
from explorer.training.race.contestant_board import ContestantBoard
from explorer.training.race.contestants import first_steps
from explorer.training.race.explanations import race_cards, race_explanations
from explorer.training.race.plots import LossByStep, StepsByTime
from explorer.training.race.race_transport import RaceTransport
from explorer.training.race.state import RaceState
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.controls import heading
from explorer.views.facts import MISSING, PENDING, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.finding import Finding
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_LOSSES, _PACES = 45, 55  # shares of the width

FirstLosses = tuple[FloatArray, FloatArray]


class ContestPart(TrainingPage):
    """Contestants above; below them their losses by step, and their steps by time."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self.contest = session.lasting("training.contest", lambda: Contest(session.background))
        self._was_over = self.contest.is_over
        self._first: LatestResult[FirstLosses] = session.latest_result("training.race_first_steps")
        self._transport = RaceTransport(look)
        self.board, self.finding = ContestantBoard(look), Finding(look)
        self.losses, self.steps_by_time = LossByStep(look), StepsByTime(look)
        texts = race_cards()
        self.cards = {
            "race_lanes": self.card(
                "race_lanes", WidgetExport(self.board, self.board.table), *texts["race_lanes"]
            ),
            "race_losses": self.card("race_losses", self.losses, *texts["race_losses"]),
            "race_paces": self.card("race_paces", self.steps_by_time, *texts["race_paces"]),
        }
        self.cards["race_lanes"].set_hint(_("taking turns on one core; each has its own clock"))
        named: dict[str, QWidget] = {
            "race_lanes": self.board,
            "race_losses": self.losses,
            "race_paces": self.steps_by_time,
            **self._transport.by_name,
        }
        name_widgets(self.view_name, named, race_explanations())
        self._lay_out(panel)
        self._connect()
        self._on_state_changed()

    @property
    def race_state(self) -> RaceState:
        """What can be set."""
        return self.store.state.race

    @property
    def config(self) -> TrainingConfig:
        """How all contestants train; everything that cannot be set is as the chapter has it."""
        state = self.race_state
        return TrainingConfig(
            hidden_size=state.race_hidden_size,
            batch_size=state.race_batch_size,
            iterations=state.race_steps,
        )

    @property
    def subject_words(self) -> str:
        """The contestants are on the cards."""
        return ""

    @property
    def is_about_a_moment(self) -> bool:
        """The race starts from networks of its own."""
        return False

    @property
    def is_at_start(self) -> bool:
        """Whether there is no race with the present settings."""
        return not self.contest.is_of(self.config, self.session.dataset)

    def render_state(self) -> None:
        """Draw the contestants as they are, or the first steps of a race that nobody has started."""
        state, at_start = self.race_state, self.is_at_start
        progresses = () if at_start else self.contest.progress
        self.kit.show_state(self.store.state)
        self._transport.show_contest(self.contest, at_start, self.subject.dataset is not None)
        self.board.show_contestants(progresses, state.race_steps, parameter_count(state.race_hidden_size))
        self.steps_by_time.show_progress(progresses, state.race_steps)
        said = words.verdict(progresses, self.contest.is_over)
        if at_start:
            first = self._first_losses()
            self.losses.show_losses(first or (), len(first[0]) if first else state.race_steps)
            said = words.start_line(first)
        else:
            self.losses.show_losses([progress.losses for progress in progresses], state.race_steps)
        if said is not None:
            self.finding.show_result(*said)
            self._announce_end(said[0])

    fact_labels = {
        "parameters": N_("Parameters"),
        "forward_passes": N_("Forward passes for one numerical gradient"),
        "times_as_long_structured": N_("Fast numerical gradient: times as long as backpropagation"),
        "times_as_long_one_at_a_time": N_("Numerical gradient: times as long as backpropagation"),
    }
    card_facts = {
        "race_lanes": ("parameters", "forward_passes"),
        "race_paces": ("times_as_long_structured", "times_as_long_one_at_a_time"),
    }

    def facts(self) -> Facts:
        """Return what a step costs, and how many times as long the other contestants take as backpropagation."""
        parameters = parameter_count(self.race_state.race_hidden_size)
        times = None if self.is_at_start else words.times_as_long(self.contest.progress)
        unknown = MISSING if self.is_at_start else PENDING
        structured, one_at_a_time = (unknown, unknown) if times is None else map(words.times_fact, times)
        return {
            "parameters": whole(parameters),
            "forward_passes": whole(2 * parameters),
            "times_as_long_structured": structured,
            "times_as_long_one_at_a_time": one_at_a_time,
        }

    def _announce_end(self, sentence: str) -> None:
        """Tell people who do not see the contestants, once, that the race is over."""
        is_over = not self.is_at_start and self.contest.is_over
        if is_over and not self._was_over:
            self.status_announced.emit(sentence)
        self._was_over = is_over

    def _first_losses(self) -> FirstLosses | None:
        dataset, config = self.subject.dataset, self.config
        if dataset is None:
            return None
        check_interrupt = self.session.background.stop_if_closed
        return self._first.request(
            (config, dataset.number), lambda: first_steps(config, dataset, check_interrupt)
        )

    @Slot()
    def start(self) -> None:
        """Start a race with the present settings, or go on with the one that is held."""
        dataset = self.subject.dataset
        if self.is_at_start or self.contest.is_over:
            if dataset is not None:
                self.contest.start(self.config, dataset)
        else:
            self.contest.resume()

    @Slot()
    def _on_state_changed(self) -> None:
        """Hold a race whose settings are no longer the present ones: nobody sees it."""
        if self.contest.is_running and self.is_at_start:
            self.contest.pause()

    def _lay_out(self, panel: PagePanel) -> None:
        formulas = Label(self.look, SMALL, wrap=True)
        formulas.setText(
            _("W ← W − lr · ∂L/∂W, lr = 0.1\nnumerical, h = 10⁻⁴:\n∂L/∂w ≈ (L(w + h) − L(w − h)) / 2h")
        )
        numbers = map(self.kit.number, ("race_hidden_size", "race_batch_size"))
        title = heading(self.look, _("All three"))
        panel.add_section(None, title, *numbers, self.kit.segmented("race_steps"), formulas)
        panel.pinned.addWidget(self._transport)
        self.cards["race_lanes"].body.insertWidget(0, self.finding)
        lower = row(self.cards["race_losses"], self.cards["race_paces"], spacing=SPACE_L)
        lower.setStretch(0, _LOSSES)
        lower.setStretch(1, _PACES)
        whole = column(self.cards["race_lanes"], spacing=SPACE_L)
        whole.addLayout(lower, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._first.changed.connect(self.outdated)
        self.contest.changed.connect(self.outdated)
        self.store.changed.connect(self._on_state_changed)
        self._transport.start_wanted.connect(self.start)
        self._transport.pause_wanted.connect(self.contest.pause)
        self._transport.clear_wanted.connect(self.contest.clear)
