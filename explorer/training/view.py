"""The training view: a network learns to read digits, and a person watches and turns knobs."""

import time

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.plots.export import ExportMenu
from explorer.plots.plot import Plot
from explorer.runs import Run
from explorer.session import Session
from explorer.theme import COLUMN_WIDTH, SPACE_L, SPACE_S, Look
from explorer.training import words
from explorer.training.accuracy_plot import AccuracyPlot
from explorer.training.controls import LearningSection, NetworkSection, RateSection
from explorer.training.cost import Costs
from explorer.training.loss_plot import LossPlot
from explorer.training.numbers_card import NumbersCard
from explorer.training.state import LAST_SEED, TrainingState
from explorer.training.transport import Transport
from explorer.training.weights_card import WeightsCard
from explorer.view import View
from explorer.widgets.layout import Card, column, row

WEIGHTS_SECONDS = 0.25  # from one picture of the weights to the next
_WEIGHTS, _COMPACT_WEIGHTS = 0.42, 0.26  # of the width beside the controls, at most
_ACCURACY_SHARE = 0.29  # of the height
_ACCURACY_HEIGHT, _COMPACT_ACCURACY_HEIGHT = 230, 190


class TrainingView(View):
    """Numbers, loss and accuracy of one run beside the weights of its network."""

    name = "training"
    state_type = TrainingState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self._run: Run | None = None  # whose signals are connected
        self._weights_asked = 0.0
        self._costs = Costs(session)
        self._network, self._rate = NetworkSection(look, self.store), RateSection(look, self.store)
        self._learning, self._transport = LearningSection(look, self.store), Transport(look)
        self.numbers, self.weights = NumbersCard(look), WeightsCard(look)
        self.loss, self.accuracy = LossPlot(look), AccuracyPlot(look)
        self._loss_card, self._accuracy_card = Card(look), Card(look)
        main = self._lay_out()
        self._connect()
        self.finish(main)

    @property
    def run(self) -> Run:
        """The run that is shown: the one under way, else the one that the state names."""
        return self.session.active_run or self.session.run(self.store.state.run)

    # What a person can do with a run

    @Slot()
    def start(self) -> None:
        """Start a run with the present settings."""
        self.store.change(run=self.session.start_run(self.store.state.config()))

    @Slot()
    def pause(self) -> None:
        """Hold the run."""
        self.run.pause()

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self.run.resume()

    @Slot()
    def step(self) -> None:
        """Do one more iteration of a run that is paused."""
        self.run.step()

    @Slot()
    def stop(self) -> None:
        """End the run after the present iteration; its network stays."""
        self.run.ask_to_stop()

    @Slot()
    def start_new(self) -> None:
        """Start a run with the next seed."""
        with self.store.gesture():
            self.store.change(seed=(self.store.state.seed + 1) % (LAST_SEED + 1))
            self.start()

    @Slot()
    def take_advice(self) -> None:
        """Start a run with the learning rate that is offered after a divergence."""
        advice = words.finding(self.run).advice
        if advice is not None:
            with self.store.gesture():
                self.store.change(learning_rate=advice)
                self.start()

    # What is drawn

    def render_state(self) -> None:
        """Draw the state and the run."""
        state: TrainingState = self.store.state
        run = self.run
        locked = run.is_active
        self._network.show_state(state, locked)
        self._rate.show_state(state)
        self._learning.show_state(state, locked, self._costs.of(state))
        self._transport.show_run(run, is_primary=words.finding(run).advice is None)
        self._loss_card.set_hint(self.tr("cross-entropy of each mini-batch, before its update"))
        self._show_progress(run)
        self.weights.show_network(run.network)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._loss_card.set_title(self.tr("Loss"))
        self._accuracy_card.set_title(self.tr("Accuracy"))
        for part in (self.numbers, self.loss, self.accuracy, self.weights):
            part.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Write the numbers smaller in a small window."""
        self.numbers.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        """Give the weights the width, and the accuracy the height, that suit the window."""
        least = self.look.px(_COMPACT_ACCURACY_HEIGHT if self.is_compact else _ACCURACY_HEIGHT)
        self._accuracy_card.setFixedHeight(max(least, round(_ACCURACY_SHARE * self.height())))
        room = self.width() - self.look.px(COLUMN_WIDTH) - 3 * SPACE_L
        share = _COMPACT_WEIGHTS if self.is_compact else _WEIGHTS
        self.weights.fit(share * room, self.height() - SPACE_S - SPACE_L)

    def _show_progress(self, run: Run) -> None:
        self.numbers.show_run(run)
        self.loss.show_run(run)
        self.accuracy.show_run(run)
        self._accuracy_card.set_hint(words.accuracy_hint(run))

    # What happens to runs

    @Slot()
    def _on_progressed(self) -> None:
        run = self.run
        if not self.isVisible():
            self.refresh()
            return
        self._show_progress(run)
        now = time.monotonic()
        if now - self._weights_asked >= WEIGHTS_SECONDS:
            self._weights_asked = now
            self.weights.show_network(run.network)
            run.want_weights()

    @Slot()
    def _on_status_changed(self) -> None:
        run = self._run
        if run is not None and not run.is_active:
            self.store.tick(run=run.key)
        self.status_announced.emit(words.finding(self.run).title)
        self.refresh()

    @Slot()
    def _on_run_changed(self) -> None:
        """Follow the run that is under way."""
        run = self.session.active_run
        if run is not None and run is not self._run:
            self._run = run
            run.progressed.connect(self._on_progressed)
            run.status_changed.connect(self._on_status_changed)
        self.refresh()

    @Slot()
    def _on_state_changed(self) -> None:
        """Tell the run under way that its learning rate is another one, whoever changed it: undo does too."""
        self._costs.find_out(self.store.state)
        run, rate = self.session.active_run, self.store.state.learning_rate
        if run is not None and run.present_config.learning_rate != rate:
            run.change(learning_rate=rate)

    # Construction

    def _lay_out(self) -> QWidget:
        for index, section in enumerate((self._network, self._rate, self._learning)):
            if index:
                self.column.add_rule()
            self.column.add_section(None, section)
        self.column.pinned.addWidget(self._transport)
        for card, plot, name in (
            (self._loss_card, self.loss, "loss"),
            (self._accuracy_card, self.accuracy, "accuracy"),
        ):
            card.body.addWidget(plot, 1)
            card.add_menu(self._export_menu(plot, name))
        main = QWidget()
        left = column(self.numbers, self._loss_card, self._accuracy_card, spacing=SPACE_L)
        left.setStretch(1, 1)
        whole = row(spacing=SPACE_L)
        whole.addLayout(left, 1)
        whole.addWidget(self.weights)
        main.setLayout(whole)
        self.set_compact(False)
        return main

    def _export_menu(self, plot: Plot, name: str) -> ExportMenu:
        menu = ExportMenu(self.look, plot)
        menu.setObjectName(f"training.{name}_export")
        menu.failed.connect(self.session.problem)
        return menu

    def _connect(self) -> None:
        transport = self._transport
        transport.start_wanted.connect(self.start)
        transport.pause_wanted.connect(self.pause)
        transport.resume_wanted.connect(self.resume)
        transport.step_wanted.connect(self.step)
        transport.stop_wanted.connect(self.stop)
        transport.new_run_wanted.connect(self.start_new)
        self.numbers.advice_taken.connect(self.take_advice)
        self.weights.menu.failed.connect(self.session.problem)
        self.session.run_changed.connect(self._on_run_changed)
        self.store.changed.connect(self._on_state_changed)
        self.look.changed.connect(self._share_room)
        self._costs.changed.connect(self.refresh)
        self._on_run_changed()
