"""Which training images a run learns from, and which it is only checked with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from core.lit_pixels import LitPixels
from core.mnist import Dataset, UInt8Array
from core.training_config import TrainingConfig


@dataclass(frozen=True, eq=False)
class Split:
    """A data set as one run uses it.

    Attributes
    ----------
    learnt : Dataset
        Its training images are those that the run learns from; its test images are all that there are.
    validation_images, validation_labels : ndarray of uint8, shapes (m, pixels) and (m,)
        Held out of the training images; m may be 0.
    """

    learnt: Dataset
    validation_images: UInt8Array
    validation_labels: UInt8Array

    @cached_property
    def lit_in_validation(self) -> LitPixels:
        """Where the ink of each image held out is."""
        return LitPixels(self.validation_images)


def split(data: Dataset, config: TrainingConfig) -> Split:
    """Return the data set as a run uses it: the first training images learnt from, the last ones held out.

    Raises
    ------
    ValueError
        If there are fewer training images than the configuration asks for.
    """
    total = len(data.train_images)
    count = config.images_learnt_from(total)
    held_out = slice(total - config.validation_images, total)
    learnt = data
    if count != total:
        learnt = replace(data, train_images=data.train_images[:count], train_labels=data.train_labels[:count])
    return Split(learnt, data.train_images[held_out], data.train_labels[held_out])
