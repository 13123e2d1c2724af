"""What the page Step computes beside the loss: how large the gradient of each parameter array is."""

from collections.abc import Generator, Mapping

import numpy as np

from core.blas import one_blas_thread
from core.mini_batch import network_inputs
from core.mnist import Dataset
from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight
from explorer.losses.scrubber.state import WeightState
from explorer.losses.scrubber.work import drawn_images

_SLICE = 500


def largest_gradients(
    network: TwoLayerNet, activation: str, weight: Weight, value: float, dataset: Dataset, state: WeightState
) -> Generator[None, None, Mapping[str, float]]:
    """Compute the largest absolute entry of each array of the gradient, with a pause after every slice.

    Parameters
    ----------
    activation : str
        Of the hidden units, in place of the network's own.
    value : float
        Of that weight; all others are those of the network.
    state : WeightState
        Which training images the loss is of.
    """
    params = {name: array.copy() for name, array in network.params.items()}
    params[weight.name][weight.index] = value
    moved = TwoLayerNet.from_params(params, activation=activation)
    chosen = drawn_images(len(dataset.train_images), state.images, state.images_seed)
    sums = {name: np.zeros_like(array) for name, array in params.items()}
    with one_blas_thread():
        for start in range(0, len(chosen), _SLICE):
            part = chosen[start : start + _SLICE]
            gradient = moved.gradient(network_inputs(dataset.train_images[part]), dataset.train_labels[part])
            for name, array in gradient.items():
                sums[name] += array * len(part)
            yield
    return {name: float(np.abs(array).max()) / len(chosen) for name, array in sums.items()}
