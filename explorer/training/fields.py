"""What the controls of a training run are made of."""

from PySide6.QtCore import Slot

from explorer.controls import Section
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_XS, Look
from explorer.training.state import TrainingState
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label, set_tooltip

_FIELD_WIDTH = 84


class _Number(Section):
    """A name and a field for a number of the state.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState
    name : str
        Of the state's field.
    field : NumberField
    """

    def __init__(self, look: Look, store: Store[TrainingState], name: str, field: NumberField) -> None:
        super().__init__(look, store)
        self._name = name
        self._label, self._message = Label(look, tone="text2"), FieldMessage(look)
        self._field = field
        self._field.setObjectName(f"training.{name}")
        self._field.attach_message(self._message)
        self._lay_out()
        self._field.committed.connect(self._on_committed)
        self._field.stepped.connect(self._on_stepped)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_words(self, name: str, tooltip: str, locked: str) -> None:
        """Set the name, what the number does, and why it is fixed while a run goes on."""
        self._label.setText(name)
        self._field.setAccessibleName(name)
        self._tooltips = (tooltip, locked)

    def show_state(self, state: object, is_locked: bool) -> None:
        """Show the number; `is_locked` says whether a run goes on."""
        self._field.set_value(getattr(state, self._name))
        self._field.setEnabled(not is_locked)
        set_tooltip(self._field, self._tooltips[is_locked])

    def retranslate(self) -> None:
        """Leave it to `set_words`."""

    def _lay_out(self) -> None:
        self.setLayout(column(row(self._label, 1, self._field), self._message))

    def _number(self, value: float) -> float:
        return value

    @Slot(float)
    def _on_committed(self, value: float) -> None:
        self._store.change(**{self._name: self._number(value)})

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(**{self._name: self._number(value)})

    @Slot()
    def _on_look_changed(self) -> None:
        self._fit_field()  # Qt would not disconnect a slot that a subclass overrides

    def _fit_field(self) -> None:
        self._field.setFixedWidth(self._look.px(_FIELD_WIDTH))


class DecimalNumber(_Number):
    """A name and a field for a decimal number of the state."""


class WholeNumber(_Number):
    """A name and a field for a whole number of the state.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState
    name : str
        Of the state's field.
    bounds : (int, int)
        Lowest and highest number, both allowed.
    step : int
        What an arrow key adds.
    """

    def __init__(
        self, look: Look, store: Store[TrainingState], name: str, bounds: tuple[int, int], step: int
    ) -> None:
        low, high = bounds
        field = NumberField(look, minimum=low, maximum=high, decimals=0, step=step)
        super().__init__(look, store, name, field)

    def _number(self, value: float) -> float:
        return int(value)


class StackedNumber(WholeNumber):
    """A whole number with its name above the field, which is as wide as there is room."""

    def _lay_out(self) -> None:
        self.setLayout(column(self._label, self._field, self._message, spacing=SPACE_XS))

    def _fit_field(self) -> None:
        self._field.setMinimumWidth(self._look.px(_FIELD_WIDTH))


class Alternatives(Section):
    """A title, and two values of a state's field side by side.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState
    name : str
        Of the state's field.
    values : tuple of str or of int
    """

    def __init__(
        self, look: Look, store: Store[TrainingState], name: str, values: tuple[str | int, ...]
    ) -> None:
        super().__init__(look, store)
        self._name, self._values = name, values
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._choice = Segmented(look, len(values))
        self._choice.setObjectName(f"training.{name}")
        for value, index in zip(values, range(len(values)), strict=True):
            self._choice.button(index).setObjectName(f"training.{name}_{value}")
        self.setLayout(column(self._title, self._choice))
        self._choice.chosen.connect(self._on_chosen)

    def set_words(self, title: str, texts: tuple[str, ...], tooltips: tuple[str, ...], locked: str) -> None:
        """Set all words: those of each value, and why none can be chosen while a run goes on."""
        self._title.setText(title)
        self._choice.setAccessibleName(title)
        self._choice.set_texts(texts)
        for index, text in enumerate(texts):
            self._choice.button(index).setAccessibleName(f"{title}: {text}")
        self._tooltips, self._locked = tooltips, locked

    def show_state(self, state: object, is_locked: bool) -> None:
        """Show the choice; `is_locked` says whether a run goes on."""
        self._choice.set_value(self._values.index(getattr(state, self._name)))
        self._choice.setEnabled(not is_locked)
        set_tooltip(self._choice, self._locked if is_locked else "")
        for index, tooltip in enumerate(self._tooltips):
            set_tooltip(self._choice.button(index), self._locked if is_locked else tooltip)

    def retranslate(self) -> None:
        """Leave it to `set_words`."""

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._store.change(**{self._name: self._values[index]})
