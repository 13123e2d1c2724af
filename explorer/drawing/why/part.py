"""What the parts of the page Why have in common."""

from explorer.drawing.page import DrawingPage
from explorer.drawing.why.question import Question, question


class WhyPart(DrawingPage):
    """One part of the page: a page of its own, about the question that is asked."""

    def question(self) -> Question | None:
        """Return the question; None where there is no answer to ask about."""
        return question(self.state.why, self.subject(), self.reading())
