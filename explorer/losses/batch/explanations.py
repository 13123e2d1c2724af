"""What buttons and pictures of the page Mini-batch are called, and what their tooltips say."""

from explorer.language import _


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "gallery": (
            _("The mini-batch"),
            _("The images of the mini-batch, each with its cross-entropy below."),
        ),
        "summary": (
            _("The batch's loss"),
            _(
                "The mean loss of the mini-batch beside that of all training images, and how it is spread over them."
            ),
        ),
        "means": (
            _("100 batches"),
            _("A histogram of the mean losses of 100 batches, with the normal curve that theory expects."),
        ),
        "spread": (
            _("Spread"),
            _(
                "The standard deviation of the mean loss against the batch size: the curve is theory, "
                "the point is measured on the 100 batches."
            ),
        ),
        "coverage": (
            _("Coverage"),
            _("The share of all training images that were drawn at least once, over two epochs of draws."),
        ),
    }


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "batch_network": (
            _("Network"),
            _(
                "Whose losses these are: a bundled network, or the one that you trained last. "
                "Section 6 of the chapter."
            ),
        ),
        "another_batch": (
            _("Draw another batch"),
            _("Takes the next seed: see by how much the mean moves. Section 2 of the chapter."),
        ),
        "gallery": (
            _("Images of the batch"),
            _("Each image with its loss below, in red where a guess would cost less. Point at one."),
        ),
        "means": (
            _("Means of a hundred batches"),
            _(
                "How often a hundred batches, this one first, had which mean; dashed: the normal curve of the spread "
                "that theory expects. Change N and see it narrow. Section 2 of the chapter."
            ),
        ),
        "spread": (
            _("Spread against batch size"),
            _(
                "The standard deviation of the hundred means with its standard error, on the curve σ/√N. "
                "Section 2 of the chapter."
            ),
        ),
        "coverage": (
            _("Share of all images seen"),
            _(
                "How many of all images have been drawn at least once. With replacement, an epoch sees about "
                "1 − 1/e of them (dotted: the expectation); shuffled, all. Section 6 of the chapter."
            ),
        ),
    }
