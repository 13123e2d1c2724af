"""What the parts of the page Why have in common."""

from explorer.drawing.page import DrawingPage
from explorer.drawing.why.question import Question, question
from explorer.texts.language import N_
from explorer.views.facts import MISSING, Facts, whole

LEAD_LABEL = N_("Score of the prediction minus that of the other digit")


class WhyPart(DrawingPage):
    """One part of the page: a page of its own, about the question that is asked."""

    fact_labels = {**DrawingPage.fact_labels, "rival": N_("The other digit")}

    def facts(self) -> Facts:
        """Return the answer and which digit is asked about; parts add what they show."""
        question = self.question()
        return {**super().facts(), "rival": MISSING if question is None else whole(question.rival)}

    def question(self) -> Question | None:
        """Return the question; None where there is no answer to ask about."""
        return question(self.state.why, self.subject(), self.reading())
