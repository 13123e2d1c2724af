"""What each hidden unit adds to the score of a class, and what goes into the unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray, as_float
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


@dataclass(frozen=True, eq=False)
class UnitInput:
    """What goes into one hidden unit, and what comes out: ``activation(products.sum() + bias) == output``.

    Attributes
    ----------
    products : ndarray, shape (inputs,)
        Each input times its weight.
    bias : float
    total : float
        Products and bias.
    output : float
    """

    products: FloatArray
    bias: float
    total: float
    output: float


def unit_input(network: TwoLayerNet, x: ArrayLike, unit: int) -> UnitInput:
    """Return what goes into a hidden unit.

    Parameters
    ----------
    network : TwoLayerNet
    x : array_like, shape (inputs,)
        One sample.
    unit : int
        From 0.

    Returns
    -------
    UnitInput

    Raises
    ------
    ValueError
        If there is no such unit, or `x` is not one sample.
    """
    inputs, hidden, _ = network.sizes
    if np.shape(x) != (inputs,):
        raise ValueError(f"x must be one sample of {inputs} inputs, got shape {np.shape(x)}")
    if not 0 <= unit < hidden:
        raise ValueError(f"there is no hidden unit {unit}: units are 0 to {hidden - 1}")
    products: FloatArray = as_float(x) * network.params["W1"][:, unit]
    bias = float(network.params["b1"][unit])
    total = float(products.sum()) + bias
    output = float(ACTIVATIONS[network.activation].function(np.array(total)))
    return UnitInput(products, bias, total, output)


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
