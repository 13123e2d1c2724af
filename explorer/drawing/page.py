"""What the pages of the drawing view have in common."""

from PySide6.QtWidgets import QWidget

from explorer.declarations import declared_fields
from explorer.drawing.reading import Reader, Reading, Subject, subject
from explorer.drawing.state import DrawingState
from explorer.language import _
from explorer.paged_view import Page
from explorer.session import Session
from explorer.store import Store
from explorer.theme import Look
from explorer.widgets.text import set_tooltip


class DrawingPage(Page[DrawingState]):
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
        return self.store.state

    def reading(self) -> Reading | None:
        """Return what the network makes of what is on the canvas."""
        return self._reader.read(self.state)

    def subject(self) -> Subject:
        """Return what is on the canvas, and who reads it."""
        return subject(self.state, self.session)


def describe(widget: QWidget, name: str) -> None:
    """Set object name, accessible name and tooltip of a hand-made control of a field."""
    declaration = declared_fields(DrawingState)[name].declaration
    widget.setObjectName(f"drawing.{name}")
    widget.setAccessibleName(_(declaration.label))
    set_tooltip(widget, _(declaration.hint))
