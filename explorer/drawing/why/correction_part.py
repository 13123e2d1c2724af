"""The part Correct: one step of gradient descent on this digit, and how the test accuracy changes by it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.correction import Correction, CorrectionSweep, corrected, correction_sweep
from core.model_file import SavedNetwork
from explorer.background.latest_result import LatestResult
from explorer.drawing.canvas import Canvas
from explorer.drawing.controls import LabelControl
from explorer.drawing.reading import Answer, Reader, ranked
from explorer.drawing.side_by_side import Opinion, SideBySide
from explorer.drawing.state import DIGITS, DrawingState
from explorer.drawing.why import words
from explorer.drawing.why.explanations import correction_explanations
from explorer.drawing.why.part import WhyPart
from explorer.drawing.why.question import Key, Question
from explorer.drawing.why.sweep_plot import HIGH, LOW, SweepPlot
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import NEWEST, READER, Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.views.controls import HeroControl, heading
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.finding import Finding
from explorer.widgets.layout import Card, column, row

_RATES = np.logspace(LOW, HIGH, 19)  # three a decade
_PLOT, _WORDS = 60, 40  # shares of the width
_LOSSES = ("loss_before", "loss_after")
_ACCURACIES = ("test_accuracy_before", "test_accuracy_after")


class CorrectionPart(WhyPart):
    """Answers before and after the step, above what it costs.

    Parameters
    ----------
    canvas : Canvas
        While it is drawn on, the test images wait.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        canvas: Canvas,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, reader)
        self._canvas = canvas
        panel.add_section(None, self.kit.make(HeroControl, "correction_rate"))
        label = self.kit.make(LabelControl, "label", object_name="right_label")
        panel.add_section(heading(look, _("Label")), label)
        self.before_after, self.finding = SideBySide(look), Finding(look)
        # How many steps led to a network, by its hash.
        self._taken: dict[str, int] = session.lasting("drawing.taken_steps", dict)
        self._accuracies: LatestResult[tuple[float, float]] = session.latest_result("drawing.correction")
        self._accuracies.changed.connect(self.outdated)
        self._sweeps: LatestResult[CorrectionSweep] = session.latest_result("drawing.sweep")
        self._sweeps.changed.connect(self.outdated)
        self.sweep = SweepPlot(look)
        self.finding.action_taken.connect(self._on_take_step)
        named: dict[str, QWidget] = {
            "before_after": self.before_after,
            "take_step": self.finding.action,
            "sweep": self.sweep,
        }
        name_widgets(self.view_name, named, correction_explanations())
        answers = self.card(
            "before_after",
            WidgetExport(self.before_after, self._table),
            _("One step of gradient descent on this digit"),
            _("The ten probabilities before and after one step of gradient descent on this digit alone."),
        )
        rates = self.card(
            "sweep",
            self.sweep,
            _("Probability and test accuracy after the step"),
            _(
                "For each learning rate: the probability of the label (solid) and the test accuracy (dashed) after the "
                "step."
            ),
        )
        said = Card(
            look,
            "drawing.correction_finding",
            _("What the step does"),
            _("How the loss, the probability of the label and the test accuracy change by the step."),
        )
        said.set_title("")
        said.body.addWidget(self.finding)
        said.body.addStretch(1)
        below = row(rates, said, spacing=SPACE_L)
        below.setStretch(0, _PLOT)
        below.setStretch(1, _WORDS)
        layout: QVBoxLayout = column(answers, below, spacing=SPACE_L)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()

    def render_state(self) -> None:
        """Draw the state."""
        state, question = self.state, self.question()
        self.kit.show_state(state)
        label = None if question is None else self._label(question)
        step = self._step(question)
        self._show_answers(question, step, label)
        accuracies, images = None, 0
        if step is not None and question is not None and self.session.dataset is not None:
            images = len(self.session.dataset.test_images)
            accuracies = self._cost(question, step)
        body = words.correction_target(question), words.correction_body(step, label, accuracies, images)
        self.finding.show_result(words.correction_title(step), " ".join(filter(None, body)))
        self.sweep.show_rate(state.why.correction_rate)
        self.sweep.show_sweep(None if question is None else self._sweep(question))
        self.finding.action.setText(_("Take the step"))
        self.finding.action.setVisible(step is not None)

    fact_labels = {
        **WhyPart.fact_labels,
        "taken_steps": N_("Steps taken"),
        "loss_before": N_("Loss before the step"),
        "loss_after": N_("Loss after the step"),
        "test_accuracy_before": N_("Test accuracy before the step"),
        "test_accuracy_after": N_("Test accuracy after the step"),
    }
    card_facts = {
        "before_after": _LOSSES,
        "sweep": _ACCURACIES,
        "correction_finding": ("taken_steps", *_LOSSES),
    }

    def facts(self) -> Facts:
        """Return the losses and accuracies before and after the step, and how many were taken."""
        question = self.question()
        step = self._step(question)
        taken = {"taken_steps": whole(self._taken.get(self.subject().network.sha256, 0))}
        if step is None or question is None:
            return {**super().facts(), **taken, **dict.fromkeys(_LOSSES + _ACCURACIES, MISSING)}
        accuracies = self._cost(question, step)
        shares = (PENDING, PENDING) if accuracies is None else (percentage(each, 2) for each in accuracies)
        losses = (Fact(loss, fixed(loss, 3)) for loss in (step.loss_before, step.loss_after))
        return {
            **super().facts(),
            **taken,
            **dict(zip(_LOSSES, losses, strict=True)),
            **dict(zip(_ACCURACIES, shares, strict=True)),
        }

    @staticmethod
    def _label(question: Question) -> int:
        """Return the label of the drawing, or the prediction where it has none."""
        return question.winner if question.subject.label is None else question.subject.label

    def _step(self, question: Question | None) -> Correction | None:
        if question is None:
            return None
        rate = self.state.why.correction_rate
        return corrected(question.network, question.form, self._label(question), rate)

    def _cost(self, question: Question, step: Correction) -> tuple[float, float] | None:
        dataset = self.session.dataset
        if dataset is None or self._canvas.is_down:
            return None
        images, labels = dataset.test_images, dataset.test_labels
        key: Key = (*question.key, self._label(question), self.state.why.correction_rate, dataset.number)
        return self._accuracies.request(key, lambda: step.accuracies(images, labels))

    def _sweep(self, question: Question) -> CorrectionSweep | None:
        """Return what steps of all sizes would do, once that is known."""
        dataset, label = self.session.dataset, self._label(question)
        if dataset is None or self._canvas.is_down:
            return None
        network, form = question.network, question.form
        images, labels = dataset.test_images, dataset.test_labels
        key: Key = (question.subject.network.sha256, form.tobytes(), label, dataset.number)
        return self._sweeps.request(
            key, lambda: correction_sweep(network, form, label, _RATES, images, labels)
        )

    def _connect(self) -> None:
        self.sweep.grabbed.connect(self.store.begin_gesture)
        self.sweep.moved.connect(self._on_rate)
        self.sweep.released.connect(self.store.end_gesture)
        self.sweep.stepped.connect(self._on_rate_stepped)

    def _show_answers(self, question: Question | None, step: Correction | None, label: int | None) -> None:
        before, after = _("Before"), _("After the step")
        given: tuple[Answer | None, Answer | None] = (None, None)
        facts = ("", "")
        if step is not None:
            given = ranked(step.probabilities_before), ranked(step.probabilities_after)
            loss = _("loss {0}")
            facts = loss.format(fixed(step.loss_before, 3)), loss.format(fixed(step.loss_after, 3))
        elif question is not None:
            given = question.reading.answer, None
        opinions = tuple(map(Opinion, (before, after), facts, given))
        self.before_after.show_opinions(opinions, label)

    def _table(self) -> Table:
        answers = [(one.name, one.answer) for one in self.before_after.opinions if one.answer is not None]
        columns = [(name, answer.probabilities.tolist()) for name, answer in answers]
        return [("digit", range(DIGITS)), *columns] if columns else []

    def _with_rate(self, rate: float) -> DrawingState:
        return replace(self.state, why=replace(self.state.why, correction_rate=rate))

    @Slot(float)
    def _on_rate(self, rate: float) -> None:
        self.store.change_to(self._with_rate(rate))

    @Slot(float)
    def _on_rate_stepped(self, rate: float) -> None:
        self.store.nudge_to(self._with_rate(rate))

    @Slot()
    def _on_take_step(self) -> None:
        question, state = self.question(), self.state
        step = self._step(question)
        if step is None or question is None:
            return
        name = _("one step towards {0}").format(self._label(question))
        try:
            saved = SavedNetwork.of(step.after, name=name)
        except ValueError:
            self.session.problem.emit(
                _("Some weights would not be finite after this step: choose a smaller learning rate.")
            )
            return
        if state.network == NEWEST == self.session.at_moment(NEWEST):
            # It will be the corrected one: undo needs the name of the one before.
            before = next(reversed(self.session.trained_networks), READER)
            self.store.tick_to(replace(self.state, network=before))
        self._taken[saved.sha256] = 1 + self._taken.get(self.subject().network.sha256, 0)
        self.store.change_to(replace(self.state, network=self.session.add_network(saved)))
