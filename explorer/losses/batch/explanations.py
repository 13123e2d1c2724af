"""What the controls and pictures of the page Mini-batch are called, and what their tooltips say."""

from explorer.losses.translation import translate


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    size = translate(
        "How many images the mean is of, 1 to 10 000. Make it 100 times as large: the spread falls to a tenth, "
        "and the work grows 100-fold. Section 2 of the chapter."
    )
    return {
        "batch_size": (translate("Images in the batch"), size),
        "batch_size_slider": (translate("Images in the batch, slider"), size),
        "batch_order": (
            translate("Order of the images"),
            translate(
                "As drawn, or the largest loss first: a few images make most of it. Section 2 of the chapter."
            ),
        ),
        "sampling": (
            translate("How a batch is drawn"),
            translate(
                "With replacement, as the chapter's np.random.choice does: an image may come twice, and an epoch "
                "misses more than a third. Shuffled: each once. Sections 2 and 6 of the chapter."
            ),
        ),
        "batch_seed": (
            translate("Seed"),
            translate(
                "The same seed draws the same batch; a smaller batch is the beginning of a larger one. "
                "Section 2 of the chapter."
            ),
        ),
        "batch_network": (
            translate("Network"),
            translate(
                "Whose losses these are: a bundled network, or the one that you trained last. "
                "Section 6 of the chapter."
            ),
        ),
        "another_batch": (
            translate("Draw another batch"),
            translate("Takes the next seed: see by how much the mean moves. Section 2 of the chapter."),
        ),
        "gallery": (
            translate("Images of the batch"),
            translate("Each image with its loss below, in red where a guess would cost less. Point at one."),
        ),
        "means": (
            translate("Means of a hundred batches"),
            translate(
                "How often a hundred batches, this one first, had which mean; dashed: the normal curve of the spread "
                "that theory expects. Change N and see it narrow. Section 2 of the chapter."
            ),
        ),
        "spread": (
            translate("Spread against batch size"),
            translate(
                "The standard deviation of the hundred means with its standard error, on the curve σ/√N. "
                "Section 2 of the chapter."
            ),
        ),
        "coverage": (
            translate("Share of all images seen"),
            translate(
                "How many of all images have been drawn at least once. With replacement, an epoch sees about "
                "1 − 1/e of them (dotted: the expectation); shuffled, all. Section 6 of the chapter."
            ),
        ),
    }
