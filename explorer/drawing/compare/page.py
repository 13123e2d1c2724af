"""The page Compare: who else could read the drawing, and how."""

from functools import partial

from explorer.drawing.compare.networks_part import NetworksPart
from explorer.drawing.features.page import FeaturesPage
from explorer.drawing.parted_page import PartBuilders, PartedPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look


class ComparePage(PartedPage):
    """Several networks, and features made by people against those that a network found.

    Parameters
    ----------
    look, session, store, reader, panel
        As for `PartedPage`.
    """

    def __init__(
        self, look: Look, session: Session, store: Store[DrawingState], reader: Reader, panel: PagePanel
    ) -> None:
        shared = (look, session, store, reader)
        parts: PartBuilders = {
            "networks": partial(NetworksPart, *shared),
            "features": partial(FeaturesPage, *shared),
        }
        super().__init__(*shared, panel, "compare_part", parts)

    @property
    def open_part(self) -> str:
        """Name of the part that is open."""
        return self.state.compare.compare_part

    def retranslate(self) -> None:
        """Set every text that does not depend on the state."""
        super().retranslate()
        self.set_part_words(
            [self.tr("Networks"), self.tr("Features")],
            self.tr("Part of the page Compare"),
            self.tr(
                "Networks: several networks, and one at every moment of its training, answer the same drawing. "
                "Features: pixels, a feature made by people, and those of the network. Sections 1 and 6 of the chapter."
            ),
        )
