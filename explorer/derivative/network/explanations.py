"""What the fields, buttons and pictures of the page Network are called, and what their tooltips say."""

from explorer.language import _


def network_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return _of_weights() | _of_descent() | _of_pictures()


def _of_weights() -> dict[str, tuple[str, str]]:
    return {
        "book_1": (
            _("The book's first network"),
            _(
                "The first of the two networks whose gradients the book prints: it answers right from the start. "
                "Section 5 of the chapter."
            ),
        ),
        "book_2": (
            _("The book's second network"),
            _(
                "The second of the two networks whose gradients the book prints: it is wrong, and its gradient is "
                "larger. Section 5 of the chapter."
            ),
        ),
        "random_weights": (
            _("Draw other weights"),
            _(
                "Draws all six weights from the normal distribution, as simpleNet does at its start. Section 5 of "
                "the chapter."
            ),
        ),
        "weight": (
            _("Value of the ringed weight"),
            _(
                "Type another value, or use the arrow keys; descent starts anew from there. Click a weight of W to "
                "choose it. Section 5 of the chapter."
            ),
        ),
        "input_0": (
            _("x₀ of the sample"),
            _("0 makes the first row of dW vanish: its weights are not used. Section 5 of the chapter."),
        ),
        "input_1": (
            _("x₁ of the sample"),
            _("Double it and the second row of dW grows with it. Section 5 of the chapter."),
        ),
    }


def _of_descent() -> dict[str, tuple[str, str]]:
    return {
        "descent_step": (
            _("One step of descent"),
            _("Takes the learning rate times dW from W, all six weights at once. Section 4 of the chapter."),
        ),
        "until_right": (
            _("Descend until the answer is right"),
            _("Takes steps until the largest score is that of the right class. Section 5 of the chapter."),
        ),
        "restart": (
            _("Back to step 0"),
            _("Puts W back to what it was before any step. Section 5 of the chapter."),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "matrices": (
            _("The network in numbers"),
            _(
                "From left to right input, weights, scores, probabilities and target; below the weights the gradient "
                "of the loss, numerical and exact."
            ),
        ),
        "nudge": (
            _("One weight and the loss"),
            _("The loss against the change of the chosen weight, with the line that the gradient predicts."),
        ),
        "changes": (
            _("Change of the loss"),
            _("For several changes h of the weight, the predicted and the real change of the loss."),
        ),
        "descent": (
            _("Descent"),
            _("The loss after each step of gradient descent; dashed are steps that were not taken yet."),
        ),
        "questions": (
            _("What to notice"),
            _("Questions about the numbers on this page, each with its answer."),
        ),
    }


def _of_pictures() -> dict[str, tuple[str, str]]:
    return {
        "matrices": (
            _("The network in numbers"),
            _(
                "Click a weight of W to choose it, or use the arrow keys; drag it to the right to raise it, to the "
                "left to lower it. Below it stands its slope. Section 5 of the chapter."
            ),
        ),
        "nudge_plot": (
            _("Loss against the nudge"),
            _(
                "Drag the point, or use ← and →, ten times as far with Shift: dashed is what dW predicts, the curve "
                "is what happens. Section 5 of the chapter."
            ),
        ),
        "changes": (
            _("Predicted and real changes of the loss"),
            _(
                "For a small h the prediction is right to many digits; ten times the h is a hundred times as far "
                "off. Section 5 of the chapter."
            ),
        ),
        "descent_plot": (
            _("Loss during descent"),
            _(
                "Dashed: the steps ahead. Drag the point, or use ← and → to go from step to step. Section 4 of the "
                "chapter."
            ),
        ),
        "question_reveal": (
            _("Show or hide the answer"),
            _("Look for it in the numbers first. Section 5 of the chapter."),
        ),
        "question_back": (
            _("Question before"),
            _("Goes back to the question before this one."),
        ),
        "question_next": (_("Next question"), _("Goes on to the next question.")),
    }
