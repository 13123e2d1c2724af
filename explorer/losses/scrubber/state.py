"""What the user can set on the page Weight."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import LogTrack, State, choice, number, value, whole_number
from explorer.texts.language import N_, _

FARTHEST = 1000.0
_LAST_UNIT = 9_999


def _check_offset(offset: float) -> None:
    if not abs(offset) <= FARTHEST:
        raise ValueError(_("A weight moves from −1000 to 1000, not {value}.").format(value=offset))


@dataclass(frozen=True)
class WeightState(State):
    """State of the page Weight; the page Step shares it.

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
            "W1: from pixels to hidden units. W2: from hidden units to classes. Section 6 of the chapter."
        ),
    )
    weight_row: int = whole_number(
        408,
        0,
        _LAST_UNIT,
        label=N_("Row of the weight"),
        hint=N_(
            "In W1 the pixel, counted row by row; in W2 the hidden unit. Both from 0. You can also click in the "
            "picture. Section 6 of the chapter."
        ),
    )
    weight_column: int = whole_number(
        13,
        0,
        _LAST_UNIT,
        label=N_("Column of the weight"),
        hint=N_("In W1 the hidden unit, in W2 the class, from 0. Section 6 of the chapter."),
    )
    offset: float = value(0.0, _check_offset)
    centre: float = value(0.0, _check_offset)
    span: float = number(
        5.0,
        1e-6,
        100,
        track=LogTrack(-6, 2, (-6, -4, -2, 0, 2)),
        label=N_("Plot range"),
        hint=N_(
            "How far the plots reach on either side. Make it 1000 times smaller: the accuracy is constant or "
            "jumps, and the loss looks like its tangent. Sections 2 and 3 of the chapter."
        ),
    )
    images: int = whole_number(
        1_000,
        50,
        10_000,
        track=LogTrack(1.7, 4, (2, 3, 4)),
        label=N_("Number of images"),
        hint=N_(
            "The number N of training images that loss and accuracy are of. One prediction changes the accuracy by "
            "1/N. Section 2 of the chapter."
        ),
    )
    images_seed: int = whole_number(
        0,
        0,
        2**31 - 1,
        label=N_("Seed of the images"),
        hint=N_("Another seed draws other images, without replacement. Section 2 of the chapter."),
    )
