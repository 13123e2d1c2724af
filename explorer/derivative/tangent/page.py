"""The page Tangent: a curve, its tangent, and what a difference with a finite step makes of it."""

from dataclasses import replace

from PySide6.QtCore import Slot

from explorer.derivative import words
from explorer.derivative.comparison import DIFFERENCES
from explorer.derivative.error_plot import ErrorPlot
from explorer.derivative.explanations import card_texts
from explorer.derivative.measurement_page import LARGE_STEP, MeasurementPage
from explorer.derivative.script import tangent_script
from explorer.derivative.state import FARTHEST_X, X_STEP, DerivativeState
from explorer.derivative.tangent.curve_plot import CurvePlot
from explorer.derivative.tangent.lens import Lens
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.paged_view import PagePanel
from explorer.widgets.steps import linear_step

_HEIGHTS = (49, 48)  # shares of the upper and the lower cards


class TangentPage(MeasurementPage):
    """The curve and the surroundings of P above; errors against h and digits below."""

    def __init__(self, look: Look, session: Session, store: Store[DerivativeState], panel: PagePanel) -> None:
        errors = ErrorPlot(look)
        super().__init__(look, session, store, panel, "", errors)
        self.curve, self.lens = CurvePlot(look), Lens(look, store)
        texts = card_texts()
        self.cards["curve"] = self.card("curve", self.curve, *texts["curve"])
        self.cards["magnifier"] = self.card("magnifier", self.lens, *texts["magnifier"], picture=self.lens)
        self.name_parts("", {"curve_plot": self.curve, **self.lens.by_name})
        self.cards["curve"].set_instruction(_("Drag P."))
        self.cards["curve"].highlights["legend"] = self.curve.key.region
        self.cards["errors"].set_hint(_("dashed: float32"))
        self.curve.handle.drag_started.connect(store.begin_gesture)
        self.curve.point_dragged.connect(self._on_point_dragged)
        self.curve.handle.drag_finished.connect(store.end_gesture)
        self.curve.handle.drag_finished.connect(self.announce)
        for item in (self.curve.marks_item, self.lens.magnifier.marks_item):
            self.controls.definition.linkHovered.connect(item.point_at)
        self.curve.arrow_pressed.connect(self._on_curve_arrow)
        self.lay_out(("curve", "magnifier"), ("errors", "digits"), _HEIGHTS)

    def render_state(self) -> None:
        """Draw the state."""
        super().render_state()
        measurement = self.measurement
        self.curve.show_measurement(measurement)
        self.lens.show_measurement(measurement)
        self.cards["magnifier"].set_hint(self.lens.magnification(measurement))
        self.cards["curve"].set_title(words.curve_title(measurement, short=self.is_compact))
        self.cards["errors"].set_title(words.errors_title(measurement, short=self.is_compact))

    card_facts = {
        **MeasurementPage.card_facts,
        "curve": tuple(DIFFERENCES),
        "magnifier": tuple(DIFFERENCES),
    }

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower, and what is in them smaller, in a small window."""
        super().set_compact(compact)
        self.curve.set_compact(compact)

    def script(self) -> str:
        """Return a script that prints the slope by formula and by both differences."""
        return tangent_script(self.measurement)

    @Slot(float)
    def _on_point_dragged(self, x: float) -> None:
        self.store.change_to(replace(self.store.state, x=x))
        self.curve.show_measurement(
            self.measurement
        )  # the handle follows the pointer off the curve otherwise

    @Slot(int, int, bool)
    def _on_curve_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        if dx:
            x = linear_step(self.store.state.x, dx * (LARGE_STEP if shift else 1), X_STEP)
            x = min(max(x, -FARTHEST_X), FARTHEST_X)
            self.store.nudge_to(replace(self.store.state, x=x))
