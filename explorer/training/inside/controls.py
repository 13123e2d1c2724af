"""The controls of the page Inside."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.training import TrainingConfig
from explorer.controls import HeroNumber, Section
from explorer.language import _
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training.fields import Alternatives, WholeNumber
from explorer.training.inside import words
from explorer.training.inside.state import (
    LARGEST_PACE_BATCH,
    LARGEST_REACH,
    LAST_INSIDE_SEED,
    LAYERS,
    PLANES,
    SMALLEST_REACH,
    STAGES,
    UNIT_ORDERS,
    InsideState,
)
from explorer.training.state import TrainingState
from explorer.widgets.buttons import Button
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
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._order = Alternatives(look, store, "unit_order", UNIT_ORDERS)
        self._layer = Alternatives(look, store, "layer", LAYERS)
        self.setLayout(column(self._order, self._layer))

    def show_state(self, state: InsideState) -> None:
        """Show the settings."""
        self._order.show_state(state, False)
        self._layer.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._order.set_words(
            _("Units sorted by"),
            (_("Index"), _("Norm"), _("Effect")),
            (
                _("In the order in which they stand in W1"),
                _("The unit with the longest weights first"),
                _(
                    "First the unit without which the loss of the test images rises most: look at the last ones"
                ),
            ),
            "",
        )
        into, out = _("lead into the hidden units"), _("lead from the hidden units to the scores")
        self._layer.set_words(
            _("Histogram of"),
            LAYERS,
            tuple(f"{name}: {where}" for name, where in zip(LAYERS, (into, into, out, out), strict=True)),
            "",
        )


class ActivationsSection(Section):
    """Whose outputs are counted.

    Parameters
    ----------
    look : Look
    store : Store of TrainingState
    """

    def __init__(self, look: Look, store: Store[TrainingState]) -> None:
        super().__init__(look, store)
        self._stage = Alternatives(look, store, "stage", STAGES)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.setLayout(column(self._stage, self._note))

    def show_state(self, state: InsideState) -> None:
        """Show the settings."""
        self._stage.show_state(state, False)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._stage.set_words(
            _("Histogram of"),
            (_("Units"), _("Scores"), _("Answers")),
            (
                _("The outputs of the hidden units, behind their activation (chapter, section 6)"),
                _("What goes into the softmax: ten scores an image"),
                _("What comes out of the softmax: ten probabilities an image, most of them near 0"),
            ),
            "",
        )
        self._note.setText(
            _(
                "A unit that answers the same to all images is dead; a sigmoid that is always near 0 or 1 is "
                "saturated: it hardly has a slope, and hardly learns."
            )
        )


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
            _("The step is the one that this run would take from its gradient: {0}.").format(
                words.optimizer_name(config.optimizer)
            )
        )

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._title.setText(_("Mini-batch"))
        self._another.setText(_("Draw another batch"))
        size = _(
            "Images whose mean gradient is looked at, 1 to 10 000: try 1, then 10 000 (chapter, section 6)"
        )
        self._batch.set_words(_("Images"), size, size)
        seed = _("Draws the images: the same seed draws the same batch")
        self._seed.set_words(_("Seed"), seed, seed)

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
        self._plane = Alternatives(look, store, "plane", PLANES)
        self._seed = WholeNumber(look, store, "plane_seed", (0, LAST_INSIDE_SEED), 1)
        self._another = Button(look, "dice")
        field = NumberField(look, minimum=SMALLEST_REACH, maximum=LARGEST_REACH, digits=3)
        slider = LogSlider(look, -2, 1, range(-2, 2))
        self._reach = HeroNumber(look, store, "training", "reach", field, slider)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self.by_name: dict[str, QWidget] = {"another_plane": self._another}
        self.setLayout(
            column(self._plane, self._seed, self._another, rule(), self._reach, rule(), self._note)
        )
        self._another.clicked.connect(self._on_another)

    def show_state(self, state: InsideState, has_path: bool, parameters: int) -> None:
        """Show the settings; `has_path` says whether networks of the run on its way are known."""
        self._plane.show_state(state, False)
        is_random = state.plane == "random" or not has_path
        self._seed.show_state(state, not is_random)
        self._another.setEnabled(is_random)
        self._reach.show_value(state.reach)
        self._note.setText(
            _("{0} parameters make as many directions, of which a picture shows two.").format(
                grouped(parameters)
            )
        )

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self._plane.set_words(
            _("Two directions"),
            (_("Of the path"), _("Random")),
            (
                _("The two in which the run moved most, by its principal components (chapter, section 4)"),
                _("Any two, each scaled to the weights of its unit: the loss rises on all sides"),
            ),
            "",
        )
        self._another.setText(_("Other directions"))
        self._seed.set_words(
            _("Seed"),
            _("Draws the two directions: the same seed draws the same ones"),
            _("Counts for random directions only"),
        )
        self._reach.set_words(
            _("Reach"),
            _("How far the picture goes: 1 shows the whole path, or weights from 0 to twice their size"),
            _("Drag it, or turn the wheel over the picture: 0.1 looks closely at where the run ended"),
        )

    @Slot()
    def _on_another(self) -> None:
        seed = self._store.state.inside.plane_seed
        self._store.change(plane_seed=(seed + 1) % (LAST_INSIDE_SEED + 1))
