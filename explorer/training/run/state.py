"""What a person can set on the page Run beyond the chapter's own settings."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Optimizer
from core.style_variants import StyleVariants
from explorer.training.run_axis import Scope, UnitName

OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
ScheduleName = Literal["constant", "cosine"]
ScaleName = Literal["linear", "log"]
ActivationName = Literal["sigmoid", "relu", "step"]

HYPERPARAMETERS: dict[OptimizerName, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "adagrad": (),
    "rmsprop": ("decay",),
    "adam": ("beta1", "beta2"),
}
"""Fields of the state that each optimizer uses."""

ALL_IMAGES, LARGEST_STD, LARGEST_SHARE = 60_000, 100.0, 0.9999
LARGEST_AMOUNTS = {"rotation": 180.0, "scaling": 0.9, "aspect": 2.0, "shear": 2.0, "shift": 14.0}
"""Fields of the state that say how images are moved about, and the most of each."""

STYLES = ("slashed_zeros", "ones_with_flag_or_foot", "crossed_sevens", "curved_nines")
"""Fields of the state that say how many images of each style are made."""

MOST_VARIANTS = 20_000


@dataclass(frozen=True)
class RunState:
    """State of the page Run: settings of a run that the chapter leaves as they are.

    Attributes
    ----------
    optimizer : str
        The update rule.
    momentum, decay, beta1, beta2 : float
        Its hyperparameters, of which each rule uses its own: from 0 to below 1.
    activation : "sigmoid", "relu" or "step"
        Of the hidden units.
    weight_init_std : float
        Standard deviation of the weights at the start, 0 to 100.
    schedule : "constant" or "cosine"
        How the learning rate goes on.
    augmented : bool
        Whether each image is turned, scaled and moved a little, differently each time.
    rotation, scaling, aspect, shear, shift : float
        The most by which it is, as those of `core.augmentation.Affine`.
    subtract_mean : bool
        Whether the mean image is subtracted from each.
    styled : bool
        Whether images in other styles of writing are made and learnt from too.
    slashed_zeros, ones_with_flag_or_foot, crossed_sevens, curved_nines : int
        How many of each style, 0 to 20 000.
    training_images : int
        How many training images are learnt from; 60 000 stands for all that are not held out.
    validation_images : int
        How many are held out.
    stops_early : bool
        Whether a run ends at a test accuracy, should it reach that.
    stop_at : float
        That accuracy in percent, above 0 and up to 100.
    more_settings : bool
        Whether these settings are in sight.
    loss_scale : "linear" or "log"
        How losses are drawn.
    run_unit : "iteration" or "epoch"
        What the axes of the plots count.
    run_window : (float, float) or None
        First and last iteration that the plots show; None for all.

    Raises
    ------
    ValueError
        With a sentence for the person, where a value is not allowed.
    """

    optimizer: OptimizerName = "sgd"
    momentum: float = 0.9
    decay: float = 0.99
    beta1: float = 0.9
    beta2: float = 0.999
    activation: ActivationName = "sigmoid"
    weight_init_std: float = 0.01
    schedule: ScheduleName = "constant"
    augmented: bool = False
    rotation: float = Affine.rotation
    scaling: float = Affine.scale
    aspect: float = Affine.aspect
    shear: float = Affine.shear
    shift: float = Affine.shift
    subtract_mean: bool = False
    styled: bool = False
    slashed_zeros: int = StyleVariants.slashed_zeros
    ones_with_flag_or_foot: int = StyleVariants.ones_with_flag_or_foot
    crossed_sevens: int = StyleVariants.crossed_sevens
    curved_nines: int = StyleVariants.curved_nines
    training_images: int = ALL_IMAGES
    validation_images: int = 0
    stops_early: bool = False
    stop_at: float = 90.0
    more_settings: bool = False
    loss_scale: ScaleName = "linear"
    run_unit: UnitName = "iteration"
    run_window: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.optimizer not in OPTIMIZERS:
            raise ValueError("There is no optimizer of that name.")
        for share in (self.momentum, self.decay, self.beta1, self.beta2):
            if not 0 <= share <= LARGEST_SHARE:
                raise ValueError("Momentum, decay and both betas are from 0 to 0.9999.")
        if not 0 <= self.weight_init_std <= LARGEST_STD:
            raise ValueError("The standard deviation of the first weights is from 0 to 100.")
        if self.activation not in get_args(ActivationName):
            raise ValueError("The activation must be sigmoid, ReLU or step.")
        if self.schedule not in get_args(ScheduleName):
            raise ValueError("The learning rate stays, or falls along a cosine.")
        for name, largest in LARGEST_AMOUNTS.items():
            if not 0 <= getattr(self, name) <= largest:
                raise ValueError("Images are moved about by 0 or more, and not out of sight.")
        if not all(0 <= getattr(self, name) <= MOST_VARIANTS for name in STYLES):
            raise ValueError("Of each style of writing, 0 to 20 000 images can be made.")
        if not 0 < self.stop_at <= 100:
            raise ValueError("A run can end at an accuracy above 0 and up to 100 %.")
        if not 1 <= self.training_images <= ALL_IMAGES:
            raise ValueError("A run learns from 1 to 60 000 images.")
        if not 0 <= self.validation_images < ALL_IMAGES:
            raise ValueError("From 0 to 59 999 images can be held out.")
        if self.loss_scale not in get_args(ScaleName) or self.run_unit not in get_args(UnitName):
            raise ValueError(
                "Losses are drawn by themselves or by their logarithms, over iterations or epochs."
            )
        if self.run_window is not None and not 0 <= self.run_window[0] < self.run_window[1] < math.inf:
            raise ValueError("The plots show a run from one iteration to a later one.")

    @property
    def images_learnt_from(self) -> int | None:
        """How many training images are learnt from; None for all that are not held out."""
        some = self.training_images + self.validation_images < ALL_IMAGES
        return self.training_images if some else None

    @property
    def scope(self) -> Scope:
        """What part of a run its plots show, and how."""
        return Scope(self.run_window, self.run_unit, self.loss_scale == "log")

    def update_rule(self) -> Optimizer:
        """Return the optimizer with its hyperparameters."""
        values = {name: getattr(self, name) for name in HYPERPARAMETERS[self.optimizer]}
        return OPTIMIZERS[self.optimizer](**values)

    def augmentation(self) -> Affine | None:
        """Return how images are moved about, if they are."""
        if not self.augmented:
            return None
        return Affine(self.rotation, self.scaling, self.aspect, self.shear, self.shift)

    def style_variants(self) -> StyleVariants | None:
        """Return how many images in other styles are made, if any are."""
        return StyleVariants(*(getattr(self, name) for name in STYLES)) if self.styled else None

    @property
    def goal(self) -> float | None:
        """The share of test images answered rightly at which a run ends, if there is one."""
        return self.stop_at / 100 if self.stops_early else None
