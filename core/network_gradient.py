"""The numerical gradient of a two-layer network: fast by what a parameter changes, and slow as a reference.

Both are the central difference ``(L(w + h) - L(w - h)) / (2 * h)`` of the chapter's loss L for every
parameter w. The fast one is exact algebra, no approximation: it leaves out what a moved parameter does not
change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.activations import ACTIVATIONS
from core.arrays import FloatArray, in_lines
from core.losses import LOG_OFFSET

Params = Mapping[str, FloatArray]


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
        If `h` is not positive and finite, or labels and inputs differ in number.

    Notes
    -----
    Moving an entry of ``W1`` changes one hidden unit, by an amount that only depends on the sample and on
    the value of one input. So a sample is worked out once for each distinct value among its inputs, and
    inputs of 0 not at all. With ``s`` the exponentials of the scores, a unit that changes by ``d`` turns the
    probability of the right class r into ``s_r / sum_k(s_k * exp(d * (W2_k - W2_r)))``. ``b1`` is the weight
    of an input of 1, and ``b2`` that of a unit of 1.

    Takes O(samples * distinct values * hidden * classes); rounding error O(eps / h).
    """
    if not 0 < h < np.inf:
        raise ValueError(f"h must be positive and finite, got {h!r}")
    x, labels = np.asarray(x, dtype=np.float64), np.asarray(t)
    if labels.shape != x.shape[:1]:
        raise ValueError(f"{len(x)} samples need as many labels, got labels of shape {labels.shape}")
    units = x @ params["W1"] + params["b1"]
    hidden = ACTIVATIONS[activation].function(units)
    scores = hidden @ params["W2"] + params["b2"]
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    into_hidden = _differences_into_hidden(
        params["W2"], x, units, hidden, labels, exponentials, h, activation
    )
    into_scores = _differences_into_scores(hidden, labels, exponentials, h)
    scale = -1 / (2 * h * len(x))
    return {
        "W1": scale * into_hidden[:-1],
        "b1": scale * into_hidden[-1],
        "W2": scale * into_scores[:-1],
        "b2": scale * into_scores[-1],
    }


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


def _sigmoid_change(a: FloatArray, output: FloatArray, shift: FloatArray) -> FloatArray:
    """Return ``sigmoid(a + shift) - sigmoid(a)`` without cancellation, given ``sigmoid(a)``."""
    growth = np.expm1(shift)[:, np.newaxis]
    # Products of a column and a row: by `dot`, as broadcasting takes three times as long.
    change: FloatArray = np.dot(growth, (output * (1 - output))[np.newaxis])
    divisor = np.dot(growth, output[np.newaxis])
    divisor += 1
    change /= divisor
    return change


def _plain_change(activation: str) -> Callable[[FloatArray, FloatArray, FloatArray], FloatArray]:
    function = ACTIVATIONS[activation].function
    return lambda a, output, shift: function(a + shift[:, np.newaxis]) - output


_CHANGES: Mapping[str, Callable[[FloatArray, FloatArray, FloatArray], FloatArray]] = {
    "sigmoid": _sigmoid_change,
    "relu": _plain_change("relu"),
    "step": _plain_change("step"),
}
"""By how much each hidden unit of a sample changes when what goes into it shifts: (shifts, hidden)."""


class _Inputs(NamedTuple):
    """The inputs of one sample that are not 0.

    Attributes
    ----------
    places : ndarray of int, shape (n,)
        Which inputs they are.
    values : ndarray, shape (2, m)
        The distinct values among them, and the same times -1. An even number: there may be one more of any value.
    value_of : ndarray of int, shape (n,)
        Which of the values each has.
    """

    places: NDArray[np.intp]
    values: FloatArray
    value_of: NDArray[np.intp]


def _inputs_by_sample(x: FloatArray) -> Iterator[_Inputs]:
    lit = np.flatnonzero(x != 0)
    samples, places = np.divmod(lit, x.shape[1])
    values, value_of = np.unique(x.take(lit), return_inverse=True)
    # A sample and a value make one number: all samples at once take half the time of one by one.
    pairs, pair_of = np.unique(samples * len(values) + value_of, return_inverse=True)
    distinct = np.multiply.outer([1, -1], np.append(values.take(pairs % len(values)), 1))
    bounds = np.arange(len(x) + 1)
    entries = pairwise(np.searchsorted(samples, bounds).tolist())
    for (start, end), (first, last) in zip(
        entries, pairwise(np.searchsorted(pairs, bounds * len(values)).tolist()), strict=True
    ):
        even = last + (last - first) % 2
        yield _Inputs(places[start:end], distinct[:, first:even], pair_of[start:end] - first)


def _differences_into_hidden(
    W2: FloatArray,
    x: FloatArray,
    units: FloatArray,
    hidden: FloatArray,
    labels: NDArray[np.integer],
    exponentials: FloatArray,
    h: float,
    activation: str,
) -> FloatArray:
    """Return the sum over the samples of ``log(p(w + h)) - log(p(w - h))`` for each entry of W1, then of b1.

    Shape (inputs + 1, hidden); p is the probability of the right class, plus the offset of the logarithm.
    """
    change_of_unit = _CHANGES[activation]
    inputs = np.hstack([x, np.ones((len(x), 1))])
    differences = np.zeros((inputs.shape[1], W2.shape[0]))
    others = ~np.eye(W2.shape[1], dtype=bool)
    # For four shifts at a time: long rows, and whole lines of the cache, take NumPy a quarter less. Exponents of 2, as
    # its powers take a tenth less than those of e.
    gaps = [
        np.tile(np.log2(np.e) * (W2[:, others[right]] - W2[:, [right]]).T, 4) for right in range(len(others))
    ]
    right_exponentials = exponentials[np.arange(len(labels)), labels]
    other_exponentials = exponentials[others[labels]].reshape(len(labels), -1)
    scratch = in_lines(gaps[0].size * (inputs.shape[1] + 1) // 2)
    for sample, a, output, gap, of_right, of_others in zip(
        _inputs_by_sample(inputs),
        units,
        hidden,
        map(gaps.__getitem__, labels),
        right_exponentials,
        other_exponentials,
        strict=True,
    ):
        changes = change_of_unit(a, output, (h * sample.values).ravel()).reshape(-1, gap.shape[1])
        factors = scratch[: len(gap) * changes.size].reshape(-1, *changes.shape)
        np.multiply(gap[:, np.newaxis], changes, out=factors)
        np.exp2(factors, out=factors)
        p = np.dot(of_others, factors.reshape(len(gap), changes.size))
        p += of_right
        np.divide(of_right, p, out=p)
        p += LOG_OFFSET
        ahead, behind = p.reshape(2, -1, len(output))
        difference = np.log(ahead / behind).take(sample.value_of, axis=0)
        difference += differences.take(sample.places, axis=0)
        differences[sample.places] = difference
    return differences


def _differences_into_scores(
    hidden: FloatArray, labels: NDArray[np.integer], exponentials: FloatArray, h: float
) -> FloatArray:
    """Return the same for each entry of W2, then of b2; shape (hidden + 1, classes)."""
    samples = np.arange(len(labels))
    units = np.hstack([hidden, np.ones((len(hidden), 1))])
    right = exponentials[samples, labels][:, np.newaxis, np.newaxis]
    total = exponentials.sum(axis=1)[:, np.newaxis, np.newaxis]

    def probability(step: float) -> FloatArray:
        growth = np.expm1(step * units)
        moved: FloatArray = right / (total + exponentials[:, :, np.newaxis] * growth[:, np.newaxis])
        moved[samples, labels] *= 1 + growth
        return moved + LOG_OFFSET

    difference: FloatArray = np.log(probability(h) / probability(-h)).sum(axis=0)
    return difference.T
