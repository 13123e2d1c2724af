"""The page Why: what decided about the answer, and what would change it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from explorer.drawing.actions import CanvasActions
from explorer.drawing.canvas import Canvas
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.drawing.why.correction_part import CorrectionPart
from explorer.drawing.why.evidence_part import EvidencePart
from explorer.drawing.why.explanations import part_explanations
from explorer.drawing.why.network_part import NetworkPart
from explorer.drawing.why.part import WhyPart
from explorer.drawing.why.state import PARTS
from explorer.drawing.why.switch_part import SwitchPart
from explorer.paged_view import PagePanel, explain
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.choice import Segmented
from explorer.widgets.layout import column

_COLUMNS = 2


class WhyPage(DrawingPage):
    """One part at a time, each built when it is first opened.

    Parameters
    ----------
    look, session, store, reader
        As for `DrawingPage`.
    canvas : Canvas
        In the control column.
    actions : CanvasActions
    panel : PagePanel
        The page's part of the control column.
    """

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        canvas: Canvas,
        actions: CanvasActions,
        panel: PagePanel,
    ) -> None:
        super().__init__(look, session, store, reader)
        self._choice = Segmented(look, len(PARTS), _COLUMNS)
        self.name_objects({"why_part": self._choice})
        panel.add_section(None, self._choice)
        shared = (look, session, store, reader)
        self._build: dict[str, Callable[[PagePanel], WhyPart]] = {
            "evidence": partial(EvidencePart, *shared, canvas),
            "network": partial(NetworkPart, *shared),
            "switches": partial(SwitchPart, *shared),
            "correction": partial(CorrectionPart, *shared, actions),
        }
        self._panels = {name: PagePanel(panel) for name in self._build}
        self._parts: dict[str, WhyPart] = {}
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack))
        self._choice.chosen.connect(self._on_part_chosen)

    def part(self, name: str) -> WhyPart:
        """Return a part, built now if it never was open."""
        if name not in self._parts:
            part = self._parts[name] = self._build[name](self._panels[name])
            self._stack.addWidget(part)
            part.outdated.connect(self.outdated)
            part.retranslate()
            part.set_compact(self.is_compact)
        return self._parts[name]

    def render_state(self) -> None:
        """Draw the part that is open."""
        name = self.state.why.part
        part = self.part(name)
        self._choice.set_value(PARTS.index(name))
        for other, panel in self._panels.items():
            panel.set_visible(other == name)
        self._stack.setCurrentWidget(part)
        part.render_state()

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        names = [self.tr("Evidence"), self.tr("Network"), self.tr("Switch off"), self.tr("Correct")]
        self._choice.set_texts(names)
        explain({"why_part": self._choice}, part_explanations())
        for part in self._parts.values():
            part.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Pass it on to the parts."""
        super().set_compact(compact)
        for part in self._parts.values():
            part.set_compact(compact)

    @Slot(int)
    def _on_part_chosen(self, index: int) -> None:
        self.store.tick(part=PARTS[index])
