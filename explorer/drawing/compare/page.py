"""The page Compare: who else could read the drawing, and how."""

from collections.abc import Callable
from functools import partial

from explorer.drawing.compare.networks_part import NetworksPart
from explorer.drawing.features.page import FeaturesPage
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.page_of_parts import PageOfParts
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look


class ComparePage(PageOfParts[DrawingState, DrawingPage]):
    """Several networks, and features made by people against those that a network found.

    Parameters
    ----------
    look, session, store, reader
        As for `DrawingPage`.
    panel : PagePanel
        The page's part of the control column.
    """

    view_name = "drawing"

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        shared = (look, session, store, reader)
        parts: dict[str, Callable[[PagePanel], DrawingPage]] = {
            "networks": partial(NetworksPart, *shared),
            "features": partial(FeaturesPage, *shared),
        }
        super().__init__(look, session, store, panel, field="compare_part", parts=parts, columns=len(parts))
