"""What the controls and pictures of the pages about one weight are called, and what their tooltips say."""

from explorer.language import _


def control_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each of the `WeightControls`, by its name there."""
    return {
        "value": (
            _("Value of the weight"),
            _(
                "Drag the line in a plot, type, or press ↑ ↓. All other weights stay as trained. "
                "Section 2 of the chapter."
            ),
        ),
        "most_important": (
            _("An important weight"),
            _(
                "The weight whose slope is largest on average over the images, sign left out. Again: the next one. "
                "Section 2 of the chapter."
            ),
        ),
        "least_important": (
            _("An unimportant weight"),
            _(
                "A weight that hardly changes anything, such as one of a pixel that is black in every image. "
                "Again: the next one. Section 2 of the chapter."
            ),
        ),
        "network": (
            _("Network"),
            _("Whose weight is moved: a bundled one, or the one trained last. Section 6 of the chapter."),
        ),
        "trained": (
            _("Back to the trained value"),
            _("Puts the weight, and the plots, back to where training left it."),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Why a loss by its name."""
    return {
        "loss": (
            _("The loss is smooth"),
            _("The loss on some training images against the value of one weight, with its tangent."),
        ),
        "accuracy": (
            _("The accuracy is a staircase"),
            _(
                "The share of the same images that are classified correctly, against the same weight. "
                "It jumps where a prediction changes and is flat in between."
            ),
        ),
        "picture": (
            _("The weights"),
            _(
                "All weights of the matrix that lead into one hidden unit, or all of W2. The chosen one is framed."
            ),
        ),
        "numbers": (
            _("Loss and accuracy"),
            _(
                "Loss and accuracy at the weight's value, each with its derivative with respect to the weight."
            ),
        ),
    }


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each picture of the page Why a loss."""
    return {
        "weight_loss": (
            _("Loss over the weight"),
            _(
                "Smooth: its tangent (dashed) tells which way is down. Drag the line, click, or press ← → "
                "(ten times as far with Shift). Section 2 of the chapter."
            ),
        ),
        "weight_accuracy": (
            _("Accuracy over the weight"),
            _(
                "A staircase: each stair is the exact value at which an answer changes, so that no zoom makes it "
                "smooth. Its derivative is 0 but at the stairs. Section 2 of the chapter."
            ),
        ),
        "weight_picture": (
            _("Picture of the weights"),
            _(
                "The weights into one hidden unit as the 28 × 28 pixels that they multiply, or all of W2: classes "
                "by hidden units. Click on one, or go with the arrow keys. Section 6 of the chapter."
            ),
        ),
    }
