"""What the pages of the drawing view have in common."""

from explorer.drawing.reading import Reader, Reading, Subject, subject
from explorer.drawing.state import DrawingState
from explorer.paged_view import Page
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look


class DrawingPage(Page):
    """A page about what is on the canvas.

    Parameters
    ----------
    look : Look
        Theme and type scale.
    session : Session
        What the views share.
    store : Store
        Of a `DrawingState`.
    reader : Reader
        Reads what is on the canvas, for all pages.
    """

    view_name = "drawing"

    def __init__(self, look: Look, session: Session, store: Store[DrawingState], reader: Reader) -> None:
        super().__init__(look, session, store)
        self._reader = reader

    @property
    def state(self) -> DrawingState:
        """The present state."""
        state: DrawingState = self.store.state
        return state

    def reading(self) -> Reading | None:
        """Return what the network makes of what is on the canvas."""
        return self._reader.read(self.state)

    def subject(self) -> Subject:
        """Return what is on the canvas, and who reads it."""
        return subject(self.state, self.session)
