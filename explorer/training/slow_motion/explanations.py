"""Accessible name and tooltip of the pictures of slow motion, by the second half of their object names."""

from explorer.texts.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each picture."""
    return {
        "slow_images": (
            _("The images of the mini-batch"),
            _(
                "Drawn with replacement, as by np.random.choice. Point at one for its label and loss, click it for its "
                "784 numbers. (Sections 2 and 6)",
            ),
        ),
        "slow_gradient": (
            _("The gradient of W1, by backpropagation and by central differences"),
            _(
                "One image per hidden unit: the loss rises with warm weights and falls with blue ones. Point at a "
                "weight for both slopes. (Sections 4 to 6)",
            ),
        ),
        "slow_moves": (
            _("Size and change of each parameter array"),
            _(
                "The root mean square of each array, and of what is subtracted from it; at the right the second as a "
                "share of the first. (Section 6)",
            ),
        ),
        "slow_losses": (
            _("Loss of each mini-batch before and after its update"),
            _(
                "Each mini-batch before and after its own update. (Section 6)",
            ),
        ),
        "pixels": (
            _("The numbers of one image"),
            _("One number per pixel, on its grey level. (Section 6)"),
        ),
        "shapes": (
            _("Shapes of the arrays"),
            _("The shapes of x, W1, b1, W2 and b2, and of what flows through them. (Section 6)"),
        ),
        "slow_page": (
            _("The four steps of one iteration"),
            _("Space or Right arrow: the next step; Left arrow: one step back"),
        ),
    }
