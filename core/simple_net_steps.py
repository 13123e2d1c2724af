"""What the gradient of `core.simple_net.SimpleNet` promises of a nudged weight, and where following it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.activations import softmax
from core.arrays import FloatArray, as_float
from core.losses import cross_entropy_error, cross_entropy_terms, outputs_and_targets
from core.score_gradients import cross_entropy_by_score
from core.simple_net import SimpleNet


class LossChange(NamedTuple):
    """By how much the loss changes when one weight is raised by steps h.

    Attributes
    ----------
    predicted : ndarray of float64
        The slope of the loss along that weight, times h.
    actual : ndarray of float64
        The loss with the weight raised, minus the loss as it is. It leaves the prediction as h squared, as
        long as h is small.
    """

    predicted: FloatArray
    actual: FloatArray


def loss_change(
    net: SimpleNet, x: ArrayLike, t: ArrayLike, index: tuple[int, int], steps: ArrayLike
) -> LossChange:
    """Compare what the gradient predicts for one weight with what happens.

    Parameters
    ----------
    net : SimpleNet
        Never modified.
    x : array_like, shape (2,) or (samples, 2)
        Inputs.
    t : array_like
        Targets, as for `core.losses.cross_entropy_error`.
    index : tuple of int
        Row and column of the weight in `W`.
    steps : array_like, shape (m,)
        What is added to it; may be negative.

    Returns
    -------
    LossChange
        Arrays of shape (m,).

    Raises
    ------
    ValueError
        If inputs and targets do not fit together.
    """
    h = as_float(steps)
    weights = np.repeat(net.W[np.newaxis], len(h) + 1, axis=0)
    weights[1:, *index] += h
    scores = as_float(x) @ weights
    _, targets = outputs_and_targets(scores[0], t)
    rows = (-1, scores.shape[-1])
    every_target = np.broadcast_to(targets, scores.shape).reshape(rows)
    terms = cross_entropy_terms(softmax(scores).reshape(rows), every_target)
    losses = terms.sum(axis=1).reshape(len(weights), -1).mean(axis=1)
    return LossChange(net.gradient(x, t)[index] * h, losses[1:] - losses[0])


@dataclass(frozen=True, eq=False)
class NetStep:
    """A network after some steps of descent, and what it makes of one sample.

    Attributes
    ----------
    W : ndarray of float64, shape (2, 3)
    scores, probabilities : ndarray of float64, shape (3,)
    loss : float
    gradient : ndarray of float64, shape (2, 3)
        The exact slope of the loss along each weight: the next step goes against it.
    is_right : bool
        Whether the largest score is that of the target's class.
    """

    W: FloatArray
    scores: FloatArray
    probabilities: FloatArray
    loss: float
    gradient: FloatArray
    is_right: bool


def descent_steps(net: SimpleNet, x: ArrayLike, t: ArrayLike, learning_rate: float) -> Iterator[NetStep]:
    """Follow the gradient of the loss of one sample downhill, without end.

    Parameters
    ----------
    net : SimpleNet
        Where to start. Never modified.
    x : array_like, shape (2,)
        The sample.
    t : array_like
        Its target: a label, or a distribution of shape (3,).
    learning_rate : float
        By how much of the gradient the weights move.

    Yields
    ------
    NetStep
        The network as it is, then the one after each step.

    Raises
    ------
    ValueError
        If the learning rate is not positive and finite, or the target is none.
    """
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"the learning rate must be positive and finite, got {learning_rate!r}")
    inputs, W = as_float(x), net.W.copy()
    _, target = outputs_and_targets(inputs @ W, t)
    label = int(target.argmax())
    while True:
        scores = inputs @ W
        probabilities = softmax(scores)
        loss = cross_entropy_error(probabilities, target)
        gradient: FloatArray = np.outer(inputs, cross_entropy_by_score(scores, target))
        yield NetStep(W, scores, probabilities, loss, gradient, int(scores.argmax()) == label)
        W = W - learning_rate * gradient


def descend_until_right(
    net: SimpleNet, x: ArrayLike, t: ArrayLike, learning_rate: float, most_steps: int = 1000
) -> tuple[NetStep, ...]:
    """Take steps of descent until the answer for one sample is right.

    Parameters
    ----------
    net, x, t, learning_rate
        As for `descent_steps`.
    most_steps : int, optional
        When to give up.

    Returns
    -------
    tuple of NetStep
        The network as it is, then the one after each step; the last is the first that is right, unless there
        were too many steps. A network that is right already takes none.

    Raises
    ------
    ValueError
        As for `descent_steps`.
    """
    history = []
    for step in islice(descent_steps(net, x, t, learning_rate), most_steps + 1):
        history.append(step)
        if step.is_right:
            break
    return tuple(history)
