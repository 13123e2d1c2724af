"""Why a network predicts one class and not another: contributions of pixels, and changes that flip the prediction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core import differentiation
from core.activations import ACTIVATIONS
from core.arrays import FloatArray
from core.two_layer_net import TwoLayerNet


@dataclass(frozen=True, eq=False)
class PixelEvidence:
    """How far one class is ahead of another, as a sum: ``pixels.sum() + blank == lead``, up to rounding.

    Attributes
    ----------
    pixels : ndarray of float64, shape (inputs,)
        Contribution of each pixel: positive for the class, negative for the other; 0 where there is no ink.
    blank : float
        The lead for an image without ink.
    lead : float
        Score of the class minus score of the other.
    """

    pixels: FloatArray
    blank: float
    lead: float


@dataclass(frozen=True, eq=False)
class PredictionFlip:
    """Pixels to paint or erase so that the prediction becomes another.

    Attributes
    ----------
    pixels : ndarray of int, shape (n,)
        Which pixels; each only once.
    values : ndarray of float64, shape (n,)
        What they become: 1 is painted, 0 erased.
    image : ndarray of float64, shape (inputs,)
        With all these changes.
    target : int
        The class that the changes lead towards.
    succeeded : bool
        Whether the prediction for `image` is `target`.
    """

    pixels: NDArray[np.intp]
    values: FloatArray
    image: FloatArray
    target: int
    succeeded: bool


def pixel_evidence(network: TwoLayerNet, x: ArrayLike, label: int, against: int) -> PixelEvidence:
    """Share out how far a class is ahead of another among the pixels.

    Parameters
    ----------
    network : TwoLayerNet
    x : array_like, shape (inputs,)
        One image, 0 where there is no ink.
    label, against : int
        The class, and the other one.

    Returns
    -------
    PixelEvidence

    Raises
    ------
    ValueError
        If there is no such class, or `x` is not one image.

    Notes
    -----
    Integrated gradients [1]_ from the blank image: each pixel's value times the mean of the gradient over the
    way there. As what goes into a hidden unit grows evenly on this way, the mean slope of its activation is that
    of the secant, so with one hidden layer the integral is exact. Takes about 0.2 ms.

    References
    ----------
    .. [1] M. Sundararajan, A. Taly, Q. Yan, "Axiomatic attribution for deep networks", ICML 2017.
    """
    image = _checked(network, x, label, against)
    activation = ACTIVATIONS[network.activation]
    W1, b1 = network.params["W1"], network.params["b1"]
    rise = image @ W1
    blank, full = activation.function(b1), activation.function(b1 + rise)
    moves = np.abs(rise) > 1e-6
    slope = activation.derivative_from_output(blank)
    np.divide(full - blank, rise, out=slope, where=moves)
    weights = _weights_between(network, label, against)
    bias = network.params["b2"][label] - network.params["b2"][against]
    return PixelEvidence(
        pixels=image * (W1 @ (slope * weights)),
        blank=float(blank @ weights + bias),
        lead=float(full @ weights + bias),
    )


def pixel_gradient(network: TwoLayerNet, x: ArrayLike, label: int, against: int) -> FloatArray:
    """Return the derivative of the lead of a class over another by each pixel, exactly.

    Parameters
    ----------
    network, x, label, against
        As in `pixel_evidence`.

    Returns
    -------
    ndarray of float64, shape (inputs,)

    Raises
    ------
    ValueError
        As in `pixel_evidence`.
    """
    image = _checked(network, x, label, against)
    slope = ACTIVATIONS[network.activation].derivative_from_output(network.hidden(image))
    gradient: FloatArray = network.params["W1"] @ (slope * _weights_between(network, label, against))
    return gradient


def numerical_pixel_gradient(
    network: TwoLayerNet, x: ArrayLike, label: int, against: int, h: float = 1e-4
) -> FloatArray:
    """Return the same by central differences, as the chapter does: each pixel up and down by h.

    Notes
    -----
    Takes 2 answers of the network for each pixel: about 50 ms for 784 pixels and 200 hidden units.
    """
    image = _checked(network, x, label, against)

    def lead(pixels: FloatArray) -> float:
        scores = network.scores(pixels)
        return float(scores[label] - scores[against])

    return differentiation.numerical_gradient(lead, image, h)


def flip_prediction(network: TwoLayerNet, x: ArrayLike, target: int | None = None) -> PredictionFlip:
    """Set pixel after pixel to 0 or 1, by the gradient, until the network predicts another class.

    Parameters
    ----------
    network : TwoLayerNet
    x : array_like, shape (inputs,)
        One image, with pixels from 0 to 1.
    target : int, optional
        The prediction wanted; the runner-up by default.

    Returns
    -------
    PredictionFlip
        Without success where no pixel is left whose linear estimate is positive.

    Raises
    ------
    ValueError
        If there is no such class, it is the answer already, or `x` is not one image.

    Notes
    -----
    Each step takes the pixel with the largest linear estimate. In the end, changes without which the prediction is
    still the target are taken back, the first ones first: none of the rest can be left out. There may be smaller sets.
    """
    image = _checked(network, x, *(() if target is None else (target,)))
    ranks = np.argsort(-network.scores(image), kind="stable")
    answer = int(ranks[0])
    aim = int(ranks[1]) if target is None else target
    if aim == answer:
        raise ValueError(f"the answer is {aim} already")
    pixels: list[int] = []
    untouched = np.ones(image.size, dtype=bool)
    while answer != aim:
        gradient = pixel_gradient(network, image, aim, answer)
        estimate = np.where(gradient > 0, gradient * (1 - image), -gradient * image)
        estimate[~untouched] = 0
        best = int(estimate.argmax())
        if estimate[best] <= 0:
            break
        image[best] = float(gradient[best] > 0)
        untouched[best] = False
        pixels.append(best)
        answer = int(network.scores(image).argmax())
    if answer == aim:
        pixels = _needed(network, np.array(x, dtype=np.float64), image, pixels, aim)
    changed = np.array(pixels, dtype=np.intp)
    return PredictionFlip(changed, image[changed], image, aim, answer == aim)


def _needed(
    network: TwoLayerNet, before: FloatArray, image: FloatArray, pixels: list[int], target: int
) -> list[int]:
    """Take changes back in the image without which the prediction is still the target; return the other pixels.

    One that is needed beside the others may not be needed beside fewer: all are tried again until none goes.
    """
    needed, count = pixels, 0
    while count != len(needed):
        count, kept = len(needed), []
        for pixel in needed:
            value, image[pixel] = image[pixel], before[pixel]
            if int(network.scores(image).argmax()) != target:
                image[pixel] = value
                kept.append(pixel)
        needed = kept
    return needed


def _checked(network: TwoLayerNet, x: ArrayLike, *labels: int) -> FloatArray:
    inputs, _, classes = network.sizes
    if np.shape(x) != (inputs,):
        raise ValueError(f"x must be one image of {inputs} pixels, got shape {np.shape(x)}")
    for label in labels:
        if not 0 <= label < classes:
            raise ValueError(f"there is no class {label}: classes are 0 to {classes - 1}")
    return np.array(x, dtype=np.float64)


def _weights_between(network: TwoLayerNet, label: int, against: int) -> FloatArray:
    W2 = network.params["W2"]
    weights: FloatArray = W2[:, label] - W2[:, against]
    return weights
