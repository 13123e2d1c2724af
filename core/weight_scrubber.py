"""Loss and accuracy of a network over one of its weights, computed in slices of many images."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray, as_float
from core.blas import one_blas_thread
from core.stairs import Staircase
from core.two_layer_net import TwoLayerNet
from core.weight_influence import Weight, WeightInfluence, weight_influence

_SLICE = 500


@dataclass(frozen=True, eq=False)
class Scrub:
    """Loss and accuracy over one weight.

    Attributes
    ----------
    influence : WeightInfluence
        Gives loss and derivative at any other value.
    values, losses, derivatives : ndarray of float64, shape (m,)
        The loss and its exact derivative at values of the weight.
    accuracy_stairs : Staircase
        The accuracy at all values.
    loss_stairs : Staircase or None
        The loss at all values where it is a staircase, as under a step.
    """

    influence: WeightInfluence
    values: FloatArray
    losses: FloatArray
    derivatives: FloatArray
    accuracy_stairs: Staircase
    loss_stairs: Staircase | None


def scrub(
    network: TwoLayerNet,
    images: ArrayLike,
    labels: ArrayLike,
    weight: Weight,
    values: ArrayLike,
    slice_size: int = _SLICE,
) -> Generator[None, None, Scrub]:
    """Compute loss and accuracy over one weight, with a pause after every slice of the images.

    Parameters
    ----------
    network, images, labels, weight
        As for `weight_influence`.
    values : array_like, shape (m,)
        Values of the weight at which the loss is wanted.
    slice_size : int, optional
        How many images are computed between two pauses.

    Yields
    ------
    None

    Returns
    -------
    Scrub

    Raises
    ------
    ValueError
        As for `weight_influence`, and if `slice_size` is below 1.

    Notes
    -----
    For 784-50-10 and 200 values about 10 ms a slice of 500, where the weight reaches all images.
    """
    if slice_size < 1:
        raise ValueError(f"a slice needs at least one image, got {slice_size}")
    pixels, right, places = np.asarray(images), np.asarray(labels), as_float(values).astype(np.float64)
    parts: list[WeightInfluence] = []
    loss, derivative = np.zeros(len(places)), np.zeros(len(places))
    with one_blas_thread():
        for start in range(0, max(len(pixels), 1), slice_size):
            part = slice(start, start + slice_size)
            parts.append(weight_influence(network, pixels[part], right[part], weight))
            part_loss, part_derivative = parts[-1].loss_and_derivative(places)
            loss += part_loss * len(parts[-1].labels)
            derivative += part_derivative * len(parts[-1].labels)
            yield
    influence = _joined(parts)
    samples = len(influence.labels)
    return Scrub(
        influence,
        places,
        loss / samples,
        derivative / samples,
        influence.accuracy_stairs(),
        influence.loss_stairs(),
    )


def _joined(parts: Sequence[WeightInfluence]) -> WeightInfluence:
    return WeightInfluence(
        np.concatenate([part.intercept for part in parts]),
        np.concatenate([part.slope for part in parts]),
        parts[0].activation,
        np.concatenate([part.base for part in parts]),
        parts[0].direction,
        np.concatenate([part.labels for part in parts]),
    )
