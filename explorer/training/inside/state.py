"""What a person can set on the page Inside."""

from dataclasses import dataclass
from typing import Literal

from explorer.declarations import LogTrack, State, choice, number, seed, whole_number
from explorer.language import N_

UnitOrder = Literal["index", "norm", "importance"]
LayerName = Literal["W1", "b1", "W2", "b2"]
StageName = Literal["hidden", "scores", "answers"]
PlaneName = Literal["path", "random"]

SMALLEST_REACH, LARGEST_REACH = 0.01, 20.0


@dataclass(frozen=True)
class InsideState(State):
    """What can be set on the pages about a network's parameters and hidden units.

    Attributes
    ----------
    unit : int
        In a network with fewer units, the last one is looked at.
    pace_batch, pace_seed : int
        The mini-batch whose gradient is looked at.
    reach : float
        A multiple of what shows the path, or of the length of the weights.
    """

    unit: int = whole_number(
        0,
        0,
        999,
        label=N_("Hidden unit"),
        hint=N_(
            "Which hidden unit is looked at closely, counted from 0. Click another one in a picture, or use the "
            "arrow keys. Section 6 of the chapter."
        ),
    )
    unit_order: UnitOrder = choice(
        "index",
        {
            "index": (N_("Index"), N_("In the order in which they stand in W1")),
            "norm": (N_("Norm"), N_("The unit with the longest weights first")),
            "importance": (
                N_("Effect"),
                N_(
                    "First the unit without which the loss of the test images rises most: look at the last ones"
                ),
            ),
        },
        label=N_("Units sorted by"),
    )
    layer: LayerName = choice(
        "W1",
        {
            "W1": ("W1", N_("W1: lead into the hidden units")),
            "b1": ("b1", N_("b1: lead into the hidden units")),
            "W2": ("W2", N_("W2: lead from the hidden units to the scores")),
            "b2": ("b2", N_("b2: lead from the hidden units to the scores")),
        },
        label=N_("Histogram of"),
    )
    stage: StageName = choice(
        "hidden",
        {
            "hidden": (
                N_("Units"),
                N_("The outputs of the hidden units, behind their activation (chapter, section 6)"),
            ),
            "scores": (N_("Scores"), N_("What goes into the softmax: ten scores an image")),
            "answers": (
                N_("Answers"),
                N_("What comes out of the softmax: ten probabilities an image, most of them near 0"),
            ),
        },
        label=N_("Histogram of"),
    )
    pace_batch: int = whole_number(
        100,
        1,
        10_000,
        step=10,
        label=N_("Images"),
        hint=N_(
            "Images whose mean gradient is looked at, 1 to 10 000: try 1, then 10 000 (chapter, section 6)"
        ),
    )
    pace_seed: int = seed(label=N_("Seed"), hint=N_("Draws the images: the same seed draws the same batch"))
    plane: PlaneName = choice(
        "path",
        {
            "path": (
                N_("Of the path"),
                N_("The two in which the run moved most, by its principal components (chapter, section 4)"),
            ),
            "random": (
                N_("Random"),
                N_("Any two, each scaled to the weights of its unit: the loss rises on all sides"),
            ),
        },
        label=N_("Two directions"),
    )
    plane_seed: int = seed(
        label=N_("Seed"), hint=N_("Draws the two directions: the same seed draws the same ones")
    )
    reach: float = number(
        1.0,
        SMALLEST_REACH,
        LARGEST_REACH,
        digits=3,
        track=LogTrack(-2, 1, (-2, -1, 0, 1)),
        label=N_("Reach"),
        hint=N_("How far the picture goes: 1 shows the whole path, or weights from 0 to twice their size"),
        slider_hint=N_(
            "Drag it, or turn the wheel over the picture: 0.1 looks closely at where the run ended"
        ),
    )
