"""The controls of the page Inside."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from explorer.controls import Section
from explorer.store import Store
from explorer.theme import SEMIBOLD, SMALL, Look
from explorer.training.inside.state import LAYERS, UNIT_ORDERS, InsideState
from explorer.training.state import TrainingState
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column
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
