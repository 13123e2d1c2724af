"""The page Runs: every run with its settings, their curves in one picture, and what tells one from another."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent

from core.model_file import network_to_bytes, run_to_bytes
from explorer.look.theme import SPACE_L, Look
from explorer.runs.run import Run
from explorer.state.files import ask_where_to_save, ask_which_file
from explorer.state.session import MOMENT_SIGN, Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training.page import TrainingPage
from explorer.training.presets import config_fields
from explorer.training.run.numbers import FACT_LABELS, numbers_of
from explorer.training.runs import words
from explorer.training.runs.controls import ChosenRun, RunActions
from explorer.training.runs.files import RunFiles, history_bytes
from explorer.training.runs.overlay import AccuracyOverlay, Drawn, LossOverlay
from explorer.training.runs.run_row import RunList
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import Card, column, row

_LIST_SHARE, _LOWEST_LIST = 0.38, 64  # of the height, and pixels at scale 1


class RunsPage(TrainingPage):
    """A list of runs above the overlay of their losses and of their accuracies."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._files = session.lasting("training.files", lambda: RunFiles(session, store))
        self._chosen, self._actions = ChosenRun(look, store), RunActions(look)
        self.list = RunList(look)
        self.loss, self.accuracy = LossOverlay(look), AccuracyOverlay(look)
        self._list_card = Card(
            look,
            "training.run_list",
            _("Runs"),
            _(
                "The chapter’s run and your own: settings, iterations, loss and test accuracy. Tick a run to draw its "
                "curves."
            ),
        )
        self._loss_card = self.card(
            "run_losses",
            self.loss,
            _("Loss"),
            _("The loss of each ticked run by iteration, as the mean of the last 50 mini-batches."),
        )
        self._accuracy_card = self.card(
            "run_accuracies",
            self.accuracy,
            _("Test accuracy"),
            _("The share of the test images that each ticked run gets right, by iteration."),
        )
        name_widgets(self.view_name, {"run_losses": self.loss, "run_accuracies": self.accuracy}, {})
        self._list_card.set_hint(_("settings · iterations · loss, mean of 50 · test accuracy"))
        self._loss_card.set_hint(_("mean of the last 50"))
        self._accuracy_card.set_hint(_("all test images"))
        panel.add_section(None, self._chosen)
        panel.pinned.addWidget(self._actions)
        self._list_card.body.addWidget(self.list)
        plots = row(self._loss_card, self._accuracy_card, spacing=SPACE_L)
        whole = column(self._list_card, plots, spacing=SPACE_L)
        for place in range(2):
            plots.setStretch(place, 1)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()

    @property
    def subject_words(self) -> str:
        """The runs are on the cards."""
        return ""

    @property
    def is_about_a_moment(self) -> bool:
        """Runs are shown whole."""
        return False

    @property
    def chosen(self) -> Run:
        """The run that the controls are about."""
        return self.session.run(self.store.state.runs.chosen_run)

    fact_labels = FACT_LABELS
    card_facts = {
        "run_list": ("iteration", "loss"),
        "run_losses": ("loss",),
        "run_accuracies": ("test_accuracy",),
    }

    def facts(self) -> Facts:
        """Return the numbers of the chosen run."""
        return numbers_of(self.chosen, None)

    # What the user can do

    @Slot()
    def look_at(self) -> None:
        """Show the chosen run on all pages."""
        self.store.change_to(replace(self.store.state, run=self.chosen.key, moment=None))

    @Slot()
    def use_settings(self) -> None:
        """Take over the settings of the chosen run."""
        self.store.change(**config_fields(self.chosen.config), new_seed=False)

    @Slot()
    def delete(self) -> None:
        """Take the chosen run off the list; the session keeps it, so that undo brings it back."""
        state, key = self.store.state, self.chosen.key
        left = replace(state, runs=state.runs.without_run(key))
        if state.run == key:
            left = replace(left, run=left.runs.chosen_run, moment=None)
        self.store.change_to(left)

    @Slot()
    def save_run(self) -> None:
        """Write the chosen run to a file."""
        record = self.chosen.recorder(self._title(self.chosen))
        if record is not None:
            self._save(_("Save the run"), "run.npz", lambda: run_to_bytes(record()))

    @Slot()
    def save_network(self) -> None:
        """Write the newest network of the chosen run to a file."""
        run = self.chosen
        saved = self.session.network(f"{run.key}{MOMENT_SIGN}{run.timeline.iteration_at(None)}")
        self._save(_("Save the network"), "network.npz", partial(network_to_bytes, saved))

    @Slot()
    def save_history(self) -> None:
        """Write the losses and accuracies of the chosen run to a file."""
        run = self.chosen
        self._save(_("Save the history"), "history.csv", partial(history_bytes, run))

    @Slot()
    def open_file(self) -> None:
        """Open a run or a network."""
        file = ask_which_file(self.window(), _("Open a run or a network"), _("Runs and networks (*.npz)"))
        if file is not None:
            self._files.open(file)

    # What is drawn

    def render_state(self) -> None:
        """Draw the list, the curves and the controls."""
        state = self.store.state.runs
        listed = [(place, self.session.run(key)) for place, key in enumerate(state.all_runs)]
        drawn = [
            Drawn(run, place, words.title(run, state), words.short_title(run, state))
            for place, run in listed
            if run.key == state.all_runs[place]
        ]
        chosen, reference = self.chosen, self.session.run(state.reference_run)
        self.list.show_runs(drawn[::-1], state.ticked, chosen.key)
        self._fit_list()
        self._chosen.show_runs(state, [each.run for each in drawn], chosen, reference)
        self._actions.show_run(chosen, is_free=self.session.active_run is None)
        ticked = [each for each in drawn if each.run.key in state.ticked]
        self.loss.show_runs(ticked)
        self.accuracy.show_runs(ticked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        """Give the list the height that it needs, up to a share of the page."""
        least, most = self.look.px(_LOWEST_LIST), round(_LIST_SHARE * self.height())
        self.list.setFixedHeight(max(min(self.list.whole_height, most), least))

    def _title(self, run: Run) -> str:
        return words.title(run, self.store.state.runs)

    def _save(self, title: str, suggestion: str, content: Callable[[], bytes]) -> None:
        """Ask for a file and write it in the background."""
        file = ask_where_to_save(self.window(), title, Path(suggestion))
        if file is not None:
            self._files.save(file, content)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        state = self.store.state
        self.store.change_to(replace(state, runs=replace(state.runs, chosen_run=key)))

    @Slot(str, bool)
    def _on_ticked(self, key: str, is_ticked: bool) -> None:
        state = self.store.state
        self.store.change_to(replace(state, runs=state.runs.with_tick(key, is_ticked)))

    def _connect(self) -> None:
        actions = self._actions
        for wanted, does in (
            (actions.look_wanted, self.look_at),
            (actions.settings_wanted, self.use_settings),
            (actions.delete_wanted, self.delete),
            (actions.save_run_wanted, self.save_run),
            (actions.save_network_wanted, self.save_network),
            (actions.history_wanted, self.save_history),
            (actions.open_wanted, self.open_file),
            (self.list.chosen, self._on_chosen),
            (self.list.ticked, self._on_ticked),
        ):
            wanted.connect(does)
