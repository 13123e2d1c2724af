"""What the pictures of the page Compare are called, and what their tooltips say."""

from explorer.language import _


def compare_explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each."""
    return {
        "side_by_side": (
            _("Answers side by side"),
            _(
                "Each column is one network: the digit that it reads, how sure it is, and its ten probabilities. A "
                "tick or a cross where the right digit is known. Draw something between a 4 and a 9. Section 6 of the "
                "chapter."
            ),
        ),
        "moments": (
            _("Answers through a run"),
            _(
                "What the network would have said to this drawing after so many updates: one column a moment, the more "
                "ink the likelier. Click a column, or use the arrow keys, to see it side by side. When is it right "
                "for good? Section 6 of the chapter."
            ),
        ),
    }


def compare_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card."""
    return {
        "side_by_side": (
            _("The same drawing, side by side"),
            _("What each network predicts for the drawing, with its ten probabilities; at the right, a run."),
        ),
        "moments": (
            _("As it learns: the answer after so many updates"),
            _(
                "The ten probabilities that a run gives the drawing after so many updates, one column per moment: the "
                "more ink, the likelier."
            ),
        ),
    }
