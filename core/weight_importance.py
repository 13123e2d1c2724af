"""Which parameters of a network matter most to a batch of samples, and which least."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from core.activations import ACTIVATIONS
from core.arrays import FloatArray
from core.mini_batch import network_inputs
from core.score_gradients import cross_entropy_by_score
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet
from core.weight_influence import Weight


def mean_absolute_derivatives(
    network: TwoLayerNet, images: ArrayLike, labels: ArrayLike
) -> dict[str, FloatArray]:
    """Return the importance of each parameter: the mean over the samples of ``abs(dL_n / dw)``.

    Parameters
    ----------
    network : TwoLayerNet
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)
        The correct classes.

    Returns
    -------
    dict of ndarray of float64
        For each parameter, in its shape. L_n is the loss of one sample, its 1e-7 included: a parameter that
        raises the loss of some samples and lowers that of others is important, although the slope of their
        mean may be 0.

    Raises
    ------
    ValueError
        If there are no images or the labels do not fit them.

    Notes
    -----
    The derivative of one sample's loss by a matrix is an outer product, whose absolute values are the outer
    product of absolute values: the sum over the samples is a matrix product, as for the gradient.
    """
    x = network_inputs(images)
    hidden = network.hidden(x)
    by_score = cross_entropy_by_score(hidden @ network.params["W2"] + network.params["b2"], labels)
    by_unit = by_score @ network.params["W2"].T
    by_unit *= ACTIVATIONS[network.activation].derivative_from_output(hidden)
    scores, units = np.abs(by_score), np.abs(by_unit)
    return {
        "W1": np.abs(x).T @ units,
        "b1": units.sum(axis=0),
        "W2": np.abs(hidden).T @ scores,
        "b2": scores.sum(axis=0),
    }


def most_important(importance: Mapping[str, FloatArray], count: int = 1) -> tuple[Weight, ...]:
    """Return the parameters of the greatest importance.

    Parameters
    ----------
    importance : mapping of ndarray
        By parameter, such as `mean_absolute_derivatives` returns.
    count : int, optional
        How many: all, where there are fewer.

    Returns
    -------
    tuple of Weight
        The most important first. Of equal ones the one that comes first in W1, b1, W2, b2, row by row.
    """
    return _first({name: -values for name, values in importance.items()}, count)


def least_important(importance: Mapping[str, FloatArray], count: int = 1) -> tuple[Weight, ...]:
    """Return the parameters of the least importance, the least important first.

    Parameters are those of `most_important`, and equal ones come in the same order: weights of pixels that
    are black in all images lead, their importance being 0.
    """
    return _first(importance, count)


def _first(values: Mapping[str, FloatArray], count: int) -> tuple[Weight, ...]:
    """Return the places of the smallest values."""
    names = [name for name in PARAMETER_NAMES if name in values]
    flat = np.concatenate([values[name].ravel() for name in names])
    ends = np.cumsum([values[name].size for name in names])
    weights = []
    for place in np.argsort(flat, kind="stable")[:count]:
        k = int(np.searchsorted(ends, place, side="right"))
        array = values[names[k]]
        index = np.unravel_index(place - (ends[k] - array.size), array.shape)
        weights.append(Weight(names[k], tuple(int(i) for i in index)))
    return tuple(weights)
