"""The derivative view: a curve, its tangent, and what a difference with a finite step makes of it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.derivative import words
from explorer.derivative.controls import X_STEP, DerivativeControls
from explorer.derivative.curve_plot import TOKENS, CurvePlot
from explorer.derivative.digits import cut_digits
from explorer.derivative.digits_table import DigitsRow, DigitsTable
from explorer.derivative.error_plot import ErrorPlot
from explorer.derivative.explanations import explain
from explorer.derivative.magnifier_plot import MagnifierPlot
from explorer.derivative.measurement import Measurement, measure
from explorer.derivative.report import Remedy, report
from explorer.derivative.state import FARTHEST_X, DerivativeState
from explorer.plots.export import ExportMenu, Table, WidgetExport
from explorer.session import Session
from explorer.theme import SPACE_L, Look
from explorer.view import View
from explorer.widgets.finding import Finding
from explorer.widgets.layout import Card, column, row
from explorer.widgets.numbers import plain
from explorer.widgets.steps import linear_step, logarithmic_step

_HEIGHTS = (49, 48)  # shares of the upper and the lower cards
_SIDE_WIDTH, _COMPACT_SIDE_WIDTH = 400, 348
_LARGE_STEP = 10  # of an arrow key with Shift


class _Rest(QWidget):
    """Holds words at the bottom of what room is left, whatever room they would like.

    Without it the wrapping of the words decides over the heights of all cards.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setLayout(column(1, content))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False


class DerivativeView(View):
    """The curve and the surroundings of P above; errors against h and digits below."""

    name = "derivative"
    state_type = DerivativeState

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look, session)
        self.controls = DerivativeControls(look, self.store, self.column)
        self.curve, self.magnifier, self.errors = CurvePlot(look), MagnifierPlot(look), ErrorPlot(look)
        self.digits, self.finding = DigitsTable(look), Finding(look)
        self._remedy: Remedy | None = None
        self._cards = {name: Card(look) for name in ("curve", "magnifier", "errors", "digits")}
        self._menus = {
            "curve": ExportMenu(look, self.curve),
            "magnifier": ExportMenu(look, self.magnifier),
            "errors": ExportMenu(look, self.errors),
            "digits": ExportMenu(
                look, WidgetExport(self.digits, look, "derivative-digits", self.digits.columns)
            ),
        }
        self._name_objects()
        self._connect()
        look.changed.connect(self._fix_widths)
        self.finish(self._lay_out())

    @property
    def measurement(self) -> Measurement:
        """Every number that is shown."""
        return self._measurement

    def render_state(self) -> None:
        """Draw the state."""
        self._measurement = measurement = measure(self.store.state)
        step = f"h = {plain(measurement.state.h)}"
        self.controls.show_measurement(measurement)
        self.curve.show_measurement(measurement)
        self.magnifier.show_measurement(measurement)
        self.errors.show_measurement(measurement, step)
        self._show_digits(measurement)
        self._write_heads(measurement, step)

    def _show_digits(self, measurement: Measurement) -> None:
        exact = measurement.shape.slope
        rows = [
            DigitsRow(
                words.method_name(estimate.method),
                TOKENS[estimate.method],
                words.trust(estimate, exact),
                cut_digits(estimate.value, exact, estimate.correct),
            )
            for estimate in measurement.estimates
        ]
        self.digits.show_rows(rows, _columns(measurement))
        found = report(measurement)
        self._remedy = found.remedy
        if found.is_trouble:
            self.finding.show_trouble(found.title, found.body, found.remedy.words if found.remedy else "")
        else:
            self.finding.show_result(found.title, found.body)

    def _write_heads(self, measurement: Measurement, step: str) -> None:
        self._cards["magnifier"].set_hint(words.magnification(measurement))
        self._cards["curve"].set_title(words.curve_title(measurement, short=self.is_compact))
        self._cards["errors"].set_title(words.errors_title(measurement, short=self.is_compact))
        self._cards["digits"].set_title(self.tr("The derivative with {step}").format(step=step))

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self.controls.retranslate()
        explain(
            {
                **self.controls.by_name,
                "remedy": self.finding.action,
                "curve_plot": self.curve,
                "magnifier_plot": self.magnifier,
                "error_plot": self.errors,
                "digits": self.digits,
            }
        )
        self._cards["curve"].set_hint(self.tr("Drag P."))
        self._cards["magnifier"].set_title(self.tr("Under the magnifier"))
        self._cards["errors"].set_hint(self.tr("solid float64, dashed float32"))
        self.curve.set_labels("x")
        self.errors.write(
            "h",
            {method: words.method_name(method).lower() for method in TOKENS},
            (self.tr("falling: rounding, ∝ 1/h"), self.tr("rising: curvature, ∝ h or h²")),
        )

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower, and what is in them smaller, in a small window."""
        self.controls.set_compact(compact)
        self.curve.set_compact(compact)
        self.digits.set_compact(compact)
        self._fix_widths()
        self.refresh()

    def _lay_out(self) -> QWidget:
        cards = self._cards
        for name, content in (("curve", self.curve), ("magnifier", self.magnifier), ("errors", self.errors)):
            content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            cards[name].body.addWidget(content, 1)
        cards["digits"].body.addWidget(self.digits)
        cards["digits"].body.addWidget(_Rest(self.finding), 1)
        for name, menu in self._menus.items():
            cards[name].add_menu(menu)
        upper = row(cards["curve"], cards["magnifier"], spacing=SPACE_L)
        lower = row(cards["errors"], cards["digits"], spacing=SPACE_L)
        for half in (upper, lower):
            half.setStretch(0, 1)
        both = column(upper, lower, spacing=SPACE_L)
        for index, share in enumerate(_HEIGHTS):
            both.setStretch(index, share)
        main = QWidget()
        main.setLayout(both)
        self._fix_widths()
        return main

    def _name_objects(self) -> None:
        for name, control in self.controls.by_name.items():
            control.setObjectName(f"derivative.{name}")
        for name, menu in self._menus.items():
            menu.setObjectName(f"derivative.export_{name}")
        for name, widget in (
            ("curve_plot", self.curve),
            ("magnifier_plot", self.magnifier),
            ("error_plot", self.errors),
            ("digits", self.digits),
            ("finding", self.finding),
            ("remedy", self.finding.action),
        ):
            widget.setObjectName(f"derivative.{name}")

    def _connect(self) -> None:
        self.curve.handle.drag_started.connect(self.store.begin_gesture)
        self.curve.point_dragged.connect(self._on_point_dragged)
        self.curve.handle.drag_finished.connect(self.store.end_gesture)
        self.curve.arrow_pressed.connect(self._on_curve_arrow)
        self.errors.line.drag_started.connect(self.controls.begin_step_drag)
        self.errors.step_dragged.connect(self._on_step_dragged)
        self.errors.line.drag_finished.connect(self.controls.end_step_drag)
        self.errors.arrow_pressed.connect(self._on_errors_arrow)
        self.finding.action_taken.connect(self._on_action_taken)
        for menu in self._menus.values():
            menu.failed.connect(self.session.problem)

    @Slot()
    def _fix_widths(self) -> None:
        width = self.look.px(_COMPACT_SIDE_WIDTH if self.is_compact else _SIDE_WIDTH)
        self._cards["magnifier"].setFixedWidth(width)
        self._cards["digits"].setFixedWidth(width)

    @Slot(float)
    def _on_point_dragged(self, x: float) -> None:
        self.store.change(x=x)
        self.curve.show_measurement(
            self._measurement
        )  # the handle follows the pointer off the curve otherwise

    @Slot(int, int, bool)
    def _on_curve_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            x = linear_step(self.store.state.x, dx * (_LARGE_STEP if shift else 1), X_STEP)
            self.store.nudge(x=min(max(x, -FARTHEST_X), FARTHEST_X))

    @Slot(float)
    def _on_step_dragged(self, h: float) -> None:
        self.store.change(h=h)

    @Slot(int, int, bool)
    def _on_errors_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            self.store.nudge(h=logarithmic_step(self.store.state.h, dx * (_LARGE_STEP if shift else 1)))

    @Slot()
    def _on_action_taken(self) -> None:
        if self._remedy is not None:
            self.store.change(**self._remedy.fields)


def _columns(measurement: Measurement) -> Table:
    """Return the four differences as a table for exports."""
    estimates = measurement.estimates
    return [
        ("difference", [estimate.method for estimate in estimates]),
        ("precision", [estimate.precision for estimate in estimates]),
        ("value", [float(estimate.value) for estimate in estimates]),
        ("exact", [measurement.shape.slope] * len(estimates)),
        ("error", [estimate.error for estimate in estimates]),
    ]
