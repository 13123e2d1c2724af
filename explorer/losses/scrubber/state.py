"""What a person can set on the page Why a loss."""

from dataclasses import dataclass
from typing import Literal

from explorer.declarations import LogTrack, State, choice, number, whole_number
from explorer.language import N_

FARTHEST = 1000.0
_LAST_UNIT = 9_999


@dataclass(frozen=True)
class WeightState(State):
    """State of the page Why a loss; the page Step against sigmoid shares it.

    Attributes
    ----------
    weight_row, weight_column : int
        Pixel and hidden unit in W1; hidden unit and class in W2. A network with fewer takes the last one.
    offset : float
        How far the weight is moved from its trained value.
    centre : float
        The plots show offsets up to `span` on either side of it.
    images_seed : int
        Of the generator that draws the images, without replacement.
    """

    matrix: Literal["W1", "W2"] = choice(
        "W1",
        {"W1": "W1", "W2": "W2"},
        label=N_("Matrix of the weight"),
        hint=N_(
            "W1 leads from pixels to hidden units, W2 from hidden units to classes. Section 6 of the chapter."
        ),
    )
    weight_row: int = whole_number(
        408,
        0,
        _LAST_UNIT,
        label=N_("Where the weight leads from"),
        hint=N_(
            "Pixel, counted row by row from 0, or hidden unit; or click on the picture. Section 6 of the chapter."
        ),
    )
    weight_column: int = whole_number(
        13,
        0,
        _LAST_UNIT,
        label=N_("Where the weight leads to"),
        hint=N_("Hidden unit, or class. Section 6 of the chapter."),
    )
    offset: float = number(0.0, -FARTHEST, FARTHEST, label=N_("Distance from the trained value"))
    centre: float = number(0.0, -FARTHEST, FARTHEST, label=N_("Middle of the plots"))
    span: float = number(
        5.0,
        1e-6,
        100,
        track=LogTrack(-6, 2, (-6, -4, -2, 0, 2)),
        label=N_("Seen on either side"),
        hint=N_(
            "How far the plots reach on either side. Zoom in a thousandfold: the stairs stay stairs, the curve becomes "
            "its tangent. Sections 2 and 3 of the chapter."
        ),
    )
    images: int = whole_number(
        1_000,
        50,
        10_000,
        track=LogTrack(1.7, 4, (2, 3, 4)),
        label=N_("Number of images"),
        hint=N_(
            "How many training images loss and accuracy are of. With 50 the stairs are high, with 10 000 low; between "
            "two of them the accuracy stands still all the same. Section 2 of the chapter."
        ),
    )
    images_seed: int = whole_number(
        0,
        0,
        2**31 - 1,
        label=N_("Seed of the images"),
        hint=N_("Draws other images, without replacement. Section 2 of the chapter."),
    )
