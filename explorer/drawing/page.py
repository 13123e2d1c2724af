"""What the pages of the drawing view have in common."""

from PySide6.QtWidgets import QWidget

from explorer.drawing import words
from explorer.drawing.reading import Reader, Reading, Subject, subject
from explorer.drawing.state import DrawingState
from explorer.look.theme import Look
from explorer.state.declarations import declared_fields
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import N_, _
from explorer.views.facts import MISSING, Fact, Facts, percentage, whole
from explorer.views.paged_view import Page
from explorer.widgets.text import set_tooltip

ANSWER = ("prediction", "probability", "runner_up", "runner_up_probability")


class DrawingPage(Page[DrawingState]):
    """A page about what is on the canvas.

    Parameters
    ----------
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

    @property
    def subject_words(self) -> str:
        """The network that reads the drawing."""
        name = dict(words.reader_items(self.session)).get(self.state.network)
        return _("Network: {name}").format(name=name) if name else ""

    def reading(self) -> Reading | None:
        """Return what the network makes of what is on the canvas."""
        return self._reader.read(self.state)

    fact_labels = {
        "label": N_("Label"),
        "prediction": N_("Prediction"),
        "probability": N_("Its probability"),
        "runner_up": N_("Second most probable digit"),
        "runner_up_probability": N_("Its probability"),
    }

    def facts(self) -> Facts:
        """Return the answer to what is on the canvas; pages add what they show."""
        reading, label = self.reading(), self.subject().label
        facts = {"label": MISSING if label is None else whole(label)}
        if reading is None:
            return facts | dict.fromkeys(ANSWER, MISSING)
        answer = reading.answer
        return facts | {
            "prediction": whole(answer.winner),
            "probability": Fact(answer.share, words.share(answer)),
            "runner_up": whole(answer.runner_up),
            "runner_up_probability": percentage(answer.runner_up_share),
        }

    def subject(self) -> Subject:
        """Return what is on the canvas, and who reads it."""
        return subject(self.state, self.session)


def describe(widget: QWidget, name: str) -> None:
    """Set object name, accessible name and tooltip of a hand-made control of a field."""
    declaration = declared_fields(DrawingState)[name].declaration
    widget.setObjectName(f"drawing.{name}")
    widget.setAccessibleName(_(declaration.label))
    set_tooltip(widget, _(declaration.hint))
