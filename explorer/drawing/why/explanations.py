"""What the controls and pictures of the page Why are called, and what their tooltips say."""

from explorer.language import _

Explanations = dict[str, tuple[str, str]]


def evidence_explanations() -> Explanations:
    """Return those of the part Evidence."""
    return {
        "ask": (
            _("Why not this digit?"),
            _(
                "The ten probabilities. Click one, or use the arrow keys, to ask why the network does not read that "
                "digit. Try the one that you find most like the drawing. Sections 2 and 6 of the chapter."
            ),
        ),
        "evidence": (
            _("What each pixel adds to the lead"),
            _(
                "The answer is ahead of the other digit by the difference of their scores. Each pixel's part of it by "
                "integrated gradients: for one hidden layer exact, so all parts and the lead without ink add up to the "
                "lead. Section 6 of the chapter."
            ),
        ),
        "gradient": (
            _("Where to paint and where to erase"),
            _(
                "The gradient of the other digit's lead by each pixel, times what can still be painted or erased "
                "there. The strongest are marked. It is the chapter's gradient, by pixels instead of weights. Section "
                "3 of the chapter."
            ),
        ),
        "change": (
            _("The smallest change of mind"),
            _(
                "The gradient followed pixel by pixel, always the one that promises most, until the answer is the "
                "other digit. Few pixels are often enough, and people see no other digit there. Section 4 of the "
                "chapter."
            ),
        ),
        "follow_one": (
            _("Follow one touch"),
            _(
                "Paints or erases on the canvas where the first mark is. Watch the bars move with each. Needs strokes "
                "on the canvas. Undo takes it back. Section 4 of the chapter."
            ),
        ),
        "follow_all": (
            _("Follow all touches"),
            _(
                "Paints and erases on the canvas until the answer is the other digit. Would you read it so? Undo takes "
                "it back. Section 4 of the chapter."
            ),
        ),
    }


def network_explanations() -> Explanations:
    """Return those of the part Network."""
    return {
        "diagram": (
            _("The network as a diagram"),
            _(
                "From left to right: the pixels, the hidden units with their weights as pictures, the ten digits. A "
                "unit's activation times its weight is what it adds to a score; all rows, the other units and the bias "
                "add up to it. Arrow keys go from unit to unit, left of them to the pixels, right to the digits. "
                "Section 6 of the chapter."
            ),
        ),
    }


def switch_explanations() -> Explanations:
    """Return those of the part Switch off."""
    return {
        "unit_switches": (
            _("Hidden units"),
            _(
                "The weights of all hidden units. Click one, or draw over several, to switch them off: their output "
                "counts as 0. Arrow keys and Space do the same. How many can you take away before the answer turns? "
                "Section 6 of the chapter."
            ),
        ),
        "pixel_switches": (
            _("Pixels"),
            _(
                "The 784 inputs. Draw over some to switch them off, for this drawing and for all test images. Cover "
                "the border first, then the middle. Arrow keys and Space do the same. Section 6 of the chapter."
            ),
        ),
        "switch_answers": (
            _("Answers with and without"),
            _(
                "The whole network beside the one with units or pixels off, and how many test images each of them "
                "reads rightly. Section 6 of the chapter."
            ),
        ),
        "switch_strongest": (
            _("Strongest unit off"),
            _(
                "Switches off the unit that matters most for the answer against the other digit, of those that are "
                "still on. Press it until the answer turns. Section 6 of the chapter."
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
                "Solid: how likely the right digit is after the step. Dashed: the share of the test images that are "
                "still read rightly. Drag the line, click, or use the arrow keys to choose a rate: where is the digit "
                "learnt and little forgotten? Section 6 of the chapter."
            ),
        ),
        "take_step": (
            _("Take the step"),
            _(
                "Lets the corrected network read from now on, on every page. Take several steps and watch the test "
                "images pay for one digit. Undo goes back to the network before. Section 6 of the chapter."
            ),
        ),
        "before_after": (
            _("Answers before and after the step"),
            _(
                "The same drawing read by the network as it is, and after one step of stochastic gradient descent on "
                "this one image. Section 6 of the chapter."
            ),
        ),
    }


def evidence_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of the part Evidence."""
    return {
        "evidence": (
            _("Why?"),
            _(
                "What each pixel adds to the lead of the prediction over the other digit, and where painting or "
                "erasing would cost it most."
            ),
        ),
        "ask": (
            _("Why not …?"),
            _("The ten probabilities. Click one to ask why the network does not predict that digit."),
        ),
        "change": (
            _("The smallest change of mind"),
            _(
                "The digit as it is, the fewest pixels found whose change turns the prediction into the other digit, "
                "and the digit with them changed."
            ),
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
            _("What the network predicts, and how many test images it gets right, with units or pixels off."),
        ),
    }
