"""Which training images a run learns from, and which it is only checked with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.arrays import UInt8Array
from core.images import Images
from core.mnist import Dataset
from core.training_config import TrainingConfig


@dataclass(frozen=True, eq=False)
class Split:
    """A data set as one run uses it.

    Attributes
    ----------
    learnt : Dataset
        Its training images are those that the run learns from; its test images are all that there are.
    validation_images : Images
        Held out of the training images; there may be none.
    validation_labels : ndarray of uint8, shape (m,)
    """

    learnt: Dataset
    validation_images: Images
    validation_labels: UInt8Array


def split(data: Dataset, config: TrainingConfig) -> Split:
    """Return the data set as a run uses it: the first training images learnt from, the last ones for validation.

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
        images = data.train_images.part(slice(count))
        learnt = replace(data, train_images=images, train_labels=data.train_labels[:count])
    return Split(learnt, data.train_images.part(held_out), data.train_labels[held_out])
