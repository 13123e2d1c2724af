"""The page Gradient check: a picture of all parameters, the difference against h, and counts."""

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from core.gradient_check import GradientCheck, Verdict
from core.two_layer_net import PARAMETER_NAMES
from explorer.background.latest_result import LatestResult
from explorer.look.palette import colour
from explorer.look.theme import SMALL, SPACE_L, Look, lookup_table, rgb
from explorer.plots.export import Exportable, Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import plain
from explorer.training.page import TrainingPage
from explorer.training.race.check import words
from explorer.training.race.check.error_plot import ErrorByStep
from explorer.training.race.check.verdict_table import TOKENS, VerdictTable
from explorer.training.race.check.work import Slopes, Sweep, check, slopes_of, sweep
from explorer.training.race.explanations import check_cards, check_explanations
from explorer.training.race.parameter_picture import ParameterPicture, Places
from explorer.training.race.state import HIGHEST_CHECK_H, LOWEST_CHECK_H, RaceState
from explorer.training.state import TrainingState
from explorer.training.subject import Held, Subject
from explorer.training.words import held_network
from explorer.views.controls import HeroControl
from explorer.views.facts import MISSING, PENDING, Fact, Facts, percentage, whole
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import column, row
from explorer.widgets.pixels import ColourRamp, indices, ramp_colours
from explorer.widgets.steps import logarithmic_step
from explorer.widgets.text import Label

_CURVES, _SUMMARY = 55, 45  # shares of the width
_HEAD, _LEAST_LOWER = 56, 222  # pixels at scale 1: around the picture above, and of the cards below
_LOWEST_DIFFERENCE = -12.0  # its exponent, and those below, have the first colour of the ramp
_RAMP_SIZE = 254
_LARGE_STEP = 10  # of the arrow keys with Shift
_ZERO_PLACE = 253  # in the colours of verdicts: slopes that are 0 on both sides


class CheckPart(TrainingPage):
    """The gradient check."""

    def __init__(
        self, look: Look, session: Session, store: Store[TrainingState], subject: Subject, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, subject)
        self._checks: LatestResult[GradientCheck] = session.latest_result("training.gradient_check")
        self._sweeps: LatestResult[Sweep] = session.latest_result("training.gradient_sweep")
        latest = self._checks.latest
        self._shown: tuple[GradientCheck, Slopes] | None = (
            None if latest is None else (latest, slopes_of(latest))
        )
        self.parameters, self.errors = ParameterPicture(look), ErrorByStep(look)
        self._ramp = ColourRamp(look, "ink")
        self._ramp.set_texts("10⁻¹²", "1")
        self._ramp.setAccessibleName(_("Colours of the relative differences"))
        self._reason, self.counts = Label(look, tone="text2", wrap=True), VerdictTable(look)
        self._farthest = Label(look, SMALL, tone="text2", wrap=True)
        summary = QWidget()
        shown: dict[str, Exportable] = {
            "check_parameters": WidgetExport(self.parameters, self._table),
            "check_errors": self.errors,
            "check_summary": WidgetExport(summary, self._counts_table),
        }
        texts = check_cards()
        self.cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        self.cards["check_summary"].set_title("")
        named: dict[str, QWidget] = {
            "check_parameters": self.parameters,
            "check_errors": self.errors,
            "check_summary": summary,
        }
        name_widgets(self.view_name, named, check_explanations())
        self._lay_out(panel, summary)
        self._connect()

    @property
    def race_state(self) -> RaceState:
        """What can be set."""
        return self.store.state.race

    @property
    def found(self) -> GradientCheck | None:
        """The check that is shown."""
        return None if self._shown is None else self._shown[0]

    def describe(self, name: str, index: tuple[int, ...]) -> str:
        """Return everything about one parameter of the check that is shown."""
        return "" if self._shown is None else words.parameter(self._shown[0], name, index)

    def render_state(self) -> None:
        """Draw the check, or the last one while another is being computed."""
        state = self.race_state
        self.kit.show_state(self.store.state)
        held = self.subject.held(math.inf)
        found = self._find(state, held)
        if found is not None and (self._shown is None or found is not self._shown[0]):
            self._shown = found, slopes_of(found)
        self._say_which(held, found is not None)
        swept = self._sweep(state, held)
        self.errors.show_sweep(swept, state.check_precision)
        if self._shown is None:
            self.errors.show_step(state.check_h, state.check_precision, None)
            return
        shown, slopes = self._shown
        is_current = found is not None
        self._show_parameters(shown, state)
        self.errors.show_step(state.check_h, state.check_precision, slopes.median if is_current else None)
        if is_current:
            title, body = words.finding(slopes, swept)
            self.cards["check_summary"].set_title(title)
            self._reason.setText(body)
            self.parameters.setAccessibleDescription(f"{title}. {body}")
            self.counts.show_slopes(slopes)
            self._farthest.setText(words.farthest(shown))

    fact_labels = {
        "iteration": N_("Iteration"),
        "agreeing_slopes": N_("Derivatives that agree to 10⁻⁶"),
        "median_difference": N_("Median relative difference"),
    }
    card_facts = {
        "check_parameters": ("agreeing_slopes",),
        "check_errors": ("median_difference",),
        "check_summary": ("agreeing_slopes", "median_difference"),
    }

    def facts(self) -> Facts:
        """Return how many slopes agree, and the median of the relative differences."""
        held = self.subject.held(math.inf)
        found = self._find(self.race_state, held)
        if held is None or found is None:
            return dict.fromkeys(self.fact_labels, PENDING)
        slopes = slopes_of(found)
        agreeing = slopes.counts[Verdict.EXACT] / slopes.total if slopes.total else None
        return {
            "iteration": whole(held.moment),
            "agreeing_slopes": MISSING if agreeing is None else percentage(agreeing),
            "median_difference": Fact(slopes.median, plain(slopes.median, 2)),
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Give the picture of the parameters what it needs, and leave enough for the cards below it."""
        head, least = self.look.px(_HEAD), self.look.px(_LEAST_LOWER)
        most = max(self.height() - least - SPACE_L - head, 0)
        upper = self.parameters.height_in(self.width() - 2 * SPACE_L - 2, most) + head
        self.cards["check_parameters"].fix_height(upper)

    def _find(self, state: RaceState, held: Held | None) -> GradientCheck | None:
        dataset = self.subject.dataset
        if held is None or dataset is None:
            return None
        key = (held.key, dataset.number, state.check_images, state.check_h, state.check_precision)
        arguments = (held.network, dataset, state.check_images, state.check_h, state.check_precision)
        return self._checks.request(key, partial(check, *arguments))

    def _sweep(self, state: RaceState, held: Held | None) -> Sweep | None:
        dataset = self.subject.dataset
        if held is None or dataset is None:
            return None
        key = (held.key, dataset.number, state.check_images)
        job = partial(sweep, held.network, dataset, state.check_images)
        return self._sweeps.request(key, job) or self._sweeps.first_form(key)

    def _say_which(self, held: Held | None, is_current: bool) -> None:
        """Say which network is checked, and whether the picture is of the present settings."""
        card = self.cards["check_parameters"]
        if held is None or self.subject.dataset is None:
            card.set_hint(_("waiting for the images and the network…"))
        elif not is_current:
            card.set_hint(_("computing…"))
        else:
            card.set_hint(held_network(held, self.subject))

    def _show_parameters(self, found: GradientCheck, state: RaceState) -> None:
        by_difference = state.check_colours == "difference"
        places = _difference_places(found) if by_difference else _verdict_places(found)
        table = self._difference_table() if by_difference else self._verdict_table()
        self.parameters.show_parameters(places, table, self.describe)
        self._share_height()
        self._ramp.setVisible(by_difference)

    def _difference_table(self) -> NDArray[np.uint8]:
        table = np.zeros((256, 3), dtype=np.uint8)
        table[:_RAMP_SIZE] = lookup_table(ramp_colours(self.look.theme, "ink"), _RAMP_SIZE)
        return table

    def _verdict_table(self) -> NDArray[np.uint8]:
        theme = self.look.theme
        table = np.zeros((256, 3), dtype=np.uint8)
        for verdict, token in TOKENS.items():
            table[verdict] = rgb(colour(theme, token))
        table[_ZERO_PLACE] = rgb(theme.diverging[1])
        return table

    def _table(self) -> Table:
        if self._shown is None:
            return []
        found, names = self._shown[0], words.verdict_names()
        verdicts = {int(verdict): name for verdict, name in names.items()}
        places = [
            f"{name}{list(index)}"
            for name in PARAMETER_NAMES
            for index in np.ndindex(found.exact[name].shape)
        ]
        return [
            (_("parameter"), places),
            (_("backpropagation"), _in_a_row(found.exact)),
            (_("numerical"), _in_a_row(found.numerical)),
            (_("relative difference"), _in_a_row(found.relative_difference)),
            (_("verdict"), [verdicts[verdict] for verdict in _in_a_row(found.verdict).tolist()]),
        ]

    def _counts_table(self) -> Table:
        if self._shown is None:
            return []
        names, slopes = words.verdict_names(), self._shown[1]
        kinds = [*(names[verdict] for verdict in slopes.counts), words.zeros_name()]
        return [
            (_("verdict"), kinds),
            (_("derivatives"), [*slopes.counts.values(), slopes.zeros]),
        ]

    def _lay_out(self, panel: PagePanel, summary: QWidget) -> None:
        formula = Label(self.look, SMALL, tone="text2", wrap=True)
        formula.setText(_("numerical: (L(w + h) − L(w − h)) / 2h"))
        note = Label(self.look, SMALL, tone="text2", wrap=True)
        note.setText(words.offset_note())
        kit = self.kit
        panel.add_section(
            None,
            kit.make(HeroControl, "check_h"),
            formula,
            kit.segmented("check_precision"),
            kit.number("check_images"),
            kit.segmented("check_colours"),
            note,
        )
        self.cards["check_parameters"].add_to_head(self._ramp)
        summary.setLayout(column(self._reason, self.counts, self._farthest, 1))
        lower = row(self.cards["check_errors"], self.cards["check_summary"], spacing=SPACE_L)
        lower.setStretch(0, _CURVES)
        lower.setStretch(1, _SUMMARY)
        whole = column(self.cards["check_parameters"], spacing=SPACE_L)
        whole.addLayout(lower, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        for results in (self._checks, self._sweeps):
            results.changed.connect(self.outdated)
        self.errors.step_dragged.connect(self._on_step_dragged)
        self.errors.arrow_pressed.connect(self._on_arrow)
        self.errors.line.drag_started.connect(self.store.begin_gesture)
        self.errors.line.drag_finished.connect(self.store.end_gesture)

    @Slot(int, int, bool)
    def _on_arrow(self, right: int, _up: int, is_large: bool) -> None:
        """Move h by a hundredth of a decade, or by a tenth with Shift."""
        h = logarithmic_step(self.race_state.check_h, right * (_LARGE_STEP if is_large else 1))
        if right and LOWEST_CHECK_H <= h <= HIGHEST_CHECK_H:
            self.store.nudge_to(self._with_step(h))

    @Slot(float)
    def _on_step_dragged(self, h: float) -> None:
        self.store.change_to(self._with_step(h))

    def _with_step(self, h: float) -> TrainingState:
        state = self.store.state
        return replace(state, race=replace(state.race, check_h=h))


def _difference_places(found: GradientCheck) -> Places:
    levels = (_LOWEST_DIFFERENCE, 0.0)
    with np.errstate(divide="ignore"):
        exponents = {name: np.log10(array) for name, array in found.relative_difference.items()}
    return {
        name: indices(np.maximum(array, _LOWEST_DIFFERENCE), levels, _RAMP_SIZE)
        for name, array in exponents.items()
    }


def _verdict_places(found: GradientCheck) -> Places:
    places = {}
    for name, verdicts in found.verdict.items():
        zero = (found.exact[name] == 0) & (found.numerical[name] == 0)
        places[name] = np.where(zero, _ZERO_PLACE, verdicts).astype(np.uint8)
    return places


def _in_a_row[Scalar: np.generic](arrays: Mapping[str, NDArray[Scalar]]) -> NDArray[Scalar]:
    """Return the numbers of all parameters, one after the other."""
    return np.concatenate([arrays[name].ravel() for name in PARAMETER_NAMES])
