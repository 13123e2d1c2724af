"""The controls of the two pages that vary one weight."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight
from explorer.language import _
from explorer.losses.bound_number import BoundNumber
from explorer.losses.checks import LARGEST_SEED
from explorer.losses.network_choice import NetworkChoice
from explorer.losses.scrubber.state import (
    FARTHEST,
    FEWEST_IMAGES,
    LARGEST_SPAN,
    LEAST_SPAN,
    MOST_IMAGES,
    WeightState,
)
from explorer.losses.scrubber.work import Ranking, after
from explorer.losses.state import LossesState
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.widgets.buttons import Button
from explorer.widgets.choice import Segmented
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField
from explorer.widgets.sliders import LogSlider
from explorer.widgets.text import Label

MATRICES = ("W1", "W2")


class WeightControls(QObject):
    """Fills a page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    session : Session
        Who keeps the networks.
    store : Store
        Of a `LossesState`.
    panel : PagePanel
        The part of the column to fill.
    page : str
        The beginning of the object names.

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name, without the page's.
    matrix : Segmented
        Chooses the matrix; a page that needs only one hides it.
    """

    def __init__(
        self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel, page: str
    ) -> None:
        super().__init__()
        self._store = store
        self._network: TwoLayerNet | None = None
        self._weight = Weight("W1", (0, 0))
        self._ranking: Ranking | None = None
        self.matrix = Segmented(look, len(MATRICES))
        self.matrix.set_texts(MATRICES)
        self._row = NumberField(look, minimum=0, maximum=783, decimals=0)
        self._column = NumberField(look, minimum=0, maximum=9, decimals=0)
        self._most, self._least = Button(look), Button(look)
        self._value = NumberField(look, minimum=-FARTHEST, maximum=FARTHEST, step=0.01, digits=6, hero=True)
        self._span_field = NumberField(look, minimum=LEAST_SPAN, maximum=LARGEST_SPAN)
        self._span_slider = LogSlider(look, -6, 2, (-6, -4, -2, 0, 2))
        self._span = BoundNumber(store, self._span_slider, self._span_field, self._span_fields)
        self._images_field = NumberField(look, minimum=FEWEST_IMAGES, maximum=MOST_IMAGES, decimals=0)
        self._images_slider = LogSlider(look, 1.7, 4, (2, 3, 4))
        self._images = BoundNumber(store, self._images_slider, self._images_field, _images_fields)
        self._seed = NumberField(look, minimum=0, maximum=LARGEST_SEED, decimals=0)
        self._choice = NetworkChoice(look, session, store)
        self._back = Button(look, "undo")
        self._problems = [FieldMessage(look) for _index in range(4)]
        for field, problem in (
            (self._value, 0),
            (self._row, 1),
            (self._column, 1),
            (self._span_field, 2),
            (self._images_field, 3),
            (self._seed, 3),
        ):
            field.attach_message(self._problems[problem])
        names = ("value", "weight", "row", "column", "span", "images", "seed", "network")
        self._titles = {name: Label(look, SMALL, SEMIBOLD, "text2") for name in names}
        self.by_name: dict[str, QWidget] = {
            "value": self._value,
            "matrix": self.matrix,
            "row": self._row,
            "column": self._column,
            "most_important": self._most,
            "least_important": self._least,
            "span": self._span_field,
            "span_slider": self._span_slider,
            "images": self._images_field,
            "images_slider": self._images_slider,
            "seed": self._seed,
            "network": self._choice,
            "trained": self._back,
        }
        for name, control in self.by_name.items():
            control.setObjectName(f"losses.{page}_{name}")
        self._lay_out(panel)
        self._connect()

    def show_state(
        self, state: LossesState, network: TwoLayerNet, weight: Weight, ranking: Ranking | None
    ) -> None:
        """Set every control to the state; none of them answers."""
        self._network, self._weight, self._ranking = network, weight, ranking
        self.matrix.set_value(MATRICES.index(weight.name))
        rows, columns = network.params[weight.name].shape
        self._row.set_bounds(0, rows - 1)
        self._column.set_bounds(0, columns - 1)
        self._row.set_value(weight.index[0])
        self._column.set_value(weight.index[1])
        into_unit = weight.name == "W1"
        self._titles["row"].setText(_("Pixel") if into_unit else _("Unit"))
        self._titles["column"].setText(_("Unit") if into_unit else _("Class"))
        self._value.set_value(weight.of(network) + state.weight.offset)
        self._span.show_value(state.weight.span)
        self._images.show_value(state.weight.images)
        self._seed.set_value(state.weight.images_seed)
        self._choice.set_value(state.network)
        for button in (self._most, self._least):
            button.setEnabled(ranking is not None)
        self._back.setEnabled(state.weight.offset != 0 or state.weight.centre != 0)

    def hold_digits(self) -> None:
        """Keep the value's trailing zeros while it is dragged."""
        self._value.hold_digits()

    def release_digits(self) -> None:
        """Let the value be written without idle zeros again."""
        self._value.release_digits()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "value": _("Value of the weight, w"),
            "weight": _("Which weight"),
            "span": _("Seen on either side, ±"),
            "images": _("Images"),
            "seed": _("Seed"),
            "network": _("Network"),
        }.items():
            self._titles[name].setText(text)
        self._most.setText(_("Important"))
        self._least.setText(_("Unimportant"))
        self._back.setText(_("Back to the trained value"))
        self._choice.fill()

    def choose(self, weight: Weight) -> None:
        """Look at another weight, from its trained value."""
        self._store.change(**_weight_fields(weight))

    def step_to(self, weight: Weight) -> None:
        """Look at a neighbour, by a key: quick ones are one undo step."""
        self._store.nudge(**_weight_fields(weight))

    def _lay_out(self, panel: PagePanel) -> None:
        titles = self._titles
        panel.add_section(titles["value"], self._value, self._problems[0])
        panel.add_rule()
        places = row(titles["row"], self._row, titles["column"], self._column)
        panel.add_section(
            titles["weight"], self.matrix, places, self._problems[1], row(self._most, self._least)
        )
        panel.add_rule()
        span = row(titles["span"], self._span_field)
        panel.add_section(None, span, self._span_slider, self._problems[2])
        panel.add_rule()
        images = row(titles["images"], self._images_field, titles["seed"], self._seed)
        panel.add_section(None, images, self._images_slider, self._problems[3])
        panel.add_rule()
        panel.add_section(titles["network"], self._choice)
        panel.pinned.addWidget(self._back)

    def _connect(self) -> None:
        self.matrix.chosen.connect(self._on_matrix)
        for field in (self._row, self._column):
            field.committed.connect(self._on_place)
            field.stepped.connect(self._on_place_stepped)
        self._most.clicked.connect(self._on_most)
        self._least.clicked.connect(self._on_least)
        self._value.committed.connect(self._on_value)
        self._value.stepped.connect(self._on_value_stepped)
        self._seed.committed.connect(self._on_seed)
        self._seed.stepped.connect(self._on_seed_stepped)
        self._back.clicked.connect(self._on_back)

    @Slot(int)
    def _on_matrix(self, index: int) -> None:
        if self._network is None:
            return
        name = MATRICES[index]
        # From a weight into a unit to one out of it, and back to the pixel to begin with.
        unit = self._weight.index[1] if self._weight.name == "W1" else self._weight.index[0]
        self.choose(Weight(name, (unit, 0) if name == "W2" else (WeightState.weight_row, unit)))

    @Slot(float)
    def _on_place(self, number: float) -> None:
        self.choose(self._typed_weight(number))

    @Slot(float)
    def _on_place_stepped(self, number: float) -> None:
        self.step_to(self._typed_weight(number))

    def _typed_weight(self, number: float) -> Weight:
        first, second = self._weight.index
        index = (round(number), second) if self.sender() is self._row else (first, round(number))
        return Weight(self._weight.name, index)

    @Slot()
    def _on_most(self) -> None:
        if self._ranking is not None:
            self.choose(after(self._ranking.most, self._weight))

    @Slot()
    def _on_least(self) -> None:
        if self._ranking is not None:
            self.choose(after(self._ranking.least, self._weight))

    @Slot(float)
    def _on_value(self, value: float) -> None:
        self._store.change(**self._value_fields(value))

    @Slot(float)
    def _on_value_stepped(self, value: float) -> None:
        self._store.nudge(**self._value_fields(value))

    def _value_fields(self, value: float) -> dict[str, float]:
        """Return the fields for a typed value; the plots follow if it is out of sight."""
        state = self._store.state.weight
        offset = value - self._trained
        sees = abs(offset - state.centre) <= state.span
        return {"offset": offset} if sees else {"offset": offset, "centre": offset}

    def _span_fields(self, span: float) -> dict[str, float]:
        """Return the fields for another zoom, around the present value."""
        state = self._store.state.weight
        return {"span": span, "centre": state.offset}

    @property
    def _trained(self) -> float:
        return 0.0 if self._network is None else self._weight.of(self._network)

    @Slot(float)
    def _on_seed(self, seed: float) -> None:
        self._store.change(images_seed=round(seed))

    @Slot(float)
    def _on_seed_stepped(self, seed: float) -> None:
        self._store.nudge(images_seed=round(seed))

    @Slot()
    def _on_back(self) -> None:
        self._store.change(offset=0.0, centre=0.0)


def _weight_fields(weight: Weight) -> dict[str, object]:
    return {
        "matrix": weight.name,
        "weight_row": weight.index[0],
        "weight_column": weight.index[1],
        "offset": 0.0,
        "centre": 0.0,
    }


def _images_fields(value: float) -> dict[str, int]:
    return {"images": min(max(round(value), FEWEST_IMAGES), MOST_IMAGES)}
