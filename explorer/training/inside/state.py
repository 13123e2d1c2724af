"""What the user can set on the pages about the inside of a network."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import LogTrack, State, choice, number, seed, whole_number
from explorer.texts.language import N_

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
            "Number of the hidden unit, from 0: its column of W1. You can also click a unit in a picture, or use the "
            "arrow keys. (Section 6)"
        ),
    )
    unit_order: UnitOrder = choice(
        "index",
        {
            "index": (N_("Index"), N_("In the order of the columns of W1")),
            "norm": (N_("Norm"), N_("Largest norm of its weights in W1 first")),
            "importance": (
                N_("Effect"),
                N_("First the unit without which the loss of the test images is largest"),
            ),
        },
        label=N_("Units sorted by"),
    )
    layer: LayerName = choice(
        "W1",
        {
            "W1": ("W1", N_("Weights of the hidden units")),
            "b1": ("b1", N_("Biases of the hidden units")),
            "W2": ("W2", N_("Weights of the scores")),
            "b2": ("b2", N_("Biases of the scores")),
        },
        label=N_("Histogram of"),
    )
    stage: StageName = choice(
        "hidden",
        {
            "hidden": (
                N_("Units"),
                N_("The outputs of the hidden units (section 6)"),
            ),
            "scores": (N_("Scores"), N_("The ten scores of each image, before the softmax")),
            "answers": (
                N_("Softmax"),
                N_("The ten probabilities of each image, after the softmax"),
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
        hint=N_("Number of training images in the mini-batch, 1 to 10 000. (Section 6)"),
    )
    pace_seed: int = seed(
        label=N_("Seed"), hint=N_("Chooses the images: the same seed gives the same mini-batch")
    )
    plane: PlaneName = choice(
        "path",
        {
            "path": (
                N_("Of the path"),
                N_("The first two principal components of the run’s checkpoints (section 4)"),
            ),
            "random": (
                N_("Random"),
                N_("Two random directions, scaled to the weights of each unit"),
            ),
        },
        label=N_("Two directions"),
    )
    plane_seed: int = seed(
        label=N_("Seed"), hint=N_("Chooses the two directions: the same seed gives the same ones")
    )
    reach: float = number(
        1.0,
        SMALLEST_REACH,
        LARGEST_REACH,
        digits=3,
        track=LogTrack(-2, 1, (-2, -1, 0, 1)),
        label=N_("Plot range"),
        hint=N_("1 shows the whole path, or random coordinates from −1 to 1"),
        slider_hint=N_("Drag it, or scroll over the picture to zoom"),
    )
