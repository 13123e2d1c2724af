"""What the pictures of the page Mistakes are called, and what their tooltips say."""

from explorer.texts.language import _


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "matrix": (
            _("Confusion matrix"),
            _(
                "Click a cell, or move with the arrow keys, to see its images: try the largest number beside the "
                "diagonal.",
            ),
        ),
        "classes": (
            _("Accuracy for each digit"),
            _(
                "The share of each digit’s images that is correct; dashed: that of all images. (Section 6)",
            ),
        ),
        "mistake_images": (
            _("Images"),
            _(
                "The largest cross-entropy first. Click one, or use the arrow keys, Page Up and Page Down. (Section 2)",
            ),
        ),
        "mistake_image": (
            _("The chosen image"),
            _("28 × 28 grey levels, the input of the network"),
        ),
        "mistake_bars": (
            _("Probabilities"),
            _(
                "The ten probabilities for the chosen image; the label is framed. The loss is −log y of the label. "
                "(Section 2)",
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
            _("The chosen image and its ten probabilities; the label is framed."),
        ),
    }


def sending(is_test: bool) -> str:
    """Return what sending an image to the drawing view does, or why that is not possible."""
    if is_test:
        return _(
            "Puts this image on the canvas of Drawing: add a stroke and watch the prediction.",
        )
    return _("Drawing takes test images only: choose Test above.")
