"""The numerical gradient of a two-layer network: fast by what a parameter changes, and slow as a reference.

Both are the central difference ``(L(w + h) - L(w - h)) / (2 * h)`` of the chapter's loss L for every
parameter w. The fast one is exact algebra, no approximation: it leaves out what a moved parameter does not
change.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import FloatArray
from core.network_differences import Params, checked, differences
from core.scheduling import never_interrupt


def numerical_gradient(
    params: Params, x: ArrayLike, t: ArrayLike, h: float = 1e-4, *, activation: str = "sigmoid"
) -> dict[str, FloatArray]:
    """Return the gradient of the cross-entropy error by central differences.

    Parameters
    ----------
    params : mapping of ndarray of float64
        ``W1`` (inputs, hidden), ``b1`` (hidden,), ``W2`` (hidden, classes) and ``b2`` (classes,).
    x : array_like, shape (samples, inputs)
        Inputs.
    t : array_like of int, shape (samples,)
        Labels.
    h : float, optional
        Half-width of the difference, in units of the parameters.
    activation : str, optional
        Activation of the hidden units, a key of `core.activations.ACTIVATIONS`.

    Returns
    -------
    dict of ndarray of float64
        The difference quotient for each parameter, in its shape.

    Raises
    ------
    ValueError
        If `h` is not positive and finite, labels are not whole numbers or not as many as inputs, or there are none.

    Notes
    -----
    Moving an entry of ``W1`` changes one hidden unit, by an amount that only depends on the sample and on
    the value of one input. So a sample is computed once for each distinct value among its inputs, and
    inputs of 0 not at all. With ``s`` the exponentials of the scores, a unit that changes by ``d`` turns the
    probability of the right class r into ``s_r / sum_k(s_k * exp(d * (W2_k - W2_r)))``. ``b1`` is the weight
    of an input of 1, and ``b2`` that of a unit of 1. The differences of logarithms are those of products of
    quotients.

    Takes O(samples * distinct values * hidden * classes); rounding error O(eps / h).
    """
    return loss_and_numerical_gradient(params, x, t, h, activation=activation)[1]


def loss_and_numerical_gradient(
    params: Params,
    x: ArrayLike,
    t: ArrayLike,
    h: float = 1e-4,
    *,
    activation: str = "sigmoid",
    check_interrupt: Callable[[], object] = never_interrupt,
) -> tuple[float, dict[str, FloatArray]]:
    """Return the cross-entropy error and what `numerical_gradient` returns.

    `check_interrupt` is called before each sample; an exception that it raises stops the work.
    """
    params, x, labels = checked(params, x, t, h)
    gradient = differences(params, x, labels, h, activation, check_interrupt)
    loss = gradient.pop("loss").item() / len(x)
    scale = -1 / (2 * h * len(x))
    for array in gradient.values():
        array *= scale
    return loss, gradient


def numerical_gradient_one_at_a_time(
    loss: Callable[[Params], float], params: Params, h: float = 1e-4
) -> dict[str, FloatArray]:
    """Return the gradient of any loss by central differences, as the chapter does it.

    Parameters
    ----------
    loss : callable
        Takes parameters as `params`, returns a number.
    params : mapping of ndarray of float64
        Parameters by name. Never modified.
    h : float, optional
        Half-width of the difference, in units of the parameters.

    Returns
    -------
    dict of ndarray of float64
        The difference quotient for each parameter, in its shape.

    Notes
    -----
    Evaluates the loss twice for each parameter: 79,520 times for 784-50-10, more than 10 s at batch 100.
    """
    moved = {name: array.copy() for name, array in params.items()}
    gradient = {name: np.empty_like(array) for name, array in params.items()}
    for name, derivatives in gradient.items():
        for index in np.ndindex(derivatives.shape):
            derivatives[index] = _central_difference(loss, moved, name, index, h)
    return gradient


def numerical_derivative(
    loss: Callable[[Params], float], params: Params, name: str, index: tuple[int, ...], h: float = 1e-4
) -> float:
    """Return one entry of `numerical_gradient_one_at_a_time`: the derivative by ``params[name][index]``."""
    moved = {**params, name: params[name].copy()}
    return _central_difference(loss, moved, name, index, h)


def _central_difference(
    loss: Callable[[Params], float], moved: Params, name: str, index: tuple[int, ...], h: float
) -> float:
    """Return the difference quotient at one parameter; changes `moved` and changes it back."""
    parameter = moved[name]
    value = parameter[index]
    parameter[index] = value + h
    ahead = loss(moved)
    parameter[index] = value - h
    behind = loss(moved)
    parameter[index] = value
    return (ahead - behind) / (2 * h)
