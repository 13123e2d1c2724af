"""One step of learning from one image: what it brings, and what it costs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import FloatArray
from core.metrics import accuracy
from core.two_layer_net import TwoLayerNet


@dataclass(frozen=True, eq=False)
class Correction:
    """A network before and after one step of stochastic gradient descent on one image.

    Attributes
    ----------
    before, after : TwoLayerNet
    loss_before, loss_after : float
        Cross-entropy error for the image.
    probabilities_before, probabilities_after : ndarray, shape (classes,)
        Answers to the image.
    """

    before: TwoLayerNet
    after: TwoLayerNet
    loss_before: float
    loss_after: float
    probabilities_before: FloatArray
    probabilities_after: FloatArray

    def accuracies(self, images: NDArray[np.uint8], labels: NDArray[np.integer]) -> tuple[float, float]:
        """Return the shares of images answered rightly before and after: what the step cost.

        Notes
        -----
        Works in float32: about 0.1 s for 10,000 images and 200 hidden units.
        """
        with np.errstate(all="ignore"):  # after a wild step the weights may not fit into float32
            before, after = (
                accuracy(network.as_float32().scores, images, labels) for network in (self.before, self.after)
            )
        return before, after


def corrected(network: TwoLayerNet, x: ArrayLike, label: int, learning_rate: float) -> Correction:
    """Take one step towards the right answer to one image.

    Parameters
    ----------
    network : TwoLayerNet
        Never modified.
    x : array_like, shape (inputs,)
        The image.
    label : int
        The right answer.
    learning_rate : float
        Parameters move by this times the gradient of the loss.

    Returns
    -------
    Correction

    Raises
    ------
    ValueError
        If there is no such class, `x` is not one image, or the learning rate is not positive and finite.

    Notes
    -----
    Takes about 2 ms for 784 pixels and 200 hidden units.
    """
    inputs, _, classes = network.sizes
    if np.shape(x) != (inputs,):
        raise ValueError(f"x must be one image of {inputs} pixels, got shape {np.shape(x)}")
    if not 0 <= label < classes:
        raise ValueError(f"there is no class {label}: classes are 0 to {classes - 1}")
    if not 0 < learning_rate < math.inf:
        raise ValueError(f"the learning rate must be positive and finite, got {learning_rate!r}")
    gradient = network.gradient(x, label)
    with np.errstate(over="ignore"):
        params = {name: array - learning_rate * gradient[name] for name, array in network.params.items()}
    after = TwoLayerNet.from_params(params, activation=network.activation)
    return Correction(
        network, after, network.loss(x, label), after.loss(x, label), network.predict(x), after.predict(x)
    )
