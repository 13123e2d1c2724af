"""The parameters of a two-layer network, or its gradient, in one vector."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core.arrays import FloatArray
from core.two_layer_net import TwoLayerNet


class Parameters(NamedTuple):
    """The parameters of a network, or a gradient, in one vector.

    Attributes
    ----------
    flat : ndarray, shape (inputs * hidden + hidden + hidden * classes + classes,)
        All of it. An optimizer takes one step on this.
    W1, b1, W2, b2 : ndarray
        Views of it, in the shapes that `core.two_layer_net` uses.
    """

    flat: FloatArray
    W1: FloatArray
    b1: FloatArray
    W2: FloatArray
    b2: FloatArray


def count_of_parameters(sizes: tuple[int, int, int]) -> int:
    """Return how many there are, for given numbers of inputs, hidden units and classes."""
    inputs, hidden, classes = sizes
    return (inputs + 1) * hidden + (hidden + 1) * classes


def parameters_from(flat: FloatArray, sizes: tuple[int, int, int]) -> Parameters:
    """Return a vector together with its views, for given numbers of inputs, hidden units and classes."""
    inputs, hidden, classes = sizes
    end_of_W1 = inputs * hidden
    end_of_b1 = end_of_W1 + hidden
    end_of_W2 = end_of_b1 + hidden * classes
    return Parameters(
        flat,
        flat[:end_of_W1].reshape(inputs, hidden),
        flat[end_of_W1:end_of_b1].reshape(hidden),
        flat[end_of_b1:end_of_W2].reshape(hidden, classes),
        flat[end_of_W2:].reshape(classes),
    )


def parameters_of(network: TwoLayerNet, dtype: DTypeLike) -> Parameters:
    """Return a copy of the parameters of a network as one vector."""
    flat = np.concatenate([array.ravel() for array in network.params.values()]).astype(dtype)
    return parameters_from(flat, network.sizes)


def with_inputs_in(order: NDArray[np.integer], flat: FloatArray, sizes: tuple[int, int, int]) -> FloatArray:
    """Return a vector with a number for each parameter, with the inputs in another order.

    Parameters
    ----------
    order : ndarray of int, shape (inputs,)
        For each row that W1 is to have, which it is now.
    flat : ndarray, shape (n,)
        Not changed.
    sizes : (int, int, int)
        Numbers of inputs, hidden units and classes.
    """
    W1 = parameters_from(flat, sizes).W1
    return np.concatenate([W1.take(order, axis=0).ravel(), flat[W1.size :]])
