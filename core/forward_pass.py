"""The way from images to scores: half of a training step, and all that an accuracy needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.activations import ACTIVATIONS
from core.arrays import LINE_BYTES, FloatArray
from core.blas import pieces_of_product
from core.parameters import Parameters

PIXEL_SCALE = 1 / 255
"""What a pixel of an image is multiplied by before the network sees it."""

_LINE = LINE_BYTES // 4  # numbers of float32 in a line of the cache


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
    images : ndarray, shape (samples, columns)
        What the last call took, less the mean image: a view of a buffer, with a gap behind each row or none.
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
        self._activate = ACTIVATIONS[activation].apply_in_place
        self._mean_image = mean_image
        self._pixels = np.empty(samples * (inputs + _LINE), np.float32)
        self.images = self._pixels[:0].reshape(samples, 0)
        self.hidden = np.empty((samples, hidden), np.float32)
        self._hidden_in_a_row = self.hidden.reshape(-1)
        self._scores = np.empty((classes, samples), np.float32)
        self._sums = np.empty(0, np.float32)
        self._first_products: dict[int, _FirstProduct] = {}

    def __call__(self, parameters: Parameters, images: FloatArray | NDArray[np.uint8]) -> FloatArray:
        """Return the scores of images with pixels from 0 to 255, shape (classes, samples).

        Of the columns of the images, the last ones may be left out where they are 0, unless a mean image is
        subtracted. The scores may be changed by the caller, and are overwritten by the next call.
        """
        hidden, scores, columns = self.hidden, self._scores, images.shape[1]
        product = self._first_products.get(columns) or self._lay_out(columns)
        self.images = product.images
        product.images[...] = images
        if self._mean_image is not None:
            np.subtract(product.images, self._mean_image, out=product.images)
        weights = parameters.W1[:columns].reshape(product.weights_shape)
        np.matmul(product.pieces, weights, out=product.sums)
        # Single products by `dot`, here and in a step: `matmul` takes a third of a microsecond more.
        np.dot(product.scale, product.sums_in_rows, out=self._hidden_in_a_row)
        hidden += parameters.b1
        self._activate(hidden)
        np.dot(parameters.W2.T, hidden.T, out=scores)
        scores += parameters.b2[:, np.newaxis]
        return scores

    def _lay_out(self, columns: int) -> _FirstProduct:
        """Lay out the buffers for so many columns, and keep how."""
        samples, hidden = self.hidden.shape
        down, across = pieces_of_product(samples, columns, hidden)
        if self._sums.size < across * self.hidden.size:
            self._sums = np.empty(across * self.hidden.size, np.float32)
            self._first_products.clear()  # they fill the smaller buffer
        # An odd number of lines to a row: of an even one, rows share places in the cache and take up to a fifth more.
        width = columns + _LINE if columns % (2 * _LINE) == 0 else columns
        images = self._pixels[: samples * width].reshape(samples, width)[:, :columns]
        sums = self._sums[: across * self.hidden.size].reshape(across, -1)
        product = self._first_products[columns] = _FirstProduct(
            images,
            images.reshape(down, samples // down, across, columns // across).transpose(2, 0, 1, 3),
            (across, 1, columns // across, hidden),
            sums.reshape(across, down, samples // down, hidden),
            sums,
            np.full(across, PIXEL_SCALE, np.float32),
        )
        return product


class _FirstProduct(NamedTuple):
    """Buffers for the product of some columns of the images with W1, in pieces that are added up.

    Attributes
    ----------
    images : ndarray of float32, shape (samples, columns)
    pieces : ndarray, shape (across, down, samples / down, columns / across)
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
