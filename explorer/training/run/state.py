"""What a person can set on the page Run beyond the chapter's own settings."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Optimizer
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
    training_images : int
        How many training images are learnt from; 60 000 stands for all that are not held out.
    validation_images : int
        How many are held out.
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
    training_images: int = ALL_IMAGES
    validation_images: int = 0
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
        return Affine() if self.augmented else None
