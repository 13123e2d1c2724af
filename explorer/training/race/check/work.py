"""What the gradient check computes beside the window."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.gradient_check import GradientCheck, Verdict, check_gradient
from core.mini_batch import draw_batch
from core.mnist import Dataset
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from explorer.training.race.state import Precision

SWEPT_EXPONENTS = np.arange(-32, 1) / 2  # of h: half decades from 1e-16 to 1
_SEED = 0  # of the images: always the same, so that only h and the network matter


@dataclass(frozen=True, eq=False)
class Slopes:
    """A gradient check in numbers; derivatives that are 0 in both gradients are left out.

    Attributes
    ----------
    median : float
        Of the relative differences; nan where all slopes are 0.
    zeros : int
        How many are left out.
    """

    median: float
    counts: Mapping[Verdict, int]
    zeros: int

    @property
    def total(self) -> int:
        """How many slopes are counted."""
        return sum(self.counts.values())

    @property
    def main_verdict(self) -> Verdict:
        """What most of the slopes are; exact where there are none."""
        return max(self.counts, key=lambda verdict: self.counts[verdict])


@dataclass(frozen=True, eq=False)
class Sweep:
    """The check at many steps h, as far as it is known.

    Attributes
    ----------
    by_precision : mapping from the precision to a tuple of Slopes
        For the first of `SWEPT_EXPONENTS`.
    """

    by_precision: Mapping[Precision, tuple[Slopes, ...]]

    def medians(self, precision: Precision) -> FloatArray:
        """Return the medians of the relative differences, shape (m,), as many as are known."""
        return np.array([slopes.median for slopes in self.by_precision[precision]])


def batch_of(dataset: Dataset, count: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the images that the gradient is of, and their labels."""
    indices = draw_batch(np.random.default_rng(_SEED), len(dataset.train_images), count, "replacement")
    return dataset.train_images[indices], dataset.train_labels[indices]


def check(
    network: TwoLayerNet, dataset: Dataset, count: int, h: float, precision: Precision
) -> GradientCheck:
    """Check the gradient of the loss of so many images."""
    return check_gradient(network, *batch_of(dataset, count), h, dtype=np.dtype(precision))


def slopes_of(found: GradientCheck) -> Slopes:
    """Return a check in numbers."""
    differences, verdicts, zeros = [], [], 0
    for name in PARAMETER_NAMES:
        told = (found.exact[name] != 0) | (found.numerical[name] != 0)
        zeros += int(np.count_nonzero(~told))
        differences.append(found.relative_difference[name][told])
        verdicts.append(found.verdict[name][told])
    all_differences, all_verdicts = np.concatenate(differences), np.concatenate(verdicts)
    counts = {verdict: int(np.count_nonzero(all_verdicts == verdict)) for verdict in Verdict}
    return Slopes(float(np.median(all_differences)) if all_differences.size else np.nan, counts, zeros)


def sweep(network: TwoLayerNet, dataset: Dataset, count: int) -> Generator[Sweep, None, Sweep]:
    """Check the gradient at every step h in both precisions, telling what is known after each."""
    known: dict[Precision, tuple[Slopes, ...]] = {"float64": (), "float32": ()}
    for precision in known:
        for exponent in SWEPT_EXPONENTS:
            found = check(network, dataset, count, float(10.0**exponent), precision)
            known[precision] = (*known[precision], slopes_of(found))
            yield Sweep(dict(known))
    return Sweep(known)
