"""How the probability of the right class differs when one parameter of a two-layer network moves ahead and back.

All parameters at a time, by what each changes: what `core.network_gradient` puts together.
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


def checked(
    params: Params, x: ArrayLike, t: ArrayLike, h: float
) -> tuple[Params, FloatArray, NDArray[np.integer]]:
    """Return parameters, inputs and labels as `differences` takes them, or raise as `numerical_gradient` does.

    All in the order of their rows: products of matrices that lie otherwise differ in the last digit.
    """
    if not 0 < h < np.inf:
        raise ValueError(f"h must be positive and finite, got {h!r}")
    x, labels = np.ascontiguousarray(x, dtype=np.float64), np.asarray(t)
    if labels.shape != x.shape[:1]:
        raise ValueError(f"{len(x)} samples need as many labels, got labels of shape {labels.shape}")
    if not len(x):
        raise ValueError("the mean loss of no samples has no gradient")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be whole numbers, got {labels.dtype}")
    return {name: np.ascontiguousarray(array) for name, array in params.items()}, x, labels


def differences(
    params: Params,
    x: FloatArray,
    labels: NDArray[np.integer],
    h: float,
    activation: str,
    check_interrupt: Callable[[], object],
) -> dict[str, FloatArray]:
    """Return the sums of ``log(p(w + h)) - log(p(w - h))`` over the samples, for each parameter w.

    Shapes as in `core.network_gradient.numerical_gradient`; p is the probability of the right class, plus the offset of
    the logarithm. "loss" is the sum of ``-log(p)``, in an array of one number. `check_interrupt` is called before each
    sample.
    """
    work = _Differences(params, x.shape[1], h, activation, check_interrupt)
    first, *others = (
        slice(start, start + _SAMPLES_AT_A_TIME) for start in range(0, len(x), _SAMPLES_AT_A_TIME)
    )
    total = {name: array.copy() for name, array in work.of_part(x[first], labels[first]).items()}
    for part in others:
        for name, array in work.of_part(x[part], labels[part]).items():
            total[name] += array
    return total


_VALUES_AT_A_TIME = 4
"""Distinct inputs whose shifts, by h and by -h, make one row: 8 times the hidden units are whole lines of the cache."""

_LARGEST_INVERSE = 1e300
"""At most, of ``1 / g(shift)``: a shift that is lost in rounding changes next to nothing, and nothing is infinite."""

_LIGHTEST = 255
"""The grey values of images are told apart without sorting them, which takes eight times as long."""


class _Changes(Protocol):
    """By how much the hidden units of some samples change when what goes into them shifts."""

    def prepare(self, shifts: FloatArray) -> FloatArray:
        """Return what depends on the shifts alone, not on the sample: columns for each of them."""

    def of_sample(self, index: int, prepared: FloatArray, out: FloatArray) -> None:
        """Fill in the changes of a sample's units, (shifts, hidden), given what was prepared for the shifts."""


class _ChangesByAddition:
    """Changes of ``z = f(a)`` without cancellation: ``f'(a) / (1 / g(shift) + z)``, with g the `addition` of f."""

    def __init__(
        self, hidden: FloatArray, slope: FloatArray, addition: Callable[[FloatArray], FloatArray]
    ) -> None:
        self._divisors = np.ones((len(hidden), 2, hidden.shape[1]))
        self._divisors[:, 1] = hidden
        self._dividends = np.tile(slope, 2 * _VALUES_AT_A_TIME)
        self._addition = addition

    def prepare(self, shifts: FloatArray) -> FloatArray:
        prepared = np.ones((*shifts.shape, 2))
        with np.errstate(divide="ignore", over="ignore"):
            np.clip(1 / self._addition(shifts), -_LARGEST_INVERSE, _LARGEST_INVERSE, out=prepared[..., 0])
        return prepared

    def of_sample(self, index: int, prepared: FloatArray, out: FloatArray) -> None:
        # Sums of a column and a row as a product, as broadcasting takes twice as long.
        np.dot(prepared, self._divisors[index], out=out)
        in_rows = out.reshape(-1, self._dividends.shape[1])
        np.divide(self._dividends[index], in_rows, out=in_rows)


class _ChangesByDefinition:
    """Changes of any other activation: as they are defined, with a rounding error of O(eps * abs(a))."""

    def __init__(self, activation: str, units: FloatArray, hidden: FloatArray) -> None:
        self._function = ACTIVATIONS[activation].function
        self._units, self._hidden = units, hidden

    def prepare(self, shifts: FloatArray) -> FloatArray:
        return shifts[..., np.newaxis]

    def of_sample(self, index: int, prepared: FloatArray, out: FloatArray) -> None:
        np.subtract(self._function(self._units[index] + prepared), self._hidden[index], out=out)


def _changes(activation: str, units: FloatArray, hidden: FloatArray) -> _Changes:
    known = ACTIVATIONS[activation]
    if known.addition is not None:
        return _ChangesByAddition(hidden, known.derivative_from_output(hidden), known.addition)
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


def _distinct(values: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    """Return the distinct values, or some more, and which of them each is."""
    greys = np.rint(values * _LIGHTEST)
    if greys.min() >= 0 and greys.max() <= _LIGHTEST:
        value_of = greys.astype(np.intp)
        value_of_grey = np.zeros(_LIGHTEST + 1)
        value_of_grey[value_of] = values
        if np.array_equal(value_of_grey.take(value_of), values):
            return value_of_grey, value_of
    return np.unique(values, return_inverse=True)


def _inputs_by_sample(x: FloatArray, h: float, changes: _Changes) -> Iterator[_Inputs]:
    lit = np.flatnonzero(x != 0)
    samples, places = np.divmod(lit, x.shape[1])
    values, value_of = _distinct(x.take(lit))
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


class _Differences:
    """Computes differences for a few samples at a time, in room that is used again.

    Lines of the cache that are cut take NumPy twice as long, and so do short rows: several shifts make a row.
    """

    def __init__(
        self, params: Params, inputs: int, h: float, activation: str, check_interrupt: Callable[[], object]
    ) -> None:
        self._params, self._h, self._activation = params, h, activation
        self._check_interrupt = check_interrupt
        weights = np.log2(np.e) * params["W2"].T  # powers of 2 take a tenth less than those of e
        self._classes, self._hidden = weights.shape
        self._others = ~np.eye(self._classes, dtype=bool)
        gaps = np.stack([weights[others] - own for own, others in zip(weights, self._others, strict=True)])
        # What the weights of the other classes have over those of each right one.
        self._gaps = np.tile(gaps, 2 * _VALUES_AT_A_TIME)
        self._width = self._gaps.shape[2]
        size = self._width * (1 + inputs // _VALUES_AT_A_TIME)
        self._change, self._p, self._factors = (
            in_lines(size),
            in_lines(size),
            in_lines((self._classes - 1) * size),
        )
        self._quotients = np.empty((inputs + 1, self._hidden))

    def of_part(self, x: FloatArray, labels: NDArray[np.integer]) -> Mapping[str, FloatArray]:
        """Return the sums over up to `_SAMPLES_AT_A_TIME` samples, for each parameter, until the next call."""
        params = self._params
        units = x @ params["W1"] + params["b1"]
        hidden = ACTIVATIONS[self._activation].function(units)
        scores = hidden @ params["W2"] + params["b2"]
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        with np.errstate():  # which gives NumPy its own buffers back
            # In larger ones it makes copies of rows that serve several times: half as long again for a product.
            np.setbufsize(256)
            into_hidden = self._into_hidden(x, units, hidden, labels, exponentials)
            into_scores = self._into_scores(hidden, labels, exponentials)
        right = exponentials[np.arange(len(labels)), labels] / exponentials.sum(axis=1)
        loss = -np.log(right + LOG_OFFSET).sum(keepdims=True)
        return {
            "loss": loss,
            "W1": into_hidden[:-1],
            "b1": into_hidden[-1],
            "W2": into_scores[:-1],
            "b2": into_scores[-1],
        }

    def _into_hidden(
        self,
        x: FloatArray,
        units: FloatArray,
        hidden: FloatArray,
        labels: NDArray[np.integer],
        exponentials: FloatArray,
    ) -> FloatArray:
        """Return the differences for each entry of W1, then of b1; shape (inputs + 1, hidden)."""
        inputs = np.hstack([x, np.ones((len(x), 1))])
        quotients = self._quotients
        quotients.fill(1)
        changes = _changes(self._activation, units, hidden)
        by_sample = zip(
            _inputs_by_sample(inputs, self._h, changes),
            map(self._gaps.__getitem__, labels),
            exponentials[np.arange(len(labels)), labels],
            exponentials[self._others[labels]].reshape(len(labels), -1),
            strict=True,
        )
        for index, (sample, gap, of_right, of_others) in enumerate(by_sample):
            self._check_interrupt()
            size = len(sample.prepared) * self._hidden
            change, p, factors = self._change[:size], self._p[:size], self._factors[: len(gap) * size]
            changes.of_sample(index, sample.prepared, change.reshape(-1, self._hidden))
            rows = factors.reshape(len(gap), size // self._width, self._width)
            np.multiply(gap[:, np.newaxis], change.reshape(-1, self._width), out=rows)
            np.exp2(factors, out=factors)
            np.dot(of_others, factors.reshape(len(gap), size), out=p)
            p += of_right
            np.divide(of_right, p, out=p)
            p += LOG_OFFSET
            ahead, behind = p.reshape(2, -1, self._hidden)
            quotient = (ahead / behind).take(sample.value_of, axis=0)
            quotient *= quotients.take(sample.places, axis=0)
            quotients[sample.places] = quotient
        differences: FloatArray = np.log(quotients, out=quotients)
        return differences

    def _into_scores(
        self, hidden: FloatArray, labels: NDArray[np.integer], exponentials: FloatArray
    ) -> FloatArray:
        """Return the differences for each entry of W2, then of b2; shape (hidden + 1, classes)."""
        samples = np.arange(len(labels))
        units = np.hstack([hidden, np.ones((len(hidden), 1))])
        growth = np.expm1(np.multiply.outer([self._h, -self._h], units))
        p = exponentials[:, :, np.newaxis] * growth[:, :, np.newaxis]
        p += exponentials.sum(axis=1)[:, np.newaxis, np.newaxis]
        np.divide(exponentials[samples, labels][:, np.newaxis, np.newaxis], p, out=p)
        p[:, samples, labels] *= 1 + growth
        p += LOG_OFFSET
        ahead, behind = p
        differences: FloatArray = np.log(np.multiply.reduce(ahead / behind, axis=0))
        return differences.T
