"""What can be set on the page Run beyond the chapter's own settings."""

import math
from dataclasses import dataclass
from typing import Any, Literal

from core.augmentation import Affine
from core.optimizers import OPTIMIZERS, Optimizer
from core.style_variants import StyleVariants
from explorer.state.declarations import State, choice, number, switch, value, whole_number
from explorer.texts.language import N_, _
from explorer.training.run_axis import Scope, UnitName
from explorer.views.activation_words import ACTIVATION_WORDS

OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
ScheduleName = Literal["constant", "cosine"]
ScaleName = Literal["linear", "log"]

HYPERPARAMETERS: dict[OptimizerName, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "adagrad": (),
    "rmsprop": ("decay",),
    "adam": ("beta1", "beta2"),
}
"""Fields of the state that each optimizer uses."""

ALL_IMAGES = 60_000
LOCKED = N_("Locked during training; stop the run to change it")

AMOUNTS = ("rotation", "scaling", "aspect", "shear", "shift")
"""Fields of the state that say by how much images are augmented, in the order of `Affine`."""

STYLES = ("slashed_zeros", "ones_with_flag_or_foot", "crossed_sevens", "curved_nines")
"""Fields of the state that say how many images of each style are made."""


def _check_window(window: tuple[float, float] | None) -> None:
    if window is not None and not 0 <= window[0] < window[1] < math.inf:
        raise ValueError(_("The plots show a run from one iteration to a later one."))


def _share(default: float, *, label: str, hint: str, shown: str) -> Any:
    return number(default, 0, 0.9999, step=0.01, label=label, hint=hint, shown=shown, shown_by="optimizer")


def _amount(default: float, most: float, step: float, *, label: str, hint: str) -> Any:
    return number(default, 0, most, step=step, label=label, hint=hint, shown="augmented", locked=LOCKED)


def _style(default: int, *, label: str) -> Any:
    hint = N_("Number of such images, made at the start of the run")
    return whole_number(default, 0, 20_000, step=500, label=label, hint=hint, shown="styled", locked=LOCKED)


@dataclass(frozen=True)
class RunState(State):
    """State of the page Run: settings of a run that the chapter leaves as they are."""

    optimizer: OptimizerName = choice(
        "sgd",
        {
            "sgd": "SGD",
            "momentum": "Momentum",
            "nesterov": "Nesterov",
            "adagrad": "AdaGrad",
            "rmsprop": "RMSProp",
            "adam": "Adam",
        },
        label=N_("Optimiser"),
        hint=N_(
            "The update rule; the chapter uses SGD. It can be changed during training. With Adam or RMSProp, try a "
            "learning rate of 0.001 (beyond section 4)"
        ),
    )
    momentum: float = _share(
        0.9,
        label=N_("Momentum"),
        hint=N_("Share of the velocity kept in each update"),
        shown="uses_momentum",
    )
    decay: float = _share(
        0.99,
        label=N_("Decay"),
        hint=N_("Share of the mean squared gradient kept in each update"),
        shown="uses_decay",
    )
    beta1: float = _share(
        0.9, label="β₁", hint=N_("Share of the mean gradient kept in each update"), shown="uses_betas"
    )
    beta2: float = _share(
        0.999,
        label="β₂",
        hint=N_("Share of the mean squared gradient kept in each update"),
        shown="uses_betas",
    )
    activation: str = choice(
        "sigmoid",
        {name: (words.label, words.hint) for name, words in ACTIVATION_WORDS.items()},
        label=N_("Activation"),
        locked=LOCKED,
    )
    weight_init_std: float = number(
        0.01,
        0,
        100,
        step=0.01,
        label=N_("Initial weights, σ"),
        hint=N_(
            "Standard deviation of W1 and W2 at the start; b1 and b2 are 0. Try 0, 0.1 and 1 (section 6)"
        ),
        locked=LOCKED,
    )
    schedule: ScheduleName = choice(
        "constant",
        {
            "constant": (N_("Constant"), N_("The same in every iteration, as in the chapter")),
            "cosine": (N_("Cosine"), N_("Falls to 0 along half a cosine")),
        },
        label=N_("Learning rate schedule"),
        locked=LOCKED,
    )
    augmented: bool = switch(
        False,
        label=N_("Augmentation"),
        hint=N_(
            "Each image is rotated, scaled, sheared and shifted a little, differently each time. Try it with 300 "
            "training images (beyond section 1)"
        ),
        locked=LOCKED,
    )
    rotation: float = _amount(
        Affine.rotation,
        180,
        5,
        label=N_("Rotation, ± °"),
        hint=N_("Largest angle in degrees"),
    )
    scaling: float = _amount(
        Affine.scale,
        0.9,
        0.05,
        label=N_("Scale, ±"),
        hint=N_("Largest change in size: 0.1 is 10 %"),
    )
    aspect: float = _amount(
        Affine.aspect,
        2,
        0.05,
        label=N_("Aspect, ±"),
        hint=N_("Largest logarithm of width / height; the area stays the same"),
    )
    shear: float = _amount(
        Affine.shear,
        2,
        0.05,
        label=N_("Shear, ±"),
        hint=N_("Largest shift of a row against the next, in pixels"),
    )
    shift: float = _amount(
        Affine.shift, 14, 1, label=N_("Shift, ± pixels"), hint=N_("Largest shift along each axis")
    )
    subtract_mean: bool = switch(
        False,
        label=N_("Subtract the mean image"),
        hint=N_(
            "Trains on the difference from the mean training image; afterwards b1 is adjusted, so that the network "
            "takes plain images. Compare the first losses (beyond section 6)"
        ),
        locked=LOCKED,
    )
    styled: bool = switch(
        False,
        label=N_("Other handwriting styles"),
        hint=N_(
            "Adds images made by drawing strokes into training images: styles that are rare in MNIST. Afterwards, "
            "draw a crossed 7 (beyond section 1)"
        ),
        locked=LOCKED,
    )
    slashed_zeros: int = _style(StyleVariants.slashed_zeros, label=N_("0 with a slash"))
    ones_with_flag_or_foot: int = _style(
        StyleVariants.ones_with_flag_or_foot, label=N_("1 with flag or foot")
    )
    crossed_sevens: int = _style(StyleVariants.crossed_sevens, label=N_("7 with a bar"))
    curved_nines: int = _style(StyleVariants.curved_nines, label=N_("9 with a curved tail"))
    training_images: int = whole_number(
        ALL_IMAGES,
        1,
        ALL_IMAGES,
        step=100,
        label=N_("Training images"),
        hint=N_("How many of the 60 000, the first ones. Try 300: the network overfits (section 1)"),
        locked=LOCKED,
    )
    validation_images: int = whole_number(
        0,
        0,
        ALL_IMAGES - 1,
        step=1_000,
        label=N_("Validation images"),
        hint=N_("How many of the training images, the last ones, are kept for validation (section 1)"),
        locked=LOCKED,
    )
    stops_early: bool = switch(
        False,
        label=N_("Early stopping"),
        hint=N_(
            "Stops at the end of the first epoch that reaches the target accuracy on the validation images. Without "
            "any, the test images decide, and then no longer measure generalisation (section 1)"
        ),
    )
    stop_at: float = number(
        90.0,
        1,
        100,
        step=1,
        label=N_("Target accuracy, %"),
        hint=N_("Checked once per epoch. Try 90"),
        shown="stops_early",
    )
    more_settings: bool = switch(
        False,
        label=N_("More settings"),
        hint=N_("Optimiser, schedule, activation, initial weights, images, early stopping"),
    )
    loss_scale: ScaleName = choice(
        "linear",
        {"linear": N_("Linear"), "log": N_("Log")},
        label=N_("Loss axis"),
        hint=N_("Linear, or logarithmic to compare small losses"),
    )
    run_unit: UnitName = choice(
        "iteration",
        {"iteration": N_("Iterations"), "epoch": N_("Epochs")},
        label=N_("Horizontal axis"),
        hint=N_("An epoch: training images / batch size iterations (section 6)"),
    )
    run_window: tuple[float, float] | None = value(None, _check_window)

    @property
    def uses_momentum(self) -> bool:
        """Whether the optimizer has a momentum."""
        return "momentum" in HYPERPARAMETERS[self.optimizer]

    @property
    def uses_decay(self) -> bool:
        """Whether the optimizer has a decay."""
        return "decay" in HYPERPARAMETERS[self.optimizer]

    @property
    def uses_betas(self) -> bool:
        """Whether the optimizer has two betas."""
        return "beta1" in HYPERPARAMETERS[self.optimizer]

    @property
    def images_learnt_from(self) -> int | None:
        """How many training images there are; None for all that are not for validation."""
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
        """Return how images are augmented, if they are."""
        if not self.augmented:
            return None
        return Affine(self.rotation, self.scaling, self.aspect, self.shear, self.shift)

    def style_variants(self) -> StyleVariants | None:
        """Return how many images in other styles are made, if any are."""
        return StyleVariants(*(getattr(self, name) for name in STYLES)) if self.styled else None

    @property
    def goal(self) -> float | None:
        """The target accuracy at which a run ends, if there is one."""
        return self.stop_at / 100 if self.stops_early else None
