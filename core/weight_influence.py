"""What one weight of a two-layer network changes: the loss over it, smooth, and the accuracy, a staircase.

Both are exact: what the weight does not change is computed once, and the stairs are where predictions change,
not where a grid happens to see it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS, softmax
from core.arrays import FloatArray, as_float
from core.losses import LOG_OFFSET, cross_entropy_terms, one_hot
from core.mini_batch import network_inputs
from core.stairs import Staircase, preimage_of_line, share_inside, staircase, where_right
from core.two_layer_net import TwoLayerNet

_BLOCK = 8192  # samples times values at once: their scores stay in the cache
_LARGEST = np.finfo(np.float64).max


@dataclass(frozen=True)
class Weight:
    """The place of one parameter in a `core.two_layer_net.TwoLayerNet`.

    Attributes
    ----------
    name : str
        "W1", "b1", "W2" or "b2".
    index : tuple of int
        Row and column of a matrix: (input, hidden unit) or (hidden unit, class). One number for a bias.
    """

    name: str
    index: tuple[int, ...]

    def of(self, network: TwoLayerNet) -> float:
        """Return its value in a network.

        Raises
        ------
        ValueError
            If the network has no such parameter.
        """
        array = network.params.get(self.name)
        shape = () if array is None else array.shape
        fits = len(self.index) == len(shape) > 0
        if array is None or not (fits and all(0 <= i < n for i, n in zip(self.index, shape, strict=True))):
            raise ValueError(f"the network has no parameter {self.name} at {self.index}")
        return float(array[self.index])


@dataclass(frozen=True, eq=False)
class WeightInfluence:
    """All that one weight w of a network changes for n samples, whose scores are linear in one number z.

    The scores are ``base + z * direction`` with ``z = activation(intercept + slope * w)``. For a weight into
    a hidden unit, z is what comes out of that unit; for a weight into a score, z is what the weight adds to
    it, and there is no activation.

    Attributes
    ----------
    intercept, slope : ndarray of float64, shape (n,)
    activation : str or None
        A key of `core.activations.ACTIVATIONS`.
    base : ndarray of float64, shape (n, classes)
    direction : ndarray of float64, shape (classes,)
    labels : ndarray of int, shape (n,)
        The right classes.
    """

    intercept: FloatArray
    slope: FloatArray
    activation: str | None
    base: FloatArray
    direction: FloatArray
    labels: NDArray[np.intp]

    def loss_and_derivative(self, values: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return the mean loss of the samples and its derivative by the weight, for values of the weight.

        Parameters
        ----------
        values : array_like, shape (m,)

        Returns
        -------
        loss, derivative : ndarray of float64, shape (m,)
            The loss is that of `core.losses.cross_entropy_error`, its 1e-7 included, and the derivative is
            that of this loss. Where an activation has no derivative, the 0 of `ACTIVATIONS` stands for it.

        Notes
        -----
        O(m * n * classes), for samples that the weight reaches at all.
        """
        loss, derivative = self._sums(as_float(values).astype(np.float64, copy=False))
        return loss / len(self.labels), derivative / len(self.labels)

    def accuracy_stairs(self) -> Staircase:
        """Return the accuracy over the weight.

        Returns
        -------
        Staircase
            Over all values of the weight. Its edges are exact but for rounding: about the last digit of the
            scores, divided by how fast the two scores that change places there move apart.
        """
        right = where_right(self.base, self.direction, self.labels)
        if self.activation is not None:
            right = ACTIVATIONS[self.activation].preimage(right)
        return share_inside(preimage_of_line(right, self.intercept, self.slope))

    def loss_stairs(self) -> Staircase | None:
        """Return the mean loss over the weight where it is a staircase too; None where it is not.

        Returns
        -------
        Staircase or None
            Into a unit that is a step: it jumps where a sample turns that unit on or off.
        """
        if self.activation is None or not ACTIVATIONS[self.activation].is_piecewise_constant:
            return None
        off, on = (
            cross_entropy_terms(softmax(self.base + z * self.direction), self.labels).sum(axis=1)
            for z in (0.0, 1.0)
        )
        first_on = np.where(self.slope == 0, self.intercept > 0, self.slope < 0)
        switches = np.flatnonzero(self.slope)
        slope = self.slope[switches]
        with np.errstate(over="ignore"):
            places = np.clip(-self.intercept[switches] / slope, -_LARGEST, _LARGEST)
        # At its place itself the unit is off: a unit that turns off has done so from there on.
        places = np.where(slope < 0, np.nextafter(places, -np.inf), places)
        changes = np.sign(slope) * (on - off)[switches]
        stairs = staircase(float(np.where(first_on, on, off).sum()), places, changes)
        return Staircase(stairs.edges, stairs.levels / len(self.labels))

    def _sums(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        reached = np.flatnonzero(self.slope)
        unreached = np.flatnonzero(self.slope == 0)
        still, _ = self._block_sums(unreached, np.zeros(1))
        loss, derivative = np.repeat(still, len(values)), np.zeros(len(values))
        size = max(1, _BLOCK // max(1, len(values)))
        for start in range(0, len(reached), size):
            block_loss, block_derivative = self._block_sums(reached[start : start + size], values)
            loss += block_loss
            derivative += block_derivative
        return loss, derivative

    def _block_sums(self, samples: NDArray[np.intp], values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the sums of loss and derivative over some samples, shape (m,) each."""
        slope, labels = self.slope[samples, np.newaxis], self.labels[samples]
        with np.errstate(over="ignore", invalid="ignore"):
            z: FloatArray = self.intercept[samples, np.newaxis] + slope * values
            if self.activation is not None:
                activation = ACTIVATIONS[self.activation]
                z = activation.function(z)
                slope = slope * activation.derivative_from_output(z)
            # Classes first: sums over them then run along contiguous memory.
            scores = np.multiply.outer(self.direction, z)
            scores += self.base[samples].T[:, :, np.newaxis]
            scores -= scores.max(axis=0)
            exponentials = np.exp(scores, out=scores)
            weights = np.stack([np.ones_like(self.direction), self.direction])
            total, moved = (weights @ exponentials.reshape(len(exponentials), -1)).reshape(2, *z.shape)
            p = exponentials[labels, np.arange(len(samples))] / total
            loss = -np.log(p + LOG_OFFSET)
            by_z = p / (p + LOG_OFFSET) * (moved / total - self.direction[labels, np.newaxis])
            return loss.sum(axis=0), (by_z * slope).sum(axis=0)


def weight_influence(
    network: TwoLayerNet, images: ArrayLike, labels: ArrayLike, weight: Weight
) -> WeightInfluence:
    """Compute what one weight changes for a batch of images.

    Parameters
    ----------
    network : TwoLayerNet
    images : array_like, shape (n, pixels)
        As for `core.mini_batch.network_inputs`.
    labels : array_like of int, shape (n,)
        The right classes.
    weight : Weight
        Which weight.

    Returns
    -------
    WeightInfluence

    Raises
    ------
    ValueError
        If the network has no such weight or is not finite, there are no images, or the labels do not fit.

    Notes
    -----
    Costs one pass of the images through the network.
    """
    weight.of(network)
    x = network_inputs(images)
    right = _checked_labels(x, labels, network.sizes[2])
    params = {**network.params, weight.name: network.params[weight.name].copy()}
    params[weight.name][weight.index] = 0
    without = TwoLayerNet.from_params(params, activation=network.activation)
    hidden, unit = without.hidden(x), weight.index[-1]
    direction: FloatArray
    if weight.name in ("W2", "b2"):
        intercept = np.zeros(len(x))
        slope = hidden[:, weight.index[0]] if weight.name == "W2" else np.ones(len(x))
        direction = np.zeros(network.sizes[2])
        direction[unit] = 1
        activation = None
    else:
        intercept = x @ params["W1"][:, unit] + params["b1"][unit]
        slope = x[:, weight.index[0]] if weight.name == "W1" else np.ones(len(x))
        direction = params["W2"][unit]
        activation = network.activation
        hidden[:, unit] = 0
    base = hidden @ params["W2"] + params["b2"]
    if not (np.isfinite(base).all() and np.isfinite(intercept).all()):
        raise ValueError("a network whose scores are not finite has no loss to look at")
    return WeightInfluence(intercept, slope, activation, base, direction, right)


def _checked_labels(x: FloatArray, labels: ArrayLike, classes: int) -> NDArray[np.intp]:
    right = np.asarray(labels)
    if x.ndim != 2 or right.shape != x.shape[:1] or not x.size:
        raise ValueError(f"images of shape {x.shape} do not fit labels of shape {right.shape}")
    one_hot(right, classes)  # raises where a label is no class
    return right.astype(np.intp)
