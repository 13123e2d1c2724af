"""What the pictures of the page Compare networks are called, and what their tooltips say."""

from explorer.texts.language import _


def compare_explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each."""
    return {
        "side_by_side": (
            _("Predictions side by side"),
            _(
                "Each column is one network: its prediction and its ten probabilities, with a tick or a cross where "
                "the label is known. Draw something between a 4 and a 9. Section 6 of the chapter."
            ),
        ),
        "moments": (
            _("Probabilities through a run"),
            _(
                "The ten probabilities of this drawing by each stored network of the run, one column per network: the "
                "brighter or darker, the higher. Click a column, or use the arrow keys, to see it above. Section 6 of "
                "the chapter."
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
            _("During training: each stored network of a run"),
            _(
                "The ten probabilities of the drawing by each stored network of a run, one column per network, with "
                "its iteration below."
            ),
        ),
    }
