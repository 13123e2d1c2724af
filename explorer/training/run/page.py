"""The page Run: numbers, loss and accuracy of a run beside the weights of its network."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.hidden_units import UnitStates
from explorer.look.theme import SPACE_L, Look
from explorer.runs.run import MNIST_TRAINING_IMAGES, Status
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training import words
from explorer.training.cost import Costs
from explorer.training.findings import Finding, finding, finding_at
from explorer.training.run.accuracy_plot import AccuracyPlot
from explorer.training.run.acting_page import ActingPage
from explorer.training.run.controls import RunControls
from explorer.training.run.health import Health
from explorer.training.run.last_run_card import LastRunCard
from explorer.training.run.loss_plot import LossPlot
from explorer.training.run.numbers import FACT_LABELS, numbers_of
from explorer.training.run.numbers_card import NumbersCard
from explorer.training.run.transport import Transport
from explorer.training.run.weights_card import WeightsCard
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.controls import BareSegmentedControl
from explorer.views.facts import Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column, row

_SMALLEST = QSize(640, 520)
_WEIGHTS, _COMPACT_WEIGHTS = 0.42, 0.26  # of the page's width, at most
_ACCURACY_SHARE = 0.3  # of the height
_ACCURACY_HEIGHT, _COMPACT_ACCURACY_HEIGHT = 230, 190
_READING_SECONDS = 0.1  # from one writing of the numbers to the next: as often as can be read


class RunPage(ActingPage):
    """Start a run, watch it, and change it on the way."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._costs = session.lasting("training.costs", lambda: Costs(session))
        self._health = Health(session, subject)
        self._states: UnitStates | None = None
        self._controls = RunControls(look, store)
        self._transport = Transport(look)
        self._last_run = LastRunCard(look)
        self.numbers, self.weights = NumbersCard(look), WeightsCard(look)
        self.loss, self.accuracy = LossPlot(look), AccuracyPlot(look)
        self._loss_card = self.card(
            "loss",
            self.loss,
            _("Loss"),
            _(
                "L = −1/N Σ t log y of each mini-batch before its update. The line is the mean of the last 50."
            ),
        )
        self._accuracy_card = self.card(
            "accuracy",
            self.accuracy,
            _("Accuracy"),
            _(
                "The share of the training images and of the test images that the network gets right, once per epoch. "
                "The gap between the lines is the generalisation gap."
            ),
        )
        choices = QWidget()
        choices.setLayout(
            row(*(self.kit.make(BareSegmentedControl, name) for name in ("loss_scale", "run_unit")))
        )
        self._loss_card.add_to_head(choices)
        name_widgets(self.view_name, {"loss": self.loss, "accuracy": self.accuracy}, {})
        self._lay_out(panel)
        self._connect()

    # What is drawn

    def render_state(self) -> None:
        """Draw the state and the run."""
        state = self.store.state
        run = self.subject.run
        self._states = self._health.states()
        self._costs.find_out(state)
        dataset = self.subject.dataset
        images = MNIST_TRAINING_IMAGES if dataset is None else len(dataset.train_images)
        self._controls.show_state(state, run.is_active, images)
        self.kit.show_state(state)
        self._transport.show_run(run, self.goes_on, is_primary=self.finding().advice is None)
        self._last_run.show_run(self.session.last_run)
        self._show_numbers()
        for draw in self._pictures:  # in turns of their own: a drag during a run would hold up the window
            self.session.frames.request(draw)

    fact_labels = FACT_LABELS
    card_facts = {
        "numbers": ("iteration", "epoch", "loss", "test_accuracy"),
        "loss": ("iteration", "loss"),
        "accuracy": ("training_accuracy", "test_accuracy", "generalisation_gap"),
        "weights": ("iteration",),
    }

    def facts(self) -> Facts:
        """Return the numbers of the run at the moment that is looked at."""
        return numbers_of(self.subject.run, self._moment)

    def finding(self) -> Finding:
        """Return what there is to say about the run at the moment that is looked at."""
        if self.subject.is_newest:
            return finding(self.subject.run, self._states, is_meant=self._is_meant)
        return finding_at(self.subject.run, self.subject.moment)

    def render_network(self) -> None:
        """Draw the plots, the weights and the numbers soon."""
        self._states = self._health.states()
        self._draw_progress()

    def press(self, key: str) -> None:
        """Do what the button of a key does, one of `transport.KEYS`."""
        self._transport.press(key)

    def set_compact(self, compact: bool) -> None:
        """Write the numbers smaller in a small window."""
        super().set_compact(compact)
        self.numbers.set_compact(compact)
        self._share_room()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut: cards that were fitted to a large window may shrink."""
        return _SMALLEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the weights the width, and the accuracy the height, that suit the window."""
        least = self.look.px(_COMPACT_ACCURACY_HEIGHT if self.is_compact else _ACCURACY_HEIGHT)
        self._accuracy_card.fix_height(max(least, round(_ACCURACY_SHARE * self.height())))
        share = _COMPACT_WEIGHTS if self.is_compact else _WEIGHTS
        self.weights.fit(share * self.width(), self.height())

    @Slot()
    def _on_progressed(self) -> None:
        if self.isVisible():
            self._draw_progress()

    def _draw_progress(self) -> None:
        """Draw plots as soon as somebody could see that they move, and all else as often as can be read."""
        frames = self.session.frames
        wait = frames.leisure if self.loss.would_move(self.subject.run) else _READING_SECONDS
        for draw in self._pictures:
            frames.request(draw, wait)
        frames.request(self._show_numbers, _READING_SECONDS)

    @property
    def _pictures(self) -> tuple[Callable[[], None], ...]:
        return self._show_loss, self._show_accuracy, self._show_weights

    @property
    def _moment(self) -> int | None:
        return None if self.subject.is_newest else self.subject.moment

    def _show_loss(self) -> None:
        self.loss.show_run(self.subject.run, self._moment, self.store.state.settings.scope)

    def _show_numbers(self) -> None:
        self.numbers.show_run(self.subject.run, self._moment, self.finding())
        state = self.store.state
        self._controls.show_cost(state, self._costs.of(state))

    def _show_accuracy(self) -> None:
        run = self.subject.run
        self.accuracy.show_run(run, self._moment, self.store.state.settings.scope)
        self._accuracy_card.set_hint(words.accuracy_hint(run))

    def _show_weights(self) -> None:
        if self.subject.run.status is Status.NEW:
            self.weights.show_frame(self.subject.run.config.hidden_size)
        else:
            self.weights.show_network(self.subject.network, self.subject.run.network)

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        self.weights.set_highlighted(term == "W")

    @Slot(float, float)
    def _on_dragged(self, start: float, stop: float) -> None:
        self.store.change_to(self._looking_at((start, stop)))

    @Slot(float, float)
    def _on_stepped(self, start: float, stop: float) -> None:
        self.store.nudge_to(self._looking_at((start, stop)))

    @Slot()
    def _on_whole(self) -> None:
        self.store.nudge_to(self._looking_at(None))

    def _looking_at(self, window: tuple[float, float] | None) -> TrainingState:
        state = self.store.state
        return replace(state, settings=replace(state.settings, run_window=window))

    # Construction

    def _lay_out(self, panel: PagePanel) -> None:
        panel.add_section(None, self._controls)
        panel.pinned.addWidget(self._transport)
        left = column(self._last_run, self.numbers, self._loss_card, self._accuracy_card, spacing=SPACE_L)
        left.setStretch(2, 1)
        whole = row(spacing=SPACE_L)
        whole.addLayout(left, 1)
        whole.addWidget(self.weights)
        self.setLayout(whole)
        self.set_compact(False)

    def _connect(self) -> None:
        for plot in (self.loss, self.accuracy):
            plot.drag_started.connect(self.store.begin_gesture)
            plot.drag_finished.connect(self.store.end_gesture)
            plot.dragged.connect(self._on_dragged)
            plot.stepped.connect(self._on_stepped)
            plot.whole_wanted.connect(self._on_whole)
        transport = self._transport
        transport.start_wanted.connect(self.start)
        transport.pause_wanted.connect(self.pause)
        transport.resume_wanted.connect(self.resume)
        transport.step_wanted.connect(self.step)
        transport.epoch_wanted.connect(self.step_epoch)
        transport.stop_wanted.connect(self.stop)
        transport.new_run_wanted.connect(self.start_new)
        self._controls.rule.linkHovered.connect(self._on_term_pointed)
        self._last_run.continued.connect(self.continue_last)
        self._last_run.declined.connect(self.decline_last)
        self.session.last_run_changed.connect(self.outdated)
        self.numbers.advice_taken.connect(self.take_advice)
        self.numbers.chapters_run_wanted.connect(self.show_chapters_run)
        self.weights.menu.failed.connect(self.session.problem)
        self.subject.progressed.connect(self._on_progressed)
        for known in (self._costs, self._health):
            known.changed.connect(self.outdated)
