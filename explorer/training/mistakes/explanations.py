"""What the controls and pictures of the page Mistakes are called, and what their tooltips say."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate  # the name that lupdate looks for


def explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return {
        "all_mistakes": (
            translate("training", "Show all mistakes"),
            translate("training", "Closes the cell that is open. Escape in the matrix does the same."),
        ),
        "matrix": (
            translate("training", "Confusion matrix"),
            translate(
                "training",
                "How many images of each digit, down, are read as which digit, across. Click a cell, or move with "
                "the arrow keys, to see its images: try the largest number beside the diagonal.",
            ),
        ),
        "classes": (
            translate("training", "Accuracy for each digit"),
            translate(
                "training",
                "The share of each digit's images that is read rightly; dashed: that of all images. "
                "Section 6 of the chapter.",
            ),
        ),
        "mistake_images": (
            translate("training", "Images"),
            translate(
                "training",
                "The images that are counted, the largest cross-entropy error first. Click one, or move with the "
                "arrow keys and Page Up and Down. Section 2 of the chapter.",
            ),
        ),
        "mistake_image": (
            translate("training", "The chosen image"),
            translate("training", "As the network sees it: 28 × 28 grey levels. Would you read it?"),
        ),
        "mistake_bars": (
            translate("training", "Probabilities"),
            translate(
                "training",
                "The network's answer to the chosen image; the right digit is framed. The loss is − log of what it "
                "gets. Section 2 of the chapter.",
            ),
        ),
    }


def sending(is_test: bool) -> str:
    """Return what sending an image to the drawing view does, or why that is not possible."""
    if is_test:
        return translate(
            "training",
            "Puts this image on the canvas of the drawing view: add a stroke, and see the answer change.",
        )
    return translate("training", "The drawing view takes test images only: choose Test above.")
