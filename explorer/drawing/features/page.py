"""The page Features: three ways to read the same drawing, and who found what they look at."""

from explorer.drawing.features.card import FeaturesCard
from explorer.drawing.page import DrawingPage
from explorer.drawing.reading import Reader
from explorer.drawing.state import DrawingState
from explorer.facts import Facts
from explorer.language import _
from explorer.paged_view import PagePanel
from explorer.session import Session
from explorer.store import Store
from explorer.theme import SMALL, Look
from explorer.widgets.layout import column
from explorer.widgets.text import Label


class FeaturesPage(DrawingPage):
    """One card, and in the column what it teaches.

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
        self.features = FeaturesCard(look, session, store)
        lesson = Label(look, SMALL, tone="text2", wrap=True)
        lesson.setText(
            _(
                "Nearest neighbours learn nothing: they keep all images. A good feature, thought of by people, makes "
                "them better and smaller. The network finds its features in the data."
            )
        )
        panel.add_section(None, lesson)
        self.setLayout(column(self.features))
        self.features.outdated.connect(self.outdated)

    def facts(self) -> Facts:
        """Return what the three ways answer, score and cost."""
        return {**super().facts(), **self.features.facts(self.reading())}

    def render_state(self) -> None:
        """Draw the state."""
        self.features.show_reading(self.reading())
