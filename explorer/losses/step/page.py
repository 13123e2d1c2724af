"""The page Step: sigmoid and step function, their slopes, and the loss of a network with each."""

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import Slot

from core.mnist import Dataset
from core.model_file import SavedNetwork
from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight
from core.weight_scrubber import Scrub
from explorer.background.latest_result import LatestResult
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.losses.page import LossesPage
from explorer.losses.script import step_script
from explorer.losses.scrubber.controls import WeightControls
from explorer.losses.scrubber.interaction import WeightInteraction
from explorer.losses.scrubber.plots import LossPlot, ScrubPlot, StairsPlot
from explorer.losses.scrubber.work import Ranking, Scrubs, ranking, weight_into_unit, window
from explorer.losses.state import LossesState
from explorer.losses.step import words
from explorer.losses.step.explanations import card_texts, picture_explanations
from explorer.losses.step.plots import ActivationPlot, slopes, values
from explorer.losses.step.state import FARTHEST_INPUT
from explorer.losses.step.work import COMPARED, Gradients, largest_gradients
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, plain, significant
from explorer.views.controls import BareNumberControl, heading
from explorer.views.facts import PENDING, Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column, row
from explorer.widgets.text import Label

_UPPER, _LOWER = 46, 52  # shares of the height
_X_DECIMALS = 2  # finer than a pixel


class StepPage(LossesPage):
    """Sigmoid and step with their slopes, and the loss of a network with either over one weight."""

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        x = self.kit.make(BareNumberControl, "activation_x")
        panel.add_section(None, row(heading(look, _("Input of a unit, x")), x), x.message)
        panel.add_rule()
        self.controls = WeightControls(look, session, store, panel, "step")
        self.controls.matrix.hide()
        self.values = ActivationPlot(
            look, values, (-0.12, 1.2), (_("sigmoid"), _("step")), ((1.6, 0.66), (1.6, 1.1))
        )
        self.slopes = ActivationPlot(
            look, slopes, (-0.03, 0.3), (_("sigmoid"), _("step: 0")), ((1.6, 0.2), (-5.6, 0.07))
        )
        self.smooth = LossPlot(look, _("loss with sigmoid"))
        self.stairs = StairsPlot(look, "d", _("loss with step"))
        self._scrubs = {key: Scrubs(session, f"losses.{key}") for key in COMPARED}
        self.gradients = {key: Label(look, SMALL, tone="text2") for key in self._scrubs}
        self._gradients: LatestResult[Gradients] = session.latest_result("losses.step_gradients")
        self._rankings: LatestResult[Ranking] = session.latest_result("losses.step_importance")
        for signal in (
            *(scrubs.changed for scrubs in self._scrubs.values()),
            self._gradients.changed,
            self._rankings.changed,
            session.dataset_changed,
            session.networks_changed,
        ):
            signal.connect(self.outdated)
        plots = {
            "step_values": self.values,
            "step_slopes": self.slopes,
            "step_sigmoid_loss": self.smooth,
            "step_step_loss": self.stairs,
        }
        texts = card_texts()
        self.cards = {name: self.card(name, plot, *texts[name]) for name, plot in plots.items()}
        for key, label in self.gradients.items():
            self.cards[f"step_{key}_loss"].body.addWidget(label)
        for key, slot in (("sigmoid", self._on_smooth_pointed), ("step", self._on_stairs_pointed)):
            title = self.cards[f"step_{key}_loss"].heading
            title.set_terms(words.loss_terms())
            title.linkHovered.connect(slot)
        name_widgets(self.view_name, plots, picture_explanations())
        self._interaction = WeightInteraction(store, self.controls, (self.smooth, self.stairs), self._trained)
        self._interaction.let_go.connect(self._announce)
        self._sentence = ""
        self._connect()
        self._lay_out()

    def render_state(self) -> None:
        """Draw the state, or as much of it as is computed yet."""
        state = self.store.state
        self.kit.show_state(state)
        self._show_activations(state.step.activation_x)
        saved, dataset = self.session.network(state.network), self.session.dataset
        weight = weight_into_unit(state.weight, saved.network)
        trained = weight.of(saved.network)
        value, seen = trained + state.weight.offset, window(state.weight, trained)
        for plot in (self.smooth, self.stairs):
            plot.show_value(value, trained, seen)
        found, ranked = self._scrubbed(), None
        if dataset is not None:
            page = state.weight
            ranked = self._rankings.request(
                (saved.sha256, dataset.number, page.images, page.images_seed),
                lambda: ranking(saved.network, dataset, page, "W1"),
            )
        self.controls.show_state(state, saved.network, weight, ranked)
        self._show_smooth(found.get("sigmoid"), value, seen)
        self._show_stairs(found.get("step"), value, seen)
        ScrubPlot.scale_alike((self.smooth, self.stairs))
        ScrubPlot.align((self.smooth, self.stairs))
        if dataset is not None:
            self._show_gradients(saved, dataset, weight, value)

    fact_labels = {
        "sigmoid": N_("Sigmoid"),
        "step": N_("Step function"),
        "sigmoid_slope": N_("Derivative of the sigmoid"),
        "step_slope": N_("Derivative of the step function"),
        "sigmoid_loss": N_("Loss"),
        "sigmoid_loss_slope": N_("Derivative of the loss"),
        "step_loss": N_("Loss"),
        "step_loss_slope": N_("Derivative of the loss"),
    }
    card_facts = {
        "step_values": ("sigmoid", "step"),
        "step_slopes": ("sigmoid_slope", "step_slope"),
        "step_sigmoid_loss": ("sigmoid_loss", "sigmoid_loss_slope"),
        "step_step_loss": ("step_loss", "step_loss_slope"),
    }

    def facts(self) -> Facts:
        """Return both activations and their slopes, and the loss and its slope with each."""
        place, weight = np.array([self.store.state.step.activation_x]), self._trained()
        value, found = weight + self.store.state.weight.offset, self._scrubbed()
        sigmoid, step = (float(values(key, place)[0]) for key in ("sigmoid", "step"))
        slope = float(slopes("sigmoid", place)[0])
        facts = {
            "sigmoid": Fact(sigmoid, fixed(sigmoid, 4)),
            "step": Fact(step, plain(step)),
            "sigmoid_slope": Fact(slope, significant(slope, 3)),
            "step_slope": Fact(0.0, "0") if place[0] else Fact(None, _("none")),
            **dict.fromkeys(("sigmoid_loss", "sigmoid_loss_slope", "step_loss", "step_loss_slope"), PENDING),
        }
        smooth, stairs = found.get("sigmoid"), found.get("step")
        if smooth is not None:
            losses, derivatives = smooth.influence.loss_and_derivative([value])
            facts["sigmoid_loss"] = Fact(float(losses[0]), fixed(float(losses[0]), 5))
            facts["sigmoid_loss_slope"] = Fact(float(derivatives[0]), significant(float(derivatives[0]), 3))
        if stairs is not None and stairs.loss_stairs is not None:
            loss = float(stairs.loss_stairs.at(value))
            facts["step_loss"] = Fact(loss, fixed(loss, 5))
            facts["step_loss_slope"] = Fact(0.0, "0")
        return facts

    def script(self) -> str:
        """Return a script that prints both activations, losses and their slopes."""
        state = self.store.state
        return step_script(state, weight_into_unit(state.weight, self._network))

    def _scrubbed(self) -> dict[str, Scrub | None]:
        """Return the loss over the weight with each activation, once it is known."""
        state, dataset = self.store.state, self.session.dataset
        if dataset is None:
            self.session.want_dataset()
            return {}
        saved = self.session.network(state.network)
        weight, found = weight_into_unit(state.weight, saved.network), {}
        for key, scrubs in self._scrubs.items():
            network = TwoLayerNet.from_params(saved.network.params, activation=key)
            found[key] = scrubs.scrub(saved.sha256, network, dataset, state.weight, weight)
        return found

    def _show_activations(self, x: float) -> None:
        self.values.show_input(x)
        self.slopes.show_input(x)
        self.cards["step_values"].set_hint(words.values_hint(x))
        self.cards["step_slopes"].set_hint(words.slopes_hint(x))

    def _show_smooth(self, scrubbed: Scrub | None, value: float, seen: tuple[float, float]) -> None:
        if scrubbed is None:
            self.cards["step_sigmoid_loss"].set_hint(_("computing …"))
            return
        losses, derivatives = scrubbed.influence.loss_and_derivative([value])
        loss, derivative = float(losses[0]), float(derivatives[0])
        curve = self._scrubs["sigmoid"].curve(scrubbed, *seen)
        if curve is not None:
            self.smooth.show_loss(curve, value, loss, derivative)
        self.cards["step_sigmoid_loss"].set_title(words.smooth_title(loss, derivative))
        self.cards["step_sigmoid_loss"].set_hint(_("sigmoid"))

    def _show_stairs(self, scrubbed: Scrub | None, value: float, seen: tuple[float, float]) -> None:
        if scrubbed is None or scrubbed.loss_stairs is None:
            self.cards["step_step_loss"].set_hint(_("computing …"))
            return
        self.stairs.show_stairs(scrubbed.loss_stairs, value)
        self.cards["step_step_loss"].set_title(words.stairs_title(scrubbed.loss_stairs, value))
        self.cards["step_step_loss"].set_hint(words.stairs_hint(scrubbed.loss_stairs, *seen))
        self._sentence = words.status(scrubbed.loss_stairs, value)

    def _show_gradients(self, saved: SavedNetwork, dataset: Dataset, weight: Weight, value: float) -> None:
        page = self.store.state.weight
        largest = self._gradients.request(
            (saved.sha256, dataset.number, weight, value, page.images, page.images_seed),
            partial(largest_gradients, saved.network, weight, value, dataset, page),
        )
        for key, label in self.gradients.items():
            if largest is not None:
                label.setText(words.gradients_line(largest[key]))
            elif not label.text():
                label.setText(_("computing …"))

    def _lay_out(self) -> None:
        cards = list(self.cards.values())
        both = column(row(*cards[:2], spacing=SPACE_L), row(*cards[2:], spacing=SPACE_L), spacing=SPACE_L)
        both.setStretch(0, _UPPER)
        both.setStretch(1, _LOWER)
        self.setLayout(both)

    def _connect(self) -> None:
        for plot in (self.values, self.slopes):
            plot.grabbed.connect(self.store.begin_gesture)
            plot.moved.connect(self._on_moved)
            plot.released.connect(self.store.end_gesture)
            plot.stepped.connect(self._on_stepped)

    @property
    def _network(self) -> TwoLayerNet:
        return self.session.network(self.store.state.network).network

    def _trained(self) -> float:
        return weight_into_unit(self.store.state.weight, self._network).of(self._network)

    @Slot(float)
    def _on_moved(self, x: float) -> None:
        self.store.change_to(self._at(round(x, _X_DECIMALS)))

    @Slot(float)
    def _on_stepped(self, x: float) -> None:
        self.store.nudge_to(self._at(round(x, 12)))

    def _at(self, x: float) -> LossesState:
        """Return the state with another input, as near to `x` as is allowed."""
        state = self.store.state
        inside = min(max(x, -FARTHEST_INPUT), FARTHEST_INPUT)
        return replace(state, step=replace(state.step, activation_x=inside))

    @Slot(str)
    def _on_smooth_pointed(self, term: str) -> None:
        self.smooth.point.set_highlighted(term == "L")
        self.smooth.tangent.set_highlighted(term == "dL/dw")

    @Slot(str)
    def _on_stairs_pointed(self, term: str) -> None:
        self.stairs.point_at(term == "L", term == "dL/dw")

    @Slot()
    def _announce(self) -> None:
        if self._sentence:
            self.status_announced.emit(self._sentence)
