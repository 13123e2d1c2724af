"""What the controls and pictures of the page Why are called, and what their tooltips say."""

from PySide6.QtCore import QCoreApplication

Explanations = dict[str, tuple[str, str]]


def evidence_explanations() -> Explanations:
    """Return those of the part Evidence."""
    return {
        "ask": (
            _translate("Why not this digit?"),
            _translate(
                "The ten probabilities. Click one, or use the arrow keys, to ask why the network does not read that "
                "digit. Try the one that you find most like the drawing. Sections 2 and 6 of the chapter."
            ),
        ),
        "evidence": (
            _translate("What each pixel adds to the lead"),
            _translate(
                "The answer is ahead of the other digit by the difference of their scores. Each pixel's part of it by "
                "integrated gradients: for one hidden layer exact, so all parts and the lead without ink add up to the "
                "lead. Section 6 of the chapter."
            ),
        ),
        "gradient": (
            _translate("Where to paint and where to erase"),
            _translate(
                "The gradient of the other digit's lead by each pixel, times what can still be painted or erased "
                "there. The strongest are marked. It is the chapter's gradient, by pixels instead of weights. Section "
                "3 of the chapter."
            ),
        ),
        "change": (
            _translate("The smallest change of mind"),
            _translate(
                "The gradient followed pixel by pixel, always the one that promises most, until the answer is the "
                "other digit. Few pixels are often enough, and people see no other digit there. Section 4 of the "
                "chapter."
            ),
        ),
        "slope": (
            _translate("Exact or numerical gradient"),
            _translate(
                "Exact: by backpropagation, at once. Numerical: each pixel up and down by h, 1568 answers of the "
                "network, as the chapter does with weights. Compare what comes out. Section 3 of the chapter."
            ),
        ),
        "follow_one": (
            _translate("Follow one touch"),
            _translate(
                "Paints or erases on the canvas where the first mark is. Watch the bars move with each. Needs strokes "
                "on the canvas. Undo takes it back. Section 4 of the chapter."
            ),
        ),
        "follow_all": (
            _translate("Follow all touches"),
            _translate(
                "Paints and erases on the canvas until the answer is the other digit. Would you read it so? Undo takes "
                "it back. Section 4 of the chapter."
            ),
        ),
    }


def network_explanations() -> Explanations:
    """Return those of the part Network."""
    return {
        "diagram": (
            _translate("The network as a diagram"),
            _translate(
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
            _translate("Hidden units"),
            _translate(
                "The weights of all hidden units. Click one, or draw over several, to switch them off: their output "
                "counts as 0. Arrow keys and Space do the same. How many can you take away before the answer turns? "
                "Section 6 of the chapter."
            ),
        ),
        "pixel_switches": (
            _translate("Pixels"),
            _translate(
                "The 784 inputs. Draw over some to switch them off, for this drawing and for all test images. Cover "
                "the border first, then the middle. Arrow keys and Space do the same. Section 6 of the chapter."
            ),
        ),
        "switch_answers": (
            _translate("Answers with and without"),
            _translate(
                "The whole network beside the one with units or pixels off, and how many test images each of them "
                "reads rightly. Section 6 of the chapter."
            ),
        ),
        "switch_strongest": (
            _translate("Strongest unit off"),
            _translate(
                "Switches off the unit that matters most for the answer against the other digit, of those that are "
                "still on. Press it until the answer turns. Section 6 of the chapter."
            ),
        ),
        "all_on": (
            _translate("All on again"),
            _translate("Switches all units and pixels on again. Undo brings the selection back."),
        ),
    }


def correction_explanations() -> Explanations:
    """Return those of the part Correct."""
    return {
        "right_label": (
            _translate("The right digit"),
            _translate(
                "Which digit the drawing is (keys 0 to 9). The loss is measured against it. A test image brings its "
                "own. Section 2 of the chapter."
            ),
        ),
        "sweep": (
            _translate("Probability and accuracy over the learning rate"),
            _translate(
                "Solid: how likely the right digit is after the step. Dashed: the share of the test images that are "
                "still read rightly. Drag the line, click, or use the arrow keys to choose a rate: where is the digit "
                "learnt and little forgotten? Section 6 of the chapter."
            ),
        ),
        "take_step": (
            _translate("Take the step"),
            _translate(
                "Lets the corrected network read from now on, on every page. Take several steps and watch the test "
                "images pay for one digit. Undo goes back to the network before. Section 6 of the chapter."
            ),
        ),
        "before_after": (
            _translate("Answers before and after the step"),
            _translate(
                "The same drawing read by the network as it is, and after one step of stochastic gradient descent on "
                "this one image. Section 6 of the chapter."
            ),
        ),
    }


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("DrawingExplanations", sentence)
