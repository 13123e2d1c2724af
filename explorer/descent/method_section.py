"""The controls of the method: the update rule with its hyperparameters, others to compare, and the gradient's noise."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout

from core.optimizers import OPTIMIZERS
from explorer.controls import Section
from explorer.descent import words
from explorer.descent.state import LARGEST_NOISE, LARGEST_SEED, DescentState
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_M, SPACE_S, Look
from explorer.widgets.buttons import IconButton
from explorer.widgets.choice import Choice
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import column, row, rule
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LinearSlider
from explorer.widgets.text import Label

_LARGEST_SHARE = 0.999999
_SMALLEST_EPSILON, _LARGEST_EPSILON = 1e-300, 1e6
_SLIDER_END, _SLIDER_STEP = 5.0, 0.05  # of the noise


@dataclass(frozen=True)
class _Hyperparameter:
    """A field of the state, the symbol that stands before it, and the rules that it belongs to."""

    name: str
    symbol: str
    rules: tuple[str, ...]

    def field(self, look: Look) -> NumberField:
        if self.name.endswith("epsilon"):
            return NumberField(look, minimum=_SMALLEST_EPSILON, maximum=_LARGEST_EPSILON)
        return NumberField(look, minimum=0, maximum=_LARGEST_SHARE, step=0.01)


_HYPERPARAMETERS = (
    _Hyperparameter("momentum", "β", ("momentum", "nesterov")),
    _Hyperparameter("decay", "ρ", ("rmsprop",)),
    _Hyperparameter("beta1", "β₁", ("adam",)),
    _Hyperparameter("beta2", "β₂", ("adam",)),
    _Hyperparameter("epsilon", "ε", ("rmsprop", "adam")),
    _Hyperparameter("adagrad_epsilon", "ε", ("adagrad",)),
)


class OptimizerSection(Section):
    """The update rule, and its hyperparameters."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._optimizer = Choice(look)
        self._optimizer.setObjectName("descent.optimizer")
        self._optimizer.chosen.connect(self._on_optimizer)
        self._message = FieldMessage(look)
        self._fields = {parameter: parameter.field(look) for parameter in _HYPERPARAMETERS}
        self._symbols = {parameter: Label(look, SMALL, tone="text2") for parameter in _HYPERPARAMETERS}
        fields = row()
        for parameter, field in self._fields.items():
            field.setObjectName(f"descent.{parameter.name}")
            field.setMinimumWidth(look.px(56))
            field.attach_message(self._message)
            field.committed.connect(partial(self._on_committed, parameter.name))
            field.stepped.connect(partial(self._on_stepped, parameter.name))
            self._symbols[parameter].setText(parameter.symbol)
            fields.addWidget(self._symbols[parameter])
            fields.addWidget(field, 1)
        self.setLayout(column(row(self._title, 1, self._optimizer), fields, self._message))
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the update rule of a state."""
        self._optimizer.set_value(state.optimizer)
        for parameter, field in self._fields.items():
            belongs = state.optimizer in parameter.rules
            field.setVisible(belongs)
            self._symbols[parameter].setVisible(belongs)
            field.set_value(getattr(state.method, parameter.name))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Optimiser"))
        self._optimizer.set_items(list(words.optimizer_names().items()))
        self._optimizer.setAccessibleName(_("Optimiser"))
        self._optimizer.setToolTip(
            _(
                "The rule that turns gradients into steps: SGD is the chapter’s; try Momentum in the long valley"
            )
        )
        explanations = self._explanations()
        for parameter, field in self._fields.items():
            name, tip = explanations[parameter.name]
            field.setAccessibleName(name)
            field.setToolTip(f"{parameter.symbol}: {tip}")

    def _explanations(self) -> Mapping[str, tuple[str, str]]:
        epsilon = (
            _("Epsilon"),
            _("keeps the division away from 0; make it large, and the rule turns into plain descent"),
        )
        return {
            "momentum": (
                _("Momentum"),
                _("the share of the velocity that a step keeps; at 0 it is plain descent, near 1 it circles"),
            ),
            "decay": (
                _("Decay"),
                _("the share of the average of squared gradients that a step keeps; smaller forgets sooner"),
            ),
            "beta1": (
                _("Beta 1"),
                _("the share of the average gradient that a step keeps; at 0 there is no momentum"),
            ),
            "beta2": (
                _("Beta 2"),
                _("the share of the average of squared gradients that a step keeps; smaller forgets sooner"),
            ),
            "epsilon": epsilon,
            "adagrad_epsilon": epsilon,
        }

    @Slot(str)
    def _on_optimizer(self, key: str) -> None:
        self._store.change(optimizer=key)

    def _on_committed(self, name: str, value: float) -> None:
        self._store.change(**{name: value})

    def _on_stepped(self, name: str, value: float) -> None:
        self._store.nudge(**{name: value})


class CompareSection(Section):
    """Other update rules, to go from the chosen start as well."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._boxes = {name: QCheckBox() for name in OPTIMIZERS}
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for place, (name, box) in enumerate(self._boxes.items()):
            box.setObjectName(f"descent.compare_{name}")
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.clicked.connect(self._on_clicked)
            grid.addWidget(box, *divmod(place, 2))
        self.setLayout(column(rule(), column(self._title, grid, spacing=4), spacing=SPACE_M))
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show which rules run."""
        for name, box in self._boxes.items():
            box.setChecked(name in state.rules)
            box.setEnabled(name != state.optimizer)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Compare with"))
        for name, box in self._boxes.items():
            own = words.optimizer_names()[name]
            box.setText(own)
            box.setAccessibleName(_("Compare with {name}").format(name=own))
            box.setToolTip(
                _(
                    "Let {name} go from the chosen start as well, at the same learning rate; the sweep below the "
                    "picture shows which rate each would like"
                ).format(name=own)
            )

    @Slot()
    def _on_clicked(self) -> None:
        own = self._store.state.optimizer
        chosen = (name for name, box in self._boxes.items() if box.isChecked() and name != own)
        self._store.change(compared=tuple(chosen))


class NoiseSection(Section):
    """What a mini-batch adds to the gradient."""

    def __init__(self, look: Look, store: Store[DescentState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._noise = NumberField(look, minimum=0, maximum=LARGEST_NOISE, step=_SLIDER_STEP)
        self._message = FieldMessage(look)
        self._noise.attach_message(self._message)
        self._slider = LinearSlider(look, 0, _SLIDER_END, _SLIDER_STEP)
        self._dice = IconButton(look, "dice")
        for name, widget in (
            ("noise", self._noise),
            ("noise_slider", self._slider),
            ("noise_seed", self._dice),
        ):
            widget.setObjectName(f"descent.{name}")
        slider_row = row(self._slider, self._dice)
        slider_row.setStretchFactor(self._slider, 1)
        self.setLayout(column(row(self._title, 1, self._noise), self._message, slider_row, spacing=4))
        self._noise.setFixedWidth(look.px(88))
        self._noise.committed.connect(self._on_noise)
        self._noise.stepped.connect(self._on_stepped)
        self._slider.drag_started.connect(store.begin_gesture)
        self._slider.dragged.connect(self._on_noise)
        self._slider.drag_finished.connect(store.end_gesture)
        self._slider.stepped.connect(self._on_stepped)
        self._dice.clicked.connect(self._on_dice)
        self.retranslate()

    def show_state(self, state: DescentState) -> None:
        """Show the noise of a state."""
        self._noise.set_value(state.method.noise)
        self._slider.set_value(state.method.noise)
        self._dice.setEnabled(state.method.noise > 0)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Gradient noise"))
        tip = _(
            "What a mini-batch does: its gradient is the true one and a random error. Drag it up and watch the path "
            "stray; then make the learning rate smaller (section 6)"
        )
        for widget in (self._noise, self._slider):
            widget.setAccessibleName(_("Gradient noise"))
            widget.setToolTip(tip)
        self._dice.setAccessibleName(_("Other noise"))
        self._dice.setToolTip(_("Draw other noise of the same size: another series of mini-batches"))

    @Slot(float)
    def _on_noise(self, value: float) -> None:
        self._store.change(noise=value)

    @Slot(float)
    def _on_stepped(self, value: float) -> None:
        self._store.nudge(noise=value)

    @Slot()
    def _on_dice(self) -> None:
        self._store.change(noise_seed=(self._store.state.method.noise_seed + 1) % (LARGEST_SEED + 1))
