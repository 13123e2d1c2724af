"""Loss and gradient of a mini-batch of images: the part of a training step that takes the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray
from core.blas import parts_of_product
from core.forward_pass import PIXEL_SCALE, ForwardPass
from core.losses import LOG_OFFSET
from core.network_gradient import loss_and_numerical_gradient
from core.parameters import Parameters, count_of_parameters, parameters_from
from core.scheduling import never_interrupt

# As arrays, since a number of Python takes NumPy a quarter of a microsecond more.
_SCALE, _OFFSET, _ONE = (np.array(number, np.float32) for number in (PIXEL_SCALE, LOG_OFFSET, 1))


class GradientOfBatch(Protocol):
    """Computes the loss of a mini-batch and its gradient."""

    @property
    def dtype(self) -> type[np.floating]:
        """Of the parameters."""
        ...

    def __call__(
        self,
        parameters: Parameters,
        images: FloatArray | NDArray[np.uint8],
        labels: NDArray[np.integer],
        factor: float = 1,
    ) -> tuple[float, FloatArray]:
        """Return the mean loss of images with pixels from 0 to 255, and its gradient times a factor.

        Of the columns of the images, the last ones may be left out where they are 0, unless a mean image is
        subtracted. The gradient is a vector, which may be overwritten by the next call.
        """
        ...


class Backpropagation:
    """The gradient by backpropagation, in float32 and in buffers that are used again.

    Parameters
    ----------
    sizes : (int, int, int)
        Numbers of inputs, hidden units and classes.
    activation : str
        Activation of the hidden units.
    mean_image : ndarray, shape (inputs,), optional
        Subtracted from each image.

    Notes
    -----
    The error of the scores is ``y - t``, as in `TwoLayerNet.gradient`.
    """

    dtype = np.float32

    def __init__(
        self, sizes: tuple[int, int, int], activation: str, mean_image: FloatArray | None = None
    ) -> None:
        self._sizes = sizes
        self._one_per_class = np.ones(sizes[2], np.float32)
        self._activation = activation
        self._mean_image = None if mean_image is None else mean_image.astype(np.float32)
        self._turn_into_slope = ACTIVATIONS[activation].turn_into_slope
        self._gradient = parameters_from(np.empty(count_of_parameters(sizes), np.float32), sizes)
        self._allocate(0)

    def _allocate(self, samples: int) -> None:
        self._forward = ForwardPass(samples, self._sizes, self._activation, self._mean_image)
        self._hidden_error = np.empty_like(self._forward.hidden)
        self._last_products: dict[int, tuple[FloatArray, FloatArray]] = {}
        # matmul leaves a column times a row to a loop that takes three times as long as a product by broadcasting.
        self._multiply = np.multiply if samples == 1 else np.matmul
        self._row, self._places = np.intp(samples), np.arange(samples)
        self._ones = np.ones(samples, np.float32)

    def __call__(
        self,
        parameters: Parameters,
        images: FloatArray | NDArray[np.uint8],
        labels: NDArray[np.integer],
        factor: float = 1,
    ) -> tuple[float, FloatArray]:
        """Return the mean loss of images with pixels from 0 to 255, and its gradient times a factor."""
        if len(images) != self._forward.samples:
            self._allocate(len(images))
        probabilities = self._softmax(self._forward(parameters, images))
        right = labels * self._row + self._places
        probability_of_right = probabilities.take(right)
        probabilities.put(right, probability_of_right - _ONE)
        probabilities *= factor / len(labels)
        self._backward(parameters, probabilities)
        loss = -float(self._ones.dot(np.log(probability_of_right + _OFFSET))) / len(labels)
        return loss, self._gradient.flat

    def _softmax(self, scores: FloatArray) -> FloatArray:
        """Turn scores, shape (classes, samples), into probabilities, in place."""
        scores -= np.maximum.reduce(scores, axis=0)
        np.exp(scores, out=scores)
        scores /= self._one_per_class.dot(scores)
        return scores

    def _backward(self, parameters: Parameters, score_error: FloatArray) -> None:
        """Fill the gradient, given the derivatives by the scores, shape (classes, samples)."""
        gradient, hidden, hidden_error = self._gradient, self._forward.hidden, self._hidden_error
        np.dot(hidden.T, score_error.T, out=gradient.W2)
        np.dot(score_error, self._ones, out=gradient.b2)
        np.dot(score_error.T, parameters.W2.T, out=hidden_error)
        self._turn_into_slope(hidden)
        hidden_error *= hidden
        np.dot(self._ones, hidden_error, out=gradient.b1)
        hidden_error *= _SCALE
        columns = self._forward.images.shape[1]
        images, of_W1 = self._last_products.get(columns) or self._lay_out(columns)
        self._multiply(images, hidden_error, out=of_W1)
        gradient.W1[columns:] = 0

    def _lay_out(self, columns: int) -> tuple[FloatArray, FloatArray]:
        """Return views of so many columns of the images and of the gradient by their weights, in parts; keep them."""
        samples, hidden = self._hidden_error.shape
        parts = parts_of_product(columns, samples * hidden)
        views = self._last_products[columns] = (
            self._forward.images.T.reshape(parts, columns // parts, samples),
            self._gradient.W1[:columns].reshape(parts, columns // parts, hidden),
        )
        return views


class NumericalDifferences:
    """The gradient by central differences with h = 1e-4, in float64.

    Parameters
    ----------
    activation : str
        Activation of the hidden units.
    mean_image : ndarray, shape (inputs,), optional
        Subtracted from each image.
    check_interrupt : callable, optional
        Called before each image; an exception that it raises stops the work.
    """

    dtype = np.float64

    def __init__(
        self,
        activation: str,
        mean_image: FloatArray | None = None,
        check_interrupt: Callable[[], object] = never_interrupt,
    ) -> None:
        self._activation, self._mean_image, self._check_interrupt = activation, mean_image, check_interrupt

    def __call__(
        self,
        parameters: Parameters,
        images: FloatArray | NDArray[np.uint8],
        labels: NDArray[np.integer],
        factor: float = 1,
    ) -> tuple[float, FloatArray]:
        """Return the mean loss of images with pixels from 0 to 255, and its gradient times a factor."""
        x = images.astype(np.float64)
        if self._mean_image is not None:
            x -= self._mean_image
        x *= PIXEL_SCALE
        W1, others = parameters.W1[: x.shape[1]], parameters.W1[x.shape[1] :]
        params = {"W1": W1, "b1": parameters.b1, "W2": parameters.W2, "b2": parameters.b2}
        loss, gradient = loss_and_numerical_gradient(
            params, x, labels, activation=self._activation, check_interrupt=self._check_interrupt
        )
        parts = (gradient["W1"], np.zeros(others.size), gradient["b1"], gradient["W2"], gradient["b2"])
        flat = np.concatenate([part.ravel() for part in parts])
        flat *= factor
        return loss, flat
