"""What each hidden unit adds to the score of a class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray
from core.two_layer_net import TwoLayerNet


@dataclass(frozen=True, eq=False)
class Evidence:
    """The score of one class as a sum: ``contributions.sum() + bias == score``, up to rounding.

    Attributes
    ----------
    activations : ndarray, shape (hidden,)
        Outputs of the hidden units.
    weights : ndarray, shape (hidden,)
        Of the way from each hidden unit to the class.
    contributions : ndarray, shape (hidden,)
        ``activations * weights``.
    bias : float
        Of the class.
    score : float
        What goes into the softmax for the class.
    """

    activations: FloatArray
    weights: FloatArray
    contributions: FloatArray
    bias: float
    score: float

    def strongest_for(self, count: int) -> NDArray[np.intp]:
        """Return up to `count` units that add most, the strongest first."""
        order = np.argsort(-self.contributions, kind="stable")[:count]
        return order[self.contributions[order] > 0]

    def strongest_against(self, count: int) -> NDArray[np.intp]:
        """Return up to `count` units that take away most, the strongest first."""
        order = np.argsort(self.contributions, kind="stable")[:count]
        return order[self.contributions[order] < 0]


def evidence(network: TwoLayerNet, x: ArrayLike, label: int) -> Evidence:
    """Return what makes up the score of a class.

    Parameters
    ----------
    network : TwoLayerNet
    x : array_like, shape (inputs,)
        One sample.
    label : int
        The class, from 0.

    Returns
    -------
    Evidence

    Raises
    ------
    ValueError
        If there is no such class, or `x` is not one sample.
    """
    inputs, _, classes = network.sizes
    if np.shape(x) != (inputs,):
        raise ValueError(f"x must be one sample of {inputs} inputs, got shape {np.shape(x)}")
    if not 0 <= label < classes:
        raise ValueError(f"there is no class {label}: classes are 0 to {classes - 1}")
    activations = network.hidden(x)
    weights = network.params["W2"][:, label]
    return Evidence(
        activations=activations,
        weights=weights,
        contributions=activations * weights,
        bias=float(network.params["b2"][label]),
        score=float(network.scores(x)[label]),
    )
