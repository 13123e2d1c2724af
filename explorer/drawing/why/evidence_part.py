"""The part Evidence: each pixel's contribution, and what would change the prediction."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from core.explanation import (
    PredictionFlip,
    flip_prediction,
    numerical_pixel_gradient,
    pixel_evidence,
    pixel_gradient,
)
from core.mnist import SIDE
from core.retouching import Retouching, retouching
from explorer.background.latest_result import LatestResult
from explorer.drawing.ask_bars import AskBars
from explorer.drawing.canvas import Canvas
from explorer.drawing.canvas_mark import CanvasMark
from explorer.drawing.drawing import NO_IMAGE
from explorer.drawing.page import ANSWER
from explorer.drawing.reading import Reader
from explorer.drawing.state import ALL_POINTS, DrawingState
from explorer.drawing.why import words
from explorer.drawing.why.explanations import evidence_cards, evidence_explanations
from explorer.drawing.why.part import LEAD_LABEL, WhyPart
from explorer.drawing.why.question import Question
from explorer.drawing.why.tinted import Mark, TintedPicture
from explorer.drawing.words import sentence
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.views.controls import BareSegmentedControl, heading
from explorer.views.facts import MISSING, PENDING, Fact, Facts, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.finding import Finding
from explorer.widgets.layout import column, row
from explorer.widgets.pixels import ColourRamp

_MARKED = 12
_PEN_RADIUS = 0.04  # of a dot of ink as it is marked, in canvas sides
_UPPER, _LOWER, _LEFT, _RIGHT = 56, 46, 66, 34  # shares of height and width
_MOST_POINTS = 5_000  # of a drawing that ways are looked for on


class EvidencePart(WhyPart):
    """Evidence and gradient beside the ten probabilities, above the smallest change found that flips the prediction.

    Parameters
    ----------
    canvas : Canvas
        Where to paint and where to erase is marked on it.
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
        self.bars = AskBars(look)
        self.evidence, self.gradient = TintedPicture(look), TintedPicture(look)
        self.before, self.changes, self.after = (TintedPicture(look) for _index in range(3))
        self.finding = Finding(look)
        self._follow_one, self._follow_all = Button(look, "step"), Button(look, "play")
        self._follow_one.setText(_("Apply first"))
        self._follow_all.setText(_("Apply all"))
        self._ramp = ColourRamp(look)
        slope = self.kit.make(BareSegmentedControl, "slope")
        panel.add_section(heading(look, _("Gradient by each pixel")), slope)
        self._changes: LatestResult[PredictionFlip] = session.latest_result("drawing.change")
        self._retouchings: LatestResult[Retouching | None] = session.latest_result("drawing.retouching")
        self._numerical: LatestResult[NDArray[np.float64]] = session.latest_result("drawing.numerical")
        for results in (self._changes, self._retouchings, self._numerical):
            results.changed.connect(self.outdated)
        self._lay_out()
        named: dict[str, QWidget] = {
            "ask": self.bars,
            "evidence": self.evidence,
            "gradient": self.gradient,
            "change": self.changes,
            "follow_one": self._follow_one,
            "follow_all": self._follow_all,
        }
        name_widgets(self.view_name, named, evidence_explanations())
        self.bars.asked.connect(self._on_asked)
        self._follow_one.clicked.connect(self._on_follow_one)
        self._follow_all.clicked.connect(self._on_follow_all)

    def render_state(self) -> None:
        """Draw the state."""
        self.kit.show_state(self.state)
        question = self.question()
        self._cards["evidence"].set_title(words.asked(question))
        self.bars.set_values(None if question is None else question.reading.answer.probabilities)
        self.bars.mark(None if question is None else question.rival)
        self._show_evidence(question)
        self._show_gradient(question)
        self._show_change(question)
        self._show_retouching(question)

    fact_labels = {**WhyPart.fact_labels, "lead": LEAD_LABEL, "changed_pixels": N_("Pixels changed")}
    card_facts = {"evidence": ("lead",), "ask": ("label", *ANSWER), "change": ("changed_pixels",)}

    def facts(self) -> Facts:
        """Return the difference of the scores, and how many changed pixels flip the prediction."""
        question = self.question()
        if question is None:
            return {**super().facts(), "lead": MISSING, "changed_pixels": MISSING}
        lead = pixel_evidence(question.network, question.form, question.winner, question.rival).lead
        found = self._change(question)
        if found is None:
            changed = PENDING
        else:
            changed = whole(len(found.pixels)) if found.succeeded else MISSING
        return {**super().facts(), "lead": Fact(lead, fixed(lead, 2)), "changed_pixels": changed}

    def retouching(self) -> Retouching | None:
        """Return what to do on the canvas, if that is known and there are strokes."""
        question, state = self.question(), self.state
        if question is None or not state.has_strokes or state.point_count > _MOST_POINTS:
            return None
        network, strokes, rival = question.network, question.subject.strokes, question.rival
        key = (question.subject.network.sha256, strokes, rival)
        if self._canvas.is_down or state.played != ALL_POINTS:
            return None
        return self._retouchings.request(key, lambda: retouching(network, strokes, rival))

    def _show_evidence(self, question: Question | None) -> None:
        if question is None:
            self.evidence.show_signs(None)
            self.evidence.show_words(_("Contribution of each pixel"), "", "")
            return
        found = pixel_evidence(question.network, question.form, question.winner, question.rival)
        limit = float(np.abs(found.pixels).max()) or 1.0
        self.evidence.show_signs(question.form, found.pixels, limit)
        self._ramp.set_levels((-limit, limit))
        self.evidence.show_words(_("Contribution of each pixel"), *words.lead(question, found))

    def _show_gradient(self, question: Question | None) -> None:
        title = _("Gradient by each pixel")
        if question is None:
            self.gradient.show_signs(None)
            self.gradient.show_words(title, "", "")
            return
        network, form, rival, winner = question.network, question.form, question.rival, question.winner
        gradient = exact = pixel_gradient(network, form, rival, winner)
        is_numerical, difference = self.state.why.slope == "numerical", None
        if is_numerical:
            numerical = None
            if not self._canvas.is_down:
                numerical = self._numerical.request(
                    question.key, lambda: numerical_pixel_gradient(network, form, rival, winner)
                )
            if numerical is not None:
                gradient, difference = numerical, float(np.abs(numerical - exact).max())
        estimate = np.where(gradient > 0, gradient * (1 - form), gradient * form)
        strongest = np.argsort(-np.abs(estimate), kind="stable")[:_MARKED]
        marks = [_mark(pixel, estimate[pixel] > 0) for pixel in strongest.tolist() if estimate[pixel]]
        self.gradient.show_signs(form, estimate, marks=marks)
        aim = _("paint +, erase −, for {0} against {1}").format(rival, winner)
        self.gradient.show_words(title, aim, words.slope(difference, is_numerical))

    def _show_change(self, question: Question | None) -> None:
        pictures = (self.before, self.changes, self.after)
        titles = (_("Now"), _("Pixels changed"), _("With the change"))
        found = self._change(question)
        if question is None or found is None:
            for picture, title in zip(pictures, titles, strict=True):
                picture.show_signs(None if question is None else question.form)
                picture.show_words(title, "" if question is None else _("computing …"), "")
            return
        probabilities = question.network.predict(found.image)
        marks = [_mark(p, v == 1) for p, v in zip(found.pixels.tolist(), found.values, strict=True)]
        self.before.show_signs(question.form)
        self.before.show_words(titles[0], words.predicts(question.reading.answer.probabilities), "")
        self.changes.show_signs(question.form, found.image - question.form, marks=marks)
        self.changes.show_words(titles[1], words.few_pixels(found), "")
        self.after.show_signs(found.image)
        self.after.show_words(titles[2], words.predicts(probabilities), "")

    def _change(self, question: Question | None) -> PredictionFlip | None:
        """Return the pixels whose change turns the answer, once they are known."""
        if question is None or self._canvas.is_down:
            return None
        network, form, rival = question.network, question.form, question.rival
        return self._changes.request(question.key, lambda: flip_prediction(network, form, rival))

    def _show_retouching(self, question: Question | None) -> None:
        found = self.retouching()
        retouches = () if found is None else found.retouches
        self._canvas.show_marks(
            [CanvasMark(one.at, one.radius or _PEN_RADIUS, one.paints) for one in retouches]
        )
        self._follow_one.setEnabled(bool(retouches))
        self._follow_all.setEnabled(found is not None and found.succeeded and bool(retouches))
        if question is None:
            self.finding.show_result(_("No digit yet"), sentence(None, self.subject()))
        else:
            self.finding.show_result(*words.on_the_canvas(found, self.state.has_strokes, question))

    def _lay_out(self) -> None:
        upper, lower, steps = QWidget(), QWidget(), QWidget()
        upper.setLayout(row(self.evidence, self.gradient, spacing=SPACE_L))
        steps.setLayout(column(self.finding, 1, row(self._follow_one, self._follow_all)))
        pictures = row(self.before, self.changes, self.after, steps, spacing=SPACE_L)
        for index in range(pictures.count()):
            pictures.setStretch(index, 1)
        lower.setLayout(pictures)
        for name, widget in (("evidence", upper), ("change", lower)):
            widget.setObjectName(f"drawing.why_{name}")
        shown = {
            "evidence": WidgetExport(upper, self._evidence_table),
            "ask": WidgetExport(self.bars, self._answer_table),
            "change": WidgetExport(lower, self._change_table),
        }
        texts = evidence_cards()
        self._cards = {
            name: self.card(name, each, *texts[name], export=f"why_{name}") for name, each in shown.items()
        }
        self._cards["evidence"].add_to_head(self._ramp)
        self._cards["ask"].set_instruction(_("click a bar"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_L)
        grid.addWidget(self._cards["evidence"], 0, 0)
        grid.addWidget(self._cards["ask"], 0, 1)
        grid.addWidget(self._cards["change"], 1, 0, 1, 2)
        for index, share in enumerate((_UPPER, _LOWER)):
            grid.setRowStretch(index, share)
        for index, share in enumerate((_LEFT, _RIGHT)):
            grid.setColumnStretch(index, share)

    def _evidence_table(self) -> Table:
        rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
        return [
            ("row", rows.tolist()),
            ("column", columns.tolist()),
            ("contribution", self.evidence.signs.reshape(-1).tolist()),
            ("linear estimate", self.gradient.signs.reshape(-1).tolist()),
        ]

    def _answer_table(self) -> Table:
        values = self.bars.values
        return [] if values is None else [("digit", range(len(values))), ("probability", values.tolist())]

    def _change_table(self) -> Table:
        marks = self.changes.marks
        return [
            ("row", [mark.row for mark in marks]),
            ("column", [mark.column for mark in marks]),
            ("painted", [int(mark.paints) for mark in marks]),
        ]

    @Slot(int)
    def _on_asked(self, digit: int) -> None:
        self.store.nudge_to(self.state.asking(digit))
        question = self.question()
        if question is not None:
            found = pixel_evidence(question.network, question.form, question.winner, question.rival)
            self.status_announced.emit(" ".join((words.asked(question), *words.lead(question, found))))

    @Slot()
    def _on_follow_one(self) -> None:
        self._follow(0)

    @Slot()
    def _on_follow_all(self) -> None:
        self._follow(-1)

    def _follow(self, index: int) -> None:
        found = self.retouching()
        if found is not None and found.retouches:
            strokes = found.retouches[index].strokes
            self.store.change_to(
                replace(self.state, strokes=strokes, pressures=(), test_image=NO_IMAGE, played=ALL_POINTS)
            )


def _mark(pixel: int, paints: bool) -> Mark:
    return Mark(pixel // SIDE, pixel % SIDE, bool(paints))
