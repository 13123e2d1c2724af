"""Accessible names and tooltips of the pages about gradients, by the second half of an object name; their cards."""

from explorer.texts.language import _


def race_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the race."""
    return {
        "race_lanes": (
            _("Three ways to the gradient"),
            _("Three copies of one network train on the same mini-batches. (Sections 4 and 6)"),
        ),
        "race_losses": (
            _("Loss by step"),
            _(
                "Loss of each mini-batch before the update. Where curves coincide, so do the losses. (Section 6)"
            ),
        ),
        "race_paces": (
            _("Steps by time"),
            _(
                "Steps done by computing time, both logarithmic. Dashed: the speed so far, continued. (Section 6)",
            ),
        ),
        "race_start": (
            _("Start or pause the race"),
            _(
                "Starts, pauses or continues. The race ends when the first two have done all steps and the third has "
                "done one. (Section 6)",
            ),
        ),
        "race_clear": (
            _("Clear"),
            _("Discards this race."),
        ),
    }


def check_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the gradient check."""
    return {
        "check_parameters": (
            _("Every parameter with the difference of its two derivatives"),
            _(
                "W1 as one image per hidden unit, b1, W2 and b2. Point at a parameter to read its derivatives. "
                "(Sections 3 and 5)",
            ),
        ),
        "check_errors": (
            _("Difference by h"),
            _(
                "Median of the relative differences at 33 values of h, in float64 and in float32. The words above "
                "name the largest group of derivatives. Drag the line. (Section 3)",
            ),
        ),
        "check_summary": (
            _("Counts"),
            _(
                "Agree: relative difference of at most 10⁻⁶. Otherwise the larger part of the error is named, or that "
                "h reaches across a kink of the activation. (Section 3)",
            ),
        ),
    }


def fan_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the mini-batch gradients."""
    return {
        "fan": (
            _("Mini-batch gradients"),
            _(
                "Each line is the gradient of one mini-batch, at its angle to the gradient of all training images. "
                "The rings count lengths of that one. (Sections 2 and 6)",
            ),
        ),
        "fan_angles": (
            _("Angle by batch size"),
            _(
                "Mean angle of 50 mini-batches with its standard deviation, and the formula. Dotted: proportional to "
                "1/√N. (Section 2)",
            ),
        ),
        "fan_another": (
            _("Draw other mini-batches"),
            _("Takes the next seed: other images in each of the 50 mini-batches."),
        ),
    }


def race_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the race."""
    return {
        "race_lanes": (
            _("The race"),
            _(
                "Three ways to the gradient train copies of one network on the same mini-batches, taking turns on one "
                "core. Each clock counts the computing time of one, and so do the forecasts."
            ),
        ),
        "race_losses": (
            _("Loss by step"),
            _("The loss of each mini-batch before the update. Where curves coincide, so do the losses."),
        ),
        "race_paces": (
            _("Steps by time"),
            _(
                "How many steps each has done by the computing time on its own clock, both on logarithmic scales. "
                "Dashed: the speed so far, continued."
            ),
        ),
    }


def check_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the gradient check."""
    return {
        "check_parameters": (
            _("Every parameter"),
            _(
                "Each parameter of the network as a pixel, coloured by the relative difference of its two "
                "derivatives, |a − b| / max(|a|, |b|), or by its cause."
            ),
        ),
        "check_errors": (
            _("Difference by h"),
            _(
                "The median relative difference between the numerical gradient and backpropagation at 33 values of "
                "h, in float64 and in float32. Derivatives that are 0 in both are left out."
            ),
        ),
        "check_summary": (
            _("Counts"),
            _(
                "How many derivatives agree to a relative difference of 10⁻⁶, how many are off and by which error "
                "mostly; below, the largest absolute difference."
            ),
        ),
    }


def fan_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the mini-batch gradients."""
    return {
        "fan": (
            _("Mini-batch gradients"),
            _(
                "The gradients of 50 mini-batches, each at its angle to the gradient of all training images. The "
                "rings count lengths of that gradient."
            ),
        ),
        "fan_angles": (
            _("Angle by batch size"),
            _(
                "The mean angle of 50 mini-batches with its standard deviation. The curve is tan(angle) = "
                "s / (√N · |g|): g is the gradient of all images, s the root mean square distance of the gradients of "
                "single images from the line along g."
            ),
        ),
        "fan_finding": (
            _("Result"),
            _(
                "The mean angle and length of the gradients, and how many are more than 90° from the full one."
            ),
        ),
    }
