"""The page Why: what decided about the answer, and what would change it."""

from collections.abc import Callable
from functools import partial

from explorer.drawing.canvas import Canvas
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.drawing.why.correction_part import CorrectionPart
from explorer.drawing.why.evidence_part import EvidencePart
from explorer.drawing.why.network_part import NetworkPart
from explorer.drawing.why.switch_part import SwitchPart
from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.views.page_of_parts import PageOfParts
from explorer.views.paged_view import PagePanel

_PARTS_IN_A_ROW = 4


class WhyPage(PageOfParts[DrawingState, DrawingPage]):
    """Evidence, the network as a diagram, switches, and a correction.

    Parameters
    ----------
    canvas : Canvas
        In the control column.
    """

    view_name = "drawing"

    def __init__(
        self,
        look: Look,
        session: Session,
        store: Store[DrawingState],
        reader: Reader,
        canvas: Canvas,
        panel: PagePanel,
    ) -> None:
        shared = (look, session, store, reader)
        parts: dict[str, Callable[[PagePanel], DrawingPage]] = {
            "evidence": partial(EvidencePart, *shared, canvas),
            "network": partial(NetworkPart, *shared),
            "correction": partial(CorrectionPart, *shared, canvas),
            "switches": partial(SwitchPart, *shared),
        }
        super().__init__(look, session, store, panel, field="part", parts=parts, columns=_PARTS_IN_A_ROW)
