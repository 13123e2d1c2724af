"""The page Update-to-weight ratio: of the four parameter arrays, now and along the run."""

from functools import partial

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.inspection import UpdateSizes
from core.mnist import Dataset
from core.two_layer_net import PARAMETER_NAMES
from explorer.background.latest_result import LatestResult
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.training.inside import words
from explorer.training.inside.controls import UpdateRatioControls
from explorer.training.inside.course import checkpoints_of
from explorer.training.inside.explanations import update_ratio_cards, update_ratio_explanations
from explorer.training.inside.part import InsidePart
from explorer.training.inside.units import UnitResults
from explorer.training.inside.update_ratio_plots import RatiosPlot, SizesPlot
from explorer.training.inside.update_ratios import (
    BatchChoice,
    StepStart,
    UpdateRatioHistory,
    update_ratio_history,
)
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.facts import PENDING, Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column, row
from explorer.widgets.number_table import NumberTable
from explorer.widgets.text import Label

_UPPER = 0.44  # share of the height
_RATIOS = tuple(f"ratio_{name.lower()}" for name in PARAMETER_NAMES)
_SIDE, _SIDE_SHARE = (460, 340), 0.48  # width of the table's card, usual and compact, and of the page at most


class UpdateRatioPart(InsidePart):
    """Sizes above, update to weight along the run and the numbers below."""

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
        self.controls = UpdateRatioControls(look, store)
        panel.add_section(None, self.controls)
        self._update_sizes: LatestResult[dict[str, UpdateSizes]] = session.latest_result(
            "training.update_sizes"
        )
        self._history: LatestResult[UpdateRatioHistory] = session.latest_result(
            "training.update_ratio_history"
        )
        for latest in (self._update_sizes, self._history):
            latest.changed.connect(self.outdated)
        self.sizes, self.ratios = SizesPlot(look), RatiosPlot(look)
        self.table = NumberTable(look, ("text2",) * 5, (1, 2, 2, 2, 2), most_rows=len(PARAMETER_NAMES))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sentence = Label(look, SMALL, tone="text2", wrap=True)
        shown: dict[str, Exportable] = {
            "sizes": self.sizes,
            "ratios": self.ratios,
            "pace_table": WidgetExport(self.table, self.numbers),
        }
        texts = update_ratio_cards()
        self.cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        self.cards["pace_table"].body.addWidget(self._sentence)
        self.cards["pace_table"].body.addStretch(1)
        named: dict[str, QWidget] = {"sizes": self.sizes, "ratios": self.ratios, "pace_table": self.table}
        name_widgets(self.view_name, named, update_ratio_explanations())
        self._lay_out()

    def render_state(self) -> None:
        """Draw the state, or as much of it as is known yet."""
        start, dataset = self._start(), self.subject.dataset
        self.controls.show_state(
            self.store.state,
            self.subject.run.config if start is None else start.config,
            start is None or start.has_state,
        )
        if start is None or dataset is None:
            return
        batch = self._batch
        update_sizes = self._present_update_sizes(start, batch, dataset) or self._update_sizes.latest
        history = self._history_of(batch, dataset)
        if update_sizes is None or not self.memo.has_changed(
            update_sizes, history, start.iteration, start.config
        ):
            return
        self.sizes.show_update_sizes(update_sizes)
        self.table.set_content(*words.update_ratio_content(update_sizes))
        self._sentence.setText(words.update_ratio_sentence(update_sizes, start.config, start.iteration))
        ratios = np.array([update_sizes[name].update_to_weight for name in PARAMETER_NAMES])
        self.ratios.show_history(history, start.iteration, ratios)
        self.cards["sizes"].set_hint(_("● values  ■ gradient  ▲ update; right: update / values"))
        self.cards["pace_table"].set_hint(words.step_hint(start.config, start.iteration))
        self.cards["ratios"].set_hint(
            _("dashed: 0.001, a rule of thumb") if history else _("no checkpoints of this run")
        )

    fact_labels = {
        **InsidePart.fact_labels,
        "ratio_w1": N_("Update-to-weight ratio of W1"),
        "ratio_b1": N_("Update-to-weight ratio of b1"),
        "ratio_w2": N_("Update-to-weight ratio of W2"),
        "ratio_b2": N_("Update-to-weight ratio of b2"),
    }
    card_facts = dict.fromkeys(("sizes", "ratios", "pace_table"), _RATIOS)

    def facts(self) -> Facts:
        """Return the size of the update of each array, as a share of that of its values."""
        start, dataset, update_sizes = self._start(), self.subject.dataset, None
        if start is not None and dataset is not None:
            update_sizes = self._present_update_sizes(start, self._batch, dataset)
        facts = dict(super().facts())
        for name in PARAMETER_NAMES:
            ratio = None if update_sizes is None else update_sizes[name].update_to_weight
            facts[f"ratio_{name.lower()}"] = PENDING if ratio is None else Fact(ratio, words.ratio(ratio))
        return facts

    @property
    def _batch(self) -> BatchChoice:
        return BatchChoice(self.inside.pace_batch, self.inside.pace_seed)

    def _present_update_sizes(
        self, start: StepStart, batch: BatchChoice, dataset: Dataset
    ) -> dict[str, UpdateSizes] | None:
        """Return how fast each array learns at the moment that is looked at, if it is known."""
        key = (self.subject.network_key, dataset.number, batch, start.config)
        return self._update_sizes.request_in_turn(key, partial(start.update_sizes, batch, dataset))

    def set_compact(self, compact: bool) -> None:
        """Make the table's card narrower in a small window."""
        super().set_compact(compact)
        self._fix_sizes()

    def _start(self) -> StepStart | None:
        """Return where the run stands at the moment that is looked at."""
        subject = self.subject
        network, moment = subject.network, subject.moment
        if network is None:
            return None
        checkpoint = next((at for at in checkpoints_of(subject.run) if at.iteration == moment), None)
        if checkpoint is not None:
            start = StepStart.at(checkpoint)
            return start.under(subject.run.present_config) if subject.is_newest else start
        return StepStart.of(network, subject.run.present_config, moment)

    def _history_of(self, batch: BatchChoice, dataset: Dataset) -> UpdateRatioHistory | None:
        """Return the update_sizes along the run, or the newest that is known of this run."""
        run = self.subject.run
        kept = run.timeline.moments.kept if run.is_active else checkpoints_of(run)
        if len(kept) < 2:
            return None
        key = (run.key, tuple(at.iteration for at in kept), dataset.number, batch)
        return self._history.request_in_turn(
            key, partial(update_ratio_history, kept, batch, dataset)
        ) or self._history.latest_if(partial(_is_of, run.key))

    def numbers(self) -> Table:
        """Return the numbers of the table, unrounded."""
        return [
            ("", PARAMETER_NAMES),
            *((name, values.tolist()) for name, values in self.sizes.columns().items()),
        ]

    def _lay_out(self) -> None:
        lower = row(self.cards["ratios"], self.cards["pace_table"], spacing=SPACE_L)
        lower.setStretch(0, 1)
        whole = column(self.cards["sizes"], spacing=SPACE_L)
        whole.addLayout(lower, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self._fix_sizes()

    def _fix_sizes(self) -> None:
        self.cards["sizes"].fix_height(round(_UPPER * self.height()))
        most = round(_SIDE_SHARE * self.width())
        self.cards["pace_table"].fix_width(min(self.look.px(_SIDE[self.is_compact]), most))


def _is_of(run: str, key: tuple[str, object, object, object]) -> bool:
    """Return whether a key of a history is that of a run."""
    return key[0] == run
