"""What buttons and pictures of the page Batch are called, and what their tooltips say."""

from explorer.texts.language import _


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "gallery": (
            _("The mini-batch"),
            _(
                "The images of the mini-batch, each with its cross-entropy below; above them the indices that "
                "were drawn."
            ),
        ),
        "summary": (
            _("Loss of the batch"),
            _(
                "The mean loss of the mini-batch, that of all training images, and the standard error of such a mean."
            ),
        ),
        "means": (
            _("100 batches"),
            _(
                "A histogram of the mean losses of 100 batches, with a normal curve as wide as the standard error."
            ),
        ),
        "spread": (
            _("Spread"),
            _(
                "The standard deviation of the mean loss against the batch size: the curve is σ/√N, "
                "the point is measured on the 100 batches."
            ),
        ),
        "coverage": (
            _("One epoch"),
            _("The share of all training images that were drawn at least once, over two epochs of draws."),
        ),
    }


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "batch_network": (
            _("Network"),
            _(
                "The network whose losses these are: a bundled one, or the one that you trained last. "
                "Section 6 of the chapter."
            ),
        ),
        "another_batch": (
            _("Draw another batch"),
            _("Takes the next seed. Watch how much the mean changes. Section 2 of the chapter."),
        ),
        "gallery": (
            _("Images of the batch"),
            _(
                "Each image with its loss below; red: above ln 10, the loss of a random guess (10 classes). "
                ""
                "Point at one for its index."
            ),
        ),
        "means": (
            _("Means of a hundred batches"),
            _(
                "How many of a hundred batches, this one among them, have which mean. Dashed: a normal curve as wide "
                "as the standard error. Change N and compare. Section 2 of the chapter."
            ),
        ),
        "spread": (
            _("Standard error against batch size"),
            _(
                "The point: the standard deviation of the hundred means, with its own standard error. The curve: σ/√N, "
                "with σ the standard deviation of the losses of all images. Section 2 of the chapter."
            ),
        ),
        "coverage": (
            _("Share of all images seen"),
            _(
                "The share of all images that were drawn at least once. With replacement it is about 1 − 1/e = 63.2 % "
                "after one epoch (dotted: the expected share); shuffled, 100 %. Section 6 of the chapter."
            ),
        ),
    }
