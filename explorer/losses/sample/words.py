"""Sentences and formulas of the losses view, each from the numbers of now."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.arrays import FloatArray
from core.losses import LOG_OFFSET, cross_entropy_terms
from core.score_gradients import softmax_steps
from explorer.losses.sample.evaluation import Evaluation, Losses
from explorer.losses.state import CLASSES, LossesState
from explorer.widgets.number_table import Content, Row
from explorer.widgets.numbers import fixed, plain

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_OFFSET = plain(LOG_OFFSET)
_MOST_ADDENDS = 2  # written out in a mean; more would not fit on a line
_SUM_TOLERANCE = 5e-10
_ALIKE = 1.05  # below this factor two losses are not worth a comparison
_ZERO = 5e-5  # a loss below this reads 0.0000, and a ratio to it says nothing


def loss(value: float) -> str:
    """Return a loss as the view writes it everywhere."""
    return fixed(value, 4)


def probability(value: float) -> str:
    """Return a probability with three decimals; those below 0.001 as a power of ten, and 0 as it is."""
    return fixed(value, 3) if value >= 0.001 else plain(value)


def output(index: int) -> str:
    """Return the name of an output: ``y₂``."""
    return f"y{_SUBSCRIPTS[index]}"


def score(index: int) -> str:
    """Return the name of a score: ``a₂``."""
    return f"a{_SUBSCRIPTS[index]}"


def squared_error_formula(state: LossesState, evaluation: Evaluation) -> str:
    """Return how the mean squared error comes about."""
    if state.samples == "batch":
        return _mean([sample.mean_squared_error for sample in evaluation.samples])
    return f"½ · {loss(evaluation.squared_errors.sum())}"


def cross_entropy_formula(state: LossesState, evaluation: Evaluation) -> str:
    """Return how the cross-entropy comes about."""
    if state.samples == "batch":
        return _mean([sample.cross_entropy for sample in evaluation.samples])
    return f"−log({probability(state.y[state.target])} + {_OFFSET})"


def squared_error_sentence(state: LossesState, evaluation: Evaluation) -> str:
    """Return what to compare the mean squared error with."""
    if state.samples == "batch":
        return _batch_sentence([sample.mean_squared_error for sample in evaluation.samples])
    return _comparison(
        state, evaluation, evaluation.present.mean_squared_error, evaluation.exchanged.mean_squared_error
    )


def cross_entropy_sentence(state: LossesState, evaluation: Evaluation) -> str:
    """Return what to compare the cross-entropy with, or what the 1e-7 does where it shows."""
    right = state.y[state.target]
    value = evaluation.present.cross_entropy
    if state.samples == "batch":
        return _batch_sentence([sample.cross_entropy for sample in evaluation.samples])
    if right == 0:
        sentence = _translate("log\u00a00 is −∞. The {offset} keeps it finite: −log\u00a0{offset} = {loss}.")
        return sentence.format(offset=_OFFSET, loss=fixed(value, 3))
    if value < 0:
        sentence = _translate("To be exact {loss}. {comparison}")
        comparison = _comparison(state, evaluation, value, evaluation.exchanged.cross_entropy)
        return sentence.format(loss=plain(value), comparison=comparison)
    return _comparison(state, evaluation, value, evaluation.exchanged.cross_entropy)


def _comparison(state: LossesState, evaluation: Evaluation, here: float, there: float) -> str:
    """Compare with the answer in which the right class and its strongest rival are exchanged."""
    right, rival = state.y[state.target], state.y[evaluation.rival]
    if right == rival:
        sentence = _translate("Class {rival} has as much: swapping changes nothing.")
        return sentence.format(rival=evaluation.rival)
    winner = evaluation.rival if right > rival else state.target
    numbers = {"most": probability(max(right, rival)), "winner": winner, "loss": loss(there)}
    low, high = sorted((here, there))
    if low < _ZERO or high < _ALIKE * low:
        return _translate("With {most} on class {winner} it is {loss}.").format(**numbers)
    sentence = (
        _translate("With {most} on class {winner} it is {loss}, {factor} times as much.")
        if there > here
        else _translate("With {most} on class {winner} it is {loss}, {factor} times less.")
    )
    return sentence.format(factor=fixed(high / low, 1), **numbers)


def _mean(values: list[float]) -> str:
    if len(values) <= _MOST_ADDENDS:
        return f"({' + '.join(loss(value) for value in values)}) / {len(values)}"
    return f"{loss(sum(values))} / {len(values)}"


def _batch_sentence(values: list[float]) -> str:
    if len(values) == 1:
        return _translate("Only this answer so far: keep some for a mean.")
    sentence = _translate("Mean of {count} samples, from {low} to {high}.")
    return sentence.format(count=len(values), low=loss(min(values)), high=loss(max(values)))


def class_names() -> tuple[str, ...]:
    """Return the names of the columns of `class_rows`."""
    return (_translate("class"), "y", "t", "(y − t)²", f"t · log(y + {_OFFSET})")


def class_rows(state: LossesState, evaluation: Evaluation) -> tuple[Row, ...]:
    """Return the sums class by class."""
    rows = []
    for index, value in enumerate(state.y):
        right = index == state.target
        squared, log_term = float(evaluation.squared_errors[index]), float(evaluation.log_terms[index])
        texts = (
            str(index),
            probability(value),
            "1" if right else "0",
            loss(squared),
            loss(log_term) if right else "0",
        )
        zeros = (value == 0, not right, squared == 0, not right)
        idle = tuple(column for column, zero in enumerate(zeros, start=1) if zero)
        rows.append(Row(texts, bold=right, idle=idle))
    return tuple(rows)


def class_foot(evaluation: Evaluation) -> tuple[str, str, str]:
    """Return the last row below `class_rows`: from the sums to the losses."""
    return (
        _translate("sum"),
        f"½ · {loss(evaluation.squared_errors.sum())} = {loss(evaluation.present.mean_squared_error)}",
        f"−({loss(evaluation.log_terms.sum())}) = {loss(evaluation.present.cross_entropy)}",
    )


def sample_names() -> tuple[str, ...]:
    """Return the names of the columns of `sample_rows`."""
    return (
        _translate("sample"),
        _translate("class"),
        _translate("y there"),
        "½ · Σ (y − t)²",
        f"−log(y + {_OFFSET})",
    )


def sample_rows(state: LossesState, evaluation: Evaluation) -> tuple[Row, ...]:
    """Return the batch sample by sample."""
    return tuple(
        Row(
            (
                _sample_name(index),
                str(sample.target),
                probability(sample.y[sample.target]),
                loss(losses.mean_squared_error),
                loss(losses.cross_entropy),
            ),
            bold=index == 0,
        )
        for index, (sample, losses) in enumerate(zip(state.answers, evaluation.samples, strict=True))
    )


def sample_foot(evaluation: Evaluation) -> tuple[str, str, str]:
    """Return the last row below `sample_rows`: from the sums to the means."""
    squares = sum(losses.mean_squared_error for losses in evaluation.samples)
    entropies = sum(losses.cross_entropy for losses in evaluation.samples)
    count = len(evaluation.samples)
    return (
        _translate("mean"),
        f"{loss(squares)} / {count} = {loss(evaluation.mean.mean_squared_error)}",
        f"{loss(entropies)} / {count} = {loss(evaluation.mean.cross_entropy)}",
    )


def batch_softmax_content(state: LossesState, probabilities: FloatArray) -> Content:
    """Return what softmax makes of the batch: the sum of each row, and the right class with its loss.

    Parameters
    ----------
    state : LossesState
    probabilities : ndarray, shape (samples, 10)
    """
    targets = np.array([sample.target for sample in state.answers])
    right = probabilities[np.arange(len(targets)), targets]
    entropies = cross_entropy_terms(probabilities, targets).sum(axis=1)
    rows = tuple(
        Row(
            (_sample_name(index), str(target), probability(total), probability(there), loss(entropy)),
            index == 0,
        )
        for index, (target, total, there, entropy) in enumerate(
            zip(
                targets.tolist(),
                probabilities.sum(axis=1).tolist(),
                right.tolist(),
                entropies.tolist(),
                strict=True,
            )
        )
    )
    names = (_translate("sample"), _translate("class"), "Σ y", _translate("y there"), f"−log(y + {_OFFSET})")
    foot = (
        _translate("all"),
        f"Σ = {fixed(float(probabilities.sum()), 2)}",
        _translate("mean {loss}").format(loss=loss(float(entropies.mean()))),
    )
    return names, rows, foot


def batch_softmax_title(state: LossesState) -> str:
    """Return over what softmax is taken."""
    if state.softmax_axis == "last":
        return _translate("Softmax over each row: axis=−1")
    return _translate("Softmax without its axis")


def target_hint(state: LossesState) -> str:
    """Return the target in both of its forms, which give the same loss."""
    digits = "".join(str(int(k == state.target)) for k in range(CLASSES))
    return _translate("t = {label}, one-hot {digits}").format(label=state.target, digits=digits)


def batch_hint(state: LossesState) -> str:
    """Return the hint of the bars where another answer stands beside them."""
    return _translate("Hollow: {name}").format(name=_sample_name(len(state.kept)))


def _sample_name(index: int) -> str:
    return _translate("now") if index == 0 else _translate("kept {number}").format(number=index)


def caption(state: LossesState, present: Losses) -> tuple[str, str, str]:
    """Return the three lines in the corner of the curves."""
    right = state.y[state.target]
    return (
        _translate("now {output} = {probability}").format(
            output=output(state.target), probability=probability(right)
        ),
        _translate("cross-entropy {loss}").format(loss=loss(present.cross_entropy)),
        _translate("MSE {loss}").format(loss=loss(present.mean_squared_error)),
    )


def status(state: LossesState, evaluation: Evaluation) -> str:
    """Return the state in a sentence, for people who do not see the picture."""
    sentence = _translate(
        "Class {selected}: {probability}. Mean squared error {squares}, cross-entropy {entropy}."
    )
    return sentence.format(
        selected=state.selected,
        probability=probability(state.y[state.selected]),
        squares=loss(evaluation.mean.mean_squared_error),
        entropy=loss(evaluation.mean.cross_entropy),
    )


def sum_hint(y: tuple[float, ...]) -> str:
    """Return the hint of the bars: how to move them, and what they sum to."""
    total = fixed(sum(y), 2)
    if abs(sum(y) - 1) < _SUM_TOLERANCE:
        return _translate("Drag the dots. Sum of y = {total}").format(total=total)
    return _translate("Sum of y = {total}: no longer probabilities").format(total=total)


def scores_hint(state: LossesState) -> str:
    """Return the hint of the scores: how to move them, and what becomes of the chosen one."""
    return _translate("Drag the dots. Softmax makes {output} = {probability}").format(
        output=output(state.selected), probability=probability(state.y[state.selected])
    )


def slopes_hint(state: LossesState, entropies: FloatArray, squares: FloatArray) -> str:
    """Return both slopes at the right class."""
    return _translate("at class {target}: {entropy}, {square}").format(
        target=state.target,
        entropy=fixed(float(entropies[state.target]), 3),
        square=fixed(float(squares[state.target]), 3),
    )


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
    names = (_translate("class"), "a", "a − max", "exp(a − max)", "y = exp / Σ")
    total, largest = float(steps.total[0]), float(steps.maximum[0])
    foot = (
        _translate("max {0}").format(fixed(largest, 2)),
        f"Σ exp = {loss(total)}",
        f"Σ y = {fixed(sum(state.y), 4)}",
    )
    return names, rows, foot


def _translate(sentence: str) -> str:
    return QCoreApplication.translate("LossesWords", sentence)
