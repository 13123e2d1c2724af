"""What the pictures of the page Step against sigmoid are called, and what their tooltips say."""

from explorer.language import _


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "step_values": (
            _("Sigmoid and step"),
            _(
                "What a hidden unit makes of its input. Drag the line, click, or press ← →. Section 2 of the chapter."
            ),
        ),
        "step_slopes": (
            _("Slopes of sigmoid and step"),
            _(
                "The sigmoid's slope is never 0; the step's is 0 everywhere but at the jump, where it has none. "
                "Section 2 of the chapter."
            ),
        ),
        "step_sigmoid_loss": (
            _("Loss over a weight, with sigmoid"),
            _(
                "The network as it is: its loss is smooth and has a slope everywhere. Drag the line, click, or press "
                "← →. Section 2 of the chapter."
            ),
        ),
        "step_step_loss": (
            _("Loss over the same weight, with step"),
            _(
                "The same weights, but every hidden unit a step: the loss stands still, then jumps where an image "
                "turns a unit on or off. Its slope tells nothing. Zoom in to see it. Section 2 of the chapter."
            ),
        ),
    }
