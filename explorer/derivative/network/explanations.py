"""What the controls and pictures of the page Network are called, and what their tooltips say."""

from PySide6.QtCore import QCoreApplication


def network_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return _of_weights() | _of_descent() | _of_pictures()


def _of_weights() -> dict[str, tuple[str, str]]:
    return {
        "book_1": (
            _translate("The book's first network"),
            _translate(
                "The first of the two networks whose gradients the book prints: it answers right from the start. "
                "Section 5 of the chapter."
            ),
        ),
        "book_2": (
            _translate("The book's second network"),
            _translate(
                "The second of the two networks whose gradients the book prints: it is wrong, and its gradient is "
                "larger. Section 5 of the chapter."
            ),
        ),
        "random_weights": (
            _translate("Draw other weights"),
            _translate(
                "Draws all six weights from the normal distribution, as simpleNet does at its start. Section 5 of "
                "the chapter."
            ),
        ),
        "weight": (
            _translate("Value of the ringed weight"),
            _translate(
                "Type another value, or use the arrow keys; descent starts anew from there. Click a weight of W to "
                "choose it. Section 5 of the chapter."
            ),
        ),
        "input_0": (
            _translate("x₀ of the sample"),
            _translate(
                "0 makes the first row of dW vanish: its weights are not used. Section 5 of the chapter."
            ),
        ),
        "input_1": (
            _translate("x₁ of the sample"),
            _translate("Double it and the second row of dW grows with it. Section 5 of the chapter."),
        ),
        "label": (
            _translate("Right class of the sample"),
            _translate(
                "Another target turns the signs of two columns of dW round. Section 5 of the chapter."
            ),
        ),
    }


def _of_descent() -> dict[str, tuple[str, str]]:
    rate = _translate(
        "How much of dW is taken from W at each step. Try 5 on the book's second network: one step is enough. "
        "Section 4 of the chapter."
    )
    return {
        "learning_rate": (_translate("Learning rate"), rate),
        "learning_rate_slider": (_translate("Learning rate, slider"), rate),
        "descent_step": (
            _translate("One step of descent"),
            _translate(
                "Takes the learning rate times dW from W, all six weights at once. Section 4 of the chapter."
            ),
        ),
        "until_right": (
            _translate("Descend until the answer is right"),
            _translate(
                "Takes steps until the largest score is that of the right class. Section 5 of the chapter."
            ),
        ),
        "restart": (
            _translate("Back to step 0"),
            _translate("Puts W back to what it was before any step. Section 5 of the chapter."),
        ),
    }


def _of_pictures() -> dict[str, tuple[str, str]]:
    return {
        "matrices": (
            _translate("The network in numbers"),
            _translate(
                "Click a weight of W to choose it, or use the arrow keys; drag it to the right to raise it, to the "
                "left to lower it. Below it stands its slope. Section 5 of the chapter."
            ),
        ),
        "nudge_plot": (
            _translate("Loss against the nudge"),
            _translate(
                "Drag the point, or use ← and →, ten times as far with Shift: dashed is what dW predicts, the curve "
                "is what happens. Section 5 of the chapter."
            ),
        ),
        "changes": (
            _translate("Predicted and real changes of the loss"),
            _translate(
                "For a small h the prediction is right to many digits; ten times the h is a hundred times as far "
                "off. Section 5 of the chapter."
            ),
        ),
        "descent_plot": (
            _translate("Loss during descent"),
            _translate(
                "Dashed: the steps ahead. Drag the point, or use ← and → to go from step to step. Section 4 of the "
                "chapter."
            ),
        ),
        "question_reveal": (
            _translate("Show or hide the answer"),
            _translate("Look for it in the numbers first. Section 5 of the chapter."),
        ),
        "question_back": (
            _translate("Question before"),
            _translate("Goes back to the question before this one."),
        ),
        "question_next": (_translate("Next question"), _translate("Goes on to the next question.")),
    }


def _translate(text: str) -> str:
    return QCoreApplication.translate("derivative", text)
