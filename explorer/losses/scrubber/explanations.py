"""What the controls and pictures of the pages Weight and Step are called, and what their tooltips say."""

from explorer.texts.language import _


def control_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each of the `WeightControls`, by its name there."""
    return {
        "value": (
            _("Value of the weight"),
            _(
                "Drag the line in a plot, type, or press ↑ ↓. All other weights keep their trained values. "
                "Section 2 of the chapter."
            ),
        ),
        "most_important": (
            _("An important weight"),
            _(
                "The weight of this matrix whose |dL/dw| for single images is largest on average. Click again for the "
                "next one. Section 2 of the chapter."
            ),
        ),
        "least_important": (
            _("An unimportant weight"),
            _(
                "The weight of this matrix whose |dL/dw| for single images is smallest on average, such as one of a "
                "pixel that is 0 in all of them. Click again for the next one. Section 2 of the chapter."
            ),
        ),
        "network": (
            _("Network"),
            _(
                "The network whose weight changes: a bundled one, or the one trained last. Section 6 of the chapter."
            ),
        ),
        "trained": (
            _("Back to the trained value"),
            _("Sets the weight to its trained value, in the middle of the plots."),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Weight by its name."""
    return {
        "loss": (
            _("Loss"),
            _("The loss on some training images against the value of one weight, with its tangent."),
        ),
        "accuracy": (
            _("Accuracy"),
            _(
                "The share of the same images that are classified correctly, against the same weight. "
                "It jumps where a prediction becomes correct or wrong, and is constant in between."
            ),
        ),
        "picture": (
            _("The weights"),
            _("The weights of W1 into one hidden unit, or all of W2. The chosen one is framed."),
        ),
        "numbers": (
            _("Why not accuracy?"),
            _(
                "Loss and accuracy at the weight’s value, each with its derivative with respect to the weight."
            ),
        ),
    }


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each picture of the page Weight."""
    return {
        "weight_loss": (
            _("Loss against the weight"),
            _(
                "The slope of the tangent (dashed) says which way the loss falls. Drag the line, click, or press ← → "
                "(ten times as far with Shift). Section 2 of the chapter."
            ),
        ),
        "weight_accuracy": (
            _("Accuracy against the weight"),
            _(
                "It jumps where a prediction becomes correct or wrong. Between the jumps its derivative is 0, at "
                "any zoom. Section 2 of the chapter."
            ),
        ),
        "weight_picture": (
            _("Picture of the weights"),
            _(
                "The weights into one hidden unit, each at its pixel of 28 × 28, or all of W2: a row for each class, a "
                "column for each hidden unit. Click on one, or use the arrow keys. Section 6 of the chapter."
            ),
        ),
    }
