"""What the buttons and pictures of the page Draw are called, and what their tooltips say."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from explorer.texts.language import _


def explain_tests(controls: Mapping[str, QWidget], is_ready: bool) -> None:
    """Say what the two buttons of the test images do, or why they can do nothing yet."""
    for name, words in {
        "test_image": _("Puts a random test image on the canvas (E). Section 1 of the chapter."),
        "mistake": _(
            "Puts the next test image on the canvas that the network predicts wrongly (M). Section 1 of the chapter."
        ),
    }.items():
        loading = _("Loading the test images … {0}")
        controls[name].setToolTip(words if is_ready else loading.format(words))


def explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each button and picture."""
    return {
        "clear": (
            _("Clear the canvas"),
            _("Empties the canvas (Delete). Undo brings the drawing back."),
        ),
        "test_image": (_("Random test image"), ""),
        "mistake": (_("Next wrong prediction"), ""),
        "open_picture": (
            _("Open an image"),
            _(
                "Opens an image file (F), or drop one on the canvas: a photo of digits on paper, or light on dark. "
                "Digits that touch are taken for one. Section 1 of the chapter."
            ),
        ),
        "paste_picture": (
            _("Paste an image"),
            _("Puts the image from the clipboard on the canvas (Ctrl+V). Section 1 of the chapter."),
        ),
        "picture": (
            _("Image with the digits found in it"),
            _(
                "Each box is a digit, with its prediction. Click one, or use the arrow keys, to look at it; Delete "
                "clears. Section 1 of the chapter."
            ),
        ),
        "replay": (
            _("Replay the strokes"),
            _(
                "Draws the strokes again, point by point: watch the probabilities. Needs strokes on the canvas. "
                "Section 1 of the chapter."
            ),
        ),
        "canvas": (
            _("Canvas"),
            _(
                "Draw a digit with mouse, finger or pen, in any size and place. By keyboard: arrow keys move a pen, "
                "two together diagonally, Shift farther; Space lowers or lifts it. Section 1 of the chapter."
            ),
        ),
        "form": (
            _("Network input"),
            _(
                "The drawing as 28 × 28 numbers from 0 to 1, scaled and centred as MNIST’s images: longest side 20 "
                "pixels, centre of mass in the middle. A test image enters unchanged, divided by 255. Section 6 of the "
                "chapter."
            ),
        ),
        "answer": (
            _("The prediction"),
            _(
                "Ten probabilities by softmax; they sum to 100 % for a scribble too. “Less like a digit than …” "
                "compares how far the drawing is from the principal components of each class in the training images. "
                "Click a bar to ask why the prediction is not that digit. Sections 2 and 6 of the chapter."
            ),
        ),
        "stages": (
            _("From ink to 784 numbers"),
            _(
                "The steps before the network, each with what the network predicts for it; and the training images at "
                "the smallest Euclidean distance from the last step. Draw a small digit in a corner and compare. "
                "Section 1 of the chapter."
            ),
        ),
        "units": (
            _("Contributions to the score"),
            _(
                "The hidden units with the largest positive and negative contributions to the score of the "
                "prediction. A contribution is activation × weight; each picture shows the weights from the pixels "
                "into the unit. Section 6 of the chapter."
            ),
        ),
    }


def card_texts() -> tuple[tuple[str, str], ...]:
    """Return title and description of each card: canvas, form, answer, stages and units."""
    return (
        (
            _("Your digit"),
            _(
                "The canvas: draw a digit with mouse, finger, pen or keys, or look at a test image or an image of "
                "your own."
            ),
        ),
        (
            _("Network input"),
            _("The digit as 28 × 28 numbers from 0 to 1. The network gets nothing else."),
        ),
        (
            _("Prediction"),
            _(
                "The network’s prediction and its ten probabilities. Click a bar to ask why it is not that digit."
            ),
        ),
        (
            _("From ink to 784 numbers"),
            _(
                "The steps from ink to the network’s input: cut out, scale, centre. Below, the nearest training images."
            ),
        ),
        (
            _("Contributions to the score"),
            _(
                "The hidden units with the largest positive and negative contributions to the score of the prediction: "
                "each contributes activation × weight."
            ),
        ),
    )
