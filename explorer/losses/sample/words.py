"""Sentences and formulas of the page Sample, each from the numbers of the present state."""

from core.arrays import FloatArray
from core.losses import LOG_OFFSET, cross_entropy_error, mean_squared_error
from explorer.losses.sample.evaluation import Evaluation, Losses, batch_softmax
from explorer.losses.state import CLASSES, LossesState
from explorer.texts.language import _
from explorer.texts.numbers import SMALLEST, fixed, plain

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
OFFSET = plain(LOG_OFFSET)
_SUM_TOLERANCE = 5e-10
_MOST_SUM_DECIMALS = 9
_SLOPE_SHOWN = 5e-4  # a difference of slopes that three decimals show


def loss(value: float) -> str:
    """Return a loss as the view writes it everywhere."""
    return fixed(value, 4)


def printed(value: float) -> str:
    """Return a loss with all digits, as Python prints it."""
    return repr(value)


def probability(value: float) -> str:
    """Return a probability with three decimals; those below 0.001 as a power of ten, and 0 as it is."""
    if 0 < value < SMALLEST:
        return f"< {plain(SMALLEST)}"
    return fixed(value, 3) if value >= 0.001 else plain(value)


def output(index: int) -> str:
    """Return the name of an output: ``y₂``."""
    return f"y{_SUBSCRIPTS[index]}"


def score(index: int) -> str:
    """Return the name of a score: ``a₂``."""
    return f"a{_SUBSCRIPTS[index]}"


SQUARED_ERROR_TERM = "(y − t)²"
CROSS_ENTROPY_TERM = f"t log(y + {OFFSET})"


def squared_error_formula(state: LossesState) -> str:
    """Return the formula of the mean squared error."""
    return f"E = {'1/N ΣΣ ½' if state.samples == 'batch' else '½ Σ'} {SQUARED_ERROR_TERM}"


def cross_entropy_formula(state: LossesState) -> str:
    """Return the formula of the cross-entropy."""
    factor = "1/N ΣΣ" if state.samples == "batch" else "Σ"
    return f"E = −{factor} {CROSS_ENTROPY_TERM}"


def squared_error_sentence(state: LossesState) -> str:
    """Return what is missing without an axis; of a batch, the shapes."""
    if _lacks_axis(state):
        return _without_axis(mean_squared_error(batch_softmax(state), _labels(state)))
    return shapes(state) if state.samples == "batch" else ""


def cross_entropy_sentence(state: LossesState) -> str:
    """Return what the 1e-7 does, where it does; of a batch, the code, or what is missing without an axis."""
    if _lacks_axis(state):
        return _without_axis(cross_entropy_error(batch_softmax(state), _labels(state)))
    if state.samples == "batch":
        return code(state)
    if state.y[state.target] == 0:
        sentence = _("log\u00a00 is −∞. The {offset} keeps it finite: −log\u00a0{offset} = {loss}.")
        return sentence.format(offset=OFFSET, loss=fixed(cross_entropy_error(state.y, state.target), 3))
    return ""


def _lacks_axis(state: LossesState) -> bool:
    return state.samples == "batch" and state.entry == "scores" and state.softmax_axis == "none"


def _labels(state: LossesState) -> list[int]:
    return [sample.target for sample in state.all_samples]


def _without_axis(value: float) -> str:
    return _("This is with axis=-1. Without it: {loss}.").format(loss=loss(value))


def shapes(state: LossesState) -> str:
    """Return the shapes of a batch's `y` and `t`, and how a single sample gets the same number of axes."""
    count = len(state.all_samples)
    targets = f"({count}, {CLASSES})" if state.one_hot else f"({count},)"
    return _("Shapes: y {outputs}, t {targets}\nOne sample: {code}").format(
        outputs=f"({count}, {CLASSES})", targets=targets, code="y.reshape(1, y.size)"
    )


def code(state: LossesState) -> str:
    """Return the chapter's cross-entropy of a batch, for targets in the form that is chosen."""
    count = len(state.all_samples)
    if state.one_hot:
        return f"-np.sum(t * np.log(y + 1e-7)) / {count}"
    return f"-np.sum(np.log(y[np.arange({count}), t] + 1e-7)) / {count}"


def one_hot_digits(target: int) -> str:
    """Return a label as one-hot: ``0010000000``."""
    return "".join(str(int(k == target)) for k in range(CLASSES))


def batch_softmax_title(state: LossesState) -> str:
    """Return over what softmax is taken."""
    if state.softmax_axis == "last":
        return _("Softmax over each row: axis=−1")
    return _("Softmax without its axis")


def target_hint(state: LossesState) -> str:
    """Return the target in both of its forms."""
    return _("t = {label}, one-hot {digits}").format(label=state.target, digits=one_hot_digits(state.target))


def batch_hint(number: int) -> str:
    """Return the hint of the bars where a kept output stands beside them."""
    return _("hollow: {name}").format(name=sample_name(number))


def caption(state: LossesState, present: Losses) -> tuple[str, str, str]:
    """Return the three lines in the corner of the curves."""
    correct = state.y[state.target]
    return (
        f"{output(state.target)} = {probability(correct)}",
        _("cross-entropy {loss}").format(loss=loss(present.cross_entropy)),
        _("MSE {loss}").format(loss=loss(present.mean_squared_error)),
    )


def status(state: LossesState, evaluation: Evaluation) -> str:
    """Return the state in a sentence, for a screen reader."""
    sentence = _("Class {selected}: {probability}. Mean squared error {squares}, cross-entropy {entropy}.")
    return sentence.format(
        selected=state.selected,
        probability=probability(state.y[state.selected]),
        squares=loss(evaluation.mean.mean_squared_error),
        entropy=loss(evaluation.mean.cross_entropy),
    )


def is_distribution(y: tuple[float, ...]) -> bool:
    """Whether outputs sum to 1, but for rounding."""
    return abs(sum(y) - 1) < _SUM_TOLERANCE


def sum_hint(y: tuple[float, ...]) -> str:
    """Return the hint of the bars: how to move them, and what they sum to."""
    total = sum(y)
    if is_distribution(y):
        return _("Drag the dots. Sum of y = {total}").format(total=fixed(total, 2))
    return _("Sum of y = {total}, not 1").format(total=_told_apart_from_one(total))


def _told_apart_from_one(total: float) -> str:
    """Return a sum with two decimals, or with as many as it takes not to read 1."""
    for decimals in range(2, _MOST_SUM_DECIMALS):
        if float(fixed(total, decimals)) != 1:
            return fixed(total, decimals)
    return fixed(total, _MOST_SUM_DECIMALS)


def scores_hint(state: LossesState) -> str:
    """Return the hint of the scores: how to move them, and what becomes of the chosen one."""
    return _("Drag the dots. Softmax: {output} = {probability}").format(
        output=output(state.selected), probability=probability(state.y[state.selected])
    )


def slopes_hint(state: LossesState, errors: FloatArray, entropies: FloatArray, squares: FloatArray) -> str:
    """Return the slopes along the correct class's score; where the 1e-7 shows, that of the cross-entropy with it.

    Parameters
    ----------
    errors : ndarray, shape (10,)
        y − t, which is the slope of the cross-entropy without the 1e-7.
    entropies, squares : ndarray, shape (10,)
        The slopes of both losses as the chapter defines them.
    """
    error, entropy, square = (float(slopes[state.target]) for slopes in (errors, entropies, squares))
    numbers = {"target": state.target, "error": fixed(error, 3)}
    if abs(entropy - error) >= _SLOPE_SHOWN:
        sentence = _("class {target}: {error}, with the {offset} {entropy}")
        return sentence.format(offset=OFFSET, entropy=fixed(entropy, 3), **numbers)
    return _("class {target}: {error}, MSE {square}").format(square=fixed(square, 3), **numbers)


def sample_name(index: int) -> str:
    """Return what a sample of the mini-batch is called."""
    return _("current") if index == 0 else _("kept {number}").format(number=index)
