"""The controls of the page Mini-batch."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from explorer.language import _
from explorer.losses.batch.state import LARGEST_BATCH
from explorer.losses.bound_number import BoundNumber
from explorer.losses.checks import LARGEST_SEED
from explorer.losses.network_choice import NetworkChoice
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

_SAMPLINGS, _ORDERS = ("replacement", "shuffle"), ("drawn", "loss")


class BatchControls(QObject):
    """Fills the page's part of the control column. Every control changes the store; `show_state` alone sets them.

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

    Attributes
    ----------
    by_name : dict of str to QWidget
        Every control by the second half of its object name.
    """

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__()
        self._store = store
        self._size_field = NumberField(look, minimum=1, maximum=LARGEST_BATCH, decimals=0, hero=True)
        self._size_slider = LogSlider(look, 0, 4, (0, 1, 2, 3, 4))
        self._size = BoundNumber(store, self._size_slider, self._size_field, _size_fields)
        self._size_problem, self._seed_problem = FieldMessage(look), FieldMessage(look)
        self._size_field.attach_message(self._size_problem)
        self._seed = NumberField(look, minimum=0, maximum=LARGEST_SEED, decimals=0)
        self._seed.attach_message(self._seed_problem)
        self._another = Button(look, "dice", primary=True)
        self._sampling = Segmented(look, len(_SAMPLINGS))
        self._order = Segmented(look, len(_ORDERS))
        self._network = NetworkChoice(look, session, store)
        names = ("size", "order", "sampling", "seed", "network")
        self._titles = {name: Label(look, SMALL, SEMIBOLD, "text2") for name in names}
        self.by_name: dict[str, QWidget] = {
            "batch_size": self._size_field,
            "batch_size_slider": self._size_slider,
            "batch_order": self._order,
            "sampling": self._sampling,
            "batch_seed": self._seed,
            "batch_network": self._network,
            "another_batch": self._another,
        }
        panel.add_section(self._titles["size"], self._size_field, self._size_slider, self._size_problem)
        panel.add_rule()
        panel.add_section(self._titles["order"], self._order)
        panel.add_rule()
        panel.add_section(self._titles["sampling"], self._sampling)
        panel.add_rule()
        panel.add_section(None, row(self._titles["seed"], self._seed), self._seed_problem)
        panel.add_rule()
        panel.add_section(self._titles["network"], self._network)
        panel.pinned.addWidget(self._another)
        self._order.chosen.connect(self._on_order)
        self._sampling.chosen.connect(self._on_sampling)
        self._seed.committed.connect(self._on_seed)
        self._seed.stepped.connect(self._on_seed_stepped)
        self._another.clicked.connect(self._on_another)

    def show_state(self, state: LossesState) -> None:
        """Set every control to the state; none of them answers."""
        self._size.show_value(state.batch.batch_size)
        self._order.set_value(_ORDERS.index(state.batch.order))
        self._sampling.set_value(_SAMPLINGS.index(state.batch.sampling))
        self._seed.set_value(state.batch.batch_seed)
        self._network.set_value(state.network)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        for name, text in {
            "size": _("Images in the batch, N"),
            "order": _("Order of the images"),
            "sampling": _("Drawn"),
            "seed": _("Seed"),
            "network": _("Network"),
        }.items():
            self._titles[name].setText(text)
        self._order.set_texts([_("As drawn"), _("By loss")])
        self._sampling.set_texts([_("With replacement"), _("Shuffled")])
        self._another.setText(_("Draw another batch"))
        self._network.fill()

    @Slot(int)
    def _on_order(self, index: int) -> None:
        self._store.change(order=_ORDERS[index])

    @Slot(int)
    def _on_sampling(self, index: int) -> None:
        self._store.change(sampling=_SAMPLINGS[index])

    @Slot(float)
    def _on_seed(self, seed: float) -> None:
        self._store.change(batch_seed=round(seed))

    @Slot(float)
    def _on_seed_stepped(self, seed: float) -> None:
        self._store.nudge(batch_seed=round(seed))

    @Slot()
    def _on_another(self) -> None:
        self._store.change(batch_seed=(self._store.state.batch.batch_seed + 1) % LARGEST_SEED)


def _size_fields(value: float) -> dict[str, int]:
    return {"batch_size": min(max(round(value), 1), LARGEST_BATCH)}
