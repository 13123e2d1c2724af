"""The page Sample: an output of ten probabilities, and both losses of it."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.score_gradients import cross_entropy_by_score, mean_squared_error_by_score, score_error
from explorer.look.theme import SPACE_L, SPACE_XS, Look
from explorer.losses.page import LossesPage
from explorer.losses.sample import table_content, words
from explorer.losses.sample.bars import OutputPlot, ScoresPlot
from explorer.losses.sample.controls import SampleControls
from explorer.losses.sample.curves import CurvesNearZero, WholeCurves
from explorer.losses.sample.evaluation import Evaluation, batch_softmax, evaluate, scores_behind
from explorer.losses.sample.explanations import card_texts, explanations
from explorer.losses.sample.interaction import PlotInteraction
from explorer.losses.sample.sample_table import SampleTable
from explorer.losses.sample.scores import with_output
from explorer.losses.sample.slopes import SlopesPlot
from explorer.losses.sample.summary import LossSummary
from explorer.losses.script import sample_script
from explorer.losses.state import CLASSES, MOST_KEPT, LossesState, Sample
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.controls import BareSegmentedControl, CheckBoxControl
from explorer.views.facts import Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import Card, column, row, rule

_UPPER, _LOWER = 51, 47  # shares of the height
_SUMMARY_WIDTH, _TABLE_WIDTH = (268, 240), (452, 400)  # usual and compact
_SOFTMAX_TONES, _SOFTMAX_SHARES = ("text2", "text2", "text2", "text2", "c"), (1.1, 1, 1, 1, 1.4)
# By whether a batch of scores is shown, and whether scores are entered.
_TABLES = ((False, False), (False, True), (True, True))
_COLUMN_TONES, _COLUMN_SHARES = ("text2", "text2", "text2", "b", "c"), (0.9, 1.5, 0.75, 1.2, 1.6)
_STEP_TONES, _STEP_SHARES = ("text2", "text2", "text2", "text2", "text2"), (0.9, 1, 1.2, 1.3, 1.2)


class SamplePage(LossesPage):
    """Ten bars to drag, both losses with their formulas, their curves or slopes, and their sums term by term."""

    def __init__(self, look: Look, session: Session, store: Store[LossesState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        self.controls = SampleControls(look, store, panel)
        self.bars, self.scores = OutputPlot(look), ScoresPlot(look)
        self.whole_curves, self.curves_near_zero = WholeCurves(look), CurvesNearZero(look)
        self.slopes = SlopesPlot(look)
        self.squares = LossSummary(look, "b", _("Mean squared error"))
        self.entropies = LossSummary(look, "c", _("Cross-entropy"))
        self.table = SampleTable(look, _COLUMN_TONES, _COLUMN_SHARES, most_rows=CLASSES)
        self.steps = SampleTable(look, _STEP_TONES, _STEP_SHARES, most_rows=CLASSES)
        self._bar_cards, self._curve_cards, self._table_cards = (QStackedWidget() for _index in range(3))
        plots = {
            "bars": self.bars,
            "scores": self.scores,
            "whole_curves": self.whole_curves,
            "curves_near_zero": self.curves_near_zero,
            "slopes": self.slopes,
        }
        self.batch_softmax = SampleTable(look, _SOFTMAX_TONES, _SOFTMAX_SHARES, most_rows=MOST_KEPT + 1)
        tables = {"table": self.table, "steps": self.steps, "batch_softmax": self.batch_softmax}
        texts = card_texts()
        self.cards = {name: self.card(name, plot, *texts[name]) for name, plot in plots.items()}
        for name, table in tables.items():
            self.cards[name] = self.card(name, WidgetExport(table, table.columns), *texts[name])
        self.cards["summary"] = Card(look, "losses.summary", *texts["summary"])
        self.cards["summary"].set_title("")
        self.cards["curves_near_zero"].set_hint(_("dotted: −log y without the 10⁻⁷"))
        self.cards["steps"].set_hint("yₖ = exp(aₖ) / Σ exp(aᵢ)")
        self.cards["batch_softmax"].body.addWidget(self.kit.make(BareSegmentedControl, "softmax_axis"))
        self._one_hot = self.kit.make(CheckBoxControl, "one_hot")
        self.cards["table"].add_to_head(self._one_hot)
        named: dict[str, QWidget] = {**self.controls.by_name, **plots, **tables}
        name_widgets(self.view_name, named, explanations())
        for table in (self.table, self.batch_softmax):
            table.row_chosen.connect(self._on_sample_chosen)
        curves = (self.whole_curves, self.curves_near_zero)
        self._interaction = PlotInteraction(store, self.controls, self.bars, self.scores, curves)
        self._interaction.let_go.connect(self._announce)
        for signal in (
            self.bars.pointed,
            self.scores.pointed,
            self.steps.row_pointed,
        ):
            signal.connect(self._on_class_pointed)
        self.table.row_pointed.connect(self._on_row_pointed)
        self.squares.formula.set_terms({words.SQUARED_ERROR_TERM: _("The error of each class, squared")})
        self.squares.formula.linkHovered.connect(self._on_squares_pointed)
        self.entropies.formula.set_terms(
            {words.CROSS_ENTROPY_TERM: _("t is 1 for the correct class and 0 for all others")}
        )
        self.entropies.formula.linkHovered.connect(self._on_entropies_pointed)
        self._lay_out()

    def render_state(self) -> None:
        """Draw the state."""
        state = self.store.state
        evaluation = evaluate(state)
        self.controls.show_state(state)
        self.kit.show_state(state)
        self._show_bars(state)
        self._show_summaries(state, evaluation)
        self._show_curves(state, evaluation)
        self._show_table(state, evaluation)

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        super().set_compact(compact)
        self.controls.set_compact(compact)
        width = self.look.px(_SUMMARY_WIDTH[compact])
        self.cards["summary"].fix_width(width)
        for summary in (self.squares, self.entropies):
            summary.set_width(width - 2 * (SPACE_L + 1))  # the card's padding and border
        self._table_cards.setFixedWidth(self.look.px(_TABLE_WIDTH[compact]))

    @property
    def subject_words(self) -> str:
        """The page has no network."""
        return ""

    fact_labels = {
        "mse": N_("Mean squared error"),
        "cross_entropy": N_("Cross-entropy"),
        "right_probability": N_("Probability of the correct class"),
        "row_sum_#": N_("Sum of row {0} of y"),
    }
    card_facts = {
        "bars": ("right_probability", "row_sum_#"),
        "summary": ("mse", "cross_entropy"),
        "whole_curves": ("right_probability", "mse", "cross_entropy"),
        "table": ("mse", "cross_entropy"),
    }

    def facts(self) -> Facts:
        """Return both losses, the probability of the correct class, and the sum of each row of probabilities."""
        state = self.store.state
        mean, correct = evaluate(state).mean, state.y[state.target]
        sums = (
            batch_softmax(state).sum(axis=1).tolist()
            if state.samples == "batch" and state.entry == "scores"
            else [sum(sample.y) for sample in state.all_samples]
        )
        return {
            "mse": Fact(mean.mean_squared_error, words.loss(mean.mean_squared_error)),
            "cross_entropy": Fact(mean.cross_entropy, words.loss(mean.cross_entropy)),
            "right_probability": Fact(correct, words.probability(correct)),
            **{f"row_sum_{row}": Fact(total, words.probability(total)) for row, total in enumerate(sums, 1)},
        }

    def script(self) -> str:
        """Return a script that prints both losses and their slopes."""
        return sample_script(self.store.state)

    def _show_bars(self, state: LossesState) -> None:
        by_scores = state.entry == "scores"
        self._bar_cards.setCurrentIndex(int(by_scores))
        if by_scores:
            self.scores.show_bars(state.scores, state.target, state.selected)
            self.cards["scores"].set_instruction(words.scores_hint(state))
        else:
            self.bars.show_bars(state.y, state.target, state.selected)
            if state.samples == "batch" and state.kept:
                self._show_beside(len(state.kept))
            else:
                self.bars.show_beside(())
                self._show_sum(state.y)

    def _show_sum(self, y: tuple[float, ...]) -> None:
        if words.is_distribution(y):
            self.cards["bars"].set_instruction(words.sum_hint(y))
        else:
            self.cards["bars"].set_hint(words.sum_hint(y))

    def _show_beside(self, number: int) -> None:
        """Show a kept output, counted from 1, beside the current one."""
        self.bars.show_beside(self.store.state.kept[number - 1].y)
        self.cards["bars"].set_hint(words.batch_hint(number))

    def _show_summaries(self, state: LossesState, evaluation: Evaluation) -> None:
        self.squares.show_loss(
            words.loss(evaluation.mean.mean_squared_error),
            words.printed(evaluation.mean.mean_squared_error),
            words.squared_error_formula(state),
            words.squared_error_sentence(state),
        )
        self.entropies.show_loss(
            words.loss(evaluation.mean.cross_entropy),
            words.printed(evaluation.mean.cross_entropy),
            words.cross_entropy_formula(state),
            words.cross_entropy_sentence(state),
        )

    def _show_curves(self, state: LossesState, evaluation: Evaluation) -> None:
        names = ("whole", "near_zero", "by_score")
        self._curve_cards.setCurrentIndex(names.index(state.curve))
        if state.curve == "by_score":
            scores = scores_behind(state)
            errors = score_error(scores, state.target)
            squares = mean_squared_error_by_score(scores, state.target)
            self.slopes.show_slopes(errors, squares)
            entropies = cross_entropy_by_score(scores, state.target)
            self.cards["slopes"].set_hint(words.slopes_hint(state, errors, entropies, squares))
            return
        plot = self.curves_near_zero if state.curve == "near_zero" else self.whole_curves
        plot.show_losses(state.y, state.target, evaluation.present, keep_sum=state.keep_sum)
        axis = _("probability of the correct class, {0}").format(words.output(state.target))
        plot.write(axis, words.caption(state, evaluation.present))

    def _show_table(self, state: LossesState, evaluation: Evaluation) -> None:
        is_batch, by_scores = state.samples == "batch", state.entry == "scores"
        self._table_cards.setCurrentIndex(_TABLES.index((is_batch and by_scores, by_scores)))
        if is_batch and by_scores:
            self.batch_softmax.set_choosable(len(state.kept))
            self.batch_softmax.set_content(*table_content.batch_softmax_content(state, batch_softmax(state)))
            self.cards["batch_softmax"].set_title(words.batch_softmax_title(state))
            self.cards["batch_softmax"].set_hint("exp(a) / Σ exp(a)")
        elif by_scores:
            self.steps.set_content(*table_content.softmax_steps_content(state))
        else:
            self._show_sums(state, evaluation)

    def _show_sums(self, state: LossesState, evaluation: Evaluation) -> None:
        """Show the losses class by class, or sample by sample."""
        is_batch = state.samples == "batch"
        self.table.set_choosable(len(state.kept) if is_batch else 0)
        self._one_hot.setVisible(is_batch)
        if is_batch:
            title, hint = _("Sample by sample"), ""
            content = (
                table_content.sample_names(),
                table_content.sample_rows(state, evaluation),
                table_content.sample_foot(evaluation),
            )
        else:
            title, hint = self.cards["table"].title, words.target_hint(state)
            content = (
                table_content.class_names(),
                table_content.class_rows(state, evaluation),
                table_content.class_foot(evaluation),
            )
        self.cards["table"].set_title(title)
        self.cards["table"].set_hint(hint)
        self.table.set_content(*content)

    def _lay_out(self) -> None:
        cards = self.cards
        cards["summary"].body.addLayout(
            column(self.squares, 1, rule(), 1, self.entropies, 1, spacing=SPACE_XS), 1
        )
        for stack, names in (
            (self._bar_cards, ("bars", "scores")),
            (self._curve_cards, ("whole_curves", "curves_near_zero", "slopes")),
            (self._table_cards, ("table", "steps", "batch_softmax")),
        ):
            for name in names:
                stack.addWidget(cards[name])
        upper = row(self._bar_cards, cards["summary"], spacing=SPACE_L)
        lower = row(self._curve_cards, self._table_cards, spacing=SPACE_L)
        for half in (upper, lower):
            half.setStretch(0, 1)
        both = column(upper, lower, spacing=SPACE_L)
        both.setStretch(0, _UPPER)
        both.setStretch(1, _LOWER)
        self.setLayout(both)

    @Slot(int)
    def _on_sample_chosen(self, number: int) -> None:
        """Swap the present output with a kept one, so that nothing is lost and the mean stays."""
        state = self.store.state
        chosen, present = state.kept[number - 1], Sample(state.y, state.target)
        kept = (*state.kept[: number - 1], present, *state.kept[number:])
        self.store.change_to(with_output(replace(state, kept=kept, target=chosen.target), chosen.y))

    @Slot(int)
    def _on_class_pointed(self, index: int) -> None:
        self._point_at(() if index < 0 else (index,), errors=False)

    @Slot(int)
    def _on_row_pointed(self, index: int) -> None:
        """Highlight a class, or show the sample of a mini-batch; where no kept one is pointed at, the last one."""
        kept = self.store.state.kept
        if self.store.state.samples == "one":
            self._on_class_pointed(index)
        elif kept:
            self._show_beside(index if 1 <= index <= len(kept) else len(kept))

    @Slot(str)
    def _on_squares_pointed(self, term: str) -> None:
        self._point_at(range(CLASSES) if term else (), errors=True)

    @Slot(str)
    def _on_entropies_pointed(self, term: str) -> None:
        self._point_at((self.store.state.target,) if term else (), errors=False)

    def _point_at(self, classes: Collection[int], *, errors: bool) -> None:
        """Highlight classes in the bars, and their terms in the table where a row is a class."""
        self.bars.point_at(classes, errors=errors)
        self.scores.point_at(classes)
        self.table.point_at(classes if self.store.state.samples == "one" else ())
        self.steps.point_at(classes)

    @Slot()
    def _announce(self) -> None:
        state = self.store.state
        self.status_announced.emit(words.status(state, evaluate(state)))
