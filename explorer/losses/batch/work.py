"""What the page Batch computes: losses of all images, one batch, the means of a hundred."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.coverage import Coverage, expected_coverage, samples_seen
from core.mini_batch import BatchMeans, batch_means, draw_batch, expected_spread
from explorer.losses.batch.state import LARGEST_BATCH, BatchState

BATCHES = 100
EPOCHS = 2  # over which coverage is shown
_COVERAGE_POINTS = 241


@dataclass(frozen=True, eq=False)
class LossesOfAll:
    """The loss of every image, with what only it decides.

    Attributes
    ----------
    losses : ndarray, shape (n,)
    sizes, spreads : ndarray, shape (m,)
        Batch sizes, and the standard deviation of a batch's mean for each, drawn with replacement.
    """

    losses: FloatArray
    mean: float
    sizes: NDArray[np.int64]
    spreads: FloatArray

    @classmethod
    def of(cls, losses: FloatArray) -> "LossesOfAll":
        """Compute the rest from the losses."""
        sizes = np.unique(np.geomspace(1, min(LARGEST_BATCH, len(losses)), 60).round().astype(np.int64))
        return cls(losses, float(losses.mean()), sizes, expected_spread(losses, sizes, "replacement"))


@dataclass(frozen=True, eq=False)
class Batch:
    """One mini-batch.

    Attributes
    ----------
    indices : ndarray of int, shape (size,)
        In the order in which they are shown.
    losses : ndarray, shape (size,)
    """

    indices: NDArray[np.int64]
    losses: FloatArray
    mean: float


@dataclass(frozen=True, eq=False)
class ManyMeans:
    """The means of a hundred batches, and the size of each batch."""

    size: int
    sampling: str
    result: BatchMeans


def drawn(state: BatchState, count: int) -> NDArray[np.int64]:
    """Return the indices of the batch, as they were drawn from `count` images."""
    size = min(state.batch_size, count)
    return draw_batch(np.random.default_rng(state.batch_seed), count, size, state.sampling)


def batch_of(state: BatchState, losses: FloatArray) -> Batch:
    """Return the batch in its order, with the loss of each image."""
    indices = drawn(state, len(losses))
    mean = float(losses[indices].mean())
    if state.order == "loss":
        indices = indices[np.argsort(-losses[indices], kind="stable")]
    return Batch(indices, losses[indices], mean)


def many_means(state: BatchState, losses: FloatArray) -> Generator[None, None, ManyMeans]:
    """Compute the means of a hundred batches, the shown one first."""
    size = min(state.batch_size, len(losses))
    rng = np.random.default_rng(state.batch_seed)
    means = yield from batch_means(rng, losses, size, BATCHES, state.sampling)
    return ManyMeans(size, state.sampling, means)


@dataclass(frozen=True, eq=False)
class CoverageCurves:
    """How many of all images have been seen after some epochs of draws.

    Attributes
    ----------
    epochs : ndarray, shape (m,)
        Numbers of draws over the number of images.
    seen : ndarray, shape (m,)
        Share that one stream of draws with replacement, from the page's seed, has seen.
    expected : Coverage
        Of such streams; in images.
    shuffled : ndarray, shape (m,)
        Share seen when the images are shuffled and taken in turn.
    after_one : float
        `seen` after one epoch.
    """

    epochs: FloatArray
    seen: FloatArray
    expected: Coverage
    shuffled: FloatArray
    after_one: float


@lru_cache(maxsize=8)
def coverage(count: int, seed: int) -> CoverageCurves:
    """Return the coverage of `count` images, with the draws that the page's batches come from."""
    stream = draw_batch(np.random.default_rng(seed), count, EPOCHS * count, "replacement")
    seen = np.concatenate([[0], samples_seen(stream, count)])
    draws = np.unique(np.linspace(0, EPOCHS * count, _COVERAGE_POINTS).round().astype(np.int64))
    return CoverageCurves(
        epochs=draws / count,
        seen=seen[draws] / count,
        expected=expected_coverage(count, draws, "replacement"),
        shuffled=expected_coverage(count, draws, "shuffle").mean / count,
        after_one=float(seen[count] / count),
    )
