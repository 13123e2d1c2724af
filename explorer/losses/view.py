"""The losses view: an answer of ten probabilities, and what two losses make of it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from explorer.losses import words
from explorer.losses.answer import Answer, with_bar
from explorer.losses.bars import BarsPlot
from explorer.losses.controls import LossesControls
from explorer.losses.curves import CurvesNearZero, WholeCurves
from explorer.losses.evaluation import Evaluation, evaluate
from explorer.losses.explanations import explain
from explorer.losses.state import CLASSES, LossesState
from explorer.losses.summary import LossSummary
from explorer.losses.table import NumberTable
from explorer.plots.export import Exportable, ExportMenu, WidgetExport
from explorer.session import Session
from explorer.theme import SPACE_L, Look
from explorer.view import View
from explorer.widgets.layout import Card, column, row, rule

_UPPER, _LOWER = 51, 47  # shares of the height
_SUMMARY_WIDTH, _TABLE_WIDTH = (268, 240), (452, 400)  # usual and compact
_COLUMN_TONES, _COLUMN_SHARES = ("text2", "text2", "text2", "b", "c"), (1.1, 1, 0.8, 1.3, 1.6)
_DRAG_DECIMALS = 3  # finer than a pixel
_KEY_STEP = 0.01


class LossesView(View):
    """Ten bars to drag, both losses with their arithmetic, their curves, and the sums written out."""

    name = "losses"
    state_type = LossesState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self.controls = LossesControls(look, self.store, self.column)
        self.bars = BarsPlot(look)
        self.whole_curves, self.curves_near_zero = WholeCurves(look), CurvesNearZero(look)
        self.squares, self.entropies = LossSummary(look, "b"), LossSummary(look, "c")
        self.table = NumberTable(look, _COLUMN_TONES, _COLUMN_SHARES, most_rows=CLASSES)
        self._before_drag: Answer = self.store.state.y
        self._curve_cards = QStackedWidget()
        self._cards = {
            "bars": self._card("bars", self.bars, self.bars),
            "whole_curves": self._card("whole_curves", self.whole_curves, self.whole_curves),
            "curves_near_zero": self._card("curves_near_zero", self.curves_near_zero, self.curves_near_zero),
            "table": self._card(
                "table", self.table, WidgetExport(self.table, look, "losses-table", self.table.columns)
            ),
            "summary": Card(look),
        }
        self._name_objects()
        self._connect()
        look.changed.connect(self._fix_widths)
        self.finish(self._lay_out())

    def render_state(self) -> None:
        """Draw the state."""
        state: LossesState = self.store.state
        evaluation = evaluate(state)
        self.controls.show_state(state)
        self.bars.show_answer(state.y, state.target, state.selected)
        self._cards["bars"].set_hint(words.sum_hint(state.y))
        self._show_summaries(state, evaluation)
        self._show_curves(state, evaluation)
        self._show_table(state, evaluation)

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self.controls.retranslate()
        explain({**self.controls.by_name, **self._pictures})
        self._cards["bars"].set_title(self.tr("The answer y"))
        self._cards["whole_curves"].set_title(self.tr("If only the right class moves"))
        self._cards["curves_near_zero"].set_title(self.tr("Near 0"))
        self._cards["curves_near_zero"].set_hint(self.tr("dotted: −log y without the 10⁻⁷"))
        self.bars.set_labels(self.tr("class"))
        self.bars.write_target(self.tr("target 1"))
        self.squares.set_name(self.tr("Mean squared error"))
        self.entropies.set_name(self.tr("Cross-entropy"))
        for plot in (self.whole_curves, self.curves_near_zero):
            plot.name_curves(self.tr("cross-entropy"), self.tr("MSE"))

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        self.controls.set_compact(compact)
        self._fix_widths()

    def _show_summaries(self, state: LossesState, evaluation: Evaluation) -> None:
        self.squares.show_loss(
            words.loss(evaluation.mean.mean_squared_error),
            words.squared_error_formula(state, evaluation),
            words.squared_error_sentence(state, evaluation),
        )
        self.entropies.show_loss(
            words.loss(evaluation.mean.cross_entropy),
            words.cross_entropy_formula(state, evaluation),
            words.cross_entropy_sentence(state, evaluation),
        )

    def _show_curves(self, state: LossesState, evaluation: Evaluation) -> None:
        near_zero = state.curve == "near_zero"
        plot = self.curves_near_zero if near_zero else self.whole_curves
        self._curve_cards.setCurrentIndex(int(near_zero))
        plot.show_losses(state.y, state.target, evaluation.present, keep_sum=state.keep_sum)
        axis = self.tr("probability of the right class, {0}").format(words.output(state.target))
        plot.write(axis, words.caption(state, evaluation.present))

    def _show_table(self, state: LossesState, evaluation: Evaluation) -> None:
        if state.samples == "batch":
            self._cards["table"].set_title(self.tr("The mini-batch, sample by sample"))
            names = words.sample_names()
            rows, foot = words.sample_rows(state, evaluation), words.sample_foot(evaluation)
        else:
            self._cards["table"].set_title(self.tr("The same, written out"))
            names = words.class_names()
            rows, foot = words.class_rows(state, evaluation), words.class_foot(evaluation)
        self.table.set_content(names, rows, foot)

    @property
    def _pictures(self) -> dict[str, QWidget]:
        return {
            "bars": self.bars,
            "whole_curves": self.whole_curves,
            "curves_near_zero": self.curves_near_zero,
            "table": self.table,
        }

    def _card(self, name: str, picture: QWidget, exportable: Exportable) -> Card:
        card = Card(self.look)
        card.body.addWidget(picture, 1)
        menu = ExportMenu(self.look, exportable)
        menu.setObjectName(f"{self.name}.export_{name}")
        menu.failed.connect(self.session.problem)
        card.add_menu(menu)
        return card

    def _lay_out(self) -> QWidget:
        cards = self._cards
        summary = column(1, self.squares, 1, rule(), 1, self.entropies, 1)
        cards["summary"].body.addLayout(summary, 1)
        for name in ("whole_curves", "curves_near_zero"):
            self._curve_cards.addWidget(cards[name])
        upper = row(cards["bars"], cards["summary"], spacing=SPACE_L)
        lower = row(self._curve_cards, cards["table"], spacing=SPACE_L)
        for half in (upper, lower):
            half.setStretch(0, 1)
        both = column(upper, lower, spacing=SPACE_L)
        both.setStretch(0, _UPPER)
        both.setStretch(1, _LOWER)
        self._fix_widths()
        main = QWidget()
        main.setLayout(both)
        return main

    def _name_objects(self) -> None:
        for name, widget in {**self.controls.by_name, **self._pictures}.items():
            widget.setObjectName(f"{self.name}.{name}")

    def _connect(self) -> None:
        self.bars.grabbed.connect(self._begin_drag)
        self.bars.bar_dragged.connect(self._on_bar_dragged)
        self.bars.released.connect(self._end_drag)
        self.bars.bar_chosen.connect(self._on_bar_chosen)
        self.bars.target_chosen.connect(self._on_target_chosen)
        self.bars.arrow_pressed.connect(self._on_arrow_pressed)
        for plot in (self.whole_curves, self.curves_near_zero):
            plot.grabbed.connect(self._on_point_grabbed)
            plot.dragged.connect(self._on_point_dragged)
            plot.released.connect(self._end_drag)
            plot.stepped.connect(self._on_point_stepped)

    @Slot()
    def _fix_widths(self) -> None:
        width = self.look.px(_SUMMARY_WIDTH[self.is_compact])
        self._cards["summary"].setFixedWidth(width)
        for summary in (self.squares, self.entropies):
            summary.set_width(width - 2 * (SPACE_L + 1))  # the card's padding and border
        self._cards["table"].setFixedWidth(self.look.px(_TABLE_WIDTH[self.is_compact]))

    @Slot(int)
    def _begin_drag(self, index: int) -> None:
        # A bar dragged to 1 and back returns the others to what they were: all of a drag starts from here.
        self._before_drag = self.store.state.y
        self.controls.hold_digits()
        self.store.begin_gesture()
        self.store.change(selected=index)

    @Slot(int, float)
    def _on_bar_dragged(self, index: int, probability: float) -> None:
        self._drag_to(index, round(probability, _DRAG_DECIMALS))

    @Slot()
    def _on_point_grabbed(self) -> None:
        self._begin_drag(self.store.state.target)

    @Slot(float)
    def _on_point_dragged(self, probability: float) -> None:
        self._drag_to(self.store.state.target, probability)

    def _drag_to(self, index: int, probability: float) -> None:
        keep_sum = self.store.state.keep_sum
        self.store.change(y=with_bar(self._before_drag, index, probability, keep_sum=keep_sum))

    @Slot()
    def _end_drag(self) -> None:
        self.store.end_gesture()
        self.controls.release_digits()
        self._announce()

    @Slot(int)
    def _on_bar_chosen(self, index: int) -> None:
        self.store.tick(selected=index)

    @Slot(int)
    def _on_target_chosen(self, index: int) -> None:
        self.store.change(target=index)

    @Slot(int, int, bool)
    def _on_arrow_pressed(self, dx: int, dy: int, shift: bool) -> None:
        state: LossesState = self.store.state
        if dx:
            self.store.tick(selected=min(max(state.selected + dx, 0), CLASSES - 1))
        else:
            step = dy * _KEY_STEP * (10 if shift else 1)
            self._nudge(state.selected, round(state.y[state.selected] + step, 12))

    @Slot(float)
    def _on_point_stepped(self, probability: float) -> None:
        self._nudge(self.store.state.target, probability)

    def _nudge(self, index: int, probability: float) -> None:
        state: LossesState = self.store.state
        self.store.nudge(y=with_bar(state.y, index, probability, keep_sum=state.keep_sum))
        self._announce()

    def _announce(self) -> None:
        state: LossesState = self.store.state
        self.status_announced.emit(words.status(state, evaluate(state)))
