"""Accessible name and tooltip of everything on the page Race, by the second half of its object name; its cards."""

from explorer.language import _


def race_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the race itself."""
    return {
        "race_lanes": (
            _("The lanes of the race"),
            _(
                "Backpropagation and the numerical gradient train one network from the same weights on the same "
                "batches. Sections 4 and 6 of the chapter.",
            ),
        ),
        "race_losses": (
            _("Loss by step"),
            _(
                "Loss of each mini-batch before its update. The lanes lie on each other: the gradients are the same to "
                "seven digits, so every step is. Section 6 of the chapter.",
            ),
        ),
        "race_paces": (
            _("Steps by time"),
            _(
                "How many steps each lane has done when its own clock shows so much, both by powers of ten; dashed: "
                "what the pace so far promises. Section 6 of the chapter.",
            ),
        ),
        "race_start": (
            _("Start or pause the race"),
            _(
                "Starts the clocks, holds them, and goes on. It ends when two lanes have arrived and the third has "
                "done one step. Section 6 of the chapter.",
            ),
        ),
        "race_clear": (
            _("Back to the start line"),
            _("Gives this race up and takes every lane back to its start."),
        ),
    }


def check_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the gradient check."""
    return {
        "check_parameters": (
            _("Every parameter with the difference of its two slopes"),
            _(
                "W1 as one image a hidden unit, b1, W2 and b2 beside it: bright where the difference quotient and "
                "backpropagation differ. Point at one for its numbers. Sections 3 and 5 of the chapter.",
            ),
        ),
        "check_errors": (
            _("Difference by step h"),
            _(
                "The median of the relative differences at every h, in float64 and float32. Drag the line. "
                "Section 3 of the chapter.",
            ),
        ),
        "check_summary": (
            _("What the differences come to"),
            _(
                "Exact: within 10⁻⁶. Rounded: too few digits are left of the difference of two losses. Truncated: the "
                "loss bends within h. Section 3 of the chapter.",
            ),
        ),
    }


def fan_explanations() -> dict[str, tuple[str, str]]:
    """Return those of the fan."""
    return {
        "fan": (
            _("The fan of mini-batch gradients"),
            _(
                "Each line is the gradient of one mini-batch, at its true angle to that of all images and as long "
                "beside it; the rings count lengths of that one. Sections 2 and 6 of the chapter.",
            ),
        ),
        "fan_angles": (
            _("Angle by batch size"),
            _(
                "The mean angle of 50 mini-batches with its standard deviation, on the curve that the scatter of "
                "single images predicts; once it is small it goes with 1/√N. Section 2 of the chapter.",
            ),
        ),
        "fan_another": (
            _("Draw another fan"),
            _("Takes the next seed: other images in each of the 50 batches."),
        ),
    }


def race_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the race itself."""
    return {
        "race_lanes": (
            _("The race"),
            _(
                "Three ways to the gradient train the same network on the same batches, taking turns on one core. "
                "Each clock counts the lane’s own work."
            ),
        ),
        "race_losses": (
            _("Loss by step"),
            _(
                "The loss of each mini-batch before its update, in each lane. Where the gradients agree, the "
                "curves lie on each other."
            ),
        ),
        "race_paces": (
            _("Steps by time"),
            _(
                "How many steps each lane has done by the time on its own clock, both on logarithmic scales. "
                "Dashed: the same pace, continued."
            ),
        ),
    }


def check_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the gradient check."""
    return {
        "check_parameters": (
            _("Every parameter"),
            _(
                "Each parameter of the network as a pixel, coloured by the relative difference of its two slopes, or "
                "by the cause of that."
            ),
        ),
        "check_errors": (
            _("Difference by step h"),
            _(
                "The median relative difference between the two gradients at every h, in float64 and float32. A "
                "small h suffers from rounding, a large one from truncation."
            ),
        ),
        "check_summary": (
            _("What the differences come to"),
            _(
                "How many slopes agree, and how many are spoilt by rounding or by truncation; below, the parameter "
                "whose two slopes differ most."
            ),
        ),
    }


def fan_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the fan."""
    return {
        "fan": (
            _("The fan"),
            _(
                "The gradients of 50 mini-batches, each at its true angle to the gradient of all training images "
                "and with its length beside it. The rings count lengths of that gradient."
            ),
        ),
        "fan_angles": (
            _("Angle by batch size"),
            _(
                "The mean angle between the gradient of a mini-batch and that of all images, with its standard "
                "deviation. The curve is what the scatter of single images predicts."
            ),
        ),
        "fan_finding": (
            _("What the fan shows"),
            _(
                "How far the gradients of the mini-batches point away from that of all images, and how many of "
                "them are more than 90° away from it."
            ),
        ),
    }
