"""The chapter's network: affine, activation, affine, softmax, trained on the cross-entropy error."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from core import network_gradient
from core.activations import ACTIVATIONS, Activation, softmax
from core.arrays import FloatArray, as_float
from core.losses import cross_entropy_error, one_hot

PARAMETER_NAMES = ("W1", "b1", "W2", "b2")


class TwoLayerNet:
    """A network with one hidden layer that sorts its inputs into classes.

    Parameters
    ----------
    input_size, hidden_size, output_size : int
        Numbers of inputs, hidden units and classes.
    weight_init_std : float, optional
        Standard deviation of the normal distribution that the weights start from; biases start at 0.
    activation : str, optional
        Activation of the hidden units, a key of `core.activations.ACTIVATIONS`.
    rng : numpy.random.Generator, optional
        Draws the weights; without it, they are different every time.

    Attributes
    ----------
    params : dict of ndarray of float64
        ``W1`` (inputs, hidden), ``b1`` (hidden,), ``W2`` (hidden, classes) and ``b2`` (classes,).
    activation : str

    Raises
    ------
    ValueError
        If a size is below 1, the standard deviation is negative or not finite, or the activation is unknown.

    Notes
    -----
    Wherever a method takes inputs `x`, of shape (samples, inputs), or (inputs,) for one sample, it takes
    targets `t` as labels, of shape (samples,) or (), or one-hot, of shape (samples, classes) or (classes,).
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        weight_init_std: float = 0.01,
        *,
        activation: str = "sigmoid",
        rng: np.random.Generator | None = None,
    ) -> None:
        sizes = (input_size, hidden_size, output_size)
        if min(sizes) < 1:
            raise ValueError(f"a network needs at least one unit in each layer, got sizes {sizes}")
        if not 0 <= weight_init_std < np.inf:
            raise ValueError(
                f"the standard deviation must be finite and not negative, got {weight_init_std!r}"
            )
        _find_activation(activation)
        rng = np.random.default_rng() if rng is None else rng
        self.activation = activation
        self.params: dict[str, FloatArray] = {
            "W1": weight_init_std * rng.standard_normal((input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * rng.standard_normal((hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }

    @classmethod
    def from_params(cls, params: Mapping[str, ArrayLike], *, activation: str = "sigmoid") -> TwoLayerNet:
        """Return a network with given parameters.

        Parameters
        ----------
        params : mapping of array_like
            As the attribute `params`. Arrays of float64 are shared, not copied.
        activation : str, optional
            Activation of the hidden units.

        Raises
        ------
        ValueError
            If a name is missing or unknown, the shapes do not fit together, or the activation is unknown.
        """
        _find_activation(activation)
        if set(params) != set(PARAMETER_NAMES):
            raise ValueError(f"the parameters must be {', '.join(PARAMETER_NAMES)}, got {sorted(params)}")
        arrays: dict[str, FloatArray] = {
            name: np.asarray(params[name], dtype=np.float64) for name in PARAMETER_NAMES
        }
        W1, b1, W2, b2 = arrays.values()
        hidden_fits = W1.shape[1:] == b1.shape == W2.shape[:1]
        fits = W1.ndim == W2.ndim == 2 and hidden_fits and W2.shape[1:] == b2.shape
        if not fits or min(W1.size, W2.size) == 0:
            shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
            raise ValueError(f"the shapes of the parameters do not fit together: {shapes}")
        network = cls.__new__(cls)
        network.activation = activation
        network.params = arrays
        return network

    def as_float32(self) -> TwoLayerNet:
        """Return a copy with parameters in float32, for answers to many images in half the time."""
        network = TwoLayerNet.from_params(self.params, activation=self.activation)
        network.params = {name: array.astype(np.float32) for name, array in self.params.items()}
        return network

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Numbers of inputs, hidden units and classes."""
        inputs, hidden = self.params["W1"].shape
        return inputs, hidden, self.params["b2"].size

    def hidden(self, x: ArrayLike) -> FloatArray:
        """Return the outputs of the hidden units, shape (samples, hidden) or (hidden,)."""
        values = _affine(as_float(x), self.params["W1"], self.params["b1"])
        return _find_activation(self.activation).function(values)

    def scores(self, x: ArrayLike) -> FloatArray:
        """Return what goes into the softmax, shape (samples, classes) or (classes,)."""
        return _affine(self.hidden(x), self.params["W2"], self.params["b2"])

    def predict(self, x: ArrayLike) -> FloatArray:
        """Return the probabilities of the classes, shape (samples, classes) or (classes,)."""
        return softmax(self.scores(x))

    def loss(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the cross-entropy error of the predictions, averaged over the samples."""
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the share of the samples whose most probable class is the right one."""
        scores = self.scores(x)
        targets = np.asarray(t)
        labels = targets if targets.ndim < scores.ndim else targets.argmax(axis=-1)
        return float(np.mean(scores.argmax(axis=-1) == labels))

    def gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, FloatArray]:
        """Return the gradient of the loss by backpropagation.

        Returns
        -------
        dict of ndarray of float64
            The derivative of the loss with respect to each parameter, in its shape.

        Notes
        -----
        As in the book, the error of the scores is ``y - t``: the derivative of the loss without the 1e-7 in
        its logarithm. From that of the loss as defined it differs by a share of ``1e-7 / y``, with y the
        probability of the right class.
        """
        x = np.atleast_2d(as_float(x))
        hidden = self.hidden(x)
        y = softmax(_affine(hidden, self.params["W2"], self.params["b2"]))
        slope = _find_activation(self.activation).derivative_from_output(hidden)
        score_error = (y - _distributions(t, y.shape)) / len(x)
        hidden_error = score_error @ self.params["W2"].T * slope
        return {
            "W1": x.T @ hidden_error,
            "b1": hidden_error.sum(axis=0),
            "W2": hidden.T @ score_error,
            "b2": score_error.sum(axis=0),
        }

    def numerical_gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, FloatArray]:
        """Return the gradient of the loss by central differences with h = 1e-4.

        Returns
        -------
        dict of ndarray of float64
            The derivative of the loss with respect to each parameter, in its shape.

        Notes
        -----
        Each difference is computed from what its parameter changes, by `core.network_gradient`: about
        0.01 s for 784-50-10 and 100 samples. For targets that are neither labels nor one-hot, one parameter
        is moved at a time, which takes a thousand times as long.
        """
        x = np.atleast_2d(as_float(x))
        distributions = _distributions(t, (len(x), self.sizes[2]))
        labels = distributions.argmax(axis=1)
        if np.array_equal(distributions, one_hot(labels, self.sizes[2])):
            return network_gradient.numerical_gradient(self.params, x, labels, activation=self.activation)

        def loss(params: Mapping[str, FloatArray]) -> float:
            return TwoLayerNet.from_params(params, activation=self.activation).loss(x, distributions)

        return network_gradient.numerical_gradient_one_at_a_time(loss, self.params)


def _affine(x: FloatArray, W: FloatArray, b: FloatArray) -> FloatArray:
    with np.errstate(over="ignore", invalid="ignore"):  # a diverged network answers too: with nan
        values: FloatArray = x @ W + b
    return values


def _find_activation(key: str) -> Activation:
    if key not in ACTIVATIONS:
        raise ValueError(f"the activation must be one of {', '.join(ACTIVATIONS)}, got {key!r}")
    return ACTIVATIONS[key]


def _distributions(t: ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    """Return targets of a batch, or of one sample, as probabilities of the given shape."""
    samples, classes = shape
    targets = np.asarray(t)
    if targets.size == samples and targets.dtype.kind in "iu":
        return one_hot(targets.reshape(samples), classes)
    if targets.size == samples * classes:
        return as_float(targets).reshape(shape)
    raise ValueError(f"targets must be {samples} labels or have the shape {shape}, got {targets.shape}")
