"""Choosing a function by name or by typing its formula."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot

from core.expressions import ExpressionError, parse
from explorer.controls import Section
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.choice import Choice
from explorer.widgets.field import FieldMessage
from explorer.widgets.formula_field import FormulaField
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class FormulaSection(Section):
    """A list of named functions above a field with the formula of the present one.

    Parameters
    ----------
    look : Look
    store : Store
    name : str
        Of the state's field: a key, or a formula.
    variables : sequence of str
        In which a formula is typed.
    fields_for : callable
        Returns the fields of the state to change when a named function is chosen, by its key.

    Attributes
    ----------
    choice : Choice
    field : FormulaField
    """

    def __init__(
        self,
        look: Look,
        store: Store[Any],
        name: str,
        variables: Sequence[str],
        fields_for: Callable[[str], dict[str, Any]],
    ) -> None:
        super().__init__(look, store)
        self._name, self._variables, self._fields_for = name, tuple(variables), fields_for
        self._shown, self._is_typing = "", False
        self.choice, self.field = Choice(look), FormulaField(look)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._hint = Label(look, SMALL, tone="text2")
        message = FieldMessage(look)
        self.field.attach_message(message)
        self.setLayout(column(self._title, self.choice, self._hint, self.field, message))
        self.choice.chosen.connect(self._on_chosen)
        self.field.edited.connect(self._on_edited)

    def set_words(self, title: str, typed: str, hint: str, names: Sequence[tuple[str, str]]) -> None:
        """Set the title, what the list shows for a typed formula, examples of one, and keys with names."""
        self._title.setText(title)
        self.choice.setPlaceholderText(typed)
        self._hint.setText(hint)
        self.choice.set_items(names)
        self.choice.set_value(self._shown if self._shown in dict(names) else "")

    def retranslate(self) -> None:
        """Leave it to `set_words`."""

    def set_compact(self, compact: bool) -> None:
        """Leave the examples out of a small window."""
        self._hint.setVisible(not compact)

    def show_function(self, value: str, formula: str, *, is_named: bool) -> None:
        """Show another function; what is being typed stays, right or wrong, as long as it is not replaced."""
        if value != self._shown:
            self._shown = value
            self.choice.set_value(value if is_named else "")
            if not self._is_typing:
                self.field.set_text(formula)
                self.field.clear_problem()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self._store.change(**self._fields_for(key))

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        try:
            parse(text, self._variables)  # not `find`, which would take the name of a function as well
        except ExpressionError as problem:
            self.field.show_problem(problem.message, problem.position)
            return
        self.field.clear_problem()
        self._is_typing = True
        self._store.nudge(**{self._name: text})
        self._is_typing = False
