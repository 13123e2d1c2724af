"""The page Several variables: a function of two variables, and its slopes at one point."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.surfaces import find
from explorer.derivative.measurement_page import LARGE_STEP
from explorer.derivative.page import DerivativePage
from explorer.derivative.remark import Remark
from explorer.derivative.script import variables_script
from explorer.derivative.state import DerivativeState
from explorer.derivative.variables import words
from explorer.derivative.variables.controls import VariablesControls
from explorer.derivative.variables.direction_plot import DirectionPlot
from explorer.derivative.variables.explanations import card_texts, variables_explanations
from explorer.derivative.variables.partial_plot import PartialPlot
from explorer.derivative.variables.plane_plot import PlanePlot
from explorer.derivative.variables.slopes import Slopes, slopes
from explorer.derivative.variables.state import ANGLE_STEP, FARTHEST, POINT_STEP, TURN, VariablesState
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.facts import Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column, row
from explorer.widgets.number_table import NumberTable
from explorer.widgets.steps import linear_step

_HEIGHTS = (57, 43)  # shares of the upper and the lower cards
_SIDE_WIDTH = (400, 348)  # usual and compact
_TABLE_HEIGHT = (132, 98)  # usual and compact
_TONES, _SHARES = ("text2", "text2", "text2"), (0.75, 2.2, 1.05)


class VariablesPage(DerivativePage):
    """The plane with the gradient, both partial curves beside it, and below the slope in every direction."""

    def __init__(self, look: Look, session: Session, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        self.controls = VariablesControls(look, store, panel)
        self.plane, self.directions = PlanePlot(look), DirectionPlot(look)
        self.partials = [PartialPlot(look, variable) for variable in (0, 1)]
        self.table = NumberTable(look, _TONES, _SHARES, most_rows=3)
        self.finding = Remark(look)
        self._definition = Formula(look, SMALL, tone="text2")
        self._definition.setText(_("∂f/∂x₀ ≈ ( f(x₀+h, x₁) − f(x₀−h, x₁) ) / 2h"))
        plots = {
            "plane": self.plane,
            "partial_x0": self.partials[0],
            "partial_x1": self.partials[1],
            "directions": self.directions,
        }
        texts = card_texts()
        self.cards = {name: self.card(name, plot, *texts[name]) for name, plot in plots.items()}
        table = WidgetExport(self.table, self.table.columns)
        self.cards["gradient_table"] = self.card("gradient_table", table, *texts["gradient_table"])
        self.cards["gradient_table"].body.setStretch(0, 0)
        self.cards["gradient_table"].body.insertWidget(0, self._definition)
        self.cards["gradient_table"].set_title("{} = ({}, {})".format(words.GRADIENT, *words.PARTIALS))
        self.cards["gradient_table"].set_hint(_("h = 10⁻⁴"))
        self.cards["directions"].set_hint(_("slope = ∇f · direction"))
        self.cards["gradient_table"].body.addWidget(self.finding, 1)
        named: dict[str, QWidget] = {**self.controls.by_name, **plots, "gradient_table": self.table}
        name_widgets(self.view_name, named, variables_explanations())
        self.cards["plane"].set_instruction(_("Drag ● and ▲."))
        self._connect()
        self._lay_out()

    @property
    def slopes(self) -> Slopes:
        """Every number that is shown."""
        return self._slopes

    @property
    def subject_words(self) -> str:
        """The function that is differentiated."""
        return f"f(x0, x1) = {find(self.store.state.variables.surface).formula}"

    def render_state(self) -> None:
        """Draw the state."""
        self._slopes = found = slopes(self.store.state.variables)
        self.controls.show_slopes(found)
        self.plane.show_slopes(found)
        self.directions.show_slopes(found)
        for variable, plot in enumerate(self.partials):
            plot.show_slopes(found)
            self.cards[f"partial_x{variable}"].set_title(words.partial_title(found, variable))
        self.table.set_content(*words.table(found))
        title, body = words.sentence(found)
        self.finding.show_words(
            title, body, is_trouble=not found.is_differentiable or found.state.shows_integers
        )

    fact_labels = words.FACT_LABELS
    card_facts = {
        "plane": ("gradient_0", "gradient_1", "largest_slope"),
        "partial_x0": ("gradient_0",),
        "partial_x1": ("gradient_1",),
        "directions": ("directional", "largest_slope", "steepest_angle"),
        "gradient_table": ("gradient_0", "gradient_1", "directional"),
    }

    def facts(self) -> Facts:
        """Return the numerical gradient, the slope in the chosen direction, and the largest slope."""
        return words.facts(slopes(self.store.state.variables))

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        super().set_compact(compact)
        self.controls.set_compact(compact)
        for name in ("partial_x0", "partial_x1", "gradient_table"):
            self.cards[name].fix_width(self.look.px(_SIDE_WIDTH[compact]))
        self.table.setFixedHeight(self.look.px(_TABLE_HEIGHT[compact]))

    def script(self) -> str:
        """Return a script that prints the numerical gradient and the slope in the direction."""
        return variables_script(self.store.state.variables)

    def _lay_out(self) -> None:
        cards = self.cards
        partials = column(cards["partial_x0"], cards["partial_x1"], spacing=SPACE_L)
        upper = row(cards["plane"], partials, spacing=SPACE_L)
        lower = row(cards["directions"], cards["gradient_table"], spacing=SPACE_L)
        for half in (upper, lower):
            half.setStretch(0, 1)
        both = column(upper, lower, spacing=SPACE_L)
        for index, share in enumerate(_HEIGHTS):
            both.setStretch(index, share)
        self.setLayout(both)

    def _connect(self) -> None:
        store = self.store
        for handle in (self.plane.point, self.plane.direction, *(plot.handle for plot in self.partials)):
            handle.drag_started.connect(store.begin_gesture)
            handle.drag_finished.connect(store.end_gesture)
            handle.drag_finished.connect(self._announce)
        for formula in (self._definition, self.cards["gradient_table"].heading):
            formula.set_terms(words.gradient_terms())
            for item in (self.plane.marks_item, *(plot.marks_item for plot in self.partials)):
                formula.linkHovered.connect(item.point_at)
        self.plane.point_dragged.connect(self._on_point_dragged)
        self.plane.angle_dragged.connect(self._on_angle)
        self.plane.area_changed.connect(self.outdated)
        self.plane.arrow_pressed.connect(self._on_plane_arrow)
        for plot, moved, arrow in zip(
            self.partials,
            (self._on_x0_dragged, self._on_x1_dragged),
            (self._on_x0_arrow, self._on_x1_arrow),
            strict=True,
        ):
            plot.dragged.connect(moved)
            plot.arrow_pressed.connect(arrow)
        self.directions.line.drag_started.connect(store.begin_gesture)
        self.directions.line.drag_finished.connect(store.end_gesture)
        self.directions.angle_dragged.connect(self._on_angle)
        self.directions.angle_chosen.connect(self._on_angle)
        self.directions.arrow_pressed.connect(self._on_direction_arrow)

    def _nudge(self, dx: int, dy: int, shift: bool) -> None:
        steps = LARGE_STEP if shift else 1
        x0, x1 = (
            min(max(linear_step(value, move * steps, POINT_STEP), -FARTHEST), FARTHEST)
            for value, move in zip(self.store.state.variables.point, (dx, dy), strict=True)
        )
        self.store.nudge_to(self._with(replace(self.store.state.variables, x0=x0, x1=x1)))

    def _with(self, page: VariablesState) -> DerivativeState:
        state = self.store.state
        return replace(state, variables=page)

    @Slot()
    def _announce(self) -> None:
        self.status_announced.emit(f"{self.finding.accessibleName()}. {self.finding.accessibleDescription()}")

    @Slot(float, float)
    def _on_point_dragged(self, x0: float, x1: float) -> None:
        self.store.change_to(self._with(replace(self.store.state.variables, x0=x0, x1=x1)))
        self.plane.show_slopes(self.slopes)  # the handle follows the pointer out of the picture otherwise

    @Slot(float)
    def _on_angle(self, angle: float) -> None:
        self.store.change_to(self._with(replace(self.store.state.variables, angle=angle)))
        self.plane.show_slopes(self.slopes)  # the handle leaves its circle otherwise

    @Slot(float)
    def _on_x0_dragged(self, value: float) -> None:
        self.store.change_to(self._with(replace(self.store.state.variables, x0=value)))

    @Slot(float)
    def _on_x1_dragged(self, value: float) -> None:
        self.store.change_to(self._with(replace(self.store.state.variables, x1=value)))

    @Slot(int, int, bool)
    def _on_plane_arrow(self, dx: int, dy: int, shift: bool) -> None:
        self._nudge(dx, dy, shift)

    @Slot(int, int, bool)
    def _on_x0_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        self._nudge(dx, 0, shift)

    @Slot(int, int, bool)
    def _on_x1_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        self._nudge(0, dx, shift)

    @Slot(int, int, bool)
    def _on_direction_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        page: VariablesState = self.store.state.variables
        angle = linear_step(page.angle, dx * (LARGE_STEP if shift else 1), ANGLE_STEP)
        self.store.nudge_to(self._with(replace(page, angle=angle % TURN)))
