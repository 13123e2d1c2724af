"""What the pages of the training view have in common."""

from explorer.look.theme import Look
from explorer.state.session import Session
from explorer.state.store import Store
from explorer.texts.language import _
from explorer.texts.numbers import grouped
from explorer.training.runs import words
from explorer.training.state import TrainingState
from explorer.training.subject import Subject
from explorer.views.paged_view import Page


class TrainingPage(Page[TrainingState]):
    """A page about one run, or about its network at one moment.

    Parameters
    ----------
    subject : Subject
        The run, the moment and the network; the view draws the open page again when it changes.
    """

    view_name = "training"

    def __init__(self, look: Look, session: Session, store: Store[TrainingState], subject: Subject) -> None:
        super().__init__(look, session, store)
        self.subject = subject

    def render_network(self) -> None:
        """Draw what depends on the network of the run under way, which is newer: all, unless a page knows better."""
        self.render_state()

    @property
    def subject_words(self) -> str:
        """The run that the page is about, and its moment; the controls may be set for another run."""
        run = self.subject.run
        found = ", ".join(filter(None, (words.settings(run.config), words.changes(run))))
        parts = [_("Run: {settings}").format(settings=found)]
        if self.is_about_a_moment and not run.is_active:  # else it would be another by now
            parts.append(_("Iteration: {0}").format(grouped(self.subject.moment)))
        return " · ".join(parts)

    @property
    def is_about_a_moment(self) -> bool:
        """Whether what is shown depends on the moment of the run that is looked at."""
        return True
