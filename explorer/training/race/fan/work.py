"""What the fan computes beside the window."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.gradient_fan import FullGradient, GradientFan, full_gradient, gradient_fan
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from explorer.training.race.state import FanSampling

BATCHES = 50
SIZES = (1, 3, 10, 30, 100, 300, 1_000)  # of which the angles are measured, whatever is chosen
_SIZES_SEED = 0


@dataclass(frozen=True, eq=False)
class Angles:
    """How far the gradients of many mini-batches point away from the full one, in degrees.

    Attributes
    ----------
    sizes : ndarray of int, shape (m,)
    means, spreads : ndarray of float64, shape (m,)
        Mean and standard deviation for each size; not a number where a gradient is 0.
    """

    sizes: FloatArray
    means: FloatArray
    spreads: FloatArray


def all_images(network: TwoLayerNet, dataset: Dataset) -> Generator[None, None, FullGradient]:
    """Compute the gradient of all training images, in slices."""
    return (yield from _silent(full_gradient(network, dataset.train_images, dataset.train_labels)))


def fan(
    full: FullGradient,
    network: TwoLayerNet,
    dataset: Dataset,
    batch_size: int,
    sampling: FanSampling,
    seed: int,
) -> Generator[None, None, GradientFan]:
    """Draw mini-batches and lay their gradients out; by shuffling none is larger than all there are."""
    return (
        yield from _silent(
            gradient_fan(
                full,
                network,
                dataset.train_images,
                dataset.train_labels,
                batch_size=drawable(batch_size, sampling, full.samples),
                batches=BATCHES,
                sampling=sampling,
                rng=np.random.default_rng(seed),
            )
        )
    )


def angles(
    full: FullGradient, network: TwoLayerNet, dataset: Dataset, sampling: FanSampling
) -> Generator[Angles | None, None, Angles]:
    """Measure the angles at several batch sizes, telling what is known after each."""
    sizes, means, spreads = [], [], []
    for size in (size for size in SIZES if drawable(size, sampling, full.samples) == size):
        found = yield from fan(full, network, dataset, size, sampling, _SIZES_SEED)
        sizes.append(size)
        mean, spread = mean_and_spread(found.angles)
        means.append(mean)
        spreads.append(spread)
        yield Angles(np.array(sizes, dtype=np.float64), np.array(means), np.array(spreads))
    return Angles(np.array(sizes, dtype=np.float64), np.array(means), np.array(spreads))


def mean_and_spread(values: FloatArray) -> tuple[float, float]:
    """Return mean and standard deviation of the numbers among the values; not a number where there are none."""
    known = values[np.isfinite(values)]
    return (float(known.mean()), float(known.std())) if known.size else (np.nan, np.nan)


def drawable(batch_size: int, sampling: FanSampling, samples: int) -> int:
    """Return the batch size, or how many images there are where each comes once only."""
    return min(batch_size, samples) if sampling == "shuffle" else batch_size


def _silent[Result](slices: Generator[float, None, Result]) -> Generator[None, None, Result]:
    """Run a generator without telling which share is done."""
    while True:
        try:
            next(slices)
        except StopIteration as stop:
            result: Result = stop.value
            return result
        yield
