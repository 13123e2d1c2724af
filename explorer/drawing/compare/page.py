"""The page Compare: several networks answer the same drawing."""

from PySide6.QtCore import Slot

from explorer.drawing import words
from explorer.drawing.compare.controls import CompareControls
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader, answer_of, can_read
from explorer.drawing.side_by_side import Opinion, SideBySide
from explorer.drawing.state import DIGITS, DrawingState
from explorer.paged_view import PagePanel, explain
from explorer.plots.export import Table, WidgetExport
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.layout import column


class ComparePage(DrawingPage):
    """The answers side by side.

    Parameters
    ----------
    look, session, store, reader
        As for `DrawingPage`.
    panel : PagePanel
        The page's part of the control column.
    """

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        super().__init__(look, session, store, reader)
        self.controls = CompareControls(look, session, store, panel)
        self.side_by_side = SideBySide(look)
        self._card = self.card(
            "side_by_side",
            self.side_by_side,
            WidgetExport(self.side_by_side, look, "drawing-networks", self._table),
        )
        self.name_objects({"side_by_side": self.side_by_side})
        self.setLayout(column(self._card))
        session.networks_changed.connect(self._on_networks_changed)

    def render_state(self) -> None:
        """Draw the state."""
        self.controls.show_state(self.state)
        reading, now = self.reading(), self.subject()
        opinions = []
        for key in self.state.compare.compared:
            saved = self.session.network(key)
            is_able = reading is not None and can_read(saved.network)
            answer = (
                answer_of(saved.network, reading.stages.form.reshape(-1)) if reading and is_able else None
            )
            opinions.append(Opinion(words.short_name(key, self.session), words.short_facts(saved), answer))
        self.side_by_side.show_opinions(tuple(opinions), now.label)
        self._card.set_hint(words.agreement([one.answer for one in opinions if one.answer is not None]))

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        self.controls.retranslate()
        self._card.set_title(self.tr("The same drawing, side by side"))
        self.side_by_side.set_words(self.tr("no answer"))
        explain(
            {"side_by_side": self.side_by_side},
            {
                "side_by_side": (
                    self.tr("Answers side by side"),
                    self.tr(
                        "Each column is one network: the digit that it reads, how sure it is, and its ten "
                        "probabilities. A tick or a cross where the right digit is known. Section 6 of the chapter."
                    ),
                )
            },
        )

    @Slot()
    def _on_networks_changed(self) -> None:
        self.controls.show_networks()
        self.outdated.emit()

    def _table(self) -> Table:
        answers = [(one.name, one.answer) for one in self.side_by_side.opinions if one.answer is not None]
        columns = [(name, answer.probabilities.tolist()) for name, answer in answers]
        return [("digit", range(DIGITS)), *columns] if columns else []
