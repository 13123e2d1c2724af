"""The page Activations: the outputs of the hidden units, after training and before."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.activations import ACTIVATIONS
from explorer.background.latest_result import LatestResult
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.training.inside import words
from explorer.training.inside.digit_bars import DigitBars
from explorer.training.inside.explanations import activations_cards, activations_explanations
from explorer.training.inside.fresh import SPREADS, FreshNetworkBySpread, FreshNetworks, FreshQuestion
from explorer.training.inside.histogram_plot import HistogramPlot
from explorer.training.inside.part import InsidePart
from explorer.training.inside.ranges_plot import RangesPlot
from explorer.training.inside.units import Activity, UnitResults
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.controls import heading
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column, row
from explorer.widgets.memo import Memo
from explorer.widgets.text import Label

_SIDE = (460, 316)  # width of the card at the right, usual and compact
_FRESH_SHARE = 0.37  # of the height
_UPPER, _LOWER = 42, 58  # all outputs, and each unit
_RANGE = ("unit_low", "unit_median", "unit_high")
_FACTS = ("dead_units", "saturated_units", *_RANGE)


class ActivationsPart(InsidePart):
    """All outputs, each unit, and one unit closely; below, networks before any training."""

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[TrainingState],
        subject: Subject,
        results: UnitResults,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, subject, results)
        self._note = Label(look, SMALL, tone="text2", wrap=True)
        self._formulas = Formula(look, SMALL)
        self._formulas.linkHovered.connect(self._on_term_pointed)
        panel.add_section(None, self.kit.segmented("stage"), self._formulas, self._note)
        self._fresh: LatestResult[FreshNetworkBySpread] = session.latest_result("training.fresh")
        self._fresh.changed.connect(self.outdated)
        self._fresh_memo = Memo()
        output = _("output")
        self.outputs = HistogramPlot(look, (output, _("outputs")))
        self.own_outputs = HistogramPlot(look, (output, _("images")))
        self.ranges, self.by_digit = RangesPlot(look), DigitBars(look, _("mean output"))
        self.fresh, self._one = FreshNetworks(look), QWidget()
        shown: dict[str, Exportable] = {
            "outputs": self.outputs,
            "ranges": self.ranges,
            "unit_outputs": WidgetExport(self._one, self._unit_table),
            "fresh": WidgetExport(self.fresh, self.fresh.table),
        }
        self._lay_out_one()
        texts = activations_cards()
        self.cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        named: dict[str, QWidget] = {
            "outputs": self.outputs,
            "ranges": self.ranges,
            "one_unit": self._one,
            "fresh": self.fresh,
            "unit_outputs": self.own_outputs,
            "unit_by_digit": self.by_digit,
            **{f"fresh_{index}": plot for index, plot in enumerate(self.fresh.plots)},
        }
        name_widgets(self.view_name, named, activations_explanations())
        self._lay_out()
        self.ranges.chosen.connect(self.on_unit_chosen)
        self.ranges.moved.connect(self.on_unit_moved)

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        self.kit.show_state(self.store.state)
        question = self._question()
        fresh = self._fresh_networks(question)
        if fresh is not None and question is not None and self._fresh_memo.has_changed(fresh, question):
            own = self.subject.run.config.weight_init_std
            self.cards["fresh"].set_hint(words.nearness_hint(question.config.activation))
            self.fresh.show_networks(fresh, replace(question.config, weight_init_std=own))
        activity = self.results.activity
        if activity is not None and self.memo.has_changed(self.inside, activity):
            self._show_activity(activity)

    fact_labels = {
        **InsidePart.fact_labels,
        "dead_units": N_("Dead units"),
        "saturated_units": N_("Saturated units"),
        "unit_low": N_("5th percentile"),
        "unit_median": N_("Median"),
        "unit_high": N_("95th percentile"),
        "accuracy_#": N_("Initialisation {0}: test accuracy after one epoch"),
        "near_half_#": N_("Initialisation {0}: share of outputs near the middle"),
        "near_ends_#": N_("Initialisation {0}: share of outputs near a limit"),
    }
    card_facts = {
        "outputs": ("dead_units", "saturated_units"),
        "ranges": ("dead_units", "saturated_units"),
        "unit_outputs": _RANGE,
    }

    def facts(self) -> Facts:
        """Return how many units are dead or saturated, the range of one, and what is known of untrained networks."""
        activity, question = self.results.present_activity, self._question()
        fresh = self._fresh_networks(question) or {}
        facts = dict(super().facts())
        if activity is None:
            facts |= dict.fromkeys(_FACTS, PENDING)
        else:
            ranges, unit = activity.ranges, self.unit_of(activity.network)
            numbers = [float(each[unit]) for each in (ranges.low, ranges.median, ranges.high)]
            dead, saturated = activity.states.dead, activity.states.saturated
            facts |= {"dead_units": whole(int(dead.sum())), "saturated_units": whole(int(saturated.sum()))}
            facts |= {
                name: Fact(number, fixed(number, 2)) for name, number in zip(_RANGE, numbers, strict=True)
            }
        for place, spread in enumerate(SPREADS):
            one = fresh.get(spread)
            accuracy = None if one is None else one.accuracy
            will_be_known = question is None or question.is_trained
            facts[f"accuracy_{place}"] = (
                percentage(accuracy) if accuracy is not None else PENDING if will_be_known else MISSING
            )
            if question is not None and ACTIVATIONS[question.config.activation].saturates:
                shares = None if one is None else words.shares_near_middle_and_limits(one.outputs.histogram)
                middle, ends = (
                    (PENDING, PENDING)
                    if shares is None
                    else (Fact(each, words.share(each)) for each in shares)
                )
                facts |= {f"near_half_{place}": middle, f"near_ends_{place}": ends}
        return facts

    def set_compact(self, compact: bool) -> None:
        """Make the card at the right narrower in a small window."""
        super().set_compact(compact)
        self.cards["unit_outputs"].fix_width(self.look.px(_SIDE[compact]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self.cards["fresh"].fix_height(round(_FRESH_SHARE * self.height()))

    def _question(self) -> FreshQuestion | None:
        network, dataset = self.subject.network, self.subject.dataset
        if network is None or dataset is None:
            return None
        return FreshQuestion.about(network, self.subject.run.config, dataset)

    def _fresh_networks(self, question: FreshQuestion | None) -> FreshNetworkBySpread | None:
        """Return what is known of the untrained networks of a question."""
        dataset = self.subject.dataset
        if question is None or dataset is None:
            return None
        key = (question, dataset.number)
        return self._fresh.request_in_turn(key, partial(question.answer, dataset)) or self._fresh.first_form(
            key
        )

    def _show_activity(self, activity: Activity) -> None:
        unit = self.unit_of(activity.network)
        images, units = activity.outputs.shape
        self._note.setText(words.states_note(images, activity.network.activation))
        self._formulas.setText(words.formulas(activity.network.activation))
        stage = self.inside.stage
        self._formulas.set_terms(words.formula_terms(stage))
        self.outputs.show_histogram(activity.later.get(stage, activity.histogram))
        self.cards["outputs"].set_title(words.stage_title(stage))
        self.ranges.show_units(activity, unit)
        self.own_outputs.show_histogram(activity.histogram_of(unit))
        self.by_digit.show_values(activity.by_digit[unit], *activity.mean_range)
        self.cards["outputs"].set_hint(
            words.outputs_hint(images, units if stage == "hidden" else activity.by_digit.shape[1], stage)
        )
        self.cards["ranges"].set_hint(words.states_hint(activity.states))
        self.cards["unit_outputs"].set_title(words.unit_title(unit))
        self.cards["unit_outputs"].set_hint(words.state_of(activity, unit))

    @Slot(str)
    def _on_term_pointed(self, term: str) -> None:
        """Frame the histogram of all outputs, or those of the hidden units."""
        is_hidden = term == "h"
        for name in ("ranges", "unit_outputs"):
            self.cards[name].set_highlighted(is_hidden)
        self.cards["outputs"].set_highlighted(is_hidden == (self.inside.stage == "hidden") and bool(term))

    def _unit_table(self) -> Table:
        digits, means = self.by_digit.columns().items()
        outputs, counts = self.own_outputs.columns().items()
        return [outputs, counts, digits, means]

    def _lay_out_one(self) -> None:
        own_title = heading(self.look, _("Test images by output"))
        digits_title = heading(self.look, _("Mean output by label"))
        one = column(own_title, self.own_outputs, digits_title, self.by_digit)
        one.setStretch(1, 1)
        one.setStretch(3, 1)
        self._one.setLayout(one)

    def _lay_out(self) -> None:
        left = column(self.cards["outputs"], self.cards["ranges"], spacing=SPACE_L)
        left.setStretch(0, _UPPER)
        left.setStretch(1, _LOWER)
        upper = row(spacing=SPACE_L)
        upper.addLayout(left, 1)
        upper.addWidget(self.cards["unit_outputs"])
        whole = column(spacing=SPACE_L)
        whole.addLayout(upper, 1)
        whole.addWidget(self.cards["fresh"])
        self.setLayout(whole)
