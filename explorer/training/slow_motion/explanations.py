"""Accessible name and tooltip of the pictures of slow motion, by the second half of their object names."""

from explorer.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each picture."""
    return {
        "slow_images": (
            _("The images of the mini-batch"),
            _(
                "Drawn with replacement, as the chapter's np.random.choice does. Point at one for its label and loss. "
                "Sections 2 and 6 of the chapter.",
            ),
        ),
        "slow_gradient": (
            _("The gradient of W1, by backpropagation and by differences"),
            _(
                "One image a hidden unit: yellow where the loss rises with the weight, blue where it falls. Point at a "
                "weight for both slopes. Sections 4 to 6 of the chapter.",
            ),
        ),
        "slow_moves": (
            _("Size and move of each parameter array"),
            _(
                "The root mean square of all numbers in an array, and of what is subtracted from them; at the right "
                "the move as a share of the size. Section 6 of the chapter.",
            ),
        ),
        "slow_losses": (
            _("Loss of each mini-batch before and after its update"),
            _(
                "The same images before and after the step that they led to; the next batch is of other images. "
                "Section 6 of the chapter.",
            ),
        ),
        "slow_page": (
            _("The four steps of one iteration"),
            _("Space or Right arrow: the next step; Left arrow: one step back"),
        ),
    }
