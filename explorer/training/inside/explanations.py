"""Accessible names and tooltips of the pages about the inside of a network, and titles of their cards."""

from explorer.texts.language import _


def weights_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the page Weights, by the second half of each object name."""
    return {
        "units": (
            _("Weights of the first layer, one image per hidden unit"),
            _("Columns of W1 as images of 28 × 28. Click one, or use the arrow keys. (Section 6)"),
        ),
        "unit_weights": (
            _("Weights of the chosen unit"),
            _("Point at a weight to read it, or use the arrow keys. Colours: see the bar over W1."),
        ),
        "unit_votes": (
            _("Weights of the unit in W2"),
            _("The unit’s row of W2. Solid bars are positive weights, hollow ones negative. (Section 6)"),
        ),
        "unit_images": (
            _("Test images with the largest outputs of the unit"),
            _("The test images with the largest outputs of this unit, and these outputs."),
        ),
        "weights_histogram": (
            _("Histogram of parameters"),
            _(
                "Distribution of the parameters; the outer bins include what lies beyond. Dashed: the distribution "
                "that the initial values were drawn from. (Section 6)",
            ),
        ),
    }


def activations_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the page Activations."""
    fresh = _(
        "Outputs of the hidden units before training, for the first 1000 test images. The weights are those that this "
        "run started from, scaled to this standard deviation. (Section 6)",
    )
    return {
        "outputs": (
            _("Histogram of the outputs"),
            _("Distribution over all test images. Move the time machine to see it change. (Section 6)"),
        ),
        "ranges": (
            _("Outputs of each hidden unit"),
            _(
                "Bar: 5th to 95th percentile of the unit’s outputs for all test images; dot: median. Click a unit, or "
                "use the arrow keys. × dead, ▼ saturated."
            ),
        ),
        "unit_outputs": (
            _("Histogram of the chosen unit’s outputs"),
            _("Share of the test images by output of this unit."),
        ),
        "unit_by_digit": (
            _("Mean output of the chosen unit by label"),
            _("Mean output of this unit for the test images of each digit."),
        ),
        **{
            f"fresh_{place}": (_("Outputs before training, standard deviation {0}").format(spread), fresh)
            for place, spread in enumerate(("0", "0.01", "0.1", "1"))
        },
    }


def update_ratio_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the page Update-to-weight ratio."""
    return {
        "sizes": (
            _("Root mean squares of values, gradient and update of each array"),
            _("Root mean squares over the entries of W1, b1, W2 and b2, on a logarithmic scale. (Section 6)"),
        ),
        "ratios": (
            _("Update-to-weight ratio along the run"),
            _(
                "RMS of the update divided by RMS of the values, at each checkpoint of the run. Dashed: 0.001, a rule "
                "of thumb for weights.",
            ),
        ),
        "pace_table": (
            _("Numbers of one step"),
            _("Root mean squares of the values, the gradient and the update, and update divided by values."),
        ),
    }


def landscape_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the page Loss landscape."""
    return {
        "around": (
            _("Loss landscape"),
            _(
                "The number at a contour line is the loss there. The dots are the run’s checkpoints, projected onto "
                "the plane. Click a dot, or use the arrow keys, to move the time machine there. (Section 4)",
            ),
        ),
        "landscape_progress": (
            _("Progress of the picture"),
            _("Share of the finer picture that is computed."),
        ),
        "landscape_stop": (
            _("Stop or continue"),
            _("Stops computing the finer picture, or continues."),
        ),
    }


def weights_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Weights."""
    return {
        "units": (
            _("Weights W1"),
            _(
                "Each image is a column of W1: the 784 weights of one hidden unit, arranged like the pixels they "
                "multiply. The bar shows which colour is which weight."
            ),
        ),
        "unit_picture": (
            _("Hidden unit"),
            _(
                "One hidden unit: its weights and bias, its ten weights in W2, and the test images with its largest "
                "outputs. Without it: the loss of all test images with the unit’s output set to 0, minus the loss "
                "with it."
            ),
        ),
        "weights_histogram": (
            _("Histogram"),
            _(
                "Distribution of the parameters of the chosen array. Dashed: the distribution that their initial "
                "values were drawn from."
            ),
        ),
    }


def activations_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Activations."""
    return {
        "outputs": (
            _("Outputs"),
            _("Distribution of the hidden outputs, the scores or the probabilities over all test images."),
        ),
        "ranges": (
            _("Each unit"),
            _(
                "5th percentile, median and 95th percentile of the outputs of each hidden unit for all test images, "
                "computed in float32. × dead, ▼ saturated."
            ),
        ),
        "unit_outputs": (
            _("Hidden unit"),
            _("Distribution of the outputs of this unit over the test images, and its mean output by label."),
        ),
        "fresh": (
            _("Before training"),
            _(
                "Outputs of the hidden units for the first 1000 test images, with the weights that this run started "
                "from scaled to four standard deviations, and the test accuracy after one epoch from there."
            ),
        ),
    }


def update_ratio_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Update-to-weight ratio."""
    return {
        "sizes": (
            _("Root mean squares"),
            _(
                "Root mean square (RMS) of the values, the gradient and the update of each array, on a logarithmic "
                "scale. At the right: update divided by values."
            ),
        ),
        "ratios": (
            _("Along the run"),
            _(
                "RMS of the update divided by RMS of the values, at each checkpoint of the run, for the mini-batch "
                "chosen in the column. Dashed: 0.001, a rule of thumb for weights."
            ),
        ),
        "pace_table": (
            _("One step"),
            _("RMS of the values, the gradient and the update of each array, and update divided by values."),
        ),
    }


def landscape_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the page Loss landscape."""
    return {
        "around": (
            _("Loss landscape"),
            _(
                "The loss on a plane through the run’s newest network in the space of all parameters. "
                "The line joins the run’s checkpoints, projected onto the plane."
            ),
        ),
        "landscape_words": (
            _("What the plane shows"),
            _(
                "The loss at the newest network, what the two directions are, and the progress of the picture."
            ),
        ),
    }
