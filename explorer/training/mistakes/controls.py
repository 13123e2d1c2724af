"""The controls of the page Mistakes."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.training.mistakes import words
from explorer.training.mistakes.state import MistakesState
from explorer.training.mistakes.work import Answers
from explorer.training.state import TrainingState
from explorer.views.controls import ControlKit, heading
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, rule
from explorer.widgets.text import Label


class MistakesControls(Guarded, QWidget):
    """Which images the network classifies, and which of them are shown."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__()
        self._store, self._kit = store, ControlKit(look, store, "training")
        self._summary, self._cell, self._rules = (Label(look, tone="text2", wrap=True) for _index in range(3))
        self._all = Button(look)
        self._all.setObjectName("training.all_mistakes")
        self._all.setText(_("Show all mistakes"))
        self._all.setAccessibleName(self._all.text())
        self._all.setToolTip(_("Shows the images of all cells beside the diagonal (Escape in the matrix)"))
        self._all.clicked.connect(self._on_all)
        title = heading(look, _("Chosen cell"))
        self.setLayout(
            column(
                self._kit.segmented("split"),
                self._summary,
                rule(),
                title,
                self._cell,
                self._all,
                rule(),
                self._rules,
            )
        )

    def show_state(self, state: TrainingState, answers: Answers | None) -> None:
        """Show the settings, and the predictions in words."""
        self._kit.show_state(state)
        cell = state.mistakes.cell
        self._all.setEnabled(cell is not None)
        self._rules.setText(words.rules_question(5 if cell is None else cell[0]))
        if answers is not None:
            self._summary.setText(words.mistakes_sentence(answers))
        if cell is None or answers is None:
            self._cell.setText(_("Click a number in the matrix to see its images."))
        else:
            self._cell.setText(words.cell_sentence(answers.counts, cell))

    @Slot()
    def _on_all(self) -> None:
        state = self._store.state
        self._store.change_to(replace(state, mistakes=MistakesState(state.mistakes.split, cell=None)))
