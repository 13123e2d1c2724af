"""Choosing a function by name or by typing its formula."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.expressions import ExpressionError, parse
from explorer.background.guarded import Guarded
from explorer.look.theme import SMALL, Look
from explorer.views.controls import heading
from explorer.widgets.choice import Choice
from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.layout import column
from explorer.widgets.memo import Memo
from explorer.widgets.text import Label


class FormulaSection(Guarded, QWidget):
    """A list of named functions above a field with the formula of the present one.

    Parameters
    ----------
    typed : str
        What the list shows for a typed formula.
    hint : str
        Examples of a formula.
    names : sequence of (str, str)
        Key and name of each named function.
    variables : sequence of str
        In which a formula is typed.

    Signals
    -------
    chosen(key: str)
        The person chose a named function.
    edited(formula: str)
        The person typed a formula.
    """

    chosen = Signal(str)
    edited = Signal(str)

    def __init__(
        self,
        look: Look,
        title: str,
        typed: str,
        hint: str,
        names: Sequence[tuple[str, str]],
        variables: Sequence[str],
    ) -> None:
        super().__init__()
        self._variables = tuple(variables)
        self._memo, self._is_typing = Memo(), False
        self.choice, self.field = Choice(look), FormulaField(look)
        self.choice.setPlaceholderText(typed)
        self.choice.set_items(names)
        self.choice.set_value("")
        self._hint = Label(look, SMALL, tone="text2")
        self._hint.setText(hint)
        message = FieldMessage(look)
        self.field.attach_message(message)
        self.setLayout(column(heading(look, title), self.choice, self._hint, self.field, message))
        self.choice.chosen.connect(self.chosen)
        self.field.edited.connect(self._on_edited)

    def set_compact(self, compact: bool) -> None:
        """Leave the examples out of a small window."""
        self._hint.setVisible(not compact)

    def show_function(self, value: str, formula: str, *, is_named: bool) -> None:
        """Show another function; what is being typed stays, right or wrong, as long as it is not replaced."""
        if self._memo.has_changed(value):
            self.choice.set_value(value if is_named else "")
            if not self._is_typing:
                self.field.set_text(formula)
                self.field.clear_problem()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        try:
            parse(text, self._variables)  # not `find`, which would take the name of a function as well
        except ExpressionError as problem:
            self.field.show_problem(problem.message, problem.position)
            return
        self.field.clear_problem()
        self._is_typing = True
        self.edited.emit(text)
        self._is_typing = False
