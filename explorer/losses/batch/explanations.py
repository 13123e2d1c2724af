"""What the controls and pictures of the page Mini-batch are called, and what their tooltips say."""

from explorer.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    size = _(
        "How many images the mean is of, 1 to 10 000. Make it 100 times as large: the spread falls to a tenth, "
        "and the work grows 100-fold. Section 2 of the chapter."
    )
    return {
        "batch_size": (_("Images in the batch"), size),
        "batch_size_slider": (_("Images in the batch, slider"), size),
        "batch_order": (
            _("Order of the images"),
            _("As drawn, or the largest loss first: a few images make most of it. Section 2 of the chapter."),
        ),
        "sampling": (
            _("How a batch is drawn"),
            _(
                "With replacement, as the chapter's np.random.choice does: an image may come twice, and an epoch "
                "misses more than a third. Shuffled: each once. Sections 2 and 6 of the chapter."
            ),
        ),
        "batch_seed": (
            _("Seed"),
            _(
                "The same seed draws the same batch; a smaller batch is the beginning of a larger one. "
                "Section 2 of the chapter."
            ),
        ),
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
