"""What the fields, buttons and pictures of the page Network are called, and what their tooltips say."""

from explorer.texts.language import _


def network_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return _of_weights() | _of_descent() | _of_pictures()


def _of_weights() -> dict[str, tuple[str, str]]:
    return {
        "book_1": (
            _("The book’s first network"),
            _(
                "The first of the two networks whose gradients the book prints. Its prediction is correct. "
                "Section 5 of the chapter."
            ),
        ),
        "book_2": (
            _("The book’s second network"),
            _(
                "The second of the two networks whose gradients the book prints. Its prediction is wrong. "
                "Section 5 of the chapter."
            ),
        ),
        "random_weights": (
            _("Other random weights"),
            _(
                "Six weights from the standard normal distribution, as in simpleNet’s __init__. Section 5 of the "
                "chapter."
            ),
        ),
        "weight": (
            _("Value of the ringed weight"),
            _(
                "Type another value, or use the arrow keys; descent starts again from there. Click a weight of W to "
                "choose it. Section 5 of the chapter."
            ),
        ),
        "input_0": (
            _("x₁ of the sample"),
            _("With 0 the first row of ∂L/∂W is 0: its weights have no effect. Section 5 of the chapter."),
        ),
        "input_1": (
            _("x₂ of the sample"),
            _("With 0 the second row of ∂L/∂W is 0: its weights have no effect. Section 5 of the chapter."),
        ),
    }


def _of_descent() -> dict[str, tuple[str, str]]:
    return {
        "descent_step": (
            _("One step of descent"),
            _("W ← W − lr ∂L/∂W, all six weights at once. Section 4 of the chapter."),
        ),
        "until_right": (
            _("Run until correct"),
            _("Takes steps until the class with the largest score is the label. Section 5 of the chapter."),
        ),
        "restart": (
            _("Back to step 0"),
            _("W as it was before any step. Section 5 of the chapter."),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "matrices": (
            _("The network in numbers"),
            _(
                "From left to right input, weights, scores, probabilities and label; below the weights the gradient "
                "of the loss, numerical and exact."
            ),
        ),
        "nudge": (
            _("One weight and the loss"),
            _("The loss against the change of the chosen weight, with the line that the gradient predicts."),
        ),
        "changes": (
            _("Change of the loss"),
            _("For several changes h of the weight, the predicted and the actual change of the loss."),
        ),
        "descent": (
            _("Descent"),
            _("The loss after each step of gradient descent; dashed: the next steps."),
        ),
        "questions": (
            _("Questions"),
            _("Questions about the numbers on this page, each with its answer."),
        ),
    }


def _of_pictures() -> dict[str, tuple[str, str]]:
    return {
        "matrices": (
            _("The network in numbers"),
            _(
                "Click a weight of W to choose it, or use the arrow keys; drag it to the right to raise it, to the "
                "left to lower it. Its slope is below it. Section 5 of the chapter."
            ),
        ),
        "nudge_plot": (
            _("Loss against the nudge"),
            _(
                "Dashed: the loss that the gradient predicts. Curve: the actual loss. Drag the point, or use ← and →, "
                "ten times as far with Shift. Section 5 of the chapter."
            ),
        ),
        "changes": (
            _("Predicted and actual changes of the loss"),
            _(
                "The change that the gradient predicts, and the actual one. While h is small, the error grows about as "
                "h². Section 5 of the chapter."
            ),
        ),
        "descent_plot": (
            _("Loss during descent"),
            _(
                "Dashed: the next steps. Drag the point, or use ← and → to go from step to step. Section 4 of the "
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
