"""The page Why: what decided about the answer, and what would change it."""

from functools import partial

from explorer.drawing.actions import CanvasActions
from explorer.drawing.canvas import Canvas
from explorer.drawing.parted_page import PartBuilders, PartedPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.drawing.why.correction_part import CorrectionPart
from explorer.drawing.why.evidence_part import EvidencePart
from explorer.drawing.why.network_part import NetworkPart
from explorer.drawing.why.switch_part import SwitchPart
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look


class WhyPage(PartedPage):
    """Evidence, the network as a diagram, switches, and a correction.

    Parameters
    ----------
    look, session, store, reader, panel
        As for `PartedPage`.
    canvas : Canvas
        In the control column.
    actions : CanvasActions
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
        shared = (look, session, store, reader)
        parts: PartBuilders = {
            "evidence": partial(EvidencePart, *shared, canvas),
            "network": partial(NetworkPart, *shared),
            "switches": partial(SwitchPart, *shared),
            "correction": partial(CorrectionPart, *shared, canvas, actions),
        }
        super().__init__(*shared, panel, "part", parts)

    @property
    def open_part(self) -> str:
        """Name of the part that is open."""
        return self.state.why.part

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        super().retranslate()
        self.set_part_words(
            [self.tr("Evidence"), self.tr("Network"), self.tr("Switch off"), self.tr("Correct")],
            self.tr("Part of the page Why"),
            self.tr(
                "Evidence: what each pixel adds, and what would change the answer. Network: every number from the "
                "pixels to the answer. Switch off: the network without some of its units or pixels. Correct: one step "
                "of learning from this digit. Sections 1, 3 and 6 of the chapter."
            ),
        )
