"""What the pages Weight and Step compute: loss and accuracy against one weight."""

from collections.abc import Generator, Hashable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from core.arrays import FloatArray
from core.mini_batch import draw_batch
from core.mnist import PIXELS, Dataset
from core.two_layer_net import TwoLayerNet
from core.weight_importance import least_important, mean_absolute_derivatives, most_important
from core.weight_influence import Weight
from core.weight_scrubber import Scrub, scrub
from explorer.background.latest_result import LatestResult
from explorer.losses.scrubber.state import WeightState
from explorer.state.session import Session

RANKED = 20  # of the most, and of the least important weights
_POINTS = 241  # of the loss's curve


@dataclass(frozen=True, eq=False)
class Curve:
    """The loss over a stretch of the weight.

    Attributes
    ----------
    values, losses : ndarray, shape (m,)
    """

    values: FloatArray
    losses: FloatArray


@dataclass(frozen=True)
class Ranking:
    """The most and the least important weights of one matrix."""

    most: tuple[Weight, ...]
    least: tuple[Weight, ...]


def chosen_weight(state: WeightState, network: TwoLayerNet) -> Weight:
    """Return the weight of `network` that the state names, or the last one where it has fewer."""
    rows, columns = network.params[state.matrix].shape
    return Weight(state.matrix, (min(state.weight_row, rows - 1), min(state.weight_column, columns - 1)))


def weight_into_unit(state: WeightState, network: TwoLayerNet) -> Weight:
    """Return the chosen weight if it leads into a hidden unit, else one into the unit that it leads out of."""
    weight = chosen_weight(state, network)
    if weight.name == "W1":
        return weight
    return Weight("W1", (min(WeightState.weight_row, PIXELS - 1), weight.index[0]))


@lru_cache(maxsize=8)
def drawn_images(count: int, size: int, seed: int) -> NDArray[np.int64]:
    """Return which of `count` images loss and accuracy are of."""
    return draw_batch(np.random.default_rng(seed), count, min(size, count), "shuffle")


def window(state: WeightState, weight_value: float) -> tuple[float, float]:
    """Return the values of the weight at the plots' ends."""
    middle = weight_value + state.centre
    return middle - state.span, middle + state.span


class Scrubs(QObject):
    """Loss and accuracy against one weight of a network, computed in the background.

    Parameters
    ----------
    channel : str
        What it is for.

    Signals
    -------
    changed()
        There is more than before.
    """

    changed = Signal()

    def __init__(self, session: Session, channel: str) -> None:
        super().__init__()
        self._scrubs: LatestResult[Scrub] = session.latest_result(f"{channel}.scrub")
        self._curves: LatestResult[Curve] = session.latest_result(f"{channel}.curve")
        for results in (self._scrubs, self._curves):
            results.changed.connect(self.changed)

    def scrub(
        self, key: Hashable, network: TwoLayerNet, dataset: Dataset, state: WeightState, weight: Weight
    ) -> Scrub | None:
        """Return loss and accuracy over the weight of a network with that key, once they are known."""
        chosen = drawn_images(len(dataset.train_images), state.images, state.images_seed)
        images, labels = dataset.train_images, dataset.train_labels

        def job() -> Generator[None, None, Scrub]:
            return scrub(network, images[chosen], labels[chosen], weight, [weight.of(network)])

        return self._scrubs.request((key, dataset.number, state.images, state.images_seed, weight), job)

    def curve(self, scrubbed: Scrub, low: float, high: float) -> Curve | None:
        """Return the loss from `low` to `high`; until it is known, the curve that was shown last."""

        def job() -> Curve:
            values = np.linspace(low, high, _POINTS)
            return Curve(values, scrubbed.influence.loss_and_derivative(values)[0])

        return self._curves.request((scrubbed, low, high), job) or self._curves.latest


def ranking(network: TwoLayerNet, dataset: Dataset, state: WeightState, matrix: str) -> Ranking:
    """Return the most and the least important weights of a matrix, by the state's images."""
    chosen = drawn_images(len(dataset.train_images), state.images, state.images_seed)
    importance = mean_absolute_derivatives(
        network, dataset.train_images[chosen], dataset.train_labels[chosen]
    )
    own: dict[str, FloatArray] = {matrix: importance[matrix]}
    return Ranking(most_important(own, RANKED), least_important(own, RANKED))


def after(weights: tuple[Weight, ...], present: Weight) -> Weight:
    """Return the weight that follows the present one in a ranking, or the first."""
    place = weights.index(present) + 1 if present in weights else 0
    return weights[place % len(weights)]
