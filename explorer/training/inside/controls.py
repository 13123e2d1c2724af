"""The controls of the page Inside."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.training import TrainingConfig
from explorer.controls import HeroNumber, Section
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training.fields import WholeNumber
from explorer.training.inside import words
from explorer.training.inside.state import (
    LARGEST_PACE_BATCH,
    LARGEST_REACH,
    LAST_INSIDE_SEED,
    LAYERS,
    PLANES,
    SMALLEST_REACH,
    UNIT_ORDERS,
    InsideState,
)
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column, rule
from explorer.widgets.number_field import NumberField
from explorer.widgets.numbers import grouped
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label


class WeightsSection(Section):
    """How the images are sorted, and which parameters are counted.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._order_title, self._layer_title = (Label(look, SMALL, SEMIBOLD, "text2") for _ in range(2))
        self._order, self._layer = Segmented(look, len(UNIT_ORDERS)), Segmented(look, len(LAYERS))
        self.by_name: dict[str, QWidget] = {"unit_order": self._order, "layer": self._layer}
        self.setLayout(column(self._order_title, self._order, self._layer_title, self._layer))
        self._order.chosen.connect(self._on_order)
        self._layer.chosen.connect(self._on_layer)

    def show_state(self, state: InsideState) -> None:
        """Show the settings."""
        self._order.set_value(UNIT_ORDERS.index(state.unit_order))
        self._layer.set_value(LAYERS.index(state.layer))

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._order_title.setText(self.tr("Units sorted by"))
        self._order.set_texts([self.tr("Index"), self.tr("Norm"), self.tr("Effect")])
        self._layer_title.setText(self.tr("Histogram of"))
        self._layer.set_texts(LAYERS)

    @Slot(int)
    def _on_order(self, index: int) -> None:
        self._store.change(unit_order=UNIT_ORDERS[index])

    @Slot(int)
    def _on_layer(self, index: int) -> None:
        self._store.change(layer=LAYERS[index])


class PaceSection(Section):
    """The mini-batch whose gradient is looked at, and by which rule a step follows it.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control whose name is not its field's, by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title, self._rule = (
            Label(look, SMALL, SEMIBOLD, "text2"),
            Label(look, SMALL, tone="text2", wrap=True),
        )
        self._batch = WholeNumber(look, store, "pace_batch", (1, LARGEST_PACE_BATCH), 10)
        self._seed = WholeNumber(look, store, "pace_seed", (0, LAST_INSIDE_SEED), 1)
        self._another = Button(look, "dice")
        self.by_name: dict[str, QWidget] = {"another_pace_batch": self._another}
        self.setLayout(column(self._title, self._batch, self._seed, self._another, self._rule))
        self._another.clicked.connect(self._on_another)

    def show_state(self, state: InsideState, config: TrainingConfig) -> None:
        """Show the settings, and the rule of the run."""
        self._batch.show_state(state, False)
        self._seed.show_state(state, False)
        self._rule.setText(
            self.tr("The step is the one that this run would take from its gradient: {0}.").format(
                words.optimizer_name(config.optimizer)
            )
        )

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._title.setText(self.tr("Mini-batch"))
        self._another.setText(self.tr("Draw another batch"))
        size = self.tr(
            "Images whose mean gradient is looked at, 1 to 10 000: try 1, then 10 000 (chapter, section 6)"
        )
        self._batch.set_words(self.tr("Images"), size, size)
        seed = self.tr("Draws the images: the same seed draws the same batch")
        self._seed.set_words(self.tr("Seed"), seed, seed)

    @Slot()
    def _on_another(self) -> None:
        seed = self._store.state.inside.pace_seed
        self._store.change(pace_seed=(seed + 1) % (LAST_INSIDE_SEED + 1))


class AroundSection(Section):
    """Along which directions the loss is shown, and how far.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control whose name is not its field's, by the second half of its object name.
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._title = Label(look, SMALL, SEMIBOLD, "text2")
        self._plane = Segmented(look, len(PLANES))
        self._seed = WholeNumber(look, store, "plane_seed", (0, LAST_INSIDE_SEED), 1)
        self._another = Button(look, "dice")
        field = NumberField(look, minimum=SMALLEST_REACH, maximum=LARGEST_REACH, digits=3)
        slider = LogSlider(look, -2, 1, range(-2, 2))
        self._reach = HeroNumber(look, store, "training", "reach", field, slider)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.by_name: dict[str, QWidget] = {"plane": self._plane, "another_plane": self._another}
        self.setLayout(
            column(
                self._title, self._plane, self._seed, self._another, rule(), self._reach, rule(), self._note
            )
        )
        self._plane.chosen.connect(self._on_plane)
        self._another.clicked.connect(self._on_another)

    def show_state(self, state: InsideState, has_path: bool, parameters: int) -> None:
        """Show the settings; `has_path` says whether networks of the run on its way are known."""
        self._plane.set_value(PLANES.index(state.plane))
        is_random = state.plane == "random" or not has_path
        self._seed.show_state(state, not is_random)
        self._another.setEnabled(is_random)
        self._reach.show_value(state.reach)
        self._note.setText(
            self.tr("{0} parameters make as many directions, of which a picture shows two.").format(
                grouped(parameters)
            )
        )

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._title.setText(self.tr("Two directions"))
        self._plane.set_texts([self.tr("Of the path"), self.tr("Random")])
        self._another.setText(self.tr("Other directions"))
        self._seed.set_words(
            self.tr("Seed"),
            self.tr("Draws the two directions: the same seed draws the same ones"),
            self.tr("Counts for random directions only"),
        )
        self._reach.set_words(
            self.tr("Reach"),
            self.tr(
                "How far the picture goes: 1 shows the whole path, or weights from 0 to twice their size"
            ),
            self.tr("Drag it, or turn the wheel over the picture: 0.1 looks closely at where the run ended"),
        )

    @Slot(int)
    def _on_plane(self, index: int) -> None:
        self._store.change(plane=PLANES[index])

    @Slot()
    def _on_another(self) -> None:
        seed = self._store.state.inside.plane_seed
        self._store.change(plane_seed=(seed + 1) % (LAST_INSIDE_SEED + 1))
