"""The page Weight: loss and accuracy against one weight of a trained network."""

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.mnist import SIDE
from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight
from core.weight_scrubber import Scrub
from explorer.background.latest_result import LatestResult
from explorer.look.theme import BIG, BODY, SPACE_L, Look
from explorer.losses.page import LossesPage
from explorer.losses.script import weight_script
from explorer.losses.scrubber import words
from explorer.losses.scrubber.controls import WeightControls
from explorer.losses.scrubber.explanations import card_texts, picture_explanations
from explorer.losses.scrubber.interaction import WeightInteraction
from explorer.losses.scrubber.plots import LossPlot, ScrubPlot, StairsPlot
from explorer.losses.scrubber.weight_picture import WeightPicture
from explorer.losses.scrubber.work import Ranking, Scrubs, chosen_weight, ranking, window
from explorer.losses.state import LossesState
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import plain, significant
from explorer.views.facts import PENDING, Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.formula import Formula
from explorer.widgets.layout import Card, column, row, rule
from explorer.widgets.stat import Stat

_SIDE_WIDTH = (268, 240)  # usual and compact


class WeightPage(LossesPage):
    """The loss and the accuracy against one weight, and the derivative of each."""

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        self.controls = WeightControls(look, session, store, panel, "weight")
        self.loss, self.accuracy = LossPlot(look, _("loss")), StairsPlot(look, "d", _("accuracy"))
        self.picture = WeightPicture(look)
        self.loss_stat, self.accuracy_stat = Stat(look, BIG), Stat(look, BIG)
        self.loss_stat.set_name(_("Loss L = −1/N ΣΣ t log y"))
        self.accuracy_stat.set_name(_("Accuracy A = correct / N"))
        self.loss_slope, self.accuracy_slope = (
            Formula(look, BODY, tone="text2", wrap=True) for _index in range(2)
        )
        for formula in (self.loss_stat.name, self.loss_slope):
            formula.set_terms(words.loss_terms())
            formula.linkHovered.connect(self._on_loss_pointed)
        for formula in (self.accuracy_stat.name, self.accuracy_slope):
            formula.set_terms(words.accuracy_terms())
            formula.linkHovered.connect(self._on_accuracy_pointed)
        self._scrubs = Scrubs(session, "losses.weight")
        self._rankings: LatestResult[Ranking] = session.latest_result("losses.importance")
        for signal in (
            self._scrubs.changed,
            self._rankings.changed,
            session.dataset_changed,
            session.networks_changed,
        ):
            signal.connect(self.outdated)
        pictures: dict[str, QWidget] = {
            "weight_loss": self.loss,
            "weight_accuracy": self.accuracy,
            "weight_picture": self.picture,
        }
        texts, picture = card_texts(), WidgetExport(self.picture, self._table)
        self.cards = {
            "loss": self.card("loss", self.loss, *texts["loss"], export="weight_loss"),
            "accuracy": self.card("accuracy", self.accuracy, *texts["accuracy"], export="weight_accuracy"),
            "picture": self.card("picture", picture, *texts["picture"], export="weight_picture"),
            "numbers": Card(look, "losses.numbers", *texts["numbers"]),
        }
        name_widgets(self.view_name, pictures, picture_explanations())
        self._interaction = WeightInteraction(store, self.controls, (self.loss, self.accuracy), self._trained)
        self._interaction.let_go.connect(self._announce)
        self.picture.chosen.connect(self._on_chosen)
        self.picture.moved.connect(self._on_moved)
        self._lay_out()

    def render_state(self) -> None:
        """Draw the state, or as much of it as is computed yet."""
        state = self.store.state
        saved, dataset = self.session.network(state.network), self.session.dataset
        network = saved.network
        weight, scrubbed, ranked = chosen_weight(state.weight, network), self._scrub(), None
        if dataset is not None:
            page = state.weight
            ranked = self._rankings.request(
                (saved.sha256, dataset.number, page.images, page.images_seed, page.matrix),
                lambda: ranking(network, dataset, page, page.matrix),
            )
        self.controls.show_state(state, network, weight, ranked)
        self._show_picture(network, weight)
        trained = weight.of(network)
        value, seen = trained + state.weight.offset, window(state.weight, trained)
        for plot in (self.loss, self.accuracy):
            plot.show_value(value, trained, seen)
        if scrubbed is None:
            self._say_wait()
        else:
            self._show_scrub(scrubbed, state, value, seen)

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        super().set_compact(compact)
        for name in ("picture", "numbers"):
            self.cards[name].fix_width(self.look.px(_SIDE_WIDTH[compact]))

    fact_labels = {
        "weight": N_("Weight"),
        "loss": N_("Loss"),
        "loss_slope": N_("Derivative of the loss"),
        "loss_change": N_("Change of the loss"),
        "accuracy": N_("Accuracy"),
        "accuracy_change": N_("Change of the accuracy"),
    }
    card_facts = {
        "loss": ("weight", "loss", "loss_slope", "loss_change"),
        "accuracy": ("weight", "accuracy", "accuracy_change"),
        "picture": ("weight",),
        "numbers": ("loss", "loss_slope", "accuracy"),
    }

    def facts(self) -> Facts:
        """Return loss and accuracy at the weight's value, and how they differ from those of the trained network."""
        page = self.store.state.weight
        trained, scrubbed = self._trained(), self._scrub()
        value = trained + page.offset
        facts = dict.fromkeys(self.fact_labels, PENDING) | {"weight": Fact(value, plain(value, 6))}
        if scrubbed is None:
            return facts
        losses, derivatives = scrubbed.influence.loss_and_derivative([value, trained])
        loss, slope = float(losses[0]), float(derivatives[0])
        accuracies = scrubbed.accuracy_stairs.at([value, trained])
        accuracy, change = float(accuracies[0]), float(accuracies[0] - accuracies[1])
        return facts | {
            "loss": Fact(loss, words.loss(loss)),
            "loss_slope": Fact(slope, significant(slope, 3)),
            "loss_change": Fact(loss - float(losses[1]), plain(loss - float(losses[1]))),
            "accuracy": Fact(accuracy, words.accuracy(accuracy)),
            "accuracy_change": Fact(change, plain(change)),
        }

    def script(self) -> str:
        """Return a script that prints loss, accuracy and both slopes at the weight's value."""
        state = self.store.state
        return weight_script(state, chosen_weight(state.weight, self._network))

    def _scrub(self) -> Scrub | None:
        """Return loss and accuracy over the chosen weight, once they are known."""
        state, dataset = self.store.state, self.session.dataset
        if dataset is None:
            self.session.want_dataset()
            return None
        saved = self.session.network(state.network)
        weight = chosen_weight(state.weight, saved.network)
        return self._scrubs.scrub(saved.sha256, saved.network, dataset, state.weight, weight)

    def _show_picture(self, network: TwoLayerNet, weight: Weight) -> None:
        weights = network.params[weight.name]
        limit = float(np.abs(weights).max()) or 1.0
        self.cards["picture"].set_title(weight.name)
        if weight.name == "W1":
            pixel, unit = weight.index
            self.picture.show_weights(weights[:, unit].reshape(SIDE, SIDE), divmod(pixel, SIDE), limit)
            self.cards["picture"].set_hint(_("into hidden unit {0}").format(unit))
        else:
            unit, label = weight.index
            self.picture.show_weights(weights.T, (label, unit), limit)
            self.cards["picture"].set_hint(_("classes by units"))

    def _say_wait(self) -> None:
        self.cards["loss"].set_hint(_("computing …"))
        for stat in (self.loss_stat, self.accuracy_stat):
            stat.set("…")
        for label in (self.loss_slope, self.accuracy_slope):
            label.setText("")

    def _show_scrub(
        self, scrubbed: Scrub, state: LossesState, value: float, seen: tuple[float, float]
    ) -> None:
        losses, derivatives = scrubbed.influence.loss_and_derivative([value])
        loss, derivative = float(losses[0]), float(derivatives[0])
        stairs = scrubbed.accuracy_stairs
        curve = self._scrubs.curve(scrubbed, *seen)
        if curve is not None:
            self.loss.show_loss(curve, value, loss, derivative)
        self.accuracy.show_stairs(stairs, value)
        ScrubPlot.align((self.loss, self.accuracy))
        self.loss_stat.set(words.loss(loss), words.value_unit(state.weight.offset))
        self.loss_slope.setText(words.loss_slope(derivative))
        self.accuracy_stat.set(words.accuracy(float(stairs.at(value))))
        self.accuracy_slope.setText(words.accuracy_slope(stairs, value))
        self.cards["loss"].set_hint(words.weight_name(chosen_weight(state.weight, self._network)))
        images = len(scrubbed.influence.labels)
        self.cards["accuracy"].set_hint(words.stairs_hint(stairs, *seen, images))

    def _lay_out(self) -> None:
        plots = column(self.cards["loss"], self.cards["accuracy"], spacing=SPACE_L)
        self.cards["numbers"].body.addLayout(
            column(self.loss_stat, self.loss_slope, rule(), self.accuracy_stat, self.accuracy_slope, 1)
        )
        side = column(self.cards["picture"], self.cards["numbers"], spacing=SPACE_L)
        for half in (plots, side):
            half.setStretch(0, 1)
            half.setStretch(1, 1)
        both = row(plots, side, spacing=SPACE_L)
        both.setStretch(0, 1)
        self.setLayout(both)

    @property
    def _network(self) -> TwoLayerNet:
        return self.session.network(self.store.state.network).network

    def _trained(self) -> float:
        return chosen_weight(self.store.state.weight, self._network).of(self._network)

    def _table(self) -> Table:
        weights = self._network.params[self.store.state.weight.matrix]
        return [(f"to {column}", weights[:, column]) for column in range(weights.shape[1])]

    @Slot(str)
    def _on_loss_pointed(self, term: str) -> None:
        self.loss.point.set_highlighted(term == "L")
        self.loss.tangent.set_highlighted(term == "dL/dw")

    @Slot(str)
    def _on_accuracy_pointed(self, term: str) -> None:
        self.accuracy.point_at(term == "A", term == "dA/dw")

    @Slot(int, int)
    def _on_chosen(self, picture_row: int, picture_column: int) -> None:
        self.controls.choose(self._weight_at(picture_row, picture_column))

    @Slot(int, int)
    def _on_moved(self, picture_row: int, picture_column: int) -> None:
        self.controls.step_to(self._weight_at(picture_row, picture_column))

    def _weight_at(self, picture_row: int, picture_column: int) -> Weight:
        """Return the weight of a block of the picture."""
        weight = chosen_weight(self.store.state.weight, self._network)
        if weight.name == "W1":
            return Weight("W1", (picture_row * SIDE + picture_column, weight.index[1]))
        return Weight("W2", (picture_column, picture_row))

    @Slot()
    def _announce(self) -> None:
        self.status_announced.emit(
            _("Loss {loss}, accuracy {accuracy}. {slope}").format(
                loss=self.loss_stat.accessibleDescription(),
                accuracy=self.accuracy_stat.accessibleDescription(),
                slope=self.loss_slope.text(),
            )
        )
