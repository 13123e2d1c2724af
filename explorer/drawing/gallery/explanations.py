"""What the controls and pictures of the page Gallery are called, and what their tooltips say."""

from explorer.language import _


def gallery_explanations() -> dict[str, tuple[str, str]]:
    """Return name and tooltip of each."""
    return {
        "gallery": (
            _("Drawings kept"),
            _(
                "Each drawing with its label and the network's answer. Click one, or go through them with the arrow "
                "keys, to have it on the canvas again; Delete takes it away. Choose another network and see which of "
                "them it reads. Section 1 of the chapter."
            ),
        ),
        "scoreboard": (
            _("Scoreboard"),
            _(
                "For each digit, how many of its drawings the network reads rightly. These are test data of your own: "
                "the network has never seen them. Section 1 of the chapter."
            ),
        ),
        "keep": (
            _("Keep the drawing"),
            _(
                "Puts what is on the canvas into the gallery (K) and asks for the next digit. Its label is the one you "
                "gave with a digit's key, else the digit that is asked for. Section 1 of the chapter."
            ),
        ),
        "ask_another": (
            _("Ask for another digit"),
            _("Asks for the next digit without keeping anything. All ten come before one comes again."),
        ),
        "take_away": (
            _("Take the chosen drawing away"),
            _("Takes the framed drawing out of the gallery (Delete). Undo brings it back."),
        ),
        "export_drawings": (
            _("Export the drawings"),
            _(
                "Writes the drawings that have a label into a folder: as a data set in MNIST's IDX format, to be "
                "opened from the menu Data as a folder of IDX files, and as PNG pictures. Train a network on your own "
                "hand. Section 6 of the chapter."
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
