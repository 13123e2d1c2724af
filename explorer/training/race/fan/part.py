"""The page Mini-batch gradients: fifty of them beside the full one, and their angle against the batch size."""

import math
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from core.gradient_fan import FullGradient, GradientFan
from core.mnist import Dataset
from core.training import initial_checkpoint
from explorer.background.latest_result import LatestResult
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.state.declarations import next_seed
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import grouped
from explorer.training.page import TrainingPage
from explorer.training.race.explanations import fan_cards, fan_explanations
from explorer.training.race.fan import words
from explorer.training.race.fan.angle_plot import AnglePlot
from explorer.training.race.fan.controls import SizeControl
from explorer.training.race.fan.fan_plot import FanPlot
from explorer.training.race.fan.work import (
    Angles,
    all_images,
    angles,
    drawable,
    fan,
    mean_and_spread,
)
from explorer.training.race.state import RaceState
from explorer.training.state import TrainingState
from explorer.training.subject import Held, Subject
from explorer.training.words import held_network
from explorer.views.facts import PENDING, Fact, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.finding import Finding
from explorer.widgets.formula import Formula
from explorer.widgets.layout import Card, column, row

_FAN, _SIDE = 56, 44  # shares of the width
_FACTS = ("iteration", "angle", "expected_angle", "uphill_batches")


class FanPart(TrainingPage):
    """The fan beside the angles."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._full: LatestResult[FullGradient] = session.latest_result("training.full_gradient")
        self._fans: LatestResult[GradientFan] = session.latest_result("training.gradient_fan")
        self._angles: LatestResult[Angles] = session.latest_result("training.gradient_angles")
        self.shown: GradientFan | None = self._fans.latest
        self._untrained: Held | None = None
        self._another = Button(look, "dice", primary=True)
        self._another.setText(_("Draw other mini-batches"))
        self.fan, self.angles, self.finding = FanPlot(look), AnglePlot(look), Finding(look)
        texts = fan_cards()
        self.cards = {
            "fan": self.card("fan", self.fan, *texts["fan"]),
            "fan_angles": self.card("fan_angles", self.angles, *texts["fan_angles"]),
            "fan_finding": Card(look, "training.fan_finding", *texts["fan_finding"]),
        }
        self.cards["fan_finding"].set_title("")
        # For F1: nothing in it takes the focus.
        self.cards["fan_finding"].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        named: dict[str, QWidget] = {
            "fan": self.fan,
            "fan_angles": self.angles,
            "fan_another": self._another,
        }
        name_widgets(self.view_name, named, fan_explanations())
        self._lay_out(panel)
        for results in (self._full, self._fans, self._angles):
            results.changed.connect(self.outdated)
        self._another.clicked.connect(self._on_another)

    @property
    def race_state(self) -> RaceState:
        """What can be set."""
        return self.store.state.race

    def render_state(self) -> None:
        """Draw the fan, or the last one while another is being computed."""
        state = self.race_state
        self.kit.show_state(self.store.state)
        held, dataset = self._held(), self.subject.dataset
        full = None if held is None or dataset is None else self._full_gradient(held, dataset)
        if held is None or dataset is None or full is None:
            self._say_wait(dataset)
            return
        found = self._find_fan(state, held, dataset, full)
        self.cards["fan"].set_hint(self._name_of(held) if found is not None else _("computing…"))
        self.angles.show_theory(full, state.fan_sampling)
        if found is None:
            return
        self.shown = found
        size = self._drawn(full)
        expected = float(full.expected_angle(size, state.fan_sampling))
        self.fan.show_fan(found, expected)
        self.angles.show_present(size, mean_and_spread(found.angles)[0])
        self.angles.show_measured(self._measured(state, held, dataset, full))
        title, body = words.finding(found, size, expected)
        self.finding.show_result(title, body)
        self.fan.setAccessibleDescription(f"{title}. {body}")

    fact_labels = {
        "iteration": N_("Iteration"),
        "angle": N_("Mean angle to the full gradient"),
        "expected_angle": N_("Angle by the formula"),
        "uphill_batches": N_("Mini-batches more than 90° from it"),
    }
    card_facts = {
        "fan": ("angle", "uphill_batches"),
        "fan_angles": ("angle", "expected_angle"),
        "fan_finding": ("angle", "uphill_batches"),
    }

    def facts(self) -> Facts:
        """Return the mean angle of the mini-batches, what theory expects, and how many lead uphill."""
        state, held, dataset = self.race_state, self._held(), self.subject.dataset
        full = None if held is None or dataset is None else self._full_gradient(held, dataset)
        if held is None or dataset is None or full is None:
            return dict.fromkeys(_FACTS, PENDING)
        found = self._find_fan(state, held, dataset, full)
        expected = float(full.expected_angle(self._drawn(full), state.fan_sampling))
        facts = {"iteration": whole(held.moment), "expected_angle": Fact(expected, words.degrees(expected))}
        if found is None:
            return dict.fromkeys(_FACTS, PENDING) | facts
        angle, _spread = mean_and_spread(found.angles)
        return facts | {
            "angle": Fact(angle, words.degrees(angle)),
            "uphill_batches": whole(words.uphill(found)),
        }

    @property
    def is_about_a_moment(self) -> bool:
        """Whether the network is that of the time machine, not the untrained one."""
        return self.race_state.fan_network == "shown"

    def _held(self) -> Held | None:
        """Return the network whose gradients are shown."""
        if self.is_about_a_moment:
            return self.subject.held(math.inf)
        run, dataset = self.subject.run, self.subject.dataset
        if dataset is None:
            return None
        key = f"{run.key}@untrained"
        if self._untrained is None or self._untrained.key != key:
            config = run.config
            if not config.fits(len(dataset.train_images)):
                config = replace(config, training_images=None, validation_images=0)
            self._untrained = Held(key, initial_checkpoint(config, dataset).network(), run, 0)
        return self._untrained

    def _name_of(self, held: Held) -> str:
        return held_network(held, self.subject) if self.is_about_a_moment else _("untrained network")

    def _drawn(self, full: FullGradient) -> int:
        """Return how many images are in a batch."""
        state = self.race_state
        return drawable(state.fan_batch_size, state.fan_sampling, full.samples)

    def _full_gradient(self, held: Held, dataset: Dataset) -> FullGradient | None:
        return self._full.request((held.key, dataset.number), partial(all_images, held.network, dataset))

    def _find_fan(
        self, state: RaceState, held: Held, dataset: Dataset, full: FullGradient
    ) -> GradientFan | None:
        settings = (state.fan_batch_size, state.fan_sampling, state.fan_seed)
        job = partial(fan, full, held.network, dataset, *settings)
        return self._fans.request((held.key, dataset.number, *settings), job)

    def _measured(self, state: RaceState, held: Held, dataset: Dataset, full: FullGradient) -> Angles | None:
        key = (held.key, dataset.number, state.fan_sampling)
        job = partial(angles, full, held.network, dataset, state.fan_sampling)
        return self._angles.request(key, job) or self._angles.first_form(key)

    def _say_wait(self, dataset: Dataset | None) -> None:
        if dataset is None:
            self.cards["fan"].set_hint(_("waiting for the images…"))
        else:
            self.cards["fan"].set_hint(
                _("computing the gradient of all {count} images…").format(
                    count=grouped(len(dataset.train_images))
                )
            )

    def _lay_out(self, panel: PagePanel) -> None:
        kit = self.kit
        size = kit.make(SizeControl, "fan_batch_size")
        formula = Formula(self.look, SMALL, tone="text2", wrap=True)
        formula.setText(words.formula())
        formula.set_terms(words.terms())
        formula.linkHovered.connect(self._on_term_pointed)
        panel.add_section(
            None,
            kit.segmented("fan_network"),
            size,
            kit.segmented("fan_sampling"),
            kit.number("fan_seed"),
            formula,
        )
        panel.pinned.addWidget(self._another)
        self.cards["fan_finding"].body.addWidget(self.finding)
        side = column(self.cards["fan_angles"], self.cards["fan_finding"], spacing=SPACE_L)
        side.setStretch(0, 1)
        whole = row(self.cards["fan"], spacing=SPACE_L)
        whole.addLayout(side)
        whole.setStretch(0, _FAN)
        whole.setStretch(1, _SIDE)
        self.setLayout(whole)

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        self.angles.theory.set_highlighted(term == "angle")
        self.angles.present.set_highlighted(term == "N")
        self.fan.full.set_highlighted(term == "g")

    @Slot()
    def _on_another(self) -> None:
        state = self.store.state
        seed = next_seed(state.race.fan_seed)
        self.store.change_to(replace(state, race=replace(state.race, fan_seed=seed)))
