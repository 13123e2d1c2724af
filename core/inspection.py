"""Inside a network: distributions of its weights and activations, and update-to-weight ratios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray, as_float
from core.blas import one_blas_thread
from core.hidden_units import hidden_outputs
from core.images import ImageRows
from core.optimizers import State
from core.parameters import Parameters, parameters_from
from core.training_config import TrainingConfig
from core.training_step import Backpropagation
from core.two_layer_net import PARAMETER_NAMES, TwoLayerNet


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often values fall into each of some bins.

    Attributes
    ----------
    counts : ndarray of int, shape (bins,)
    edges : ndarray of float64, shape (bins + 1,)
        Each bin holds its lower edge, the last one both.
    """

    counts: NDArray[np.int64]
    edges: FloatArray


def histogram(values: ArrayLike, bins: int = 50, value_range: tuple[float, float] | None = None) -> Histogram:
    """Count values.

    Parameters
    ----------
    values : array_like, any shape
        Those that are not finite are left out.
    bins : int, optional
    value_range : (float, float), optional
        From where to where; values outside are left out. Without it, symmetric around 0 as far as they go.

    Returns
    -------
    Histogram
    """
    numbers = as_float(values)
    numbers = numbers[np.isfinite(numbers)]
    if value_range is None:
        reach = float(np.abs(numbers).max(initial=0.0)) or 1.0
        value_range = (-reach, reach)
    counts, edges = np.histogram(numbers, bins, value_range)
    return Histogram(counts.astype(np.int64), edges.astype(np.float64))


def weight_histograms(network: TwoLayerNet, bins: int = 50) -> dict[str, Histogram]:
    """Return a histogram for each parameter array, by its name."""
    return {name: histogram(network.params[name], bins) for name in PARAMETER_NAMES}


def activation_histogram(network: TwoLayerNet, images: ImageRows, bins: int = 50) -> Histogram:
    """Return how the outputs of the hidden units are spread, over all units and images.

    Parameters
    ----------
    network : TwoLayerNet
    images : ndarray, shape (n, pixels), or Images
        As for `core.mini_batch.network_inputs`.
    bins : int, optional

    Returns
    -------
    Histogram
        From limit to limit of the activation; as far as the outputs go where there is no limit.
    """
    return output_histogram(hidden_outputs(network, images), network.activation, bins)


def output_histogram(outputs: ArrayLike, activation: str, bins: int = 50) -> Histogram:
    """Return how outputs of hidden units, of any shape, are spread; see `activation_histogram`."""
    numbers = as_float(outputs)
    low, high = ACTIVATIONS[activation].limits
    if not np.isfinite(high):
        top = float(numbers.max(initial=0.0))
        high = top if 0 < top < np.inf else 1.0
    return histogram(numbers, bins, (low, high))


@dataclass(frozen=True, eq=False)
class UntrainedOutputs:
    """The outputs of the hidden units of a network before any training.

    Attributes
    ----------
    histogram : Histogram
        As from `activation_histogram`.
    lowest, highest : float
    zeros : float
        The share of outputs that are exactly 0.
    """

    histogram: Histogram
    lowest: float
    highest: float
    zeros: float

    @classmethod
    def of(cls, network: TwoLayerNet, images: ImageRows, bins: int = 50) -> UntrainedOutputs:
        """Return those of a network for at least one image.

        Parameters
        ----------
        network : TwoLayerNet
        images : ndarray, shape (n, pixels), or Images
            As for `core.mini_batch.network_inputs`.
        bins : int, optional

        Notes
        -----
        With small initial weights sigmoids are near 0.5, with large ones near 0 and 1, where they hardly have a
        slope [1]_.

        References
        ----------
        .. [1] Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
        """
        outputs = hidden_outputs(network, images)
        return cls(
            output_histogram(outputs, network.activation, bins),
            float(outputs.min()),
            float(outputs.max()),
            float(np.mean(outputs == 0)),
        )


@dataclass(frozen=True)
class UpdateSizes:
    """The sizes of one parameter array, its gradient and its update.

    Attributes
    ----------
    rms_weight, rms_gradient, rms_update : float
        Root mean squares over its entries: comparable between large and small arrays, as lengths are not.
    update_to_weight : float
        ``rms_update / rms_weight``. inf where the weights are all 0, and 0 where
        the update is too.
    """

    rms_weight: float
    rms_gradient: float
    rms_update: float
    update_to_weight: float


def learning_pace(
    before: Mapping[str, ArrayLike], after: Mapping[str, ArrayLike], gradient: Mapping[str, ArrayLike]
) -> dict[str, UpdateSizes]:
    """Return the sizes of each parameter array, of its gradient and of one update.

    Parameters
    ----------
    before, after : mapping of array_like
        The parameters, as `TwoLayerNet.params`, before and after the update.
    gradient : mapping of array_like
        The gradient that it followed.

    Returns
    -------
    dict of UpdateSizes
        By the names of the parameters.
    """
    paces = {}
    for name in before:
        weight, update = rms(before[name]), rms(as_float(after[name]) - as_float(before[name]))
        ratio = update / weight if weight > 0 else (np.inf if update > 0 else 0.0)
        paces[name] = UpdateSizes(weight, rms(gradient[name]), update, ratio)
    return paces


def update_sizes_of_step(
    parameters: Parameters,
    config: TrainingConfig,
    images: NDArray[np.uint8],
    labels: NDArray[np.integer],
    *,
    iteration: int,
    state: State,
    mean_image: FloatArray | None = None,
) -> dict[str, UpdateSizes]:
    """Return the sizes of each parameter array, of its gradient and of the update that training would make.

    Parameters
    ----------
    parameters : Parameters
        Of float32, as from `core.parameters.parameters_of`; not changed.
    config : TrainingConfig
        Whose optimizer, learning rate, schedule and activation count.
    images : ndarray of uint8, shape (n, inputs)
    labels : ndarray of int, shape (n,)
        The mini-batch.
    iteration : int
        Number of updates done before: decides the learning rate where that has a schedule.
    state : State
        What the optimizer remembers of them.
    mean_image : ndarray, shape (inputs,), optional
        What is subtracted from each image.

    Returns
    -------
    dict of UpdateSizes
        By the names of the parameters. The gradient is that of backpropagation, in float32.
    """
    sizes = (*parameters.W1.shape, parameters.b2.size)
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"):
        _, gradient = Backpropagation(sizes, config.activation, mean_image)(parameters, images, labels)
        step, _ = config.optimizer.update(gradient, state, config.learning_rate_at(iteration))
    named = [_by_name(vector, sizes) for vector in (parameters.flat, parameters.flat - step, gradient)]
    return learning_pace(*named)


def _by_name(vector: FloatArray, sizes: tuple[int, int, int]) -> dict[str, FloatArray]:
    return dict(zip(PARAMETER_NAMES, parameters_from(vector, sizes)[1:], strict=True))


def rms(values: ArrayLike) -> float:
    """Return the root of the mean square, whatever the size of the numbers; 0 of none."""
    numbers = as_float(values).astype(np.float64, copy=False)
    largest = float(np.abs(numbers).max(initial=0.0))
    if not 0 < largest < np.inf:
        return largest
    return largest * float(np.sqrt(np.mean((numbers / largest) ** 2)))
