"""The part Network: every number from the pixels to the answer."""

from PySide6.QtCore import Slot

from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.drawing.why import flow_words, words
from explorer.drawing.why.diagram import Diagram
from explorer.drawing.why.explanations import network_explanations
from explorer.drawing.why.flow import flow
from explorer.drawing.why.part import LEAD_LABEL, WhyPart
from explorer.look.theme import SMALL, Look
from explorer.plots.export import Table, WidgetExport
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed
from explorer.views.facts import MISSING, Fact, Facts
from explorer.views.paged_view import PagePanel, name_widgets
from explorer.widgets.formula import Formula
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class NetworkPart(WhyPart):
    """The diagram."""

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, reader)
        self.diagram = Diagram(look)
        reminder = Label(look, SMALL, tone="text2", wrap=True)
        reminder.setText(
            _(
                "Solid lines: positive contributions; dashed: negative. Point at a pixel, a unit or a digit to see its "
                "arithmetic; click a digit to compare the prediction with it."
            )
        )
        self._formulas = Formula(look, SMALL, wrap=True)
        self._formulas.set_terms(flow_words.terms())
        self._formulas.linkHovered.connect(self.diagram.point_at)
        panel.add_section(None, reminder, self._formulas)
        self._card = self.card(
            "diagram",
            WidgetExport(self.diagram, self._table),
            words.asked(None),
            _(
                "From the pixels through the hidden units to the ten probabilities: those units have a row whose "
                "contributions to the two scores differ most. Each adds its activation times its weight."
            ),
        )
        self._card.set_hint(_("units with the largest difference first"))
        name_widgets(self.view_name, {"diagram": self.diagram}, network_explanations())
        self.setLayout(column(self._card))
        self.diagram.asked.connect(self._on_asked)

    def render_state(self) -> None:
        """Draw the state."""
        question = self.question()
        self._card.set_title(words.asked(question))
        self._formulas.setText(flow_words.formulas(self.subject().network.network))
        self.diagram.show_flow(None if question is None else flow(question))

    fact_labels = {
        **WhyPart.fact_labels,
        "score": N_("Score of the prediction"),
        "rival_score": N_("Score of the other digit"),
        "lead": LEAD_LABEL,
    }
    card_facts = {"diagram": ("score", "rival_score", "lead")}

    def facts(self) -> Facts:
        """Return the scores of the two digits of the question."""
        question = self.question()
        if question is None:
            return {**super().facts(), "score": MISSING, "rival_score": MISSING, "lead": MISSING}
        shown = flow(question)
        score, rival = shown.for_winner.score, shown.for_rival.score
        return {
            **super().facts(),
            "score": Fact(score, fixed(score, 2)),
            "rival_score": Fact(rival, fixed(rival, 2)),
            "lead": Fact(score - rival, fixed(score - rival, 2)),
        }

    def _table(self) -> Table:
        shown = self.diagram.shown_flow
        if shown is None:
            return []
        units = shown.order
        return [
            ("hidden unit", units.tolist()),
            ("activation", shown.activations[units].tolist()),
            (f"to {shown.question.winner}", shown.for_winner.contributions[units].tolist()),
            (f"to {shown.question.rival}", shown.for_rival.contributions[units].tolist()),
        ]

    @Slot(int)
    def _on_asked(self, digit: int) -> None:
        self.store.change_to(self.state.asking(digit))
