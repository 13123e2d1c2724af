"""The loss around a network along two directions in the space of its parameters, and a run's path in that plane."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray
from core.blas import one_blas_thread
from core.losses import LOG_OFFSET
from core.mini_batch import network_inputs
from core.parameters import Parameters, parameters_from, parameters_of
from core.two_layer_net import TwoLayerNet

_SMALLEST_SHARE = 1e-12  # of the first direction's, for a second one: less is rounding


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane through a network in the space of parameters.

    Attributes
    ----------
    network : TwoLayerNet
        Where both coordinates are 0.
    directions : ndarray of float64, shape (2, n)
        What a coordinate of 1 adds to the parameters, in the order W1, b1, W2, b2.
    """

    network: TwoLayerNet
    directions: FloatArray


@dataclass(frozen=True, eq=False)
class PathInPlane:
    """Networks as seen in a plane that most of them are not in.

    Attributes
    ----------
    points : ndarray of float64, shape (m, 2)
        Coordinates of the nearest point of the plane.
    distances : ndarray of float64, shape (m,)
        From there, in units of the parameters.
    """

    points: FloatArray
    distances: FloatArray


@dataclass(frozen=True, eq=False)
class LossSlice:
    """The loss over a part of a plane.

    Attributes
    ----------
    x : ndarray of float64, shape (columns,)
    y : ndarray of float64, shape (rows,)
        Coordinates in the plane.
    losses : ndarray of float64, shape (rows, columns)
    """

    x: FloatArray
    y: FloatArray
    losses: FloatArray


def random_plane(network: TwoLayerNet, rng: np.random.Generator) -> Plane:
    """Return the plane along two random directions, normalised filter by filter [1]_.

    Parameters
    ----------
    network : TwoLayerNet
    rng : numpy.random.Generator

    Returns
    -------
    Plane

    Notes
    -----
    What leads into one unit is a filter. Each is moved by a normal random vector as long as itself, so that a
    coordinate of 1 means the same for networks with large and with small weights; biases stay, as they do in [1]_.
    The directions are at nearly right angles, as any two are among so many parameters.

    References
    ----------
    .. [1] Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural nets" (2018), sec. 4.
    """
    directions = np.zeros((2, sum(array.size for array in network.params.values())))
    for direction in directions:
        parts = parameters_from(direction, network.sizes)
        for name, part in (("W1", parts.W1), ("W2", parts.W2)):
            filters = rng.standard_normal(part.shape)
            filters *= np.linalg.norm(network.params[name], axis=0) / np.linalg.norm(filters, axis=0)
            part[...] = filters
    return Plane(network, directions)


def principal_plane(networks: Sequence[TwoLayerNet]) -> tuple[Plane, FloatArray]:
    """Return the plane through the last of some networks that is nearest to the others.

    Parameters
    ----------
    networks : sequence of TwoLayerNet
        At least two, alike in size: a run at several times.

    Returns
    -------
    plane : Plane
        Its directions have length 1 and stand at right angles; the first explains most. Both point to where the
        first network is.
    shares : ndarray of float64, shape (2,)
        Of the squared distances from the last network, that which each direction explains.

    Raises
    ------
    ValueError
        If there are fewer than two, they differ in size, or are all the same.

    Notes
    -----
    The first two right singular vectors of the matrix of differences to the last network [1]_, by way of the
    eigenvectors of its small product with its transpose: 10 ms for 22 networks of 39,760 parameters.

    References
    ----------
    .. [1] Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural nets" (2018), sec. 7.
    """
    if len(networks) < 2 or len({network.sizes for network in networks}) > 1:
        raise ValueError("principal directions need at least two networks of the same size")
    vectors = np.array([_vector(network) for network in networks])
    differences = vectors[:-1] - vectors[-1]
    with one_blas_thread():
        squares, combinations = np.linalg.eigh(differences @ differences.T)
        squares, combinations = np.maximum(squares[::-1], 0), combinations[:, ::-1]
        if squares[0] == 0:
            raise ValueError("principal directions need networks that differ")
        first = combinations[:, 0] @ differences
        first /= np.linalg.norm(first)
        if len(squares) > 1 and squares[1] > _SMALLEST_SHARE * squares[0]:
            second = combinations[:, 1] @ differences
            second /= np.linalg.norm(second)
        else:  # they lie on a line
            second, squares = _at_right_angles(first), np.append(squares[:1], 0.0)
    directions = np.array([first, second])
    directions *= np.where(directions @ differences[0] < 0, -1, 1)[:, np.newaxis]
    return Plane(networks[-1], directions), squares[:2] / squares.sum()


def project(networks: Sequence[TwoLayerNet], plane: Plane) -> PathInPlane:
    """Return the places of networks in a plane.

    Parameters
    ----------
    networks : sequence of TwoLayerNet
        Of the size of the plane's own.
    plane : Plane

    Returns
    -------
    PathInPlane

    Raises
    ------
    ValueError
        If a network is of another size.
    """
    if any(network.sizes != plane.network.sizes for network in networks):
        raise ValueError("only networks of the size of the plane's own have a place in it")
    differences = np.array([_vector(network) for network in networks]) - _vector(plane.network)
    directions = plane.directions
    with one_blas_thread():
        points = differences @ directions.T @ np.linalg.pinv(directions @ directions.T)
        distances = np.linalg.norm(differences - points @ directions, axis=1)
    return PathInPlane(points, distances)


def loss_slice(
    plane: Plane, x: ArrayLike, y: ArrayLike, images: ArrayLike, labels: ArrayLike
) -> Generator[float, None, LossSlice]:
    """Compute the loss of a batch over a part of a plane, point by point.

    Parameters
    ----------
    plane : Plane
    x : array_like, shape (columns,)
    y : array_like, shape (rows,)
        Coordinates.
    images : array_like, shape (n, pixels)
        The batch, as for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)

    Yields
    ------
    float
        The share that is done, after each point.

    Returns
    -------
    LossSlice
        To rounding in float32 the losses of `TwoLayerNet.loss`; inf or nan where a network so far out has none.

    Raises
    ------
    ValueError
        If the batch is empty, or the labels do not fit it.

    Notes
    -----
    What goes into the hidden units is linear in both coordinates: three matrix products do for all points.
    1,000 images and 50 hidden units take about a millisecond a point.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    inputs, targets = network_inputs(images).astype(np.float32), np.asarray(labels)
    if targets.shape != inputs.shape[:1] or not inputs.size:
        raise ValueError(f"images of shape {inputs.shape} do not fit labels of shape {targets.shape}")
    vectors = [_vector(plane.network), *plane.directions]
    parts = [parameters_from(vector.astype(np.float32), plane.network.sizes) for vector in vectors]
    losses = np.empty((y.size, x.size))
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"):
        units = [inputs @ part.W1 + part.b1 for part in parts]
        for index in np.ndindex(losses.shape):
            coordinates = (1.0, float(x[index[1]]), float(y[index[0]]))
            losses[index] = _loss(coordinates, units, parts, targets, plane.network.activation)
            yield (index[0] * x.size + index[1] + 1) / losses.size
    return LossSlice(x, y, losses)


def _loss(
    coordinates: tuple[float, float, float],
    units: Sequence[FloatArray],
    parts: Sequence[Parameters],
    labels: NDArray[np.integer],
    activation: str,
) -> float:
    def at(arrays: Sequence[FloatArray]) -> FloatArray:
        """Return the sum of three arrays, weighted by the coordinates."""
        origin, first, second = (weight * array for weight, array in zip(coordinates, arrays, strict=True))
        total: FloatArray = origin + first + second
        return total

    hidden = ACTIVATIONS[activation].function(at(units))
    scores = at([part.W2 for part in parts]).T @ hidden.T + at([part.b2 for part in parts])[:, np.newaxis]
    exponentials = np.exp(scores - scores.max(axis=0))
    right = exponentials[labels, np.arange(len(labels))]
    return -float(np.log(right / exponentials.sum(axis=0) + LOG_OFFSET).mean(dtype=np.float64))


def _vector(network: TwoLayerNet) -> FloatArray:
    return parameters_of(network, np.float64).flat


def _at_right_angles(direction: FloatArray) -> FloatArray:
    """Return some vector of length 1 at right angles to another one."""
    other = np.zeros_like(direction)
    other[np.argmin(np.abs(direction))] = 1
    other -= (other @ direction) * direction
    unit: FloatArray = other / np.linalg.norm(other)
    return unit
