"""What a person can set on the page Inside."""

from dataclasses import dataclass
from typing import Literal, get_args

from explorer.language import _

PartName = Literal["weights", "activations", "pace", "around"]
UnitOrder = Literal["index", "norm", "importance"]
LayerName = Literal["W1", "b1", "W2", "b2"]
StageName = Literal["hidden", "scores", "answers"]
PlaneName = Literal["path", "random"]

PARTS: tuple[PartName, ...] = get_args(PartName)
UNIT_ORDERS: tuple[UnitOrder, ...] = get_args(UnitOrder)
LAYERS: tuple[LayerName, ...] = get_args(LayerName)
STAGES: tuple[StageName, ...] = get_args(StageName)
PLANES: tuple[PlaneName, ...] = get_args(PlaneName)

LAST_UNIT, LARGEST_PACE_BATCH, LAST_INSIDE_SEED = 999, 10_000, 999_999
SMALLEST_REACH, LARGEST_REACH = 0.01, 20.0


@dataclass(frozen=True)
class InsideState:
    """State of the page Inside; the run and the moment that it looks at are in the view's state.

    Attributes
    ----------
    part : "weights", "activations", "pace" or "around"
        Which part of the page is open.
    unit : int
        The hidden unit that is looked at closely, 0 to 999; in a network with fewer, its last.
    unit_order : "index", "norm" or "importance"
        How the images of W1 are sorted.
    layer : "W1", "b1", "W2" or "b2"
        The parameters whose histogram is shown.
    stage : "hidden", "scores" or "answers"
        Whose histogram of outputs is shown: that of the hidden units, of the scores, or of the probabilities.
    pace_batch, pace_seed : int
        The mini-batch whose gradient is looked at: 1 to 10 000 images, drawn by a seed of 0 to 999 999.
    plane : "path" or "random"
        The directions of the loss slice: where the run went, or at random.
    plane_seed : int
        Of the random directions.
    reach : float
        How far the slice goes, from 0.01 to 20 times what shows the path, or the length of the weights.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    part: PartName = "weights"
    unit: int = 0
    unit_order: UnitOrder = "index"
    layer: LayerName = "W1"
    stage: StageName = "hidden"
    pace_batch: int = 100
    pace_seed: int = 0
    plane: PlaneName = "path"
    plane_seed: int = 0
    reach: float = 1.0

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise ValueError(_("The page Inside has no part of that name."))
        if not 0 <= self.unit <= LAST_UNIT:
            raise ValueError(_("Hidden units are counted from 0 to 999."))
        if self.unit_order not in UNIT_ORDERS:
            raise ValueError(_("Units are sorted by index, norm or importance."))
        if self.layer not in LAYERS:
            raise ValueError(_("The parameters are W1, b1, W2 and b2."))
        if self.stage not in STAGES:
            raise ValueError(_("Outputs are those of hidden units, scores or answers."))
        if not 1 <= self.pace_batch <= LARGEST_PACE_BATCH:
            raise ValueError(_("The batch can have 1 to 10 000 images."))
        if not (0 <= self.pace_seed <= LAST_INSIDE_SEED and 0 <= self.plane_seed <= LAST_INSIDE_SEED):
            raise ValueError(_("The seed can be 0 to 999 999."))
        if self.plane not in PLANES:
            raise ValueError(_("The directions are those of the path or random."))
        if not SMALLEST_REACH <= self.reach <= LARGEST_REACH:
            raise ValueError(_("The slice can reach 0.01 to 20 times as far."))
