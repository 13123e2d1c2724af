"""The controls of the two pages that vary one weight."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight
from explorer.look.theme import Look
from explorer.losses.changes import fields_of
from explorer.losses.network_choice import NetworkChoice
from explorer.losses.scrubber.explanations import control_explanations
from explorer.losses.scrubber.state import FARTHEST, WeightState
from explorer.losses.scrubber.work import Ranking, after
from explorer.losses.state import LossesState
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.controls import (
    BareNumberControl,
    BareSegmentedControl,
    BareSliderControl,
    ControlKit,
    heading,
)
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.field import FieldMessage
from explorer.widgets.layout import row
from explorer.widgets.number_field import NumberField


class WeightControls(QObject):
    """Fills a page's part of the control column. Every control changes the store; `show_state` alone sets them.

    Parameters
    ----------
    session : Session
        Who keeps the networks.
    page : str
        The beginning of the object names.

    Attributes
    ----------
    matrix : BareSegmentedControl
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
        self._kit = kit = ControlKit(look, store, "losses")
        self.matrix = kit.make(
            BareSegmentedControl, "matrix", object_name=f"{page}_matrix", fields_of=self._fields_of_matrix
        )
        self._row = kit.make(
            BareNumberControl, "weight_row", object_name=f"{page}_row", fields_of=self._fields_of_row
        )
        self._column = kit.make(
            BareNumberControl, "weight_column", object_name=f"{page}_column", fields_of=self._fields_of_column
        )
        self._span = kit.make(
            BareSliderControl, "span", object_name=f"{page}_span", fields_of=self._fields_of_span
        )
        self._images = kit.make(BareSliderControl, "images", object_name=f"{page}_images")
        self._seed = kit.make(BareNumberControl, "images_seed", object_name=f"{page}_seed")
        self._row_title, self._column_title = heading(look, ""), heading(look, "")
        self._value = NumberField(look, minimum=-FARTHEST, maximum=FARTHEST, step=0.01, digits=6, hero=True)
        self._value_problem = FieldMessage(look)
        self._value.attach_message(self._value_problem)
        self._most, self._least, self._back = Button(look), Button(look), Button(look, "undo")
        self._most.setText(_("Important"))
        self._least.setText(_("Unimportant"))
        self._back.setText(_("Back to the trained value"))
        self._choice = NetworkChoice(look, session, store)
        own: dict[str, QWidget] = {
            "value": self._value,
            "most_important": self._most,
            "least_important": self._least,
            "network": self._choice,
            "trained": self._back,
        }
        name_widgets("losses", own, control_explanations(), prefix=f"{page}_")
        self._lay_out(look, panel)
        self._value.committed.connect(self._on_value)
        self._value.stepped.connect(self._on_value_stepped)
        self._most.clicked.connect(self._on_most)
        self._least.clicked.connect(self._on_least)
        self._back.clicked.connect(self._on_back)

    def show_state(
        self, state: LossesState, network: TwoLayerNet, weight: Weight, ranking: Ranking | None
    ) -> None:
        """Set every control to the state; none of them answers."""
        self._network, self._weight, self._ranking = network, weight, ranking
        self._kit.show_state(state)
        for control, count, index in zip(
            (self._row, self._column), network.params[weight.name].shape, weight.index, strict=True
        ):
            control.editor.set_bounds(0, count - 1)
            control.show_value(index)  # not the state's, where the network has fewer
        into_unit = weight.name == "W1"
        self._row_title.setText(_("Pixel") if into_unit else _("Unit"))
        self._column_title.setText(_("Unit") if into_unit else _("Class"))
        self._value.set_value(weight.of(network) + state.weight.offset)
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

    def choose(self, weight: Weight) -> None:
        """Choose another weight, at its trained value."""
        self._store.change_to(replace(self._store.state, weight=self._page_at(weight)))

    def step_to(self, weight: Weight) -> None:
        """Choose a neighbour, by a key: quick ones are one undo step."""
        self._store.nudge_to(replace(self._store.state, weight=self._page_at(weight)))

    def _lay_out(self, look: Look, panel: PagePanel) -> None:
        panel.add_section(heading(look, _("Value of the weight, w")), self._value, self._value_problem)
        panel.add_rule()
        panel.add_section(
            heading(look, _("Which weight")),
            self.matrix,
            row(self._row_title, self._row, self._column_title, self._column),
            self._row.message,
            self._column.message,
            row(self._most, self._least),
        )
        panel.add_rule()
        span = row(heading(look, _("Plot range, ±")), self._span)
        panel.add_section(None, span, self._span.slider, self._span.message)
        panel.add_rule()
        images = row(heading(look, _("Images")), self._images, heading(look, _("Seed")), self._seed)
        panel.add_section(None, images, self._images.slider, self._images.message, self._seed.message)
        panel.add_rule()
        panel.add_section(heading(look, _("Network")), self._choice)
        panel.pinned.addWidget(self._back)

    def _page_at(self, weight: Weight) -> WeightState:
        """Return the page with another weight, at its trained value."""
        first, second = weight.index
        return replace(
            self._store.state.weight,
            matrix="W1" if weight.name == "W1" else "W2",
            weight_row=first,
            weight_column=second,
            offset=0.0,
            centre=0.0,
        )

    def _fields_of_matrix(self, name: str) -> Mapping[str, Any]:
        # From a weight into a unit to one out of it, and back to the pixel to begin with.
        unit = self._weight.index[1] if self._weight.name == "W1" else self._weight.index[0]
        place = (unit, 0) if name == "W2" else (WeightState.weight_row, unit)
        return {"weight": self._page_at(Weight(name, place))}

    def _fields_of_row(self, index: int) -> Mapping[str, Any]:
        return {"weight": self._page_at(Weight(self._weight.name, (index, self._weight.index[1])))}

    def _fields_of_column(self, index: int) -> Mapping[str, Any]:
        return {"weight": self._page_at(Weight(self._weight.name, (self._weight.index[0], index)))}

    def _fields_of_span(self, span: float) -> Mapping[str, Any]:
        return fields_of(self._store.state, "span", span)

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
        self._store.change_to(self._with_value(value))

    @Slot(float)
    def _on_value_stepped(self, value: float) -> None:
        self._store.nudge_to(self._with_value(value))

    def _with_value(self, value: float) -> LossesState:
        """Return the state with the weight at a value; the plots follow if it is out of sight."""
        state, page = self._store.state, self._store.state.weight
        trained = 0.0 if self._network is None else self._weight.of(self._network)
        offset = value - trained
        centre = page.centre if abs(offset - page.centre) <= page.span else offset
        return replace(state, weight=replace(page, offset=offset, centre=centre))

    @Slot()
    def _on_back(self) -> None:
        state = self._store.state
        self._store.change_to(replace(state, weight=replace(state.weight, offset=0.0, centre=0.0)))
