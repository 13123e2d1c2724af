"""What the controls and pictures of the pages about one weight are called, and what their tooltips say."""

from explorer.language import _


def control_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each of the `WeightControls`, by its name there."""
    span = _(
        "How far the plots reach on either side. Zoom in a thousandfold: the stairs stay stairs, the curve becomes "
        "its tangent. Sections 2 and 3 of the chapter."
    )
    images = _(
        "How many training images loss and accuracy are of. With 50 the stairs are high, with 10 000 low; between "
        "two of them the accuracy stands still all the same. Section 2 of the chapter."
    )
    return {
        "value": (
            _("Value of the weight"),
            _(
                "Drag the line in a plot, type, or press ↑ ↓. All other weights stay as trained. "
                "Section 2 of the chapter."
            ),
        ),
        "matrix": (
            _("Matrix of the weight"),
            _(
                "W1 leads from pixels to hidden units, W2 from hidden units to classes. Section 6 of the chapter."
            ),
        ),
        "row": (
            _("Where the weight leads from"),
            _(
                "Pixel, counted row by row from 0, or hidden unit; or click on the picture. Section 6 of the chapter."
            ),
        ),
        "column": (
            _("Where the weight leads to"),
            _("Hidden unit, or class. Section 6 of the chapter."),
        ),
        "most_important": (
            _("An important weight"),
            _(
                "The weight whose slope is largest on average over the images, sign left out. Again: the next one. "
                "Section 2 of the chapter."
            ),
        ),
        "least_important": (
            _("An unimportant weight"),
            _(
                "A weight that hardly changes anything, such as one of a pixel that is black in every image. "
                "Again: the next one. Section 2 of the chapter."
            ),
        ),
        "span": (_("Seen on either side"), span),
        "span_slider": (_("Seen on either side, slider"), span),
        "images": (_("Number of images"), images),
        "images_slider": (_("Number of images, slider"), images),
        "seed": (
            _("Seed of the images"),
            _("Draws other images, without replacement. Section 2 of the chapter."),
        ),
        "network": (
            _("Network"),
            _("Whose weight is moved: a bundled one, or the one trained last. Section 6 of the chapter."),
        ),
        "trained": (
            _("Back to the trained value"),
            _("Puts the weight, and the plots, back to where training left it."),
        ),
    }


def picture_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip of each picture of the page Why a loss."""
    return {
        "weight_loss": (
            _("Loss over the weight"),
            _(
                "Smooth: its tangent (dashed) tells which way is down. Drag the line, click, or press ← → "
                "(ten times as far with Shift). Section 2 of the chapter."
            ),
        ),
        "weight_accuracy": (
            _("Accuracy over the weight"),
            _(
                "A staircase: each stair is the exact value at which an answer changes, so that no zoom makes it "
                "smooth. Its derivative is 0 but at the stairs. Section 2 of the chapter."
            ),
        ),
        "weight_picture": (
            _("Picture of the weights"),
            _(
                "The weights into one hidden unit as the 28 × 28 pixels that they multiply, or all of W2: classes "
                "by hidden units. Click on one, or go with the arrow keys. Section 6 of the chapter."
            ),
        ),
    }
