"""The controls of the page Network."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from explorer.controls import HeroNumber
from explorer.derivative.network.outcome import (
    NetworkNumbers,
    drawn_weights,
    steps_until_right,
    with_weight,
)
from explorer.derivative.network.questions import weight_name
from explorer.derivative.network.state import (
    BOOK_INPUTS,
    BOOK_LABEL,
    CLASSES,
    FIRST_BOOK,
    HIGHEST_RATE,
    LARGEST_INPUT,
    LARGEST_NUDGE,
    LARGEST_SEED,
    LARGEST_WEIGHT,
    LOWEST_RATE,
    MOST_STEPS,
    SECOND_BOOK,
    Matrix,
)
from explorer.derivative.network.words import never_right
from explorer.derivative.state import DerivativeState
from explorer.language import _
from explorer.paged_view import PagePanel
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LinearSlider, LogSlider
from explorer.widgets.text import Label

_STEP = 0.01  # of weights and nudges
_SLIDER = 3.0


class NetworkControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_numbers` alone sets them.

    Parameters
    ----------
    look : Look
    store : Store
        Of a `DerivativeState`.
    panel : PagePanel
        The part of the column to fill.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._numbers: NetworkNumbers | None = None
        self._make_fields(look)
        self._make_actions(look)
        self._problems = {name: FieldMessage(look) for name in ("weight", "sample", "rate", "descent")}
        self._weight.attach_message(self._problems["weight"])
        for field in self._inputs:
            field.attach_message(self._problems["sample"])
        self._rate.attach_message(self._problems["rate"])
        self._titles = {
            name: Label(look, SMALL, SEMIBOLD, "text2") for name in ("weights", "sample", "target", "rate")
        }
        self._weight_name = Label(look, tone="text2")
        self._input_names = [Label(look, tone="text2") for _unused in self._inputs]
        self.by_name: dict[str, QWidget] = {
            "book_1": self._books[0],
            "book_2": self._books[1],
            "random_weights": self._random,
            "weight": self._weight,
            "input_0": self._inputs[0],
            "input_1": self._inputs[1],
            "label": self._label,
            "learning_rate": self._rate,
            "learning_rate_slider": self._rate_slider,
            "descent_step": self._step,
            "until_right": self._until,
            "restart": self._restart,
        }
        for name, control in self.by_name.items():
            control.setObjectName(f"derivative.{name}")
        self._lay_out(panel)
        self._connect()

    def _make_fields(self, look: Look) -> None:
        self._weight = NumberField(
            look, minimum=-LARGEST_WEIGHT, maximum=LARGEST_WEIGHT, digits=9, step=_STEP
        )
        nudge = NumberField(
            look, minimum=-LARGEST_NUDGE, maximum=LARGEST_NUDGE, digits=6, step=_STEP, hero=True
        )
        self.nudge = HeroNumber(
            look, self._store, "derivative", "nudge", nudge, LinearSlider(look, -_SLIDER, _SLIDER, _STEP)
        )
        self._inputs = [
            NumberField(look, minimum=-LARGEST_INPUT, maximum=LARGEST_INPUT, digits=6, step=0.1)
            for _index in range(2)
        ]
        self._label = Segmented(look, CLASSES)
        self._label.set_texts([str(k) for k in range(CLASSES)])
        self._rate = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, digits=4)
        self._rate_slider = LogSlider(look, -3, 2, (-3, -2, -1, 0, 1, 2))

    def _make_actions(self, look: Look) -> None:
        self._books = [Button(look), Button(look)]
        self._random = Button(look, "dice")
        self._step, self._until = Button(look, "step", primary=True), Button(look)
        self._restart = IconButton(look, "first")

    def show_numbers(self, numbers: NetworkNumbers) -> None:
        """Set every control to the state; none of them answers."""
        self._numbers = numbers
        state = numbers.state
        self._weight_name.setText(f"{weight_name(state.index)} =")
        self._weight.set_value(float(numbers.now.W[state.index]))
        self.nudge.show_value(state.nudge)
        for field, value in zip(self._inputs, state.inputs, strict=True):
            field.set_value(value)
        self._label.set_value(state.label)
        self._rate.set_value(state.learning_rate)
        self._rate_slider.set_value(state.learning_rate)
        self._step.setEnabled(state.descended < MOST_STEPS)
        self._until.setEnabled(not numbers.now.is_right)
        self._restart.setEnabled(state.descended > 0)
        if numbers.now.is_right:
            self._problems["descent"].show_sentence("")

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "weights": _("Weights W"),
            "sample": _("Sample x, and its right class t"),
            "target": _("t"),
            "rate": _("Learning rate"),
        }.items():
            self._titles[name].setText(text)
        for number, button in enumerate(self._books, start=1):
            button.setText(_("Book {number}").format(number=number))
        self._random.setText(_("Draw"))
        for label, name in zip(self._input_names, ("x₀", "x₁"), strict=True):
            label.setText(name)
        self.nudge.set_words(
            _("Nudge h"),
            _(
                "By how much the ringed weight is raised. The gradient predicts that the loss changes by dW·h: see "
                "by how much that is off. Section 5 of the chapter."
            ),
            _("Drag from 0 outwards: the line is what dW promises, the curve what happens."),
        )
        self._step.setText(_("One step"))
        self._until.setText(_("Until right"))

    def choose(self, index: tuple[int, int]) -> None:
        """Nudge another weight, from 0."""
        if index != self._store.state.network.index:
            self._store.change(weight_row=index[0], weight_column=index[1], nudge=0.0)

    def _lay_out(self, panel: PagePanel) -> None:
        titles, problems = self._titles, self._problems
        weight = row(self._weight_name, self._weight)
        weight.setStretch(1, 1)
        panel.add_section(titles["weights"], row(*self._books, self._random), weight, problems["weight"])
        panel.add_rule()
        panel.add_section(None, self.nudge)
        panel.add_rule()
        sample = row(self._input_names[0], self._inputs[0], self._input_names[1], self._inputs[1])
        target = row(titles["target"], self._label)
        target.setStretch(1, 1)
        panel.add_section(titles["sample"], sample, problems["sample"], target)
        panel.add_rule()
        panel.add_section(None, row(titles["rate"], self._rate), problems["rate"], self._rate_slider)
        panel.pinned.addWidget(problems["descent"])
        steps = row(self._restart, self._step, self._until)
        steps.setStretch(1, 1)
        steps.setStretch(2, 1)
        panel.pinned.addLayout(steps)

    def _connect(self) -> None:
        self._books[0].clicked.connect(self._on_first_book)
        self._books[1].clicked.connect(self._on_second_book)
        self._random.clicked.connect(self._on_random)
        self._weight.committed.connect(self._on_weight)
        self._weight.stepped.connect(self._on_weight_stepped)
        for field in self._inputs:
            field.committed.connect(self._on_input)
            field.stepped.connect(self._on_input_stepped)
        self._label.chosen.connect(self._on_label)
        self._rate.committed.connect(self._on_rate)
        self._rate.stepped.connect(self._on_rate_stepped)
        self._rate_slider.drag_started.connect(self._store.begin_gesture)
        self._rate_slider.dragged.connect(self._on_rate)
        self._rate_slider.drag_finished.connect(self._store.end_gesture)
        self._rate_slider.stepped.connect(self._on_rate_stepped)
        self._step.clicked.connect(self._on_step)
        self._until.clicked.connect(self._on_until)
        self._restart.clicked.connect(self._on_restart)

    def _show_book(self, weights: Matrix) -> None:
        self._store.change(weights=weights, inputs=BOOK_INPUTS, label=BOOK_LABEL, nudge=0.0, descended=0)

    @Slot()
    def _on_first_book(self) -> None:
        self._show_book(FIRST_BOOK)

    @Slot()
    def _on_second_book(self) -> None:
        self._show_book(SECOND_BOOK)

    @Slot()
    def _on_random(self) -> None:
        seed = self._store.state.network.net_seed % LARGEST_SEED + 1
        self._store.change(net_seed=seed, weights=drawn_weights(seed), nudge=0.0, descended=0)

    def _weight_fields(self, value: float) -> dict[str, object]:
        """Return the fields for another value of the chosen weight: descent starts from there."""
        if self._numbers is None:
            return {}
        return {"weights": with_weight(self._numbers, value), "descended": 0}

    @Slot(float)
    def _on_weight(self, value: float) -> None:
        self._store.change(**self._weight_fields(value))

    @Slot(float)
    def _on_weight_stepped(self, value: float) -> None:
        self._store.nudge(**self._weight_fields(value))

    def _input_fields(self, value: float) -> dict[str, object]:
        first, second = self._store.state.network.inputs
        return {"inputs": (value, second) if self.sender() is self._inputs[0] else (first, value)}

    @Slot(float)
    def _on_input(self, value: float) -> None:
        self._store.change(**self._input_fields(value))

    @Slot(float)
    def _on_input_stepped(self, value: float) -> None:
        self._store.nudge(**self._input_fields(value))

    @Slot(int)
    def _on_label(self, label: int) -> None:
        self._store.change(label=label)

    @Slot(float)
    def _on_rate(self, rate: float) -> None:
        self._store.change(learning_rate=rate)

    @Slot(float)
    def _on_rate_stepped(self, rate: float) -> None:
        self._store.nudge(learning_rate=rate)

    @Slot()
    def _on_step(self) -> None:
        self._store.nudge(descended=self._store.state.network.descended + 1)

    @Slot()
    def _on_until(self) -> None:
        steps = steps_until_right(self._store.state.network)
        if steps is None:
            self._problems["descent"].show_sentence(never_right())
        else:
            self._store.change(descended=steps)

    @Slot()
    def _on_restart(self) -> None:
        self._store.change(descended=0)
