"""The controls of the method: the update rule with its hyperparameters, others to compare, and the gradient's noise."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QWidget

from explorer.background.guarded import Guarded
from explorer.descent import words
from explorer.descent.method_state import HYPERPARAMETERS, OPTIMIZER_NAMES
from explorer.descent.state import DescentState
from explorer.look.theme import SMALL, SPACE_M, SPACE_S, Look
from explorer.state.declarations import Number, next_seed
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import (
    BareNumberControl,
    BareSliderControl,
    Binding,
    ComboControl,
    Control,
    ControlKit,
    heading,
)
from explorer.widgets.buttons import IconButton
from explorer.widgets.layout import column, row
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
    """The update rule, others to compare it with, and noise."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__()
        self._store = store
        self._kit = kit = ControlKit(look, store, "descent")
        self._hyperparameters: dict[str, tuple[Label, BareNumberControl]] = {}
        fields, messages = row(), column()
        for name, symbol in _SYMBOLS.items():
            label, control = Label(look, SMALL, tone="text2"), kit.make(BareNumberControl, name)
            label.setText(symbol)
            control.editor.setMinimumWidth(look.px(_FIELD_WIDTH))
            fields.addWidget(label)
            fields.addWidget(control, 1)
            messages.addWidget(control.message)
            self._hyperparameters[name] = label, control
        self._compared = {name: self._make_box(name) for name in OPTIMIZER_NAMES}
        boxes = QGridLayout()
        boxes.setSpacing(SPACE_S)
        for place, box in enumerate(self._compared.values()):
            boxes.addWidget(box, *divmod(place, 2))
        self.setLayout(
            column(
                column(kit.make(OptimizerControl, "optimizer"), fields, messages),
                column(heading(look, _("Compare with")), boxes, spacing=4),
                self._lay_out_noise(look),
                spacing=SPACE_M,
            )
        )

    def _lay_out_noise(self, look: Look) -> QLayout:
        noise = self._kit.make(BareSliderControl, "noise")
        noise.editor.setFixedWidth(look.px(_NOISE_WIDTH))
        below = row(noise.slider, self._kit.make(DiceControl, "noise_seed"))
        below.setStretchFactor(noise.slider, 1)
        return column(row(heading(look, _("Gradient noise")), 1, noise), noise.message, below, spacing=4)

    def _make_box(self, name: str) -> QCheckBox:
        own = words.optimizer_names()[name]
        box = QCheckBox(own)
        box.setObjectName(f"descent.compare_{name}")
        box.setAccessibleName(_("Compare with {name}").format(name=own))
        box.setToolTip(
            _("Add the path of {name} from the chosen start, with the same learning rate").format(name=own)
        )
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.clicked.connect(self._on_compared)
        return box

    def show_state(self, state: DescentState) -> None:
        """Show the method of a state."""
        self._kit.show_state(state)
        for name, widgets in self._hyperparameters.items():
            for widget in widgets:
                widget.setVisible(name in HYPERPARAMETERS[state.optimizer])
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
