"""What slow motion computes in the background."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.mini_batch import losses_of_samples
from core.mnist import Dataset
from core.sgd_iteration import Iterations, iterations_from
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from explorer.training.slow_motion.state import SlowMotionState


@dataclass(frozen=True, eq=False)
class ShownIteration:
    """The last of some iterations, ready for the picture.

    Attributes
    ----------
    iterations : Iterations
        As core gives them.
    images, labels : ndarray of uint8, shape (samples, 784) and (samples,)
        The mini-batch.
    losses : ndarray of float64, shape (samples,)
        Of each image, before the update.
    """

    iterations: Iterations
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    losses: FloatArray
    learning_rate: float

    @property
    def largest_difference(self) -> float:
        """How far the two gradients are apart where they differ most."""
        last = self.iterations.last
        return max(
            float(np.abs(last.gradient[name] - last.numerical[name]).max()) for name in PARAMETER_NAMES
        )

    @property
    def steepest(self) -> tuple[str, tuple[int, ...]]:
        """Name and index of the parameter that moves furthest."""
        moves = self.iterations.last.moves
        name = max(PARAMETER_NAMES, key=lambda name: float(np.abs(np.nan_to_num(moves[name])).max()))
        place = int(np.abs(np.nan_to_num(moves[name])).argmax())
        return name, tuple(int(k) for k in np.unravel_index(place, moves[name].shape))


def root_mean_square(array: FloatArray) -> float:
    """Return the root of the mean square of all entries; not a number, or infinite, where they are."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.mean(array**2)))


def shown_iteration(
    network: TwoLayerNet, dataset: Dataset, state: SlowMotionState, iteration: int
) -> Generator[None, None, ShownIteration]:
    """Do so many iterations with the settings of a state, and make the last one ready to be shown."""
    images, labels = dataset.train_images, dataset.train_labels
    iterations = yield from iterations_from(
        network,
        images,
        labels,
        batch_size=state.slow_batch_size,
        learning_rate=state.slow_learning_rate,
        count=iteration,
        rng=np.random.default_rng(state.slow_seed),
    )
    last = iterations.last
    own_images, own_labels = images[last.indices], labels[last.indices]
    with np.errstate(all="ignore"):
        losses = losses_of_samples(last.before, own_images, own_labels)
    return ShownIteration(iterations, own_images, own_labels, losses, state.slow_learning_rate)
