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

COMPARED = ("sigmoid", "step")  # activations
_SLICE = 100  # a slice takes about 1 ms: a drag does not wait longer

Gradients = Mapping[str, Mapping[str, float]]
"""The largest entry of the gradient of each parameter array, by activation."""


def largest_gradients(
    network: TwoLayerNet, weight: Weight, value: float, dataset: Dataset, state: WeightState
) -> Generator[None, None, Gradients]:
    """Compute the largest absolute entries with sigmoid and with the step function, with a pause after every slice.

    Parameters
    ----------
    value : float
        Of that weight; all others are those of the network.
    state : WeightState
        Which training images the loss is of.
    """
    params = {name: array.copy() for name, array in network.params.items()}
    params[weight.name][weight.index] = value
    networks = {key: TwoLayerNet.from_params(params, activation=key) for key in COMPARED}
    sums = {key: {name: np.zeros_like(array) for name, array in params.items()} for key in COMPARED}
    chosen = drawn_images(len(dataset.train_images), state.images, state.images_seed)
    for start in range(0, len(chosen), _SLICE):
        part = chosen[start : start + _SLICE]
        inputs, labels = network_inputs(dataset.train_images[part]), dataset.train_labels[part]
        for key, moved in networks.items():
            with one_blas_thread():
                gradient = moved.gradient(inputs, labels)
            for name, array in gradient.items():
                sums[key][name] += array * len(part)
            yield
    return {
        key: {name: float(np.abs(array).max()) / len(chosen) for name, array in of.items()}
        for key, of in sums.items()
    }
