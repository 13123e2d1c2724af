"""What the controls and pictures of the page Gallery are called, and what their tooltips say."""

from explorer.texts.language import _


def gallery_explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each."""
    return {
        "gallery": (
            _("Drawings kept"),
            _(
                "Each drawing with its label and the prediction. Click one, or use the arrow keys, to put it back on "
                "the canvas; Delete removes it. Section 1 of the chapter."
            ),
        ),
        "scoreboard": (
            _("Scoreboard"),
            _(
                "For each digit, how many of its drawings are predicted correctly, and how many there are. "
                "Section 1 of the chapter."
            ),
        ),
        "keep": (
            _("Keep the drawing"),
            _(
                "Puts the drawing into the gallery (K). Its label is the one you gave, else the digit that you were "
                "asked to draw. Section 1 of the chapter."
            ),
        ),
        "ask_another": (
            _("Another digit"),
            _("Asks for the next digit without keeping anything. All ten come before one comes again."),
        ),
        "take_away": (
            _("Remove the selected drawing"),
            _("Removes the framed drawing from the gallery (Delete). Undo brings it back."),
        ),
        "export_drawings": (
            _("Export the drawings"),
            _(
                "Writes the labelled drawings to a folder, as PNG images and in MNIST’s IDX format, the same ones as "
                "training and as test images. Open the folder from the menu Data to train on them. Section 6 of the "
                "chapter."
            ),
        ),
    }


def gallery_cards() -> dict[str, tuple[str, str]]:
    """Return title and description of each card."""
    return {
        "gallery": (
            _("Gallery"),
            _("The drawings that you have kept, each with its label and the network’s prediction."),
        ),
        "scoreboard": (
            _("Scoreboard"),
            _("For each digit, how many of its drawings the network gets right, and how many there are."),
        ),
        "asked": (_("Draw this digit"), _("The digit that you are asked to draw next.")),
    }
