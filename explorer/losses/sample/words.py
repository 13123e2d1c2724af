"""Sentences and formulas of the losses view, each from the numbers of now."""

from core.arrays import FloatArray
from core.losses import LOG_OFFSET
from explorer.language import _
from explorer.losses.sample.evaluation import Evaluation, Losses
from explorer.losses.state import CLASSES, LossesState
from explorer.widgets.numbers import fixed, plain

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
OFFSET = plain(LOG_OFFSET)
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
    return f"½ · {loss(float(evaluation.squared_errors.sum()))}"


def cross_entropy_formula(state: LossesState, evaluation: Evaluation) -> str:
    """Return how the cross-entropy comes about."""
    if state.samples == "batch":
        return _mean([sample.cross_entropy for sample in evaluation.samples])
    return f"−log({probability(state.y[state.target])} + {OFFSET})"


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
        sentence = _("log\u00a00 is −∞. The {offset} keeps it finite: −log\u00a0{offset} = {loss}.")
        return sentence.format(offset=OFFSET, loss=fixed(value, 3))
    if value < 0:
        sentence = _("To be exact {loss}. {comparison}")
        comparison = _comparison(state, evaluation, value, evaluation.exchanged.cross_entropy)
        return sentence.format(loss=plain(value), comparison=comparison)
    return _comparison(state, evaluation, value, evaluation.exchanged.cross_entropy)


def _comparison(state: LossesState, evaluation: Evaluation, here: float, there: float) -> str:
    """Compare with the answer in which the right class and its strongest rival are exchanged."""
    right, rival = state.y[state.target], state.y[evaluation.rival]
    if right == rival:
        sentence = _("Class {rival} has as much: swapping changes nothing.")
        return sentence.format(rival=evaluation.rival)
    winner = evaluation.rival if right > rival else state.target
    numbers = {"most": probability(max(right, rival)), "winner": winner, "loss": loss(there)}
    low, high = sorted((here, there))
    if low < _ZERO or high < _ALIKE * low:
        return _("With {most} on class {winner} it is {loss}.").format(**numbers)
    sentence = (
        _("With {most} on class {winner} it is {loss}, {factor} times as much.")
        if there > here
        else _("With {most} on class {winner} it is {loss}, {factor} times less.")
    )
    return sentence.format(factor=fixed(high / low, 1), **numbers)


def _mean(values: list[float]) -> str:
    if len(values) <= _MOST_ADDENDS:
        return f"({' + '.join(loss(value) for value in values)}) / {len(values)}"
    return f"{loss(sum(values))} / {len(values)}"


def _batch_sentence(values: list[float]) -> str:
    if len(values) == 1:
        return _("Only this answer so far: keep some for a mean.")
    sentence = _("Mean of {count} samples, from {low} to {high}.")
    return sentence.format(count=len(values), low=loss(min(values)), high=loss(max(values)))


def batch_softmax_title(state: LossesState) -> str:
    """Return over what softmax is taken."""
    if state.softmax_axis == "last":
        return _("Softmax over each row: axis=−1")
    return _("Softmax without its axis")


def target_hint(state: LossesState) -> str:
    """Return the target in both of its forms, which give the same loss."""
    digits = "".join(str(int(k == state.target)) for k in range(CLASSES))
    return _("t = {label}, one-hot {digits}").format(label=state.target, digits=digits)


def batch_hint(state: LossesState) -> str:
    """Return the hint of the bars where another answer stands beside them."""
    return _("Hollow: {name}").format(name=sample_name(len(state.kept)))


def caption(state: LossesState, present: Losses) -> tuple[str, str, str]:
    """Return the three lines in the corner of the curves."""
    right = state.y[state.target]
    return (
        _("now {output} = {probability}").format(output=output(state.target), probability=probability(right)),
        _("cross-entropy {loss}").format(loss=loss(present.cross_entropy)),
        _("MSE {loss}").format(loss=loss(present.mean_squared_error)),
    )


def status(state: LossesState, evaluation: Evaluation) -> str:
    """Return the state in a sentence, for people who do not see the picture."""
    sentence = _("Class {selected}: {probability}. Mean squared error {squares}, cross-entropy {entropy}.")
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
        return _("Drag the dots. Sum of y = {total}").format(total=total)
    return _("Sum of y = {total}: no longer probabilities").format(total=total)


def scores_hint(state: LossesState) -> str:
    """Return the hint of the scores: how to move them, and what becomes of the chosen one."""
    return _("Drag the dots. Softmax makes {output} = {probability}").format(
        output=output(state.selected), probability=probability(state.y[state.selected])
    )


def slopes_hint(state: LossesState, entropies: FloatArray, squares: FloatArray) -> str:
    """Return both slopes at the right class."""
    return _("at class {target}: {entropy}, {square}").format(
        target=state.target,
        entropy=fixed(float(entropies[state.target]), 3),
        square=fixed(float(squares[state.target]), 3),
    )


def sample_name(index: int) -> str:
    """Return what a sample of the mini-batch is called."""
    return _("now") if index == 0 else _("kept {number}").format(number=index)
