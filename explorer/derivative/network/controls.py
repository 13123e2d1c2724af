"""The controls of the page Network."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.chapter_inputs import FIRST_NET_WEIGHTS, NET_INPUTS, NET_LABEL, SECOND_NET_WEIGHTS
from explorer.derivative.network.outcome import (
    NetworkNumbers,
    drawn_weights,
    steps_until_right,
    with_weight,
)
from explorer.derivative.network.questions import weight_name
from explorer.derivative.network.state import (
    LARGEST_INPUT,
    LARGEST_WEIGHT,
    MOST_STEPS,
    NUDGE_STEP,
    Matrix,
    NetworkState,
)
from explorer.derivative.network.words import never_right
from explorer.derivative.state import DerivativeState
from explorer.look.theme import Look
from explorer.state.declarations import next_seed
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import BareSegmentedControl, BareSliderControl, ControlKit, HeroControl, heading
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button, IconButton
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.text import Label


class NetworkControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_numbers` alone sets them.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Buttons and the fields of weight and sample by the second half of their object names.
    """

    def __init__(self, look: Look, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._numbers: NetworkNumbers | None = None
        self._kit = ControlKit(look, store, "derivative")
        self._weight = NumberField(
            look, minimum=-LARGEST_WEIGHT, maximum=LARGEST_WEIGHT, digits=9, step=NUDGE_STEP
        )
        self._inputs = [
            NumberField(look, minimum=-LARGEST_INPUT, maximum=LARGEST_INPUT, digits=6, step=0.1)
            for _index in range(2)
        ]
        self._problems = {name: FieldMessage(look) for name in ("weight", "sample", "descent")}
        self._weight.attach_message(self._problems["weight"])
        for field in self._inputs:
            field.attach_message(self._problems["sample"])
        self._weight_name = Label(look, tone="text2")
        self._books = [Button(look), Button(look)]
        for number, button in enumerate(self._books, start=1):
            button.setText(_("Book {number}").format(number=number))
        self._random = Button(look, "dice")
        self._random.setText(_("Random"))
        self._step, self._until = Button(look, "step", primary=True), Button(look)
        self._step.setText(_("One step"))
        self._until.setText(_("Until correct"))
        self._restart = IconButton(look, "first")
        self.by_name: dict[str, QWidget] = {
            "book_1": self._books[0],
            "book_2": self._books[1],
            "random_weights": self._random,
            "weight": self._weight,
            "input_0": self._inputs[0],
            "input_1": self._inputs[1],
            "descent_step": self._step,
            "until_right": self._until,
            "restart": self._restart,
        }
        self._lay_out(look, panel)
        self._connect()

    def show_numbers(self, numbers: NetworkNumbers) -> None:
        """Set every control to the state; none of them answers."""
        self._numbers = numbers
        state = numbers.state
        self._kit.show_state(self._store.state)
        self._weight_name.setText(f"{weight_name(state.index)} =")
        self._weight.set_value(float(numbers.now.W[state.index]))
        for field, value in zip(self._inputs, state.inputs, strict=True):
            field.set_value(value)
        self._step.setEnabled(state.descended < MOST_STEPS)
        self._until.setEnabled(not numbers.now.is_right)
        self._restart.setEnabled(state.descended > 0)
        if numbers.now.is_right:
            self._problems["descent"].show_sentence("")

    def choose(self, index: tuple[int, int]) -> None:
        """Nudge another weight, from 0."""
        page = self._store.state.network
        if index != page.index:
            self._change_to(replace(page, weight_row=index[0], weight_column=index[1], nudge=0.0))

    def _lay_out(self, look: Look, panel: PagePanel) -> None:
        problems, make = self._problems, self._kit.make
        weight = row(self._weight_name, self._weight)
        weight.setStretch(1, 1)
        weights = row(*self._books, self._random)
        panel.add_section(heading(look, _("Weights W")), weights, weight, problems["weight"])
        panel.add_rule()
        panel.add_section(None, make(HeroControl, "nudge"))
        panel.add_rule()
        sample = row()
        for name, field in zip(("x₁", "x₂"), self._inputs, strict=True):
            label = Label(look, tone="text2")
            label.setText(name)
            sample.addWidget(label)
            sample.addWidget(field)
        target = row(heading(look, _("t")), make(BareSegmentedControl, "label"))
        target.setStretch(1, 1)
        title = heading(look, _("Sample x, label t"))
        panel.add_section(title, sample, problems["sample"], target)
        panel.add_rule()
        rate = make(BareSliderControl, "learning_rate")
        panel.add_section(None, row(heading(look, _("Learning rate")), rate), rate.message, rate.slider)
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
        self._step.clicked.connect(self._on_step)
        self._until.clicked.connect(self._on_until)
        self._restart.clicked.connect(self._on_restart)

    def _change_to(self, page: NetworkState) -> None:
        self._store.change_to(replace(self._store.state, network=page))

    def _nudge_to(self, page: NetworkState) -> None:
        self._store.nudge_to(replace(self._store.state, network=page))

    def _show_book(self, weights: Matrix) -> None:
        page = self._store.state.network
        self._change_to(
            replace(page, weights=weights, inputs=NET_INPUTS, label=NET_LABEL, nudge=0.0, descended=0)
        )

    @Slot()
    def _on_first_book(self) -> None:
        self._show_book(FIRST_NET_WEIGHTS)

    @Slot()
    def _on_second_book(self) -> None:
        self._show_book(SECOND_NET_WEIGHTS)

    @Slot()
    def _on_random(self) -> None:
        page = self._store.state.network
        seed = next_seed(page.net_seed)
        self._change_to(replace(page, net_seed=seed, weights=drawn_weights(seed), nudge=0.0, descended=0))

    def _with_weight(self, value: float) -> NetworkState:
        """Return the page with another value of the chosen weight: descent starts from there."""
        page = self._store.state.network
        if self._numbers is None:
            return page
        return replace(page, weights=with_weight(self._numbers, value), descended=0)

    @Slot(float)
    def _on_weight(self, value: float) -> None:
        self._change_to(self._with_weight(value))

    @Slot(float)
    def _on_weight_stepped(self, value: float) -> None:
        self._nudge_to(self._with_weight(value))

    def _with_input(self, value: float) -> NetworkState:
        page = self._store.state.network
        first, second = page.inputs
        return replace(page, inputs=(value, second) if self.sender() is self._inputs[0] else (first, value))

    @Slot(float)
    def _on_input(self, value: float) -> None:
        self._change_to(self._with_input(value))

    @Slot(float)
    def _on_input_stepped(self, value: float) -> None:
        self._nudge_to(self._with_input(value))

    @Slot()
    def _on_step(self) -> None:
        page = self._store.state.network
        self._nudge_to(replace(page, descended=page.descended + 1))

    @Slot()
    def _on_until(self) -> None:
        page = self._store.state.network
        steps = steps_until_right(page)
        if steps is None:
            self._problems["descent"].show_sentence(never_right(page))
        else:
            self._change_to(replace(page, descended=steps))

    @Slot()
    def _on_restart(self) -> None:
        self._change_to(replace(self._store.state.network, descended=0))
