"""Loss and gradient of a mini-batch of images: the part of a training step that takes the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

from core import network_gradient
from core.arrays import FloatArray
from core.blas import parts_of_product, pieces_of_product
from core.lit_pixels import Stretch
from core.losses import LOG_OFFSET
from core.two_layer_net import TwoLayerNet

PIXEL_SCALE = 1 / 255
"""What a pixel of an image is multiplied by before the network sees it."""

# As arrays, since a number of Python takes NumPy a quarter of a microsecond more; and below a single product is made by
# `dot`, as `matmul` takes a third of a microsecond more. Together that is a twentieth of a step.
_SCALE, _OFFSET, _HALF, _ONE = (np.array(number, np.float32) for number in (PIXEL_SCALE, LOG_OFFSET, 0.5, 1))


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


def parameters_from(flat: FloatArray, sizes: tuple[int, int, int]) -> Parameters:
    """Return a vector together with its views, for given numbers of inputs, hidden units and classes."""
    inputs, hidden, classes = sizes
    shapes = ((inputs, hidden), (hidden,), (hidden, classes), (classes,))
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    parts = np.split(flat, ends[:-1])
    W1, b1, W2, b2 = (part.reshape(shape) for part, shape in zip(parts, shapes, strict=True))
    return Parameters(flat, W1, b1, W2, b2)


def parameters_of(network: TwoLayerNet, dtype: DTypeLike) -> Parameters:
    """Return a copy of the parameters of a network as one vector."""
    flat = np.concatenate([array.ravel() for array in network.params.values()]).astype(dtype)
    return parameters_from(flat, network.sizes)


class GradientOfBatch(Protocol):
    """Works out the loss of a mini-batch and its gradient."""

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

        The gradient is a vector, which may be overwritten by the next call.
        """
        ...


class ForwardPass:
    """The way from images to scores, in float32 and in buffers that are used again.

    Parameters
    ----------
    samples : int
        Number of images in each call.
    sizes : (int, int, int)
        Numbers of inputs, hidden units and classes.
    activation : str
        Activation of the hidden units.
    mean_image : ndarray of float32, shape (inputs,), optional
        Subtracted from each image.

    Attributes
    ----------
    samples : int
    images : ndarray, shape (samples, inputs)
        What the last call took, without the mean image, if it took all pixels.
    hidden : ndarray, shape (samples, hidden)
        Outputs of the hidden units at the last call.

    Notes
    -----
    The pixels are divided by 255 where it takes least: where the pieces of the matrix product are added up. The
    samples lie along the rows of the scores, so that a softmax runs along contiguous memory.
    """

    def __init__(
        self,
        samples: int,
        sizes: tuple[int, int, int],
        activation: str,
        mean_image: FloatArray | None = None,
    ) -> None:
        inputs, hidden, classes = sizes
        self.samples = samples
        self._activate = _IN_PLACE[activation].activate
        self._mean_image = mean_image
        self._all_pixels = (0, inputs)
        self.images = np.empty((samples, inputs), np.float32)
        self.hidden = np.empty((samples, hidden), np.float32)
        self._hidden_in_a_row = self.hidden.reshape(-1)
        self._scores = np.empty((classes, samples), np.float32)
        self._sums = np.empty(0, np.float32)
        self._first_products: dict[Stretch, _FirstProduct] = {}

    def __call__(
        self,
        parameters: Parameters,
        images: FloatArray | NDArray[np.uint8],
        lit: Stretch | None = None,
    ) -> FloatArray:
        """Return the scores of images with pixels from 0 to 255, shape (classes, samples).

        Outside the stretch `lit`, if there is one, all pixels are 0. The scores may be changed by the caller, and
        are overwritten by the next call.
        """
        hidden, scores = self.hidden, self._scores
        # Less a mean image, a pixel without ink is no longer 0.
        pixels = self._all_pixels if lit is None or self._mean_image is not None else lit
        product = self._first_products.get(pixels) or self._lay_out(pixels)
        first, end = pixels
        product.images[...] = images[:, first:end]
        if self._mean_image is not None:
            np.subtract(product.images, self._mean_image, out=product.images)
        np.matmul(product.pieces, parameters.W1[first:end].reshape(product.weights_shape), out=product.sums)
        np.dot(product.scale, product.sums_in_rows, out=self._hidden_in_a_row)
        hidden += parameters.b1
        self._activate(hidden)
        np.dot(parameters.W2.T, hidden.T, out=scores)
        scores += parameters.b2[:, np.newaxis]
        return scores

    def _lay_out(self, pixels: Stretch) -> _FirstProduct:
        """Lay out the buffers for some of the pixels, and keep how."""
        samples, hidden = self.hidden.shape
        count = pixels[1] - pixels[0]
        down, across = pieces_of_product(samples, count, hidden)
        if self._sums.size < across * self.hidden.size:
            self._sums = np.empty(across * self.hidden.size, np.float32)
            self._first_products.clear()  # they fill the smaller buffer
        images = self.images.reshape(-1)[: samples * count].reshape(samples, count)
        sums = self._sums[: across * self.hidden.size].reshape(across, -1)
        product = self._first_products[pixels] = _FirstProduct(
            images,
            images.reshape(down, samples // down, across, count // across).transpose(2, 0, 1, 3),
            (across, 1, count // across, hidden),
            sums.reshape(across, down, samples // down, hidden),
            sums,
            np.full(across, PIXEL_SCALE, np.float32),
        )
        return product


class _FirstProduct(NamedTuple):
    """Buffers for the product of some pixels of each image with W1, in pieces that are added up.

    Attributes
    ----------
    images : ndarray of float32, shape (samples, pixels)
    pieces : ndarray, shape (across, down, samples / down, pixels / across)
        A view of the images.
    weights_shape : tuple of int
        Of the rows of W1 that are multiplied by the pixels, cut into as many pieces.
    sums : ndarray, shape (across, down, samples / down, hidden)
        The products of the pieces.
    sums_in_rows, scale : ndarray, shapes (across, samples * hidden) and (across,)
        A view of them, and what each is multiplied by when they are added up.
    """

    images: FloatArray
    pieces: FloatArray
    weights_shape: tuple[int, int, int, int]
    sums: FloatArray
    sums_in_rows: FloatArray
    scale: FloatArray


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
        inputs, hidden, classes = sizes
        self._sizes = sizes
        self._one_per_class = np.ones(classes, np.float32)
        self._activation = activation
        self._mean_image = None if mean_image is None else mean_image.astype(np.float32)
        self._turn_into_slope = _IN_PLACE[activation].turn_into_slope
        self._gradient = parameters_from(
            np.empty(inputs * hidden + hidden + hidden * classes + classes, np.float32), sizes
        )
        self._allocate(0)

    def _allocate(self, samples: int) -> None:
        self._forward = ForwardPass(samples, self._sizes, self._activation, self._mean_image)
        inputs, hidden, _ = self._sizes
        parts = parts_of_product(inputs, samples * hidden)
        self._images_transposed = self._forward.images.T.reshape(parts, inputs // parts, samples)
        self._hidden_error = np.empty_like(self._forward.hidden)
        self._parts_of_W1 = self._gradient.W1.reshape(parts, -1, hidden)
        # matmul leaves a column times a row to a loop that takes three times as long as a product by broadcasting.
        self._multiply = np.multiply if samples == 1 else np.matmul
        self._row, self._columns = np.intp(samples), np.arange(samples)
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
        right = labels * self._row + self._columns
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
        self._multiply(self._images_transposed, hidden_error, out=self._parts_of_W1)


class NumericalDifferences:
    """The gradient by central differences with h = 1e-4, in float64.

    Parameters
    ----------
    activation : str
        Activation of the hidden units.
    mean_image : ndarray, shape (inputs,), optional
        Subtracted from each image.
    """

    dtype = np.float64

    def __init__(self, activation: str, mean_image: FloatArray | None = None) -> None:
        self._activation = activation
        self._mean_image = mean_image

    def __call__(
        self,
        parameters: Parameters,
        images: FloatArray | NDArray[np.uint8],
        labels: NDArray[np.integer],
        factor: float = 1,
    ) -> tuple[float, FloatArray]:
        """Return the mean loss of images with pixels from 0 to 255, and its gradient times a factor."""
        x = np.asarray(images, dtype=np.float64)
        if self._mean_image is not None:
            x = x - self._mean_image
        x = x * PIXEL_SCALE
        params = {"W1": parameters.W1, "b1": parameters.b1, "W2": parameters.W2, "b2": parameters.b2}
        loss = TwoLayerNet.from_params(params, activation=self._activation).loss(x, labels)
        gradient = network_gradient.numerical_gradient(params, x, labels, activation=self._activation)
        return loss, factor * np.concatenate([gradient[name].ravel() for name in params])


def _sigmoid(a: FloatArray) -> None:
    a *= _HALF
    np.tanh(a, out=a)
    a *= _HALF
    a += _HALF


def _sigmoid_slope(output: FloatArray) -> None:
    output -= output * output


def _relu(a: FloatArray) -> None:
    np.maximum(a, 0, out=a)


def _step(a: FloatArray) -> None:
    np.heaviside(a, 0, out=a)


def _no_slope(output: FloatArray) -> None:
    output.fill(0)


class _InPlace(NamedTuple):
    """An activation, and what turns its outputs into its slopes, both in place."""

    activate: Callable[[FloatArray], None]
    turn_into_slope: Callable[[FloatArray], None]


_IN_PLACE: Mapping[str, _InPlace] = {
    "sigmoid": _InPlace(_sigmoid, _sigmoid_slope),
    "relu": _InPlace(_relu, _step),
    "step": _InPlace(_step, _no_slope),
}
