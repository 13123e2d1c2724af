"""The numerical gradient of a two-layer network: fast by what a parameter changes, and slow as a reference.

Both are the central difference ``(L(w + h) - L(w - h)) / (2 * h)`` of the chapter's loss L for every
parameter w. The fast one is exact algebra, no approximation: it leaves out what a moved parameter does not
change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple, Protocol

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
    of an input of 1, and ``b2`` that of a unit of 1. The differences of logarithms are those of products of
    quotients.

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
    with np.errstate():  # which gives NumPy its own buffers back
        # In larger ones it makes copies of rows that serve several times: half as long again for a product.
        np.setbufsize(256)
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


_VALUES_AT_A_TIME = 4
"""Distinct inputs whose shifts, by h and by -h, make one row: 8 times the hidden units are whole lines of the cache."""

_LARGEST_INVERSE = 1e300
"""At most, of ``expm1(shift)``: a shift that is lost in rounding changes next to nothing, and nothing is infinite."""


class _Changes(Protocol):
    """By how much the hidden units of some samples change when what goes into them shifts."""

    def prepare(self, shifts: FloatArray) -> FloatArray:
        """Return what depends on the shifts alone, not on the sample: columns for each of them."""

    def of_sample(self, index: int, prepared: FloatArray) -> FloatArray:
        """Return the changes of a sample's units, (shifts, hidden), given what was prepared for the shifts."""


class _ChangesOfSigmoid:
    """Changes of ``z = sigmoid(a)`` without cancellation: ``z * (1 - z) / (1 / expm1(shift) + z)``."""

    def __init__(self, hidden: FloatArray) -> None:
        self._divisors = np.stack([np.ones_like(hidden), hidden], axis=1)
        self._dividends = np.tile(hidden * (1 - hidden), 2 * _VALUES_AT_A_TIME)

    def prepare(self, shifts: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore", over="ignore"):
            inverses = np.clip(1 / np.expm1(shifts), -_LARGEST_INVERSE, _LARGEST_INVERSE)
        return np.stack([inverses, np.ones_like(shifts)], axis=-1)

    def of_sample(self, index: int, prepared: FloatArray) -> FloatArray:
        # Sums of a column and a row as a product, as broadcasting takes twice as long.
        divisor = np.dot(prepared, self._divisors[index]).reshape(-1, self._dividends.shape[1])
        changes: FloatArray = np.divide(self._dividends[index], divisor, out=divisor)
        return changes


class _ChangesByDefinition:
    """Changes of an activation that consists of straight lines: as they are defined, rounding error O(eps * abs(a))."""

    def __init__(self, activation: str, units: FloatArray, hidden: FloatArray) -> None:
        self._function = ACTIVATIONS[activation].function
        self._units, self._hidden = units, hidden

    def prepare(self, shifts: FloatArray) -> FloatArray:
        return shifts[..., np.newaxis]

    def of_sample(self, index: int, prepared: FloatArray) -> FloatArray:
        changes: FloatArray = self._function(self._units[index] + prepared) - self._hidden[index]
        return changes


def _changes(activation: str, units: FloatArray, hidden: FloatArray) -> _Changes:
    if activation == "sigmoid":
        return _ChangesOfSigmoid(hidden)
    return _ChangesByDefinition(activation, units, hidden)


class _Inputs(NamedTuple):
    """The inputs of one sample that are not 0.

    Attributes
    ----------
    places : ndarray of int, shape (n,)
        Which inputs they are.
    value_of : ndarray of int, shape (n,)
        Which of the distinct values among them each has.
    prepared : ndarray, shape (2 * m, columns)
        What the changes of units take for shifts by these values times h, then times -h. Their number m is a multiple
        of `_VALUES_AT_A_TIME`: the last ones may be those of any value.
    """

    places: NDArray[np.intp]
    value_of: NDArray[np.intp]
    prepared: FloatArray


def _inputs_by_sample(x: FloatArray, h: float, changes: _Changes) -> Iterator[_Inputs]:
    lit = np.flatnonzero(x != 0)
    samples, places = np.divmod(lit, x.shape[1])
    values, value_of = np.unique(x.take(lit), return_inverse=True)
    # All samples at once, in a table of which values each has: one by one takes three times as long.
    cells = samples * len(values) + value_of
    has_value = np.zeros(len(x) * len(values), dtype=bool)
    has_value[cells] = True
    pair_of = (has_value.cumsum() - 1).take(cells)
    pairs = np.flatnonzero(has_value)
    value_of_pair = np.append(pairs % len(values), [0] * _VALUES_AT_A_TIME)
    prepared = changes.prepare(np.multiply.outer([h, -h], values)).take(value_of_pair, axis=1)
    bounds = np.arange(len(x) + 1)
    entries = pairwise(np.searchsorted(samples, bounds).tolist())
    for (start, end), (first, last) in zip(
        entries, pairwise(np.searchsorted(pairs, bounds * len(values)).tolist()), strict=True
    ):
        end_of_values = last + (first - last) % _VALUES_AT_A_TIME
        own = prepared[:, first:end_of_values].reshape(-1, prepared.shape[2])
        yield _Inputs(places[start:end], pair_of[start:end] - first, own)


_SAMPLES_AT_A_TIME = 40
"""A quotient of probabilities lies between `LOG_OFFSET` and 1 / `LOG_OFFSET`: the product of 40 is not 0 nor infinite.
"""


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
    inputs = np.hstack([x, np.ones((len(x), 1))])
    differences = np.zeros((inputs.shape[1], W2.shape[0]))
    quotients = np.empty_like(differences)
    others = ~np.eye(W2.shape[1], dtype=bool)
    # For several shifts at a time: long rows that cut no line of the cache take NumPy half as long. Exponents of 2, as
    # its powers take a tenth less than those of e.
    gaps = [
        np.tile(np.log2(np.e) * (W2[:, others[right]] - W2[:, [right]]).T, 2 * _VALUES_AT_A_TIME)
        for right in range(len(others))
    ]
    right_exponentials = exponentials[np.arange(len(labels)), labels]
    other_exponentials = exponentials[others[labels]].reshape(len(labels), -1)
    scratch = in_lines(gaps[0].size * -(-inputs.shape[1] // _VALUES_AT_A_TIME))
    for start in range(0, len(x), _SAMPLES_AT_A_TIME):
        part = slice(start, start + _SAMPLES_AT_A_TIME)
        quotients.fill(1)
        changes = _changes(activation, units[part], hidden[part])
        by_sample = zip(
            _inputs_by_sample(inputs[part], h, changes),
            map(gaps.__getitem__, labels[part]),
            right_exponentials[part],
            other_exponentials[part],
            strict=True,
        )
        for index, (sample, gap, of_right, of_others) in enumerate(by_sample):
            change = changes.of_sample(index, sample.prepared).reshape(-1, gap.shape[1])
            factors = scratch[: len(gap) * change.size].reshape(-1, *change.shape)
            np.multiply(gap[:, np.newaxis], change, out=factors)
            np.exp2(factors, out=factors)
            p = np.dot(of_others, factors.reshape(len(gap), change.size))
            p += of_right
            np.divide(of_right, p, out=p)
            p += LOG_OFFSET
            ahead, behind = p.reshape(2, -1, len(W2))
            quotient = (ahead / behind).take(sample.value_of, axis=0)
            quotient *= quotients.take(sample.places, axis=0)
            quotients[sample.places] = quotient
        differences += np.log(quotients, out=quotients)
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
