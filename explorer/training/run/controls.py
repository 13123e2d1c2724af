"""The controls in the column: the chapter's settings of a run, and what a run of them costs."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout

from explorer.controls import HeroNumber, Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, SPACE_S, Look
from explorer.training import words
from explorer.training.cost import Cost
from explorer.training.fields import Alternatives, StackedNumber
from explorer.training.presets import OWN, PRESETS, preset_fields, preset_of
from explorer.training.state import (
    LAST_SEED,
    MOST_BATCH,
    MOST_HIDDEN,
    MOST_ITERATIONS,
    TrainingState,
)
from explorer.widgets.choice import Choice
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

GRADIENTS = ("backprop", "numerical")
LOWEST_RATE, HIGHEST_RATE = 1e-12, 1e30


class SettingsSection(Section):
    """Sets of settings worth trying, the size of the network, and the length of a run."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._sizes = Label(look, SMALL, tone="text2")
        self._preset = Choice(look)
        self._preset.setObjectName("training.preset")
        self._hidden = StackedNumber(look, store, "hidden_size", (1, MOST_HIDDEN), 10)
        self._batch = StackedNumber(look, store, "batch_size", (1, MOST_BATCH), 10)
        self._iterations = StackedNumber(look, store, "iterations", (1, MOST_ITERATIONS), 1_000)
        self._seed = StackedNumber(look, store, "seed", (0, LAST_SEED), 1)
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for place, number in enumerate(self._numbers()):
            grid.addWidget(number, *divmod(place, 2))
            grid.setColumnStretch(place % 2, 1)
        self.setLayout(column(row(self._title, 1, self._sizes), self._preset, grid))
        self._preset.chosen.connect(self._on_preset)
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool) -> None:
        """Show the settings; `is_locked` says whether a run goes on."""
        self._sizes.setText(f"784 – {state.hidden_size} – 10")
        self._preset.set_value(preset_of(state))
        self._preset.setEnabled(not is_locked)
        self._preset.setToolTip(self._locked if is_locked else self._preset_tip)
        for number in self._numbers():
            number.show_state(state, is_locked)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(_("Settings"))
        self._sizes.setToolTip(_("Pixels of an image – hidden units – digits"))
        self._locked = _("Fixed while a run goes on: stop it first")
        self._preset_tip = _(
            "Settings to try: the chapter’s; 300 images, which a network learns by heart; the step function, which "
            "passes no slope to W1; all weights 0, which makes all hidden units the same (chapter, section 6)"
        )
        texts = {
            "chapter": _("The chapter’s run"),
            "overfit": _("Overfit on 300 images"),
            "step": _("Step activation"),
            "equal_weights": _("All weights 0 at first"),
        }
        self._preset.setAccessibleName(_("Settings to try"))
        self._preset.set_items([*((name, texts[name]) for name in PRESETS), (OWN, _("Settings of my own"))])
        for number, name, tip in (
            (
                self._hidden,
                _("Hidden units"),
                _("Units between pixels and digits. Try 10, then 200 (chapter, section 6)"),
            ),
            (
                self._batch,
                _("Batch size"),
                _("Images in a mini-batch, standing in for all. Try 1, then 1000 (chapter, section 2)"),
            ),
            (
                self._iterations,
                _("Iterations"),
                _(
                    "Steps of a run; the chapter’s has 10 000. A longer one goes on where a run ended (section 6)"
                ),
            ),
            (
                self._seed,
                _("Seed"),
                _("Decides the first weights and all mini-batches: the same seed gives the same run"),
            ),
        ):
            number.set_words(name, tip, self._locked)

    def _numbers(self) -> tuple[StackedNumber, ...]:
        return self._hidden, self._batch, self._iterations, self._seed

    @Slot(str)
    def _on_preset(self, name: str) -> None:
        if name != OWN:
            self._store.change(**preset_fields(name))


class RateSection(Section):
    """The learning rate, which may change while a run goes on."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, hero=True)
        slider = LogSlider(look, -3, 1, range(-3, 2))
        self._hero = HeroNumber(look, store, "training", "learning_rate", field, slider)
        self.setLayout(column(self._hero))
        self.retranslate()

    def show_state(self, state: TrainingState) -> None:
        """Show the learning rate."""
        self._hero.show_value(state.learning_rate)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._hero.set_words(
            _("Learning rate"),
            _(
                "How far each step goes down the gradient: type any number, such as 1e-4. It can be changed while a "
                "run goes on (chapter, section 4)"
            ),
            _("Drag it while a run goes on, and watch the loss: 1 learns faster, 10 not at all"),
        )


class GradientSection(Section):
    """How the gradient is worked out, and what that costs."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._gradient = Alternatives(look, store, "gradient", GRADIENTS)
        self._cost = Label(look, SMALL, tone="text2", wrap=True)
        self._whole_cost = self._short_cost = ""
        self._is_compact = False
        self.setLayout(column(self._gradient, self._cost))
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool, cost: Cost | None) -> None:
        """Show the way to the gradient, and what a run costs by either."""
        self._gradient.show_state(state, is_locked)
        self._whole_cost, self._short_cost = words.cost_sentence(state, cost), words.short_cost(state, cost)
        self._write_cost()

    def set_compact(self, compact: bool) -> None:
        """Say what a run costs on one line in a small window: there more would be cut."""
        self._is_compact = compact
        self._write_cost()

    def _write_cost(self) -> None:
        self._cost.setText(self._short_cost if self._is_compact else self._whole_cost)
        self._cost.setToolTip(f"{self._whole_cost}\n{self._cost_tip}")

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._cost_tip = _(
            "Tried with a few steps on this machine. The numerical gradient here leaves out what a moved parameter "
            "does not change; as the chapter writes it, each step needs two losses for every single parameter"
        )
        self._gradient.set_words(
            _("Gradient"),
            (_("Backprop"), _("Numerical")),
            (
                _("Backpropagation: the gradient by the chain rule, fast (chapter, section 6)"),
                _(
                    "Central differences, each parameter moved by h = 10⁻⁴: the same gradient, slowly (section 3)"
                ),
            ),
            _("Fixed while a run goes on: stop it first"),
        )
