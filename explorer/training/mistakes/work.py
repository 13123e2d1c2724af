"""What the page Mistakes computes: the predictions of a network for all images, and their counts."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core import metrics
from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.images import ImageRows
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.training.mistakes.state import Cell, SplitName

_SLICE = 5_000


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network predicts for images.

    Attributes
    ----------
    split : {"test", "training"}
        Which images they are.
    images : Images, or an array of the same shape
    labels : ndarray of uint8, shape (n,)
    probabilities : ndarray of float32, shape (n, 10)
    predicted : ndarray of int, shape (n,)
    counts : ndarray of int64, shape (10, 10)
        The confusion matrix.
    by_class : ndarray, shape (10,)
        Accuracy for each digit.
    """

    split: SplitName
    images: ImageRows
    labels: NDArray[np.uint8]
    probabilities: FloatArray
    predicted: NDArray[np.intp]
    counts: NDArray[np.int64]
    by_class: FloatArray
    accuracy: float

    @property
    def mistakes(self) -> int:
        """How many images are answered wrongly."""
        return int(self.counts.sum() - np.trace(self.counts))

    def listed(self, cell: Cell | None) -> NDArray[np.intp]:
        """Return the images that a cell counts, or all mistakes; that with the largest loss first."""
        if cell is None:
            return metrics.worst_mistakes(self.probabilities, self.labels, len(self.labels)).indices
        return metrics.images_in_cell(self.probabilities, self.labels, cell)


def answers(network: TwoLayerNet, dataset: Dataset, split: SplitName) -> Generator[None, None, Answers]:
    """Ask a network about all test or training images, some thousands at a time."""
    images, labels = (
        (dataset.test_images, dataset.test_labels)
        if split == "test"
        else (dataset.train_images, dataset.train_labels)
    )
    with np.errstate(all="ignore"):  # a network that diverged may not fit into float32
        single = network.as_float32()
    parts = []
    for start in range(0, len(images), _SLICE):
        with one_blas_thread():
            parts.append(metrics.probabilities(single, images[start : start + _SLICE]))
        yield
    probabilities = np.concatenate(parts)
    predicted = probabilities.argmax(axis=1)
    counts = metrics.confusion_matrix(labels, predicted)
    return Answers(
        split=split,
        images=images,
        labels=labels,
        probabilities=probabilities,
        predicted=predicted,
        counts=counts,
        by_class=metrics.accuracy_by_class(counts),
        accuracy=float(np.mean(predicted == labels)),
    )
