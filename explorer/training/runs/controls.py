"""The controls of the page Runs: the chosen run, how it differs from another, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import SPACE_S, SPACE_XS, Look
from explorer.runs.run import Run
from explorer.state.declarations import declared_fields
from explorer.state.session import CHAPTER
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training.runs import words
from explorer.training.runs.state import LONGEST_NAME, RunsState
from explorer.training.state import TrainingState
from explorer.views.controls import heading
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Choice
from explorer.widgets.field import Field
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class ChosenRun(Guarded, QWidget):
    """Which run the controls are about, its name, and how its configuration differs from another one's."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store = store
        self._run, self._name, self._reference = Choice(look), Field(look), Choice(look)
        self._named = CHAPTER  # the run whose name is shown
        self._name.setMaxLength(LONGEST_NAME)
        self._difference = Label(look, wrap=True)
        fields = declared_fields(TrainingState)
        run, reference = fields["chosen_run"].declaration, fields["reference_run"].declaration
        titles = (_(run.label), _("Name"), _(reference.label), _("Difference"))
        parts = (self._run, self._name, self._reference, self._difference)
        for name, widget, title, tip in zip(
            ("chosen_run", "run_name", "reference_run"),
            parts,
            titles,
            (_(run.hint), _("Type another name and press Enter"), _(reference.hint)),
            strict=False,
        ):
            widget.setObjectName(f"training.{name}")
            widget.setAccessibleName(title)
            widget.setToolTip(tip)
        groups = zip(titles, parts, strict=True)
        self.setLayout(
            column(*(column(heading(look, title), part, spacing=SPACE_XS) for title, part in groups))
        )
        self._run.chosen.connect(self._on_run)
        self._name.editingFinished.connect(self._on_name)
        self._reference.chosen.connect(self._on_reference)

    def show_runs(self, state: RunsState, runs: Sequence[Run], chosen: Run, reference: Run) -> None:
        """Show the chosen run of all, and what tells it from the reference."""
        items = [(run.key, words.title(run, state)) for run in runs]
        for choice, key in ((self._run, chosen.key), (self._reference, reference.key)):
            choice.set_items(items)
            choice.set_value(key)
        # What is being typed stays, but not as the name of another run.
        if not self._name.isModified() or chosen.key != self._named:
            self._name.setText(words.title(chosen, state))
            self._named = chosen.key
        self._name.setEnabled(chosen.key != CHAPTER)
        self._difference.setText(words.difference_sentence(reference, chosen))

    @Slot(str)
    def _on_run(self, key: str) -> None:
        state = self._store.state
        self._store.change_to(replace(state, runs=replace(state.runs, chosen_run=key)))

    @Slot(str)
    def _on_reference(self, key: str) -> None:
        state = self._store.state
        self._store.change_to(replace(state, runs=replace(state.runs, reference_run=key)))

    @Slot()
    def _on_name(self) -> None:
        if self._name.isModified():
            self._name.setModified(False)
            state, name = self._store.state, self._name.text().strip()
            self._store.change_to(replace(state, runs=state.runs.named(state.runs.chosen_run, name)))


class RunActions(Guarded, QWidget):
    """What can be done with the chosen run.

    Signals
    -------
    look_wanted(), settings_wanted(), delete_wanted()
    save_run_wanted(), save_network_wanted(), history_wanted(), open_wanted()
    """

    look_wanted = Signal()
    settings_wanted = Signal()
    delete_wanted = Signal()
    save_run_wanted = Signal()
    save_network_wanted = Signal()
    history_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look_at = Button(look, primary=True)
        self._use, self._save_run, self._save_network, self._history = (Button(look) for _index in range(4))
        self._open, self._delete = Button(look), Button(look, "trash")
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (name, button, wanted) in enumerate(
            (
                ("look_at_run", self._look_at, self.look_wanted),
                ("use_settings", self._use, self.settings_wanted),
                ("save_run", self._save_run, self.save_run_wanted),
                ("save_network", self._save_network, self.save_network_wanted),
                ("save_history", self._history, self.history_wanted),
                ("open_run", self._open, self.open_wanted),
                ("delete_run", self._delete, self.delete_wanted),
            )
        ):
            button.setObjectName(f"training.{name}")
            button.clicked.connect(wanted)
            grid.addWidget(button, *divmod(place, 2))
            grid.setColumnStretch(place % 2, 1)
        self.setLayout(grid)
        self._set_texts()

    def show_run(self, run: Run, *, is_free: bool) -> None:
        """Offer what can be done with a run now; `is_free` unless any run is under way, whose settings are shown."""
        self._use.setEnabled(is_free)
        self._use.setToolTip(
            _("Copy its settings, seed included, for the next run: change one of them and start")
            if is_free
            else _("Locked during training; stop the run first")
        )
        for button in (self._save_run, self._save_network):
            button.setEnabled(run.network is not None)
        self._history.setEnabled(run.iteration > 0)
        self._delete.setEnabled(run.key != CHAPTER and not run.is_active)
        self._delete.setToolTip(
            _("Remove the run from the list; undo restores it")
            if self._delete.isEnabled()
            else _("The chapter’s run and a run in training cannot be removed")
        )

    def _set_texts(self) -> None:
        for button, text, tip in (
            (
                self._look_at,
                _("Show this run"),
                _("Show it on all pages: its curves, its network, its mistakes"),
            ),
            (
                self._save_run,
                _("Save run…"),
                _("Settings, losses, accuracies and networks to a file, from which it can be continued"),
            ),
            (
                self._save_network,
                _("Save network…"),
                _("The newest network to a file that NumPy can read"),
            ),
            (
                self._history,
                _("Save CSV…"),
                _("Losses and accuracies as a table"),
            ),
            (self._open, _("Open…"), _("A run or a network from a file")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._use.setText(_("Use settings"))
        self._use.setAccessibleName(_("Use settings"))
        self._delete.setText(_("Remove"))
        self._delete.setAccessibleName(_("Remove the run"))
