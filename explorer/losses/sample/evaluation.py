"""Both losses of a state, from `core`: in sum, class by class, and along the probability of the correct class."""

from dataclasses import dataclass

import numpy as np

from core.activations import softmax
from core.arrays import FloatArray, as_float
from core.losses import (
    cross_entropy_error,
    cross_entropy_terms,
    mean_squared_error,
    mean_squared_error_terms,
)
from explorer.losses.sample.output import Output, proportions
from explorer.losses.state import CLASSES, LossesState


@dataclass(frozen=True)
class Losses:
    """Both losses of one output, or their mean over several."""

    mean_squared_error: float
    cross_entropy: float


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Everything that the view says about a state.

    Attributes
    ----------
    present : Losses
        Of the output in the bars.
    mean : Losses
        Over the batch; of a batch of one, the same as `present`.
    samples : tuple of Losses
        Of each sample of the batch, the present output first.
    squared_errors, log_terms : ndarray, shape (10,)
        ``(y - t)**2`` and ``t * log(y + 1e-7)`` of the present output, class by class.
    """

    present: Losses
    mean: Losses
    samples: tuple[Losses, ...]
    squared_errors: FloatArray
    log_terms: FloatArray


def losses(y: Output, target: int) -> Losses:
    """Return both losses of one output."""
    return Losses(mean_squared_error(y, target), cross_entropy_error(y, target))


def evaluate(state: LossesState) -> Evaluation:
    """Return everything that the view says about `state`."""
    y, target, batch = state.y, state.target, state.all_samples
    outputs, labels = [sample.y for sample in batch], [sample.target for sample in batch]
    samples = tuple(losses(sample.y, sample.target) for sample in batch)
    return Evaluation(
        present=samples[0],
        mean=Losses(mean_squared_error(outputs, labels), cross_entropy_error(outputs, labels)),
        samples=samples,
        squared_errors=2 * mean_squared_error_terms(y, target),
        log_terms=0 - cross_entropy_terms(y, target),
    )


def scores_behind(state: LossesState) -> FloatArray:
    """Return scores whose softmax is the output: those entered, or the logarithms of the probabilities.

    Ten zeros have none; equal scores stand for them.
    """
    if state.entry == "scores":
        return as_float(state.scores)
    y = as_float(state.y)
    with np.errstate(divide="ignore"):
        return np.log(y) if y.any() else y


def batch_softmax(state: LossesState) -> FloatArray:
    """Return softmax of the scores behind all outputs of the batch, over each row or over all at once.

    Returns
    -------
    ndarray, shape (samples, 10)
        A kept output has the logarithms of its probabilities as scores.
    """
    kept = np.array([sample.y for sample in state.all_samples[1:]]).reshape(-1, CLASSES)
    with np.errstate(divide="ignore"):
        logs = np.where(kept.any(axis=1, keepdims=True), np.log(kept), 0.0)
    scores = np.vstack([scores_behind(state), logs])
    return softmax(scores, axis=-1 if state.softmax_axis == "last" else None)


def squared_errors_along(y: Output, target: int, probabilities: FloatArray, *, keep_sum: bool) -> FloatArray:
    """Return the mean squared error while the correct class has one probability after another.

    Parameters
    ----------
    probabilities : ndarray, shape (n,)
        Of the correct class.
    keep_sum : bool
        Whether the others share the rest in their present proportions, or stay as they are.

    Returns
    -------
    ndarray, shape (n,)
    """
    if keep_sum:
        outputs = (1 - probabilities)[:, np.newaxis] * proportions(y, target)
    else:
        outputs = np.tile(as_float(y), (len(probabilities), 1))
    outputs[:, target] = probabilities
    errors: FloatArray = mean_squared_error_terms(outputs, np.full(len(outputs), target)).sum(axis=-1)
    return errors


def cross_entropies_along(probabilities: FloatArray) -> FloatArray:
    """Return the cross-entropy for each probability of the correct class; the others do not count."""
    column = probabilities[:, np.newaxis]
    return cross_entropy_terms(column, np.zeros(len(column), dtype=int))[:, 0]
