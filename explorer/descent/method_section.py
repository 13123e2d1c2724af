"""The controls of the method: the update rule with its hyperparameters, others to compare, and the gradient's noise."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QWidget

from explorer.declarations import Number, next_seed
from explorer.descent import words
from explorer.descent.state import HYPERPARAMETERS, OPTIMIZER_NAMES, DescentState
from explorer.field_controls import (
    Binding,
    ComboControl,
    Control,
    ControlKit,
    InlineSegmentedControl,
    NumberControl,
    SliderControl,
    heading,
)
from explorer.guarded import Guarded
from explorer.language import _
from explorer.store import Store
from explorer.theme import SMALL, SPACE_M, SPACE_S, Look
from explorer.widgets.buttons import IconButton
from explorer.widgets.layout import column, row, rule
from explorer.widgets.text import Label

_SYMBOLS = {
    "momentum": "β",
    "decay": "ρ",
    "beta1": "β₁",
    "beta2": "β₂",
    "epsilon": "ε",
    "adagrad_epsilon": "ε",
}
_FIELD_WIDTH, _NOISE_WIDTH = 56, 88


class OptimizerControl(ComboControl):
    """A heading beside a choice whose options drop down."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of heading and options."""
        return row(heading(look, _(self.declaration.label)), 1, self.editor)


class HyperparameterControl(NumberControl):
    """A number field; its symbol and its message are placed by others."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of the field."""
        self.symbol = Label(look, SMALL, tone="text2")
        self.symbol.setText(_SYMBOLS[self.binding.name])
        self.editor.setMinimumWidth(look.px(_FIELD_WIDTH))
        return row(self.editor)

    def show_for(self, parameters: tuple[str, ...]) -> None:
        """Show it only if it is among the parameters."""
        for widget in (self, self.symbol):
            widget.setVisible(self.binding.name in parameters)


class NoiseControl(SliderControl):
    """A number field beside its heading, and a slider below with room beside it."""

    def lay_out(self, look: Look) -> QLayout:
        """Return the layout of heading, field, message and slider."""
        self.editor.setFixedWidth(look.px(_NOISE_WIDTH))
        self.line = row()
        self.line.addWidget(self.slider, 1)
        head = row(heading(look, _(self.declaration.label)), 1, self.editor)
        return column(head, self.message, self.line, spacing=4)


class DiceControl(Control[Number]):
    """A button that takes the next seed."""

    def __init__(self, binding: Binding) -> None:
        super().__init__(binding)
        self._seed = 0
        self.editor: IconButton = IconButton(binding.look, "dice")
        self.editor.setObjectName(binding.object_name)
        self.editor.setAccessibleName(_(self.declaration.label))
        self.editor.clicked.connect(self._on_clicked)
        self.setLayout(row(self.editor))

    def show_value(self, value: Any) -> None:
        """Know the present seed."""
        self._seed = value

    @Slot()
    def _on_clicked(self) -> None:
        self.change(next_seed(self._seed))


class MethodSection(Guarded, QWidget):
    """The page Method."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._store = store
        self._kit = kit = ControlKit(look, store, "descent")
        self._hyperparameters = [kit.make(HyperparameterControl, name) for name in _SYMBOLS]
        self._compared = {name: self._make_box(name) for name in OPTIMIZER_NAMES}
        optimizer, noise = kit.make(OptimizerControl, "optimizer"), kit.make(NoiseControl, "noise")
        noise.line.addWidget(kit.make(DiceControl, "noise_seed"))
        fields = row()
        for control in self._hyperparameters:
            fields.addWidget(control.symbol)
            fields.addWidget(control, 1)
        boxes = QGridLayout()
        boxes.setSpacing(SPACE_S)
        for place, box in enumerate(self._compared.values()):
            boxes.addWidget(box, *divmod(place, 2))
        self.setLayout(
            column(
                column(optimizer, fields, *(control.message for control in self._hyperparameters)),
                kit.make(InlineSegmentedControl, "gradient"),
                rule(),
                column(heading(look, _("Compare with")), boxes, spacing=4),
                noise,
                spacing=SPACE_M,
            )
        )

    def _make_box(self, name: str) -> QCheckBox:
        own = words.optimizer_names()[name]
        box = QCheckBox(own)
        box.setObjectName(f"descent.compare_{name}")
        box.setAccessibleName(_("Compare with {name}").format(name=own))
        box.setToolTip(
            _(
                "Let {name} go from the chosen start as well, at the same learning rate; the sweep below the "
                "picture shows which rate each would like"
            ).format(name=own)
        )
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.clicked.connect(self._on_compared)
        return box

    def show_state(self, state: DescentState) -> None:
        """Show the method of a state."""
        self._kit.show_state(state)
        for control in self._hyperparameters:
            control.show_for(HYPERPARAMETERS[state.optimizer])
        for name, box in self._compared.items():
            box.setChecked(name in state.rules)
            box.setEnabled(name != state.optimizer)

    @Slot()
    def _on_compared(self) -> None:
        state = self._store.state
        compared = tuple(
            name for name, box in self._compared.items() if box.isChecked() and name != state.optimizer
        )
        self._store.change_to(replace(state, method=replace(state.method, compared=compared)))
