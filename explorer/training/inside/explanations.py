"""What the pictures of the page Inside are called, and what their tooltips say."""

from explorer.language import _


def weights_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the part Weights, by the second half of each object name."""
    return {
        "units": (
            _("Weights of the first layer, one image a hidden unit"),
            _(
                "W1: 784 weights a hidden unit, laid out as the 28 × 28 pixels that they multiply. Click one, or move "
                "with the arrow keys. Section 6 of the chapter.",
            ),
        ),
        "unit_weights": (
            _("Weights of the chosen unit"),
            _(
                "Ink on warm pixels raises the unit, ink on blue ones lowers it. Point at one, or move with the arrow "
                "keys, to read its weight.",
            ),
        ),
        "unit_votes": (
            _("What the unit adds to each score"),
            _(
                "The unit's ten weights in W2: bars up speak for a digit, hollow bars down against it. "
                "Section 6 of the chapter.",
            ),
        ),
        "unit_images": (
            _("Images that excite the unit most"),
            _("The test images with the largest outputs of this unit. What have they in common?"),
        ),
        "weights_histogram": (
            _("Histogram of parameters"),
            _(
                "How many parameters have which value; the outermost bars hold what lies beyond. Dashed: as they were "
                "drawn before training. Section 6 of the chapter.",
            ),
        ),
    }


def activations_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the part Activations."""
    fresh = _(
        "What the hidden units of this network answer to 1000 test images before any training, its weights drawn "
        "with this standard deviation. Too small, and all units say the same; too large, and sigmoids are stuck at "
        "0 and 1. Section 6 of the chapter.",
    )
    return {
        "outputs": (
            _("Histogram of all outputs of the hidden units"),
            _(
                "How often the hidden units answer what to the test images. Move the time machine, and watch the "
                "outputs spread from a half. Section 6 of the chapter.",
            ),
        ),
        "ranges": (
            _("Range of the outputs of each hidden unit"),
            _(
                "From the lowest twentieth of a unit's outputs to the highest, and their median. Click a unit, or move "
                "with the arrow keys. × marks dead units, ▼ saturated ones.",
            ),
        ),
        "unit_outputs": (
            _("Histogram of the chosen unit's outputs"),
            _("How many of the test images get which output of this unit."),
        ),
        "unit_by_digit": (
            _("Mean output of the chosen unit for each digit"),
            _("Which digits the unit tells from the others: compare with its weights."),
        ),
        "fresh_0": (_("Outputs before training, weights drawn with 0.01"), fresh),
        "fresh_1": (_("Outputs before training, weights drawn with 0.1"), fresh),
        "fresh_2": (_("Outputs before training, weights drawn with 1"), fresh),
    }


def pace_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the part Pace."""
    return {
        "sizes": (
            _("Sizes of values, gradient and update of each array"),
            _(
                "Root mean squares over the entries of W1, b1, W2 and b2, on a scale of powers of ten: comparable "
                "between large and small arrays. Section 6 of the chapter.",
            ),
        ),
        "ratios": (
            _("Update to weight along the run"),
            _(
                "By which share of itself each array moves in one step, for every network that the run has kept. Far "
                "above a thousandth it jumps, far below it hardly learns: change the learning rate and see.",
            ),
        ),
        "pace_table": (
            _("Numbers of one step"),
            _("Root mean squares of the values, the gradient and the update, and their ratio."),
        ),
    }


def around_explanations() -> dict[str, tuple[str, str]]:
    """Return names and tooltips of the part Loss around."""
    return {
        "around": (
            _("Loss around the network"),
            _(
                "The loss from above, as the descent view shows a surface: dark is low. The line is the way of this "
                "run. Click a dot, or use the arrow keys, to take the time machine there. Section 4 of the chapter.",
            ),
        ),
        "around_progress": (
            _("Progress of the picture"),
            _("How much of the finer picture is worked out."),
        ),
        "around_stop": (
            _("Stop or work out"),
            _("Stops the work on the finer picture, and takes it up again."),
        ),
    }


def weights_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Weights."""
    return {
        "units": (
            _("Weights W1"),
            _(
                "The weights of each hidden unit, laid out as the pixels that they multiply. Ink on a warm pixel "
                "raises the unit’s sum, ink on a blue one lowers it."
            ),
        ),
        "unit_picture": (
            _("Hidden unit"),
            _(
                "One hidden unit: its weights and bias, what it adds to the score of each digit, and the test images "
                "with the largest outputs."
            ),
        ),
        "weights_histogram": (
            _("Histogram"),
            _(
                "How many parameters of the chosen array have which value. The dashed line is how they were drawn "
                "before training, where that is known."
            ),
        ),
    }


def activations_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Activations."""
    return {
        "outputs": (
            _("Outputs"),
            _(
                "How often each value occurs over the test images, for the outputs of the hidden units, the scores or "
                "the probabilities, as chosen."
            ),
        ),
        "ranges": (
            _("Each unit"),
            _(
                "The outputs of each hidden unit for the test images, without the lowest and the highest twentieth, "
                "and their median. × marks dead units, ▼ saturated ones."
            ),
        ),
        "unit_outputs": (
            _("Hidden unit"),
            _("How many test images get which output of this unit, and its mean output for each digit."),
        ),
        "fresh": (
            _("Before training"),
            _(
                "The outputs of the hidden units before training, for 1000 test images and weights drawn with three "
                "standard deviations."
            ),
        ),
    }


def pace_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Pace."""
    return {
        "sizes": (
            _("Root mean squares"),
            _(
                "The size of the values, the gradient and the update of each parameter array, on a logarithmic scale. "
                "At the right stands update divided by values."
            ),
        ),
        "ratios": (
            _("Update to weight"),
            _(
                "The size of an update divided by that of the parameters, for each network that the run has kept. "
                "Dashed: 0.001, a usual ratio."
            ),
        ),
        "pace_table": (
            _("One step"),
            _("The sizes of values, gradient and update of each array as numbers, and their ratio."),
        ),
    }


def around_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Loss around."""
    return {
        "around": (
            _("Loss around the network"),
            _(
                "The loss on a plane through the run’s last network, in the space of all its parameters: dark is low. "
                "The line is the path of the run, projected onto that plane."
            ),
        ),
        "around_words": (
            _("What the plane shows"),
            _("The loss at the end of the run, what the two directions are, and how far the work is."),
        ),
    }
