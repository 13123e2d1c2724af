"""Gradients of mini-batches around the gradient of all samples: a fan that closes as batches grow."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS, softmax
from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.images import ImageRows
from core.losses import one_hot
from core.mini_batch import draw_batch
from core.parameters import Parameters, parameters_from
from core.sampling import SAMPLINGS
from core.two_layer_net import TwoLayerNet

_AT_ONCE = 2_000
_ZERO = 1e-5
"""Lengths up to this share of the samples' root mean square count as 0: what float32 leaves where gradients cancel."""


@dataclass(frozen=True, eq=False)
class FullGradient:
    """The gradient of all samples, and how much those of single samples scatter around it.

    Attributes
    ----------
    vector : ndarray of float64, shape (n,)
        By backpropagation, in the order W1, b1, W2, b2.
    length : float
    scatter : float
        Root of the mean squared distance of a sample's gradient from it.
    scatter_across : float
        The same at right angles to it, leaving out by how much they are longer or shorter in its direction.
    samples : int
    """

    vector: FloatArray
    length: float
    scatter: float
    scatter_across: float
    samples: int

    def expected_angle(self, batch_size: ArrayLike, sampling: str = "replacement") -> FloatArray:
        """Return the angle, in degrees, that theory expects between a mini-batch's gradient and this one.

        Parameters
        ----------
        batch_size : array_like of int, any shape
        sampling : str, optional
            A key of `core.sampling.SAMPLINGS`.

        Returns
        -------
        ndarray of float64, shape of `batch_size`

        Notes
        -----
        At right angles to the full gradient that of a batch of N is off by ``scatter_across / sqrt(N)``, by
        shuffling ``sqrt((n - N) / (n - 1))`` times that. This over the length is the tangent of the angle: for
        large N the angle goes with ``1 / sqrt(N)``.
        """
        sizes = np.asarray(batch_size, dtype=np.float64)
        error = self.scatter_across / np.sqrt(sizes)
        if sampling == "shuffle":
            error = error * np.sqrt((self.samples - sizes) / max(self.samples - 1, 1))
        angle: FloatArray = np.degrees(np.arctan2(error, self.length))
        return angle


@dataclass(frozen=True, eq=False)
class GradientFan:
    """Gradients of mini-batches beside the full one.

    Attributes
    ----------
    full : FullGradient
    angles : ndarray of float64, shape (batches,)
        Between each and the full gradient, in degrees; nan where either is 0, up to rounding.
    lengths : ndarray of float64, shape (batches,)
    projection : ndarray of float64, shape (batches, 2)
        Along the full gradient, and along the direction at right angles to it in which they differ most. Shorter
        than the gradients, which differ in thousands of directions. A picture that keeps the angles true draws
        each at its angle, to the side that the sign of the second coordinate says.
    """

    full: FullGradient
    angles: FloatArray
    lengths: FloatArray
    projection: FloatArray


def full_gradient(
    network: TwoLayerNet, images: ImageRows, labels: NDArray[np.integer]
) -> Generator[float, None, FullGradient]:
    """Compute the gradient of all samples, a slice at a time.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray of uint8, shape (n, pixels), or Images
    labels : ndarray of int, shape (n,)

    Yields
    ------
    float
        The share that is done.

    Returns
    -------
    FullGradient

    Raises
    ------
    ValueError
        If there are no images, or the labels do not fit them.

    Notes
    -----
    In float32, slices of 2,000 summed in float64, all images twice: for 784-50-10 and 60,000 images about a second.
    The squared length of one sample's gradient comes without that gradient: an outer product is as long as the
    product of its factors' lengths.
    """
    if labels.shape != images.shape[:1] or not len(images):
        raise ValueError(f"images of shape {images.shape} do not fit labels of shape {labels.shape}")
    net = network.as_float32()
    count = len(images)
    slices = [slice(start, start + _AT_ONCE) for start in range(0, count, _AT_ONCE)]
    total, squares, squares_along = np.zeros(sum(array.size for array in network.params.values())), 0.0, 0.0
    with one_blas_thread():
        for number, part in enumerate(slices):
            gradient, squared_lengths = _sums(net, images[part], labels[part])
            total += gradient
            squares += squared_lengths
            yield (number + 1) / (2 * len(slices))
        mean = total / count
        length = float(np.linalg.norm(mean))
        ahead = parameters_from((mean / (length or 1.0)).astype(np.float32), network.sizes)
        for number, part in enumerate(slices):
            squares_along += float(np.sum(_along(net, images[part], labels[part], ahead) ** 2))
            yield 0.5 + (number + 1) / (2 * len(slices))
    scatter, along = (
        max(sum_of_squares / count - length**2, 0.0) for sum_of_squares in (squares, squares_along)
    )
    return FullGradient(mean, length, math.sqrt(scatter), math.sqrt(max(scatter - along, 0.0)), count)


def gradient_fan(
    full: FullGradient,
    network: TwoLayerNet,
    images: ImageRows,
    labels: NDArray[np.integer],
    *,
    batch_size: int,
    batches: int = 50,
    sampling: str = "replacement",
    rng: np.random.Generator,
) -> Generator[float, None, GradientFan]:
    """Draw mini-batches and lay their gradients out beside the full one.

    Parameters
    ----------
    full : FullGradient
        What `full_gradient` returned for the same network and samples.
    network, images, labels
        As for `full_gradient`.
    batch_size : int
    batches : int, optional
        How many.
    sampling : str, optional
        As for `core.mini_batch.draw_batch`. Each batch is drawn on its own.
    rng : numpy.random.Generator

    Yields
    ------
    float
        The share that is done, after at most 2,000 samples.

    Returns
    -------
    GradientFan

    Raises
    ------
    ValueError
        If there is no such batch, or none is wanted.

    Notes
    -----
    For 784-50-10, 50 batches of 100 take some 0.1 s, and of 10,000 five seconds. The gradients are held as float32.
    """
    if batches < 1 or sampling not in SAMPLINGS:
        raise ValueError(
            f"a fan needs a batch, drawn by {' or '.join(SAMPLINGS)}: got {batches}, {sampling!r}"
        )
    net = network.as_float32()
    gradients = np.zeros((batches, full.vector.size), np.float32)
    with one_blas_thread():
        for number, gradient in enumerate(gradients):
            indices = draw_batch(rng, len(images), batch_size, sampling)
            for part in np.array_split(indices, math.ceil(batch_size / _AT_ONCE)):
                gradient += _sums(net, images[part], labels[part])[0]
                yield number / batches
            gradient /= batch_size
        return _fan(full, gradients)


def _fan(full: FullGradient, gradients: FloatArray) -> GradientFan:
    ahead = full.vector / full.length if full.length > 0 else full.vector
    along = gradients @ ahead
    across = gradients - np.outer(along, ahead)
    lengths_across = np.linalg.norm(across, axis=1)
    lengths = np.hypot(along, lengths_across)
    angles = np.degrees(np.arctan2(lengths_across, along))
    zero = _ZERO * math.hypot(full.scatter, full.length)
    angles[(lengths <= zero) | (full.length <= zero)] = np.nan
    _, vectors = np.linalg.eigh(across @ across.T)
    direction = vectors[:, -1] @ across
    direction /= np.linalg.norm(direction) or 1.0
    return GradientFan(full, angles, lengths, np.column_stack([along, across @ direction]))


def _sums(
    network: TwoLayerNet, images: NDArray[np.uint8], labels: NDArray[np.integer]
) -> tuple[FloatArray, float]:
    """Return the sum of the samples' gradients as a vector, and that of their squared lengths; float32."""
    x, hidden, score_error = _errors(network, images, labels)
    W2 = network.params["W2"]
    hidden_error = score_error @ W2.T * ACTIVATIONS[network.activation].derivative_from_output(hidden)
    parts = (x.T @ hidden_error, hidden_error.sum(axis=0), hidden.T @ score_error, score_error.sum(axis=0))
    squared_lengths = _squares(hidden_error) * (_squares(x) + 1) + _squares(score_error) * (
        _squares(hidden) + 1
    )
    return np.concatenate([part.ravel() for part in parts]), float(squared_lengths.sum())


def _along(
    network: TwoLayerNet, images: NDArray[np.uint8], labels: NDArray[np.integer], direction: Parameters
) -> FloatArray:
    """Return the slope of each sample's loss along a direction of the parameters, shape (n,)."""
    x, hidden, score_error = _errors(network, images, labels)
    slope = ACTIVATIONS[network.activation].derivative_from_output(hidden)
    change = slope * (x @ direction.W1 + direction.b1)
    change_of_scores = change @ network.params["W2"] + hidden @ direction.W2 + direction.b2
    slopes: FloatArray = np.einsum("ij,ij->i", score_error, change_of_scores)
    return slopes


def _errors(
    network: TwoLayerNet, images: NDArray[np.uint8], labels: NDArray[np.integer]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return inputs, hidden units and errors of the scores, all float32."""
    x = images * np.float32(1 / 255)
    hidden = network.hidden(x)
    score_error = softmax(hidden @ network.params["W2"] + network.params["b2"])
    score_error -= one_hot(labels, score_error.shape[1]).astype(np.float32)
    return x, hidden, score_error


def _squares(rows: FloatArray) -> FloatArray:
    squares: FloatArray = np.einsum("ij,ij->i", rows, rows)
    return squares
