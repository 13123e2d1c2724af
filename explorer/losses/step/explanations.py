"""What the pictures of the page Step against sigmoid are called, and what their tooltips say."""

from explorer.losses.translation import translate


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "activation_x": (
            translate("Input of a unit"),
            translate(
                "Where the activations are looked at; try 0, where the step jumps, and 6, where the sigmoid is nearly "
                "flat, but only nearly. Section 2 of the chapter."
            ),
        ),
        "step_values": (
            translate("Sigmoid and step"),
            translate(
                "What a hidden unit makes of its input. Drag the line, click, or press ← →. Section 2 of the chapter."
            ),
        ),
        "step_slopes": (
            translate("Slopes of sigmoid and step"),
            translate(
                "The sigmoid's slope is never 0; the step's is 0 everywhere but at the jump, where it has none. "
                "Section 2 of the chapter."
            ),
        ),
        "step_sigmoid_loss": (
            translate("Loss over a weight, with sigmoid"),
            translate(
                "The network as it is: its loss is smooth and has a slope everywhere. Drag the line, click, or press "
                "← →. Section 2 of the chapter."
            ),
        ),
        "step_step_loss": (
            translate("Loss over the same weight, with step"),
            translate(
                "The same weights, but every hidden unit a step: the loss stands still, then jumps where an image "
                "turns a unit on or off. Its slope tells nothing. Zoom in to see it. Section 2 of the chapter."
            ),
        ),
    }
