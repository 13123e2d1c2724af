"""A box to tick, and numbers below it that matter only while it is ticked."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox

from explorer.controls import Section
from explorer.store import Store
from explorer.theme import Look
from explorer.training.fields import DecimalNumber, WholeNumber
from explorer.training.state import TrainingState
from explorer.widgets.layout import column


class SwitchedNumbers(Section):
    """Something that is off or on, with its amounts.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState
    name : str
        Of the state's field that says whether it is on.
    numbers : mapping of str to DecimalNumber or WholeNumber, optional
        By the names of their fields.
    """

    def __init__(
        self,
        look: Look,
        store: Store[TrainingState],
        name: str,
        numbers: Mapping[str, DecimalNumber | WholeNumber] | None = None,
    ) -> None:
        super().__init__(look, store)
        self._name, self._numbers = name, dict(numbers or {})
        self._box = QCheckBox()
        self._box.setObjectName(f"training.{name}")
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tooltip = self._locked = ""
        self.setLayout(column(self._box, *self._numbers.values()))
        self._box.clicked.connect(self._on_clicked)

    def show_state(self, state: object, is_locked: bool) -> None:
        """Show whether it is on, and how much; `is_locked` says whether it is fixed while a run goes on."""
        is_on = bool(getattr(state, self._name))
        self._box.setChecked(is_on)
        self._box.setEnabled(not is_locked)
        self._box.setToolTip(self._locked if is_locked else self._tooltip)
        for number in self._numbers.values():
            number.setVisible(is_on)
            number.show_state(state, is_locked)

    def set_words(
        self, text: str, tooltip: str, numbers: Mapping[str, tuple[str, str]], locked: str = ""
    ) -> None:
        """Set what it is called and does, and the same of each number by the name of its field."""
        self._box.setText(text)
        self._box.setAccessibleName(text)
        self._tooltip, self._locked = tooltip, locked
        for name, (number_text, number_tooltip) in numbers.items():
            self._numbers[name].set_words(number_text, number_tooltip, locked)

    def retranslate(self) -> None:
        """Leave it to `set_words`."""

    @Slot(bool)
    def _on_clicked(self, checked: bool) -> None:
        self._store.change(**{self._name: checked})
