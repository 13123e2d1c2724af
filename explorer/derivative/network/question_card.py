"""One question at a time, with an answer that is shown when it is asked for."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.derivative.network.outcome import NetworkNumbers
from explorer.derivative.network.questions import questions
from explorer.derivative.network.state import QUESTIONS, NetworkState
from explorer.derivative.state import DerivativeState
from explorer.look.theme import BODY, SEMIBOLD, SMALL, Look
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.widgets.buttons import Button
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label


class QuestionPart(Guarded, QWidget):
    """A question, its answer once it is revealed, and the way to the next.

    Attributes
    ----------
    by_name : dict of str to QWidget
        The buttons by the second half of their object names.
    """

    def __init__(self, look: Look, store: Store[DerivativeState]) -> None:
        super().__init__()
        self._store = store
        self.asked, self.answer = (
            Label(look, BODY, SEMIBOLD, wrap=True),
            Label(look, BODY, tone="text2", wrap=True),
        )
        self._back, self._next, self._reveal = Button(look), Button(look), Button(look)
        self._back.setText("‹")
        self._next.setText("›")
        self._place = Label(look, SMALL, tone="text2")
        self.by_name: dict[str, QWidget] = {
            "question_back": self._back,
            "question_next": self._next,
            "question_reveal": self._reveal,
        }
        buttons = row(self._reveal, 1, self._back, self._place, self._next)
        self.setLayout(column(self.asked, self.answer, 1, buttons))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._reveal.clicked.connect(self._on_reveal)

    def show_numbers(self, numbers: NetworkNumbers) -> None:
        """Show the present question, and its answer with the numbers of now."""
        state = numbers.state
        question = questions(numbers)[state.question]
        is_revealed = state.question in state.revealed
        self.asked.setText(question.asked)
        self.answer.setText(question.answer if is_revealed else _("Look at the numbers first."))
        self._reveal.setText(_("Hide the answer") if is_revealed else _("Show the answer"))
        self._place.setText(_("{number} of {count}").format(number=state.question + 1, count=QUESTIONS))
        self._back.setEnabled(state.question > 0)
        self._next.setEnabled(state.question < QUESTIONS - 1)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that the height does not depend on the width."""
        return False

    def _turn(self, questions: int) -> None:
        page = self._store.state.network
        # Clamped, as a second click may come before the button is disabled.
        question = min(max(page.question + questions, 0), QUESTIONS - 1)
        self._change_to(replace(page, question=question))

    def _change_to(self, page: NetworkState) -> None:
        self._store.change_to(replace(self._store.state, network=page))

    @Slot()
    def _on_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_next(self) -> None:
        self._turn(1)

    @Slot()
    def _on_reveal(self) -> None:
        state = self._store.state.network
        others = tuple(number for number in state.revealed if number != state.question)
        revealed = others if state.question in state.revealed else tuple(sorted((*others, state.question)))
        self._change_to(replace(state, revealed=revealed))
