"""The page Rounding: the error of a difference against its step, and where its digits go."""

import math
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy

from explorer.derivative import words
from explorer.derivative.comparison import DIFFERENCES, RIGHT_DIGITS
from explorer.derivative.digit_lines import DigitLines
from explorer.derivative.measurement import Measurement, measure
from explorer.derivative.measurement_page import MeasurementPage
from explorer.derivative.rounding.best_steps import BEST_SHARES, BEST_TONES, best_steps, theory_sentence
from explorer.derivative.rounding.cancellation import cancellation
from explorer.derivative.rounding.theory import KINDS, chosen_theory, measured
from explorer.derivative.rounding.theory_plot import TheoryPlot
from explorer.derivative.script import rounding_script
from explorer.derivative.state import DerivativeState
from explorer.look.theme import SMALL, Look
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import plain
from explorer.views.controls import BareSegmentedControl, heading
from explorer.views.facts import MISSING, Fact, Facts
from explorer.views.paged_view import PagePanel
from explorer.widgets.buttons import Button
from explorer.widgets.number_table import NumberTable
from explorer.widgets.text import Label

_HEIGHTS = (51, 49)  # shares of the upper and the lower cards
PREFIX = "rounding_"
_BEST_H = ("best_h", "measured_best_h")


class RoundingPage(MeasurementPage):
    """Errors and the best steps beside them; the arithmetic and the digits below. Theory is drawn where asked for."""

    def __init__(self, look: Look, session: Session, store: Store[DerivativeState], panel: PagePanel) -> None:
        self.plot = TheoryPlot(look)
        super().__init__(look, session, store, panel, PREFIX, self.plot)
        self.best = NumberTable(look, BEST_TONES, BEST_SHARES, most_rows=len(KINDS))
        self.arithmetic = DigitLines(look)
        self._theory = Label(look, SMALL, tone="text2", wrap=True)
        self._go = Button(look)
        precision = self.kit.make(BareSegmentedControl, "precision", object_name=f"{PREFIX}precision")
        panel.add_section(heading(look, _("Precision")), precision)
        panel.add_rule()
        panel.add_section(None, self.kit.check_box("show_theory"))
        for name, widget in (("best", self.best), ("arithmetic", self.arithmetic)):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            self.cards[name] = self.curve_card(name, WidgetExport(widget, widget.columns), PREFIX)
        self.cards["best"].body.addWidget(self._theory)
        self.cards["best"].body.addWidget(self._go)
        self.name_parts(PREFIX, {"best": self.best, "arithmetic": self.arithmetic, "best_step": self._go})
        self.controls.definition.linkHovered.connect(self.arithmetic.point_at)
        self._go.clicked.connect(self._on_go)
        self.plot.step_chosen.connect(self._on_step_dragged)
        self.controls.leave_out_answers()
        self.lay_out(("errors", "best"), ("arithmetic", "digits"), _HEIGHTS)

    def render_state(self) -> None:
        """Draw the state."""
        super().render_state()
        measurement = self.measurement
        state = measurement.state
        self.kit.show_state(state)
        self.cards["errors"].set_title(words.errors_title(measurement, short=self.is_compact))
        self.cards["digits"].set_title(_("Digits at h = {h}").format(h=plain(state.h)))
        self.cards["digits"].set_hint(words.exact_hint(measurement))
        shows_theory = state.rounding.show_theory
        self.cards["errors"].set_hint(
            _("best h: ○ measured, □ in theory")
            if shows_theory
            else _("○ best h; error = truncation + rounding")
        )
        self.best.set_content(*best_steps(measurement))
        self._theory.setText(theory_sentence(measurement))
        self._theory.setVisible(shows_theory)
        self.arithmetic.show_lines(cancellation(measurement), words.no_values())
        best = self._best(measurement)
        self._go.setEnabled(best is not None)
        self._go.setText(
            _("No best h") if best is None else _("Go to the best h: {h}").format(h=plain(best, 2))
        )

    fact_labels = {
        **MeasurementPage.fact_labels,
        "best_h": N_("Best h of the central difference, by theory"),
        "measured_best_h": N_("Best h of the central difference, measured"),
    }
    card_facts = {
        **MeasurementPage.card_facts,
        "errors": (*RIGHT_DIGITS, *_BEST_H),
        "best": _BEST_H,
        "arithmetic": tuple(DIFFERENCES),
    }

    def facts(self) -> Facts:
        """Return the differences, and the best step of the chosen one in theory and as measured."""
        state, measurement = self.store.state, measure(self.store.state)
        best = _two_digits(chosen_theory(measurement).best_step)
        found = measured(measurement).best(state.method, state.rounding.precision)
        return {
            **super().facts(),
            "best_h": MISSING if best is None else Fact(best, plain(best, 2)),
            "measured_best_h": MISSING if found is None else Fact(found[0], plain(found[0], 1)),
        }

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        super().set_compact(compact)
        self.controls.leave_out_answers()

    def script(self) -> str:
        """Return a script that prints both differences in both precisions, and their errors."""
        return rounding_script(self.measurement)

    @staticmethod
    def _best(measurement: Measurement) -> float | None:
        """Return the best step as measured, or that of theory where it is shown, to two digits."""
        state = measurement.state
        if state.rounding.show_theory:
            return _two_digits(chosen_theory(measurement).best_step)
        found = measured(measurement).best(state.method, state.rounding.precision)
        return None if found is None else _two_digits(found[0])

    @Slot()
    def _on_go(self) -> None:
        best = self._best(self.measurement)
        if best is not None:
            self.store.change_to(replace(self.store.state, h=best))


def _two_digits(step: float) -> float | None:
    return float(f"{step:.1e}") if 0 < step < math.inf else None
