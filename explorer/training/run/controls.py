"""The controls in the column: network, learning rate, and how it learns."""

from explorer.controls import HeroNumber, Section
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training import words
from explorer.training.cost import Cost
from explorer.training.fields import Alternatives, WholeNumber
from explorer.training.state import (
    LAST_SEED,
    MOST_BATCH,
    MOST_HIDDEN,
    MOST_ITERATIONS,
    TrainingState,
)
from explorer.widgets.layout import column, row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

GRADIENTS = ("backprop", "numerical")
SAMPLINGS = ("replacement", "shuffle")
LOWEST_RATE, HIGHEST_RATE = 1e-12, 1e30


class NetworkSection(Section):
    """The size of the network, and the seed of its weights."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._sizes = Label(look, SMALL, tone="text2")
        self._hidden = WholeNumber(look, store, "hidden_size", (1, MOST_HIDDEN), 10)
        self._seed = WholeNumber(look, store, "seed", (0, LAST_SEED), 1)
        self.setLayout(column(row(self._title, 1, self._sizes), self._hidden, self._seed))
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool) -> None:
        """Show the settings of the network."""
        self._sizes.setText(f"784 – {state.hidden_size} – 10")
        self._hidden.show_state(state, is_locked)
        self._seed.show_state(state, is_locked)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Network"))
        self._sizes.setToolTip(self.tr("Pixels of an image – hidden units – digits"))
        locked = self.tr("Fixed while a run goes on: stop it first")
        self._hidden.set_words(
            self.tr("Hidden units"),
            self.tr("How many units are between pixels and digits. Try 10, then 200 (chapter, section 6)"),
            locked,
        )
        self._seed.set_words(
            self.tr("Seed"),
            self.tr("Decides the first weights and all mini-batches: the same seed gives the same run"),
            locked,
        )


class RateSection(Section):
    """The learning rate, which may change while a run goes on."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        field = NumberField(look, minimum=LOWEST_RATE, maximum=HIGHEST_RATE, hero=True)
        slider = LogSlider(look, -3, 1, range(-3, 2))
        self._hero = HeroNumber(look, store, "training", "learning_rate", field, slider)
        self._note = Label(look, SMALL, tone="text2")
        self.setLayout(column(self._hero, self._note, spacing=6))
        self.retranslate()

    def show_state(self, state: TrainingState) -> None:
        """Show the learning rate."""
        self._hero.show_value(state.learning_rate)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._note.setText(self.tr("Can be changed while it runs."))
        self._hero.set_words(
            self.tr("Learning rate"),
            self.tr(
                "How far each step goes down the gradient: type any number, such as 1e-4 (chapter, section 4)"
            ),
            self.tr("Drag it while a run goes on, and watch the loss: 1 learns faster, 10 not at all"),
        )


class LearningSection(Section):
    """Mini-batches, their number, and how the gradient is worked out."""

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._batch = WholeNumber(look, store, "batch_size", (1, MOST_BATCH), 10)
        self._iterations = WholeNumber(look, store, "iterations", (1, MOST_ITERATIONS), 1_000)
        self._gradient = Alternatives(look, store, "gradient", GRADIENTS)
        self._cost = Label(look, SMALL, tone="text2", wrap=True)
        self._sampling = Alternatives(look, store, "sampling", SAMPLINGS)
        self._meeting = Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(
            column(
                self._title,
                self._batch,
                self._iterations,
                self._gradient,
                self._cost,
                self._sampling,
                self._meeting,
            )
        )
        self.retranslate()

    def show_state(self, state: TrainingState, is_locked: bool, cost: Cost | None) -> None:
        """Show how it learns, and what a run costs."""
        for control in (self._batch, self._iterations, self._gradient, self._sampling):
            control.show_state(state, is_locked)
        self._cost.setText(words.cost_sentence(state, cost))
        self._meeting.setText(words.sampling_sentence(state.sampling))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        locked = self.tr("Fixed while a run goes on: stop it first")
        self._title.setText(self.tr("Learning"))
        self._cost.setToolTip(self.tr("Tried with a few steps on this machine"))
        self._batch.set_words(
            self.tr("Batch size"),
            self.tr(
                "Images in a mini-batch, standing in for all 60 000. Try 1, then 1000 (chapter, section 2)"
            ),
            locked,
        )
        self._iterations.set_words(
            self.tr("Iterations"),
            self.tr("How many steps a run has; the chapter’s has 10 000 (section 6)"),
            locked,
        )
        self._gradient.set_words(
            self.tr("Gradient"),
            (self.tr("Backprop"), self.tr("Numerical")),
            (
                self.tr("Backpropagation: the gradient by the chain rule, fast (chapter, section 6)"),
                self.tr(
                    "Central differences, each parameter moved by h = 10⁻⁴: the same gradient, slowly (section 3)"
                ),
            ),
            locked,
        )
        self._sampling.set_words(
            self.tr("Batches drawn"),
            (self.tr("At random"), self.tr("Shuffled")),
            (
                self.tr(
                    "Each image is drawn from all 60 000, as in the chapter: some come twice, some never"
                ),
                self.tr("All images in random order, then all again in another"),
            ),
            locked,
        )
