"""What the pictures of the page Mistakes are called, and what their tooltips say."""

from explorer.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "matrix": (
            _("Confusion matrix"),
            _(
                "How many images of each digit, down, are read as which digit, across. Click a cell, or move with "
                "the arrow keys, to see its images: try the largest number beside the diagonal.",
            ),
        ),
        "classes": (
            _("Accuracy for each digit"),
            _(
                "The share of each digit's images that is read rightly; dashed: that of all images. "
                "Section 6 of the chapter.",
            ),
        ),
        "mistake_images": (
            _("Images"),
            _(
                "The images that are counted, the largest cross-entropy error first. Click one, or move with the "
                "arrow keys and Page Up and Down. Section 2 of the chapter.",
            ),
        ),
        "mistake_image": (
            _("The chosen image"),
            _("As the network sees it: 28 × 28 grey levels. Would you read it?"),
        ),
        "mistake_bars": (
            _("Probabilities"),
            _(
                "The network's answer to the chosen image; the right digit is framed. The loss is − log of what it "
                "gets. Section 2 of the chapter.",
            ),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card, by its name."""
    return {
        "matrix": (
            _("Confusion matrix"),
            _(
                "How many images of each digit, down, are predicted as which digit, across. The diagonal counts the "
                "correct ones."
            ),
        ),
        "classes": (
            _("Accuracy"),
            _(
                "The share of each digit’s images that the network gets right. The dashed line is the share of all "
                "images."
            ),
        ),
        "mistake_images": (
            _("All mistakes"),
            _("The images that the chosen cell counts, or all mistakes, the largest loss first."),
        ),
        "mistake_answer": (
            _("Chosen image"),
            _("The chosen image as the network sees it, and its ten probabilities; the label is framed."),
        ),
    }


def sending(is_test: bool) -> str:
    """Return what sending an image to the drawing view does, or why that is not possible."""
    if is_test:
        return _(
            "Puts this image on the canvas of the drawing view: add a stroke, and see the answer change.",
        )
    return _("The drawing view takes test images only: choose Test above.")
