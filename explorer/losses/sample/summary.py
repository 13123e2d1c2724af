"""One loss as a large number, with its formula, all its digits and a comparison."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explorer.background.guarded import Guarded
from explorer.look.theme import BODY, DISPLAY, LEAD, SEMIBOLD, SMALL, Look
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column
from explorer.widgets.text import Label

_SENTENCE_LINES = 2
_SPACING = 2


class LossSummary(Guarded, QWidget):
    """Name, formula, number, the same number as Python prints it, and a sentence.

    Parameters
    ----------
    tone : str
        The theme's colour of the name, which is that of its curve.
    name : str
        Of the loss.
    """

    def __init__(self, look: Look, tone: str, name: str) -> None:
        super().__init__()
        title = Label(look, LEAD, SEMIBOLD, tone)
        title.setText(name)
        self.formula = Formula(look, BODY, tone="text2")
        self._value = Label(look, DISPLAY, SEMIBOLD)
        self._printed = Label(look, SMALL, tone="text2")
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(title, self.formula, self._value, self._printed, self._sentence, spacing=_SPACING)
        )
        # Fixed, so that a longer sentence moves nothing.
        for label in (self.formula, self._printed):
            label.setFixedHeight(label.fontMetrics().height())
        self._value.setFixedHeight(self._value.fontMetrics().ascent())  # digits have no descenders
        self._sentence.setFixedHeight(_SENTENCE_LINES * self._sentence.fontMetrics().lineSpacing())

    @property
    def value(self) -> str:
        """The number as it is shown."""
        return self._value.text()

    @property
    def printed(self) -> str:
        """The number with all digits, as it is shown."""
        return self._printed.text()

    @property
    def sentence(self) -> str:
        """The sentence as it is shown."""
        return self._sentence.text()

    def show_loss(self, value: str, printed: str, formula: str, sentence: str) -> None:
        """Set the number, the same with all digits, its formula, and what to compare it with."""
        self._value.setText(value)
        self._printed.setText(printed)
        self.formula.setText(formula)
        self._sentence.setText(sentence)
        self.setAccessibleDescription(f"{formula} = {printed}. {sentence}")

    def set_width(self, width: int) -> None:
        """Take a fixed width, in pixels: a label of fixed size lays nothing out again when its text changes."""
        for label in (self.formula, self._value, self._printed, self._sentence):
            label.setFixedWidth(width)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that the height does not depend on the width, for all that the sentence wraps."""
        return False
