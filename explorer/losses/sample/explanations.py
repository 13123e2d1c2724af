"""What buttons, fields and pictures of the page Sample are called, and what their tooltips say."""

from explorer.texts.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "score": (
            _("Score of the selected bar"),
            _(
                "Any number from −1000 to 1000. Adding the same number to all scores changes no probability. "
                "↑ ↓ move by 0.1, with Shift by 1. Section 2 of the chapter."
            ),
        ),
        "mostly_right": (
            _("0.6 on class 2"),
            _("The chapter’s first example: label 2, predicted with 0.6. Section 2 of the chapter."),
        ),
        "mostly_wrong": (
            _("0.6 on class 7"),
            _(
                "The chapter’s second example: label 2, but 0.6 on class 7. Both losses are larger, "
                "by different amounts. Section 2 of the chapter."
            ),
        ),
        "both": (
            _("The chapter’s two outputs in a mini-batch"),
            _(
                "A mini-batch of both examples: the second one has hollow bars and a row in the table. "
                "Section 2 of the chapter."
            ),
        ),
        "batch_softmax": (
            _("Softmax over the mini-batch"),
            _(
                "The sum of each row after softmax, the probability of the correct class, and its loss. "
                "Click on a kept sample to swap it with the current one. Section 6 of the chapter."
            ),
        ),
        "uniform": (
            _("0.1 on each class"),
            _(
                "A random guess (10 classes). Its cross-entropy is ln 10, about the loss of the chapter’s network "
                "before training. Sections 2 and 6 of the chapter."
            ),
        ),
        "one_on_correct": (
            _("1 on the correct class"),
            _("The smallest possible loss. Section 2 of the chapter."),
        ),
        "one_on_wrong": (
            _("1 on a wrong class"),
            _(
                "The correct class gets 0: see what the 1e-7 in the logarithm is for, and compare the slopes. "
                "Section 2 of the chapter."
            ),
        ),
        "swap": (
            _("Swap the correct class with the most probable wrong one"),
            _(
                "The two outputs exchange their values: watch both losses. Not available where they are equal. "
                "Section 2 of the chapter."
            ),
        ),
        "softmax_without_axis": (
            _("Softmax of a mini-batch without its axis"),
            _(
                "Scores of two samples through softmax without axis=-1: the rows no longer sum to 1. "
                "Section 6 of the chapter."
            ),
        ),
        "probability": (
            _("Probability of the selected bar"),
            _(
                "From 0 to 1; try 0, or 1e-7. Select a bar with a click, or with ← → in the plot. "
                "↑ ↓ move by 0.01, with Shift by 0.1. Section 2 of the chapter."
            ),
        ),
        "keep": (
            _("Add to the mini-batch"),
            _(
                "Adds this output and its label to the mini-batch, up to eight. Then change the current one "
                "and watch the mean. Section 2 of the chapter."
            ),
        ),
        "drop": (
            _("Remove the last sample"),
            _("Removes the sample that was added last from the mini-batch."),
        ),
        "bars": (
            _("Output y"),
            _(
                "Drag a dot, or select a bar with ← → and move it by 0.01 with ↑ ↓ (0.1 with Shift). Click on a "
                "class below the bars to make it the correct one. Section 2 of the chapter."
            ),
        ),
        "scores": (
            _("Scores a"),
            _(
                "Drag a dot, or select a bar with ← → and move it by 0.1 with ↑ ↓ (1 with Shift). "
                "Section 2 of the chapter."
            ),
        ),
        "slopes": (
            _("Slopes of both losses along each score"),
            _(
                "The derivative of each loss by each score. That of the cross-entropy is y − t, if the 1e-7 is left "
                "out. That of the mean squared error has a factor y: it is near 0 where softmax gives one class "
                "nearly 1, even a wrong one. Sections 2 and 5 of the chapter."
            ),
        ),
        "steps": (
            _("Softmax, step by step"),
            _(
                "Subtract the largest score, take exp, divide by the sum: ten numbers that sum to 1. "
                "Section 2 of the chapter."
            ),
        ),
        "whole_curves": (_("Both losses from 0 to 1"), _curves_words()),
        "curves_near_zero": (_("Both losses near 0"), _curves_words()),
        "table": (
            _("The losses, term by term"),
            _(
                "Point at a row to highlight its bar. Only the correct class adds to the cross-entropy; every class "
                "adds to the squared error. In a mini-batch, point at a kept sample to see its hollow bars; click on "
                "it, or press its number, to swap it with the current one. Section 2 of the chapter."
            ),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "bars": (
            _("Output y"),
            _("The ten probabilities of the output. The correct class has its own colour."),
        ),
        "scores": (
            _("Scores a"),
            _("The ten scores that softmax turns into probabilities. The correct class has its own colour."),
        ),
        "whole_curves": (
            _("Loss curves"),
            _(
                "Both losses against the probability of the correct class, from 0 to 1. The points are the output."
            ),
        ),
        "curves_near_zero": (
            _("Near 0"),
            _(
                "Both losses for very small probabilities of the correct class, on a logarithmic scale. "
                "The 1e-7 inside the logarithm keeps the cross-entropy finite."
            ),
        ),
        "slopes": (
            _("Slopes"),
            _(
                "The partial derivatives of both losses with respect to the ten scores, one pair for each class."
            ),
        ),
        "table": (
            _("Term by term"),
            _("The terms of both losses, class by class; in a mini-batch, the losses of each sample."),
        ),
        "steps": (
            _("Softmax, step by step"),
            _("Each score minus the largest, exp of that, and that divided by the sum of all ten."),
        ),
        "batch_softmax": (
            _("Softmax over the mini-batch"),
            _("The sum of each row of probabilities after softmax, and the loss of each sample."),
        ),
        "summary": (
            _("Both losses"),
            _("Mean squared error and cross-entropy of the output, each with its formula."),
        ),
    }


def _curves_words() -> str:
    return _(
        "Drag a point along its curve, or press ← →: the correct class gets that probability. With “Keep the sum "
        "at 1” the others share the rest in their present proportions. Section 2 of the chapter."
    )
