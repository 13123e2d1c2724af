"""The chapter's smallest network: one matrix of six weights, and the gradient of its loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from core.activations import softmax
from core.arrays import FloatArray, as_float
from core.differentiation import numerical_gradient
from core.losses import cross_entropy_error
from core.score_gradients import cross_entropy_by_score


class SimpleNet:
    """Two inputs, three classes, no bias: the scores are ``x @ W``.

    Parameters
    ----------
    rng : numpy.random.Generator, optional
        Draws the weights from the standard normal distribution; a fresh one if left out.

    Attributes
    ----------
    W : ndarray of float64, shape (2, 3)
        The weights; assign to them to choose your own.
    """

    def __init__(self, *, rng: np.random.Generator | None = None) -> None:
        self.W: FloatArray = (rng or np.random.default_rng()).standard_normal((2, 3))

    def predict(self, x: ArrayLike) -> FloatArray:
        """Return the scores of `x`, shape (2,) or (samples, 2), as an array of shape (..., 3)."""
        return as_float(x) @ self.W

    def loss(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the cross-entropy of softmax of the scores; `t` as for `cross_entropy_error`."""
        return _loss(self.W, as_float(x), t)

    def numerical_gradient(self, x: ArrayLike, t: ArrayLike) -> FloatArray:
        """Return the slope of the loss along each weight, by central differences; shape (2, 3)."""
        x = as_float(x)
        return numerical_gradient(lambda weights: _loss(weights, x, t), self.W)

    def gradient(self, x: ArrayLike, t: ArrayLike) -> FloatArray:
        """Return the exact gradient of `loss`, its 1e-7 included; shape (2, 3).

        Notes
        -----
        Without the 1e-7 this would be ``x.T @ (y - t)``: smaller by about a part in ``1e7 * y`` of the right
        class.
        """
        x = as_float(x)
        by_score = cross_entropy_by_score(x @ self.W, t)
        gradient: FloatArray = np.atleast_2d(x).T @ np.atleast_2d(by_score)
        return gradient


def _loss(weights: FloatArray, x: FloatArray, t: ArrayLike) -> float:
    return cross_entropy_error(softmax(x @ weights), t)
