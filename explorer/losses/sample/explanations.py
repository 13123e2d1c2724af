"""What buttons, fields and pictures of the page One sample are called, and what their tooltips say."""

from explorer.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "score": (
            _("Score of the chosen bar"),
            _(
                "Any number from −1000 to 1000; add the same to all and no probability changes. ↑ ↓ move by 0.1, "
                "with Shift by 1. Section 2 of the chapter."
            ),
        ),
        "mostly_right": (
            _("Mostly right"),
            _("The chapter's first example: 0.6 on class 2, which is right. Section 2 of the chapter."),
        ),
        "mostly_wrong": (
            _("0.6 for class 7"),
            _(
                "The chapter's second example: 0.6 on class 7 while 2 is right. Both losses grow, each by a "
                "factor of its own. Section 2 of the chapter."
            ),
        ),
        "both": (
            _("The chapter's two answers"),
            _(
                "Both examples of the chapter beside each other: hollow bars and a row in the table for the second. "
                "Section 2 of the chapter."
            ),
        ),
        "batch_softmax": (
            _("Softmax over the mini-batch"),
            _(
                "Scores of all answers through softmax: what each row sums to, and what is left for its right class. "
                "A click on a kept answer exchanges it with the present one. Section 6 of the chapter."
            ),
        ),
        "guess": (
            _("Guess: 0.1 each"),
            _(
                "An answer that knows nothing. Its cross-entropy, ln 10, is about the first loss of a network "
                "before training. Sections 2 and 6 of the chapter."
            ),
        ),
        "sure_and_right": (
            _("Sure and right"),
            _("All on the right class: the best there is. Section 2 of the chapter."),
        ),
        "sure_and_wrong": (
            _("Sure and wrong"),
            _(
                "All on a wrong class, nothing on the right one: see what the 1e-7 in the logarithm is for. "
                "Section 2 of the chapter."
            ),
        ),
        "exchange": (
            _("Swap the right class with its strongest rival"),
            _(
                "Exchanges the right class with the strongest wrong one, which is the comparison below each "
                "loss. Nothing to do where both have the same. Section 2 of the chapter."
            ),
        ),
        "probability": (
            _("Probability of the chosen bar"),
            _(
                "From 0 to 1; try 0, or 1e-7. Choose the bar by a click on it, or with ← → in the picture. "
                "↑ ↓ move by 0.01, with Shift by 0.1. Section 2 of the chapter."
            ),
        ),
        "keep": (
            _("Keep this answer"),
            _(
                "Adds this answer and its right class to the mini-batch, eight at most. Then try another answer "
                "and see what becomes of the mean. Section 2 of the chapter."
            ),
        ),
        "drop": (
            _("Drop the last kept answer"),
            _("Takes the answer that was kept last out of the mini-batch; needs one that was kept."),
        ),
        "bars": (
            _("The answer y"),
            _(
                "Drag a dot, or choose a bar with ← → and move it by 0.01 with ↑ ↓ (0.1 with Shift). A click on a "
                "class below makes it the right one. Section 2 of the chapter."
            ),
        ),
        "scores": (
            _("The scores a"),
            _(
                "Drag a dot, or choose a bar with ← → and move it by 0.1 with ↑ ↓ (1 with Shift). The table shows "
                "what softmax makes of them, step by step. Section 2 of the chapter."
            ),
        ),
        "slopes": (
            _("Slopes of both losses along each score"),
            _(
                "How fast each loss rises with each score. The cross-entropy's slope is y − t: wrong answers are "
                "pulled hard. The squared error's has a factor y and vanishes where softmax is sure, be it wrongly. "
                "Sections 2 and 5 of the chapter."
            ),
        ),
        "steps": (
            _("Softmax, step by step"),
            _(
                "Take the largest score away, raise e to that power, divide by the sum: ten positive numbers that "
                "sum to 1. Section 2 of the chapter."
            ),
        ),
        "whole_curves": (_("Both losses from 0 to 1"), _curves_words()),
        "curves_near_zero": (_("Both losses near 0"), _curves_words()),
        "table": (
            _("The losses, written out"),
            _(
                "The sums behind both losses with the numbers of now. Only the right class counts for the "
                "cross-entropy; every class counts for the squared error. In a mini-batch, a click on a kept answer, "
                "or its number on the keyboard, exchanges it with the present one. Section 2 of the chapter."
            ),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "bars": (
            _("The answer y"),
            _("The ten probabilities of the answer. The right class has its own colour."),
        ),
        "scores": (
            _("The scores a"),
            _("The ten scores that softmax turns into probabilities. The right class has its own colour."),
        ),
        "whole_curves": (
            _("If only the right class moves"),
            _(
                "Both losses against the probability of the right class, from 0 to 1. The points are the answer."
            ),
        ),
        "curves_near_zero": (
            _("Near 0"),
            _(
                "Both losses for very small probabilities of the right class, on a logarithmic scale. "
                "The 1e-7 inside the logarithm keeps the cross-entropy finite."
            ),
        ),
        "slopes": (
            _("Slope along each score"),
            _(
                "The partial derivatives of both losses with respect to the ten scores, one pair for each class."
            ),
        ),
        "table": (
            _("The same, written out"),
            _("The terms of both losses, class by class; in a mini-batch, the losses of each sample."),
        ),
        "steps": (
            _("Softmax, step by step"),
            _("Each score, less the largest, as a power of e, and divided by the sum of all ten."),
        ),
        "batch_softmax": (
            _("Softmax over the mini-batch"),
            _("The sum of each row of probabilities after softmax, and the loss of each sample."),
        ),
        "summary": (
            _("Both losses"),
            _("Mean squared error and cross-entropy of the answer, each with the arithmetic behind it."),
        ),
    }


def _curves_words() -> str:
    return _(
        "Drag a point along its curve, or press ← →: the right class gets that probability, and the others share "
        "the rest as they do now. Section 2 of the chapter."
    )
