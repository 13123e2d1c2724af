"""The page Compare networks: several networks, and every stored moment of a run, predict the same drawing."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.drawing import words
from explorer.drawing.compare.controls import CompareControls
from explorer.drawing.compare.explanations import compare_cards, compare_explanations
from explorer.drawing.compare.moment_strip import MomentStrip
from explorer.drawing.compare.moments import MomentReader, RunAnswers
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader, Reading, answer_of, can_read, ranked
from explorer.drawing.side_by_side import Opinion, SideBySide
from explorer.drawing.state import DIGITS, DrawingState
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import grouped
from explorer.views.facts import MISSING, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column

_LIVE = 500  # milliseconds from one look at a run that is under way to the next


class ComparePage(DrawingPage):
    """The predictions side by side, above those of a run."""

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, reader)
        self.controls = CompareControls(look, session, store, panel)
        self.controls.setParent(self)
        self.side_by_side, self.strip = SideBySide(look), MomentStrip(look)
        self._moments = MomentReader()
        self._live = QTimer(self, interval=_LIVE)
        self._live.timeout.connect(self.outdated)
        pictures: dict[str, QWidget] = {"side_by_side": self.side_by_side, "moments": self.strip}
        shown = {
            "side_by_side": WidgetExport(self.side_by_side, self._answers_table),
            "moments": WidgetExport(self.strip, self._moments_table),
        }
        texts = compare_cards()
        self._cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        name_widgets(self.view_name, pictures, compare_explanations())
        layout: QVBoxLayout = column(*self._cards.values(), spacing=SPACE_L)
        layout.setStretch(0, 11)
        layout.setStretch(1, 9)
        self.setLayout(layout)
        self._connect()

    def render_state(self) -> None:
        """Draw the state."""
        self.controls.show_state(self.state)
        now, run = self.subject(), self.session.run(self.state.compare.compared_run)
        through, opinions = self._opinions()
        self.side_by_side.show_opinions(tuple(opinions), now.label)
        answers = [one.answer for one in opinions if one.answer is not None]
        self._cards["side_by_side"].set_hint(words.agreement(answers))
        hint = words.since_when(through)
        self.strip.show_answers(through, self.state.compare.compared_moment, now.label, hint)
        self._cards["moments"].set_hint(hint)
        if not run.is_active:
            self._live.stop()
        elif not self._live.isActive():
            self._live.start()

    fact_labels = {
        **DrawingPage.fact_labels,
        "prediction_#": N_("Prediction of network {0}"),
        "probability_#": N_("Network {0}: its probability"),
    }
    card_facts = {"side_by_side": ("prediction_#", "probability_#")}

    def facts(self) -> Facts:
        """Return what each network predicts, from the left, and last the run at its moment."""
        facts = dict(super().facts())
        for place, opinion in enumerate(self._opinions()[1], start=1):
            answer = opinion.answer
            facts[f"prediction_{place}"] = MISSING if answer is None else whole(answer.winner)
            facts[f"probability_{place}"] = MISSING if answer is None else percentage(answer.share)
        return facts

    def _opinions(self) -> tuple[RunAnswers | None, list[Opinion]]:
        """Return the answers through the run, and those that are side by side."""
        reading, run = self.reading(), self.session.run(self.state.compare.compared_run)
        through = None if reading is None else self._moments.read(run, reading.stages.form.reshape(-1))
        opinions = [self._opinion(key, reading) for key in self.state.compare.compared]
        return through, [*opinions, self._opinion_of_run(through)]

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking at a run that is under way."""
        self._live.stop()
        super().hideEvent(event)

    def _opinion(self, key: str, reading: Reading | None) -> Opinion:
        saved, answer = self.session.network(key), None
        if reading is not None and can_read(saved.network):
            answer = answer_of(saved.network, reading.stages.form.reshape(-1))
        return Opinion(words.short_name(key, self.session), words.short_facts(saved), answer)

    def _opinion_of_run(self, through: RunAnswers | None) -> Opinion:
        run, moment = self.session.run(self.state.compare.compared_run), self.state.compare.compared_moment
        name = words.run_name(run.key)
        iteration = run.timeline.iteration_at(moment)
        facts = _("iteration {0}").format(grouped(iteration))
        if through is None:
            return Opinion(name, facts, None)
        return Opinion(name, facts, ranked(through.probabilities[through.place_of(moment)]))

    def _connect(self) -> None:
        store = self.store
        self.strip.drag_started.connect(store.begin_gesture)
        self.strip.dragged.connect(self._on_moment)
        self.strip.drag_finished.connect(store.end_gesture)
        self.strip.stepped.connect(self._on_moment_stepped)
        self.session.networks_changed.connect(self._on_networks_changed)
        self.session.run_changed.connect(self._on_run_changed)

    @Slot(int)
    def _on_moment(self, moment: int) -> None:
        self.store.change_to(self.state.comparing(moment))

    @Slot(int)
    def _on_moment_stepped(self, moment: int) -> None:
        self.store.nudge_to(self.state.comparing(moment))

    @Slot()
    def _on_networks_changed(self) -> None:
        self.controls.show_networks()
        self.outdated.emit()

    @Slot()
    def _on_run_changed(self) -> None:
        self.controls.show_runs()
        self.outdated.emit()

    def _answers_table(self) -> Table:
        answers = [(one.name, one.answer) for one in self.side_by_side.opinions if one.answer is not None]
        columns = [(name, answer.probabilities.tolist()) for name, answer in answers]
        return [("digit", range(DIGITS)), *columns] if columns else []

    def _moments_table(self) -> Table:
        through = self.strip.answers
        if through is None:
            return []
        digits = [(str(digit), through.probabilities[:, digit].tolist()) for digit in range(DIGITS)]
        return [("updates", through.iterations), *digits]
