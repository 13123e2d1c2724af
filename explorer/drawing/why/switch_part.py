"""The part Switch off: the network without some of its hidden units, or without some pixels."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from core.ablation import accuracies_without_each_unit, without
from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.metrics import accuracy
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.background.latest_result import LatestResult
from explorer.drawing.reading import Reader, answer_of, can_read
from explorer.drawing.side_by_side import Opinion, SideBySide
from explorer.drawing.state import DIGITS, DrawingState
from explorer.drawing.why import words
from explorer.drawing.why.explanations import switch_cards, switch_explanations
from explorer.drawing.why.flow import flow
from explorer.drawing.why.part import WhyPart
from explorer.drawing.why.question import Question
from explorer.drawing.why.state import WhyState
from explorer.drawing.why.switch_pictures import PixelSwitches, UnitSwitches
from explorer.drawing.words import sentence, share
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.buttons import Button
from explorer.widgets.finding import Finding
from explorer.widgets.layout import Card, row

_LEFT, _RIGHT = 66, 34  # shares of the width
_FACTS = ("prediction_without", "probability_without", "test_accuracy", "test_accuracy_without")


class SwitchPart(WhyPart):
    """Units and pixels above both answers and the accuracy."""

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, reader)
        self.units, self.pixels = UnitSwitches(look), PixelSwitches(look)
        self.answers, self.finding = SideBySide(look), Finding(look)
        self._strongest, self._all_on = Button(look), Button(look)
        self._strongest.setText(_("Strongest unit off"))
        self._all_on.setText(_("All on again"))
        panel.add_section(None, self._strongest, self._all_on)
        self._accuracies: LatestResult[float] = session.latest_result("drawing.ablation")
        self._whole: LatestResult[float] = session.latest_result("drawing.whole_network")
        self._each: LatestResult[FloatArray] = session.latest_result("drawing.each_unit")
        named: dict[str, QWidget] = {
            "unit_switches": self.units,
            "pixel_switches": self.pixels,
            "switch_answers": self.answers,
            "switch_strongest": self._strongest,
            "all_on": self._all_on,
        }
        name_widgets(self.view_name, named, switch_explanations())
        self._lay_out()
        self._connect()

    def render_state(self) -> None:
        """Draw the state."""
        question, why = self.question(), self.state.why
        network = self.subject().network.network
        hidden = network.sizes[1]
        off_units = self._off_units()
        self.units.show_network(network if can_read(network) else None, off_units)
        form = None if question is None else question.form
        self.pixels.show_form(form, frozenset(why.off_pixels))
        self._strongest.setEnabled(question is not None and len(off_units) < hidden)
        self._all_on.setEnabled(bool(why.off_units or why.off_pixels))
        self._show_answers(question, off_units)
        self._show_pointed()

    fact_labels = {
        **WhyPart.fact_labels,
        "units_off": N_("Units off"),
        "pixels_off": N_("Pixels off"),
        "prediction_without": N_("Prediction without them"),
        "probability_without": N_("Its probability"),
        "test_accuracy": N_("Test accuracy"),
        "test_accuracy_without": N_("Test accuracy without them"),
    }
    card_facts = {
        "switch_units": ("units_off",),
        "switch_pixels": ("pixels_off",),
        "switch_answers": ("prediction", "prediction_without", "probability_without"),
        "switch_finding": ("test_accuracy", "test_accuracy_without"),
    }

    def facts(self) -> Facts:
        """Return the answer and the accuracy without the units and pixels that are off."""
        question, pixels, off_units = self.question(), self.state.why.off_pixels, self._off_units()
        facts = {"units_off": whole(len(off_units)), "pixels_off": whole(len(pixels))}
        if question is None:
            return {**super().facts(), **facts, **dict.fromkeys(_FACTS, MISSING)}
        left = without(question.network, units=off_units, pixels=pixels)
        answer = answer_of(left, question.form)
        before = self._accuracy_of_whole(question.network)
        after = before
        if off_units or pixels:
            after = self._accuracy(left, tuple(sorted(off_units)), pixels)
        return {
            **super().facts(),
            **facts,
            "prediction_without": whole(answer.winner),
            "probability_without": Fact(answer.share, share(answer)),
            "test_accuracy": PENDING if before is None else percentage(before, 2),
            "test_accuracy_without": PENDING if after is None else percentage(after, 2),
        }

    def _off_units(self) -> frozenset[int]:
        """Return which of the network's units are off."""
        hidden = self.subject().network.network.sizes[1]
        return frozenset(unit for unit in self.state.why.off_units if unit < hidden)

    def _show_answers(self, question: Question | None, off_units: frozenset[int]) -> None:
        pixels = self.state.why.off_pixels
        if question is None:
            self.answers.show_opinions((), None)
            self.finding.show_result(words.asked(None), sentence(None, self.subject()))
            return
        left = without(question.network, units=off_units, pixels=pixels)
        answer = answer_of(left, question.form)
        before, after = self._accuracy_of_whole(question.network), None
        if off_units or pixels:
            after = self._accuracy(left, tuple(sorted(off_units)), pixels)
        whole = Opinion(_("Whole network"), words.test_accuracy(before), question.reading.answer)
        rest = Opinion(_("Without them"), words.test_accuracy(after), answer)
        shown = (whole, rest) if off_units or pixels else (whole,)
        self.answers.show_opinions(shown, question.subject.label)
        self.finding.show_result(
            *words.ablation(question, answer, (len(off_units), len(pixels)), (before, after))
        )

    def _accuracy(
        self, network: TwoLayerNet, units: tuple[int, ...], pixels: tuple[int, ...]
    ) -> float | None:
        """Return the test accuracy of a network without these, once it is known."""
        saved, dataset = self.subject().network, self.session.dataset
        if dataset is None:
            return None
        key = (saved.sha256, dataset.number, units, pixels)
        return self._accuracies.request(key, lambda: _accuracy(network, dataset))

    def _accuracy_of_whole(self, network: TwoLayerNet) -> float | None:
        """Return the test accuracy with all units and pixels on, once it is known."""
        saved, dataset = self.subject().network, self.session.dataset
        if dataset is None:
            return None
        return self._whole.request((saved.sha256, dataset.number), lambda: _accuracy(network, dataset))

    def _show_pointed(self) -> None:
        """Say in the head of either card what is under the pointer."""
        question, unit, pixel = self.question(), self.units.switches.pointed, self.pixels.switches.pointed
        self._cards["units"].set_instruction(_("click, or drag over them"))
        self._cards["pixels"].set_hint("")
        if question is None:
            return
        if unit is not None and unit < question.network.sizes[1]:
            self._cards["units"].set_hint(words.one_unit(question, flow(question), unit, self._without(unit)))
        if pixel is not None:
            self._cards["pixels"].set_hint(words.one_pixel(pixel, float(question.form[pixel])))

    def _without(self, unit: int) -> float | None:
        """Return the accuracy of the network without one unit, once it is known."""
        saved, dataset = self.subject().network, self.session.dataset
        if dataset is None:
            return None
        network, images, labels = saved.network, dataset.test_images, dataset.test_labels
        each = self._each.request(
            (saved.sha256, dataset.number), lambda: accuracies_without_each_unit(network, images, labels)
        )
        return None if each is None else float(each[unit])

    def _lay_out(self) -> None:
        shown = {
            "units": WidgetExport(self.units, self._units_table),
            "pixels": WidgetExport(self.pixels, self._pixels_table),
            "answers": WidgetExport(self.answers, self._answers_table),
        }
        texts = switch_cards()
        self._cards = {name: self.card(f"switch_{name}", each, *texts[name]) for name, each in shown.items()}
        said = Card(self.look, "drawing.switch_finding", *texts["finding"])
        said.set_title("")
        said.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # for F1: nothing in it takes the focus
        said.body.addLayout(row(self.finding))
        said.body.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_L)
        grid.addWidget(self._cards["units"], 0, 0)
        grid.addWidget(self._cards["pixels"], 0, 1)
        grid.addWidget(self._cards["answers"], 1, 0)
        grid.addWidget(said, 1, 1)
        for index, width in enumerate((_LEFT, _RIGHT)):
            grid.setColumnStretch(index, width)
        for index in range(2):
            grid.setRowStretch(index, 1)

    def _connect(self) -> None:
        for switches, switch in (
            (self.units.switches, self._on_unit_switched),
            (self.pixels.switches, self._on_pixel_switched),
        ):
            switches.began.connect(self.store.begin_gesture)
            switches.ended.connect(self.store.end_gesture)
            switches.switched.connect(switch)
            switches.pointed_changed.connect(self._on_pointed)
        for results in (self._accuracies, self._whole, self._each):
            results.changed.connect(self.outdated)
        self._strongest.clicked.connect(self._on_strongest)
        self._all_on.clicked.connect(self._on_all_on)

    def _units_table(self) -> Table:
        network = self.subject().network.network
        units = range(network.sizes[1])
        return [("hidden unit", units), ("off", [int(unit in self.state.why.off_units) for unit in units])]

    def _pixels_table(self) -> Table:
        return [("pixel off", self.state.why.off_pixels)] if self.state.why.off_pixels else []

    def _answers_table(self) -> Table:
        answers = [(one.name, one.answer) for one in self.answers.opinions if one.answer is not None]
        columns = [(name, answer.probabilities.tolist()) for name, answer in answers]
        return [("digit", range(DIGITS)), *columns] if columns else []

    def _change(self, why: WhyState) -> None:
        self.store.change_to(replace(self.state, why=why))

    @Slot(int, bool)
    def _on_unit_switched(self, unit: int, off: bool) -> None:
        why = self.state.why
        self._change(replace(why, off_units=_switched(why.off_units, unit, off)))

    @Slot(int, bool)
    def _on_pixel_switched(self, pixel: int, off: bool) -> None:
        why = self.state.why
        self._change(replace(why, off_pixels=_switched(why.off_pixels, pixel, off)))

    @Slot()
    def _on_pointed(self) -> None:
        self._show_pointed()

    @Slot()
    def _on_strongest(self) -> None:
        question, why = self.question(), self.state.why
        if question is not None:
            strongest = next(unit for unit in flow(question).order.tolist() if unit not in why.off_units)
            self._change(replace(why, off_units=_switched(why.off_units, strongest, True)))

    @Slot()
    def _on_all_on(self) -> None:
        self._change(replace(self.state.why, off_units=(), off_pixels=()))


def _switched(off: tuple[int, ...], number: int, turns_off: bool) -> tuple[int, ...]:
    return tuple(sorted({*off, number} if turns_off else set(off) - {number}))


def _accuracy(network: TwoLayerNet, dataset: Dataset) -> float:
    with one_blas_thread(), np.errstate(all="ignore"):
        return accuracy(network.as_float32().scores, dataset.test_images, dataset.test_labels)
