"""What the pictures of the page Step against sigmoid are called, and what their tooltips say."""

from explorer.language import _


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "step_values": (
            _("Activation"),
            _("The output of a hidden unit against its input, with the sigmoid and with the step function."),
        ),
        "step_slopes": (
            _("Slope"),
            _("The derivatives of the sigmoid and of the step function against the input."),
        ),
        "step_sigmoid_loss": (
            _("Loss, sigmoid"),
            _("The loss of the network against one weight of W1, with sigmoid units."),
        ),
        "step_step_loss": (
            _("Loss, step"),
            _("The loss of the same network against the same weight, with step functions as hidden units."),
        ),
    }


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
