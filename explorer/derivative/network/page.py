"""The page Network: the chapter's simpleNet in numbers, its gradient, and what the gradient predicts."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.derivative.measurement_page import LARGE_STEP
from explorer.derivative.network import words
from explorer.derivative.network.controls import NetworkControls
from explorer.derivative.network.descent_plot import DescentPlot
from explorer.derivative.network.explanations import card_texts, network_explanations
from explorer.derivative.network.matrices import Matrices
from explorer.derivative.network.nudge_plot import NudgePlot
from explorer.derivative.network.outcome import TABLE_STEPS, NetworkNumbers, numbers_of
from explorer.derivative.network.question_card import QuestionPart
from explorer.derivative.network.state import LARGEST_NUDGE, NUDGE_STEP, NetworkState
from explorer.derivative.page import DerivativePage
from explorer.derivative.script import network_script
from explorer.derivative.state import DerivativeState
from explorer.look.theme import SMALL, SPACE_L, Look
from explorer.plots.export import Exportable, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.views.facts import Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.layout import Card, column, row
from explorer.widgets.number_table import NumberTable
from explorer.widgets.steps import linear_step
from explorer.widgets.text import ElidedLabel

_LEAST_QUESTIONS = 148  # pixels: a question of two lines, and its buttons
_HEIGHTS = (36, 33, 31)  # shares of the three rows of cards
_SIDE_WIDTH = (400, 328)  # usual and compact
_TABLE_HEIGHT = (150, 112)


class NetworkPage(DerivativePage):
    """Matrices above, a nudged weight in the middle, descent and questions below."""

    def __init__(self, look: Look, session: Session, store: Store[DerivativeState], panel: PagePanel) -> None:
        super().__init__(look, session, store)
        self.controls = NetworkControls(look, store, panel)
        self.matrices, self.questions = Matrices(look), QuestionPart(look, store)
        self.nudge_plot, self.descent_plot = NudgePlot(look), DescentPlot(look)
        self.changes = NumberTable(look, words.CHANGE_TONES, words.CHANGE_SHARES, most_rows=len(TABLE_STEPS))
        self._failing = ElidedLabel(look, SMALL, tone="text2")
        self._nudge_at_start = 0.0
        texts = card_texts()
        shown: dict[str, Exportable] = {
            "matrices": WidgetExport(self.matrices, self.matrices.columns),
            "nudge": self.nudge_plot,
            "changes": WidgetExport(self.changes, self.changes.columns),
            "descent": self.descent_plot,
        }
        self.cards = {name: self.card(name, each, *texts[name]) for name, each in shown.items()}
        self.cards["questions"] = Card(look, "derivative.questions", *texts["questions"])
        self.cards["changes"].body.setStretch(0, 0)
        self._failing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cards["changes"].body.addStretch(1)
        self.cards["changes"].body.addWidget(self._failing)
        self.cards["questions"].body.addWidget(self.questions, 1)
        named: dict[str, QWidget] = {
            **self.controls.by_name,
            **self.questions.by_name,
            "matrices": self.matrices,
            "nudge_plot": self.nudge_plot,
            "changes": self.changes,
            "descent_plot": self.descent_plot,
        }
        name_widgets(self.view_name, named, network_explanations())
        self.cards["matrices"].highlights["dW"] = self.matrices.gradients
        self.cards["nudge"].set_hint(_("dashed: predicted"))
        self.cards["descent"].set_title(_("W ← W − lr ∂L/∂W"))
        for name in ("matrices", "descent"):
            heading = self.cards[name].heading
            heading.set_terms(words.matrix_terms())
            heading.linkHovered.connect(self.matrices.point_at)
        slope = self.cards["nudge"].heading
        slope.linkHovered.connect(self.nudge_plot.marks_item.point_at)
        self._connect()
        self._lay_out()

    @property
    def numbers(self) -> NetworkNumbers:
        """Every number that is shown."""
        return self._numbers

    def render_state(self) -> None:
        """Draw the state."""
        self._numbers = numbers = numbers_of(self.store.state.network)
        self.controls.show_numbers(numbers)
        self.matrices.show_numbers(numbers, words.status(numbers))
        self.nudge_plot.show_numbers(numbers)
        self.descent_plot.show_numbers(numbers)
        self.changes.set_content(*words.change_table(numbers))
        self._failing.setText(words.failing(numbers))
        self.questions.show_numbers(numbers)
        cards = self.cards
        cards["matrices"].set_title(
            _("L = −Σ t log(y + 10⁻⁷) = {loss}").format(loss=words.loss_text(numbers))
        )
        cards["matrices"].set_hint(words.answer_text(numbers))
        cards["nudge"].set_title(words.nudge_title(numbers))
        cards["nudge"].heading.set_terms(words.slope_terms(numbers))
        cards["descent"].set_hint(words.descent_hint(numbers))

    fact_labels = words.FACT_LABELS
    card_facts = {
        "matrices": ("loss", "prediction", "correct", "gradient_#"),
        "nudge": ("loss", "predicted_change", "loss_change"),
        "changes": ("predicted_change", "loss_change"),
        "descent": ("loss",),
    }

    def facts(self) -> Facts:
        """Return loss, prediction and gradient, and what the nudge changes; rows and columns count from 1."""
        return words.facts(numbers_of(self.store.state.network))

    def set_compact(self, compact: bool) -> None:
        """Make the side cards narrower in a small window."""
        super().set_compact(compact)
        for name in ("changes", "questions"):
            self.cards[name].fix_width(self.look.px(_SIDE_WIDTH[compact]))
        self.changes.setFixedHeight(self.look.px(_TABLE_HEIGHT[compact]))

    def script(self) -> str:
        """Return a script that prints scores, loss, gradient, what the nudge does, and the steps of descent."""
        return network_script(self.store.state.network)

    def _lay_out(self) -> None:
        cards = self.cards
        middle = row(cards["nudge"], cards["changes"], spacing=SPACE_L)
        lower = row(cards["descent"], cards["questions"], spacing=SPACE_L)
        cards["questions"].setMinimumHeight(self.look.px(_LEAST_QUESTIONS))
        for half in (middle, lower):
            half.setStretch(0, 1)
        whole = column(cards["matrices"], middle, lower, spacing=SPACE_L)
        for index, share in enumerate(_HEIGHTS):
            whole.setStretch(index, share)
        self.setLayout(whole)

    def _connect(self) -> None:
        store = self.store
        self.matrices.chosen.connect(self._on_chosen)
        self.matrices.drag_started.connect(self._on_weight_taken)
        self.matrices.dragged.connect(self._on_weight_dragged)
        self.matrices.drag_finished.connect(store.end_gesture)
        self.matrices.drag_finished.connect(self._announce)
        for handle in (self.nudge_plot.handle, self.descent_plot.handle):
            handle.drag_started.connect(store.begin_gesture)
            handle.drag_finished.connect(store.end_gesture)
            handle.drag_finished.connect(self._announce)
        self.nudge_plot.nudge_dragged.connect(self._on_nudge)
        self.nudge_plot.arrow_pressed.connect(self._on_nudge_arrow)
        self.descent_plot.step_dragged.connect(self._on_step_dragged)
        self.descent_plot.arrow_pressed.connect(self._on_descent_arrow)

    @Slot()
    def _announce(self) -> None:
        self.status_announced.emit(words.status(self.numbers))

    @Slot(int, int)
    def _on_chosen(self, row_index: int, column_index: int) -> None:
        self.controls.choose((row_index, column_index))

    @Slot()
    def _on_weight_taken(self) -> None:
        self._nudge_at_start = self.store.state.network.nudge
        self.store.begin_gesture()

    @Slot(float)
    def _on_weight_dragged(self, change: float) -> None:
        self._on_nudge(round(self._nudge_at_start + change, 2))

    @Slot(float)
    def _on_nudge(self, nudge: float) -> None:
        self.store.change_to(self._nudged_by(nudge))

    @Slot(int, int, bool)
    def _on_nudge_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        nudge = linear_step(self.store.state.network.nudge, dx * (LARGE_STEP if shift else 1), NUDGE_STEP)
        self.store.nudge_to(self._nudged_by(nudge))

    def _nudged_by(self, nudge: float) -> DerivativeState:
        """Return the state with the nearest nudge that is allowed."""
        page: NetworkState = self.store.state.network
        return self._with(replace(page, nudge=min(max(nudge, -LARGEST_NUDGE), LARGEST_NUDGE)))

    def _with(self, page: NetworkState) -> DerivativeState:
        state = self.store.state
        return replace(state, network=page)

    @Slot(int)
    def _on_step_dragged(self, step: int) -> None:
        self.store.change_to(self._with(replace(self.store.state.network, descended=step)))

    @Slot(int, int, bool)
    def _on_descent_arrow(self, dx: int, _dy: int, shift: bool) -> None:
        page: NetworkState = self.store.state.network
        step = page.descended + dx * (LARGE_STEP if shift else 1)
        step = min(max(step, 0), len(self.numbers.history) - 1)
        self.store.nudge_to(self._with(replace(page, descended=step)))
