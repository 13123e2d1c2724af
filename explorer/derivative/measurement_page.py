"""What the pages Tangent and Rounding have in common: one curve, one point, one step, and what comes out."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.background.guarded import Guarded
from explorer.derivative import words
from explorer.derivative.comparison import (
    DIFFERENCES,
    RIGHT_DIGITS,
    digit_lines,
    digits_columns,
    measurement_facts,
)
from explorer.derivative.controls import MeasurementControls
from explorer.derivative.digit_lines import DigitLines
from explorer.derivative.error_plot import ErrorPlot
from explorer.derivative.explanations import card_texts, curve_explanations
from explorer.derivative.measurement import Measurement, measure
from explorer.derivative.page import DerivativePage
from explorer.derivative.report import Remedy, report
from explorer.derivative.state import DerivativeState
from explorer.look.theme import SPACE_L, Look
from explorer.plots.export import Exportable, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import plain
from explorer.views.facts import Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.finding import Finding
from explorer.widgets.layout import Card, column, row
from explorer.widgets.steps import logarithmic_step

LARGE_STEP = 10  # of an arrow key with Shift
_SIDE_WIDTH = (400, 348)  # of the narrow cards, usual and compact


class Rest(Guarded, QWidget):
    """Holds words at the bottom of what room is left, whatever room they would like.

    Without it the wrapping of the words decides over the heights of all cards.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setLayout(column(1, content))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that the height does not depend on the width."""
        return False


class MeasurementPage(DerivativePage):
    """A page about the slope of one curve at one point by differences with one step.

    Parameters
    ----------
    prefix : str
        Before the second half of every object name of the page.
    errors : ErrorPlot
        Where the step is dragged as well.

    Attributes
    ----------
    cards : dict of str to Card
        Those of the errors and of the digits; subclasses add theirs.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DerivativeState],
        panel: PagePanel,
        prefix: str,
        errors: ErrorPlot,
    ) -> None:
        super().__init__(look, session, store)
        self.controls = MeasurementControls(look, store, panel, prefix)
        self.errors, self.digits, self.finding = errors, DigitLines(look), Finding(look)
        self._measurement = measure(store.state)
        self._remedy: Remedy | None = None
        self._side_cards: tuple[Card, ...] = ()
        digits = WidgetExport(self.digits, lambda: digits_columns(self.measurement))
        self.cards: dict[str, Card] = {
            "errors": self.curve_card("errors", self.errors, prefix),
            "digits": self.curve_card("digits", digits, prefix),
        }
        self.cards["digits"].body.setStretch(0, 0)
        self.cards["digits"].body.addWidget(Rest(self.finding), 1)
        named: dict[str, QWidget] = {
            **self.controls.by_name,
            "error_plot": self.errors,
            "digits": self.digits,
            "finding": self.finding,
            "remedy": self.finding.action,
        }
        self.name_parts(prefix, named)
        self.errors.line.drag_started.connect(self.controls.begin_step_drag)
        self.errors.step_dragged.connect(self._on_step_dragged)
        self.errors.line.drag_finished.connect(self.controls.end_step_drag)
        self.errors.arrow_pressed.connect(self._on_errors_arrow)
        self.errors.line.drag_finished.connect(self.announce)
        self.finding.action_taken.connect(self._on_action_taken)

    def curve_card(self, name: str, exportable: Exportable, prefix: str) -> Card:
        """Return the card of that name; its export has the prefix before its name."""
        return self.card(name, exportable, *card_texts()[name], export=f"{prefix}{name}")

    def name_parts(self, prefix: str, parts: Mapping[str, QWidget]) -> None:
        """Give parts their object names, and those that are explained their accessible names and tooltips."""
        explanations = curve_explanations()
        found = {name: explanations.get(f"{prefix}{name}", explanations.get(name)) for name in parts}
        explained = {name: words for name, words in found.items() if words is not None}
        name_widgets(self.view_name, parts, explained, prefix=prefix)

    @property
    def measurement(self) -> Measurement:
        """Every number that is shown."""
        return self._measurement

    def render_state(self) -> None:
        """Draw the state."""
        self._measurement = measurement = measure(self.store.state)
        step = f"h = {plain(measurement.state.h)}"
        self.controls.show_measurement(measurement)
        self.errors.show_measurement(measurement, step)
        self.digits.show_lines(digit_lines(measurement))
        self.cards["digits"].set_title(_("The derivative with {step}").format(step=step))
        found = report(measurement)
        self._remedy = found.remedy
        if found.is_trouble:
            self.finding.show_trouble(found.title, found.body, found.remedy.words if found.remedy else "")
        else:
            self.finding.show_result(found.title, found.body)

    @property
    def subject_words(self) -> str:
        """The function that is differentiated."""
        return words.formula_line(measure(self.store.state))

    fact_labels = DIFFERENCES | RIGHT_DIGITS
    card_facts = {"errors": tuple(RIGHT_DIGITS), "digits": tuple(DIFFERENCES | RIGHT_DIGITS)}

    def facts(self) -> Facts:
        """Return the exact slope, and both differences with their numbers of correct digits."""
        return measurement_facts(measure(self.store.state))

    def set_compact(self, compact: bool) -> None:
        """Write smaller in a small window."""
        super().set_compact(compact)
        self.controls.set_compact(compact)
        self.digits.set_compact(compact)
        for card in self._side_cards:
            card.fix_width(self.look.px(_SIDE_WIDTH[compact]))

    def lay_out(self, upper: tuple[str, str], lower: tuple[str, str], heights: tuple[int, int]) -> None:
        """Lay out four cards by their names, a wide one beside a narrow one; `heights` are shares of both rows."""
        both = column(spacing=SPACE_L)
        for (wide, narrow), share in zip((upper, lower), heights, strict=True):
            half = row(self.cards[wide], self.cards[narrow], spacing=SPACE_L)
            half.setStretch(0, 1)
            both.addLayout(half, share)
        self._side_cards = (self.cards[upper[1]], self.cards[lower[1]])
        self.setLayout(both)

    @Slot()
    def announce(self) -> None:
        """Say what came out to people who do not see it."""
        self.status_announced.emit(f"{self.finding.accessibleName()}. {self.finding.accessibleDescription()}")

    @Slot(float)
    def _on_step_dragged(self, h: float) -> None:
        self.store.change_to(replace(self.store.state, h=h))

    @Slot(int, int, bool)
    def _on_errors_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            h = logarithmic_step(self.store.state.h, dx * (LARGE_STEP if shift else 1))
            self.store.nudge_to(replace(self.store.state, h=h))

    @Slot()
    def _on_action_taken(self) -> None:
        if self._remedy is not None:
            self.store.change_to(self._remedy.state)
