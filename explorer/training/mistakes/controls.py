"""The controls of the page Mistakes."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.controls import Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training.fields import Alternatives
from explorer.training.mistakes import words
from explorer.training.mistakes.state import SPLITS, MistakesState
from explorer.training.mistakes.work import Answers
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, rule
from explorer.widgets.text import Label


class MistakesSection(Section):
    """Which images the network is asked about, and which of the answers are shown.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control whose name is not its field's, by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._cell_title = Label(look, SMALL, SEMIBOLD, "text2")
        self._summary, self._cell = (Label(look, tone="text2", wrap=True) for _index in range(2))
        self._split, self._all = Alternatives(look, store, "split", SPLITS), Button(look)
        self.by_name: dict[str, QWidget] = {"all_mistakes": self._all}
        self.setLayout(column(self._split, self._summary, rule(), self._cell_title, self._cell, self._all))
        self._all.clicked.connect(self._on_all)

    def show_state(self, state: MistakesState, answers: Answers | None) -> None:
        """Show the settings, and the answers in words."""
        self._split.show_state(state, False)
        self._all.setEnabled(state.cell is not None)
        if answers is not None:
            self._summary.setText(words.mistakes_sentence(answers))
        if state.cell is None or answers is None:
            self._cell.setText(_("Click a number in the matrix to see its images."))
        else:
            self._cell.setText(words.cell_sentence(answers.counts, state.cell))

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._cell_title.setText(_("Open cell"))
        self._split.set_words(
            _("Images"),
            (_("Test"), _("Training")),
            (
                _("Images that it has never seen: how well it generalises (chapter, section 1)"),
                _("Images that it has learnt from: overfitted, it makes far fewer mistakes here"),
            ),
            "",
        )
        self._all.setText(_("Show all mistakes"))

    @Slot()
    def _on_all(self) -> None:
        self._store.change(cell=None, mistake=None)
