"""What the pictures of the page Step are called, and what their tooltips say."""

from explorer.texts.language import _


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
            _(
                "The loss of the network against one weight of W1, with sigmoid hidden units, and the size of its "
                "gradient."
            ),
        ),
        "step_step_loss": (
            _("Loss, step"),
            _(
                "The loss of the network against the same weight, with step functions as hidden units. It changes only "
                "in jumps, so its derivative is 0 between them."
            ),
        ),
    }


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "step_values": (
            _("Sigmoid and step"),
            _(
                "The output of a hidden unit for each input. Drag the line, click, or press ← →. "
                "Section 2 of the chapter."
            ),
        ),
        "step_slopes": (
            _("Slopes of sigmoid and step"),
            _(
                "The slope of the sigmoid is never 0. That of the step function is 0 except at x = 0, where it has "
                "none. Section 2 of the chapter."
            ),
        ),
        "step_sigmoid_loss": (
            _("Loss against a weight, with sigmoid"),
            _(
                "The network with sigmoid hidden units: the loss has a derivative everywhere. Drag the line, click, or "
                "press ← →. Section 2 of the chapter."
            ),
        ),
        "step_step_loss": (
            _("Loss against the same weight, with step"),
            _(
                "The same weights with step functions as hidden units: the loss jumps where the unit switches on or "
                "off for an image, and is constant in between. The gradient of W1 and b1 is 0 (below: the largest "
                "entry of each array). Section 2 of the chapter."
            ),
        ),
    }
