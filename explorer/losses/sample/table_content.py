"""The tables of the page Sample: both sums term by term, the mini-batch, and softmax step by step."""

import numpy as np

from core.arrays import FloatArray
from core.losses import cross_entropy_terms
from core.score_gradients import softmax_steps
from explorer.losses.sample.evaluation import Evaluation
from explorer.losses.sample.words import OFFSET, loss, one_hot_digits, probability, sample_name
from explorer.losses.state import LossesState
from explorer.texts.language import _
from explorer.texts.numbers import fixed
from explorer.widgets.number_table import Content, Row


def class_names() -> tuple[str, ...]:
    """Return the names of the columns of `class_rows`."""
    return (_("class"), "y", "t", "(y − t)²", f"t · log(y + {OFFSET})")


def class_rows(state: LossesState, evaluation: Evaluation) -> tuple[Row, ...]:
    """Return the sums class by class."""
    rows = []
    for index, value in enumerate(state.y):
        correct = index == state.target
        squared, log_term = float(evaluation.squared_errors[index]), float(evaluation.log_terms[index])
        texts = (
            str(index),
            probability(value),
            "1" if correct else "0",
            loss(squared),
            loss(log_term) if correct else "0",
        )
        zeros = (value == 0, not correct, squared == 0, not correct)
        idle = tuple(column for column, zero in enumerate(zeros, start=1) if zero)
        rows.append(Row(texts, bold=correct, idle=idle))
    return tuple(rows)


def class_foot(evaluation: Evaluation) -> tuple[str, str, str]:
    """Return the last row below `class_rows`: from the sums to the losses."""
    return (
        _("sum"),
        f"½ · {loss(float(evaluation.squared_errors.sum()))} = {loss(evaluation.present.mean_squared_error)}",
        f"−({loss(float(evaluation.log_terms.sum()))}) = {loss(evaluation.present.cross_entropy)}",
    )


def sample_names() -> tuple[str, ...]:
    """Return the names of the columns of `sample_rows`."""
    return (
        _("sample"),
        "t",
        "y[n, t]",
        "½ Σ (y − t)²",
        f"−log(y + {OFFSET})",
    )


def sample_rows(state: LossesState, evaluation: Evaluation) -> tuple[Row, ...]:
    """Return the batch sample by sample."""
    return tuple(
        Row(
            (
                sample_name(index),
                one_hot_digits(sample.target) if state.one_hot else str(sample.target),
                probability(sample.y[sample.target]),
                loss(losses.mean_squared_error),
                loss(losses.cross_entropy),
            ),
            bold=index == 0,
        )
        for index, (sample, losses) in enumerate(zip(state.all_samples, evaluation.samples, strict=True))
    )


def sample_foot(evaluation: Evaluation) -> tuple[str, str, str]:
    """Return the last row below `sample_rows`: from the sums to the means."""
    squares = sum(losses.mean_squared_error for losses in evaluation.samples)
    entropies = sum(losses.cross_entropy for losses in evaluation.samples)
    count = len(evaluation.samples)
    return (
        _("mean"),
        f"{loss(squares)} / {count} = {loss(evaluation.mean.mean_squared_error)}",
        f"{loss(entropies)} / {count} = {loss(evaluation.mean.cross_entropy)}",
    )


def batch_softmax_content(state: LossesState, probabilities: FloatArray) -> Content:
    """Return what softmax makes of the batch: the sum of each row, and the correct class with its loss.

    Parameters
    ----------
    probabilities : ndarray, shape (samples, 10)
    """
    targets = np.array([sample.target for sample in state.all_samples])
    picked = probabilities[np.arange(len(targets)), targets]
    entropies = cross_entropy_terms(probabilities, targets).sum(axis=1)
    rows = tuple(
        Row(
            (sample_name(index), str(target), probability(total), probability(there), loss(entropy)),
            index == 0,
        )
        for index, (target, total, there, entropy) in enumerate(
            zip(
                targets.tolist(),
                probabilities.sum(axis=1).tolist(),
                picked.tolist(),
                entropies.tolist(),
                strict=True,
            )
        )
    )
    names = (_("sample"), "t", "Σ y", "y[n, t]", f"−log(y + {OFFSET})")
    foot = (
        _("all"),
        f"Σ = {fixed(float(probabilities.sum()), 2)}",
        _("mean {loss}").format(loss=loss(float(entropies.mean()))),
    )
    return names, rows, foot


def softmax_steps_content(state: LossesState) -> Content:
    """Return the table of what softmax does to the scores."""
    steps = softmax_steps(state.scores)
    rows = tuple(
        Row(
            (str(k), fixed(value, 2), fixed(shifted, 2), probability(exponential), probability(state.y[k])),
            bold=k == state.target,
        )
        for k, (value, shifted, exponential) in enumerate(
            zip(state.scores, steps.shifted.tolist(), steps.exponentials.tolist(), strict=True)
        )
    )
    names = (_("class"), "a", "a − max", "exp(a − max)", "y = exp / Σ")
    total, largest = float(steps.total[0]), float(steps.maximum[0])
    foot = (
        _("max {0}").format(fixed(largest, 2)),
        f"Σ exp = {loss(total)}",
        f"Σ y = {fixed(sum(state.y), 4)}",
    )
    return names, rows, foot
