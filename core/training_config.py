"""Everything that decides a training run, apart from the data."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from core.activations import ACTIVATIONS
from core.augmentation import Affine
from core.optimizers import SGD, Optimizer
from core.sampling import SAMPLINGS
from core.style_variants import StyleVariants

CHANGEABLE = ("learning_rate", "optimizer")
"""Fields of the configuration that may change while a run goes on."""

GRADIENTS = ("backprop", "numerical")
SCHEDULES = ("constant", "cosine")


@dataclass(frozen=True)
class TrainingConfig:
    """How a network is trained. The defaults are the chapter's.

    Attributes
    ----------
    hidden_size : int
        Number of hidden units.
    batch_size : int
        Images in a mini-batch.
    learning_rate : float
        Step size, at the start of the schedule.
    iterations : int
        Number of updates.
    gradient : str
        "backprop", in float32, or "numerical": central differences, in float64.
    sampling : str
        How mini-batches are drawn: "replacement", as in the book, or "shuffle", which sees every image once
        before it sees one again.
    optimizer : Optimizer
        The update rule with its hyperparameters, one of `core.optimizers`.
    schedule : str
        "constant", or "cosine": the learning rate falls to 0 along half a cosine over the iterations.
    activation : str
        Activation of the hidden units, a key of `core.activations.ACTIVATIONS`.
    weight_init_std : float
        Standard deviation of the weights at the start.
    augmentation : Affine or None
        How each training image is moved about, differently each time, before it is learnt from.
    style_variants : StyleVariants or None
        How many images in other styles of writing are made, once, and learnt from beside the training images.
    subtract_mean : bool
        Whether to train on differences to the mean training image, without variants. The network that comes
        out takes plain images all the same: its ``b1`` makes up for it.
    seed : int
        Decides the weights at the start, the mini-batches, the augmentation and the style variants.
    training_images : int or None
        How many training images are learnt from, the first ones; None: all that are not for validation.
    validation_images : int
        How many training images are validation images, the last ones.

    Raises
    ------
    ValueError
        If a value is out of its range.
    """

    hidden_size: int = 50
    batch_size: int = 100
    learning_rate: float = 0.1
    iterations: int = 10_000
    gradient: str = "backprop"
    sampling: str = "replacement"
    optimizer: Optimizer = field(default_factory=SGD)
    schedule: str = "constant"
    activation: str = "sigmoid"
    weight_init_std: float = 0.01
    augmentation: Affine | None = None
    style_variants: StyleVariants | None = None
    subtract_mean: bool = False
    seed: int = 0
    training_images: int | None = None
    validation_images: int = 0

    def __post_init__(self) -> None:
        _check_whole("hidden size", self.hidden_size, 1)
        _check_whole("batch size", self.batch_size, 1)
        _check_whole("number of iterations", self.iterations, 1)
        _check_whole("seed", self.seed, 0)
        _check_whole("number of validation images", self.validation_images, 0)
        if self.training_images is not None:
            _check_whole("number of training images", self.training_images, 1)
        _check_choice("gradient", self.gradient, GRADIENTS)
        _check_choice("sampling", self.sampling, SAMPLINGS)
        _check_choice("schedule", self.schedule, SCHEDULES)
        _check_choice("activation", self.activation, ACTIVATIONS)
        if not isinstance(self.learning_rate, float | int) or not 0 < self.learning_rate < math.inf:
            raise ValueError(f"the learning rate must be positive and finite, got {self.learning_rate!r}")
        if not isinstance(self.weight_init_std, float | int) or not 0 <= self.weight_init_std < math.inf:
            raise ValueError(
                f"the standard deviation of the weights must be finite and not negative, "
                f"got {self.weight_init_std!r}"
            )
        if not isinstance(self.optimizer, get_args(Optimizer)):
            raise ValueError(f"the optimizer must be one of core.optimizers, got {self.optimizer!r}")
        if not isinstance(self.augmentation, Affine | None):
            raise ValueError(f"the augmentation must be an Affine or None, got {self.augmentation!r}")
        if not isinstance(self.style_variants, StyleVariants | None):
            raise ValueError(
                f"the style variants must be a StyleVariants or None, got {self.style_variants!r}"
            )

    def fits(self, total: int) -> bool:
        """Whether `total` training images are enough to learn from and to hold out."""
        return self.validation_images + (self.training_images or 1) <= total

    def images_learnt_from(self, total: int) -> int:
        """Return how many of `total` training images are learnt from.

        Raises
        ------
        ValueError
            If there are not as many as are asked for.
        """
        if not self.fits(total):
            raise ValueError(
                f"there are {total} training images, too few to hold out {self.validation_images} "
                f"and to learn from {self.training_images or 1}"
            )
        return self.training_images or total - self.validation_images

    def iterations_per_epoch(self, total: int) -> int:
        """Return how many updates use as many images as are learnt from, of `total` training images."""
        return max(1, round(self.images_learnt_from(total) / self.batch_size))

    def learning_rate_at(self, iteration: int) -> float:
        """Return the learning rate of an iteration, counted from 0, by the schedule."""
        if self.schedule == "constant":
            return self.learning_rate
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * iteration / self.iterations))


@dataclass(frozen=True)
class Change:
    """A change made while a run went on.

    Attributes
    ----------
    iteration : int
        The first iteration that it counts for.
    field : str
        One of `CHANGEABLE`.
    value : object
        What the field is from there on.
    """

    iteration: int
    field: str
    value: Any


def after_changes(config: TrainingConfig, changes: Iterable[Change]) -> TrainingConfig:
    """Return the configuration with all changes made, in their order.

    Raises
    ------
    ValueError
        If a field may not change, or not to that value.
    """
    for change in changes:
        if change.field not in CHANGEABLE:
            raise ValueError(
                f"{change.field} cannot change during a run; only {' and '.join(CHANGEABLE)} can"
            )
        config = replace(config, **{change.field: change.value})
    return config


def _check_whole(name: str, value: int, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"the {name} must be a whole number of at least {least}, got {value!r}")


def _check_choice(name: str, value: str, choices: Collection[str]) -> None:
    if value not in tuple(choices):
        raise ValueError(f"the {name} must be one of {', '.join(choices)}, got {value!r}")
