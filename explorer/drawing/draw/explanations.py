"""What the buttons and pictures of the page Draw are called, and what their tooltips say."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from explorer.language import _


def explain_tests(controls: Mapping[str, QWidget], is_ready: bool) -> None:
    """Say what the two buttons of the test images do, or why they can do nothing yet."""
    for name, words in {
        "test_image": _(
            "Puts one of the test images on the canvas (E). The network has never seen it in training: only such "
            "images show how well it generalises. Section 1 of the chapter."
        ),
        "mistake": _(
            "Puts the next test image on the canvas that the chosen network misreads (M). Would you have read it? "
            "Look at what the bars say, then at the page Why. Section 1 of the chapter."
        ),
    }.items():
        loading = _("The test images are being loaded. After that: {0}")
        controls[name].setToolTip(words if is_ready else loading.format(words))


def explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each button and picture."""
    return {
        "undo": (
            _("Undo"),
            _("Takes back the last stroke, erasure or choice (Ctrl+Z). Watch the bars go back with it."),
        ),
        "redo": (_("Redo"), _("Makes again what was undone last (Ctrl+Shift+Z).")),
        "clear": (
            _("Clear the canvas"),
            _("Takes everything from the canvas (Delete). An empty canvas is not read. Undo brings it back."),
        ),
        "test_image": (_("Random test image"), ""),
        "mistake": (_("Next mistake"), ""),
        "open_picture": (
            _("Open a picture"),
            _(
                "Opens a picture from a file (F); or drop one on the canvas. A photo, or light on dark: digits "
                "that do not touch are told apart. Try your own hand on paper. Section 1 of the chapter."
            ),
        ),
        "paste_picture": (
            _("Paste a picture"),
            _(
                "Puts the picture on the clipboard on the canvas (Ctrl+V), such as a screenshot with a digit on it. "
                "Section 1 of the chapter."
            ),
        ),
        "picture": (
            _("Picture with the digits found in it"),
            _(
                "Each box is a digit, with what the network reads. Choose one by a click or the arrow keys to see its "
                "answer and why; Delete clears. Section 1 of the chapter."
            ),
        ),
        "replay": (
            _("Replay the strokes"),
            _(
                "Draws the strokes again, point by point: see from which moment on the answer is what it is. Needs "
                "strokes on the canvas. Section 1 of the chapter."
            ),
        ),
        "canvas": (
            _("Canvas"),
            _(
                "Draw a digit with mouse, finger or pen; size and place do not matter. By keyboard: arrow keys move a "
                "pen, two together aslant, Shift farther; Space lowers or lifts it. Try a sloppy 4, or a 7 with a "
                "bar. Section 1 of the chapter."
            ),
        ),
        "form": (
            _("What the network sees"),
            _(
                "The drawing as 28 × 28 grey levels in the form of MNIST: longest side 20, centre of mass in the "
                "middle. These 784 numbers are the network's input. Section 6 of the chapter."
            ),
        ),
        "answer": (
            _("The answer"),
            _(
                "Ten probabilities by softmax; they sum to 100 % even for a scribble that is no digit. Click "
                "one, or choose it with the arrow keys and Enter, to ask on the page Why why the network does not read "
                "that digit. Sections 2 and 6 of the chapter."
            ),
        ),
        "stages": (
            _("From ink to 784 numbers"),
            _(
                "The steps before the network, each with what the network would answer there; and the training "
                "images at the smallest distance from the last step. Draw small in a corner and see why the steps "
                "are needed. Section 1 of the chapter."
            ),
        ),
        "units": (
            _("Hidden units that decide"),
            _(
                "The hidden units that add most to the score of the answer and take most away: the weights of each "
                "as a picture, positive against negative, and its activation times its weight to the answer. "
                "Section 6 of the chapter."
            ),
        ),
    }


def card_texts() -> tuple[tuple[str, str], ...]:
    """Return title and description of each card: canvas, form, answer, stages and units."""
    return (
        (
            _("Your digit"),
            _(
                "The canvas: draw a digit with mouse, finger, pen or keys, or look at a test image or a picture."
            ),
        ),
        (
            _("The network sees"),
            _("The digit as 28 × 28 numbers, scaled and centred as in MNIST. The network gets nothing else."),
        ),
        (
            _("The answer"),
            _(
                "The network’s prediction and its ten probabilities. Click a bar to ask why it is not that digit."
            ),
        ),
        (
            _("From ink to 784 numbers"),
            _(
                "The steps from ink to the network’s input: cut out, scale, centre. Below, the training images that "
                "are nearest to it."
            ),
        ),
        (
            _("Hidden units that decide"),
            _(
                "The hidden units that add most to the score of the prediction, and those that take most from it. Each "
                "adds its activation times its weight."
            ),
        ),
    )
