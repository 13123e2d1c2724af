"""A network with some of its hidden units or pixels switched off."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.images import ImageRows
from core.two_layer_net import TwoLayerNet

_ROWS_AT_ONCE = 2_000


def without(
    network: TwoLayerNet, *, units: Collection[int] = (), pixels: Collection[int] = ()
) -> TwoLayerNet:
    """Return a copy of a network that some hidden units and some pixels say nothing to any more.

    Parameters
    ----------
    network : TwoLayerNet
        Never modified.
    units : collection of int, optional
        Hidden units whose output counts as 0.
    pixels : collection of int, optional
        Inputs that count as 0.

    Returns
    -------
    TwoLayerNet
        Of the same sizes.

    Raises
    ------
    ValueError
        If there is no such unit or pixel.
    """
    inputs, hidden, _ = network.sizes
    params = {name: array.copy() for name, array in network.params.items()}
    params["W1"][_indices("pixel", pixels, inputs)] = 0
    params["W2"][_indices("hidden unit", units, hidden)] = 0
    return TwoLayerNet.from_params(params, activation=network.activation)


def accuracies_without_each_unit(network: TwoLayerNet, images: ImageRows, labels: ArrayLike) -> FloatArray:
    """Return the share of images predicted correctly with one hidden unit switched off, for each.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray of uint8, shape (n, inputs), or Images
        Grey levels from 0 to 255.
    labels : array_like of int, shape (n,)
        The labels.

    Returns
    -------
    ndarray of float64, shape (hidden,)

    Raises
    ------
    ValueError
        If there are no images, or not one label an image.

    Notes
    -----
    The hidden layer is computed once. In float32; about 0.2 s for 10,000 images and 200 hidden units.
    """
    right_answers = np.asarray(labels)
    if right_answers.shape != images.shape[:1] or not len(images):
        raise ValueError(f"{len(images)} images need as many labels, got shape {right_answers.shape}")
    single = network.as_float32()
    W2 = single.params["W2"]
    right = np.zeros(len(W2), dtype=np.int64)
    for start in range(0, len(images), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        with one_blas_thread():
            hidden = single.hidden(images[rows] * np.float32(1 / 255))
            scores = hidden @ W2 + single.params["b2"]
        for unit, weights in enumerate(W2):
            left = scores - hidden[:, unit, np.newaxis] * weights
            right[unit] += np.count_nonzero(left.argmax(axis=1) == right_answers[rows])
    return right / len(images)


def _indices(kind: str, numbers: Collection[int], count: int) -> list[int]:
    for number in numbers:
        if not 0 <= number < count:
            raise ValueError(f"there is no {kind} {number}: they are 0 to {count - 1}")
    return list(numbers)
