"""What the controls and pictures of the page Why are called, and what their tooltips say."""

from explorer.texts.language import _

Explanations = dict[str, tuple[str, str]]


def evidence_explanations() -> Explanations:
    """Return those of the part Evidence."""
    return {
        "ask": (
            _("Why not this digit?"),
            _(
                "The ten probabilities. Click one, or choose it with the arrow keys and Enter, to compare the "
                "prediction with that digit. Sections 2 and 6 of the chapter."
            ),
        ),
        "evidence": (
            _("Contribution of each pixel"),
            _(
                "The difference of the two scores, shared out among the pixels by integrated gradients from the blank "
                "image. The contributions and the difference for the blank image add up to it. Section 6 of the "
                "chapter."
            ),
        ),
        "gradient": (
            _("Gradient by each pixel"),
            _(
                "The derivative of (score of the other digit − score of the prediction) by each pixel, times how much "
                "ink can be added or removed there: a linear estimate. The 12 largest are marked. Section 3 of the "
                "chapter."
            ),
        ),
        "change": (
            _("Smallest change found that flips the prediction"),
            _(
                "One pixel after the other is set to 0 or 1, always the one with the largest linear estimate, until "
                "the prediction is the other digit: an adversarial perturbation. There may be smaller ones. Section 4 "
                "of the chapter."
            ),
        ),
        "follow_one": (
            _("Apply the first change"),
            _(
                "Paints or erases where the first mark is. Needs strokes on the canvas. Undo takes it back. Section 4 "
                "of the chapter."
            ),
        ),
        "follow_all": (
            _("Apply all changes"),
            _(
                "Paints and erases at all marks, so that the prediction is the other digit. Undo takes it back. "
                "Section 4 of the chapter."
            ),
        ),
    }


def network_explanations() -> Explanations:
    """Return those of the part Network."""
    return {
        "diagram": (
            _("The network as a diagram"),
            _(
                "From left to right: the pixels x, the hidden units h with their weights, the ten scores a and "
                "probabilities y. Point at a part, or use the arrow keys, to see its arithmetic. Units are counted "
                "from 0. Section 6 of the chapter."
            ),
        ),
    }


def switch_explanations() -> Explanations:
    """Return those of the part Switch off."""
    return {
        "unit_switches": (
            _("Hidden units"),
            _(
                "The weights of all hidden units. Click one, or drag over several, to switch them off: their output "
                "counts as 0. Arrow keys and Space do the same. Section 6 of the chapter."
            ),
        ),
        "pixel_switches": (
            _("Pixels"),
            _(
                "The 784 inputs. Drag over some to switch them off, for this drawing and for all test images. Try the "
                "border, then the middle. Arrow keys and Space do the same. Section 6 of the chapter."
            ),
        ),
        "switch_answers": (
            _("Predictions with and without"),
            _(
                "The whole network beside the one with units or pixels off, each with its test accuracy. Section 6 of "
                "the chapter."
            ),
        ),
        "switch_strongest": (
            _("Switch off the strongest unit"),
            _(
                "Switches off the unit whose contributions to the two scores differ most, of those that are on. Press "
                "it until the prediction flips. Section 6 of the chapter."
            ),
        ),
        "all_on": (
            _("All on again"),
            _("Switches all units and pixels on again. Undo brings the selection back."),
        ),
    }


def correction_explanations() -> Explanations:
    """Return those of the part Correct."""
    return {
        "sweep": (
            _("Probability and accuracy over the learning rate"),
            _(
                "Solid: probability of the label after the step. Dashed: test accuracy after it. Drag the line, click, "
                "or use the arrow keys to choose a learning rate. Section 6 of the chapter."
            ),
        ),
        "take_step": (
            _("Take the step"),
            _(
                "Uses the network after the step from now on, on every page. Take several steps and watch the test "
                "accuracy. Undo goes back to the network before. Section 6 of the chapter."
            ),
        ),
        "before_after": (
            _("Probabilities before and after the step"),
            _(
                "The network as it is, and after one step W ← W − lr ∂L/∂W on this image alone. Section 6 of the "
                "chapter."
            ),
        ),
    }


def evidence_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Evidence."""
    return {
        "evidence": (
            _("Why?"),
            _(
                "Each pixel’s contribution to the difference of the two scores, and the gradient of that difference by "
                "each pixel."
            ),
        ),
        "ask": (
            _("Why not …?"),
            _("The ten probabilities. Click one to ask why the network does not predict that digit."),
        ),
        "change": (
            _("Smallest change found that flips the prediction"),
            _("The digit as it is, the pixels that are changed, and the digit with them changed."),
        ),
    }


def switch_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Switch off."""
    return {
        "units": (
            _("Hidden units"),
            _("The weights of all hidden units. The output of one that is off counts as 0."),
        ),
        "pixels": (
            _("Pixels"),
            _("The 784 inputs. One that is off counts as 0, in this drawing and in all test images."),
        ),
        "answers": (
            _("The same drawing"),
            _("The probabilities by the whole network, and by the one with units or pixels off."),
        ),
        "finding": (
            _("Without them"),
            _("The prediction and the test accuracy with units or pixels off."),
        ),
    }
