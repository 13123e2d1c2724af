"""Labels and sentences of the page Network, each from the numbers of now."""

import math

import numpy as np

from explorer.derivative.network.outcome import TABLE_STEPS, NetworkNumbers, rate_that_helps
from explorer.derivative.network.questions import weight_name
from explorer.derivative.network.state import MOST_STEPS, NetworkState
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, plain, significant
from explorer.views.facts import Fact, Facts, whole
from explorer.widgets.number_table import Content, Row

CHANGE_TONES, CHANGE_SHARES = ("text2", "a", "text", "c"), (0.5, 1.2, 1.2, 0.9)
_SMALL, _LARGE = 0.01, 0.1  # steps whose errors are compared
GRADIENT = "∂L/∂W"
_DIGITS = 5  # of a change of the loss
_LEAST_ERROR = 1e-12  # below it rounding decides


def loss_text(numbers: NetworkNumbers) -> str:
    """Return the loss, and what the nudge makes of it."""
    now = fixed(numbers.now.loss, 4)
    return now if numbers.state.nudge == 0 else f"{now} → {fixed(numbers.loss, 4)}"


def answer_text(numbers: NetworkNumbers) -> str:
    """Return the network's prediction and the label."""
    if numbers.is_right:
        return _("✓ predicts {answer}, label {label}").format(
            answer=numbers.answer, label=numbers.state.label
        )
    return _("✗ predicts {answer}, label {label}").format(answer=numbers.answer, label=numbers.state.label)


def nudge_title(numbers: NetworkNumbers) -> str:
    """Return which weight is nudged."""
    return _("{name} + h: change of L ≈ {slope} · h").format(
        name=weight_name(numbers.state.index), slope=slope_term(numbers)
    )


def slope_term(numbers: NetworkNumbers) -> str:
    """Return the slope along the nudged weight as a term: ``∂L/∂w₂₃``."""
    return f"∂L/∂{weight_name(numbers.state.index)}"


def slope_terms(numbers: NetworkNumbers) -> dict[str, str]:
    """Return what the plot shows of the predicted change."""
    return {slope_term(numbers): _("The slope of the dashed line")}


def matrix_terms() -> dict[str, str]:
    """Return the letters of formulas that the picture shows as matrices, each with its tooltip."""
    return {
        "W": _("The weights"),
        GRADIENT: _("The gradient, numerical and exact"),
        "y": _("The probabilities"),
        "t": _("The label as one-hot"),
    }


def change_table(numbers: NetworkNumbers) -> Content:
    """Return predicted and actual changes of the loss for nudges of several sizes, the present one last."""
    names = (
        "h",
        _("∂L/∂w · h"),
        _("actual"),
        _("error"),
    )
    sign = -1.0 if numbers.state.nudge < 0 else 1.0
    steps = sign * np.array(TABLE_STEPS)
    change = numbers.change(steps)
    rows = tuple(
        Row((plain(h), _signed(predicted), _signed(actual), plain(abs(actual - predicted), 2)))
        for h, predicted, actual in zip(
            steps.tolist(), change.predicted.tolist(), change.actual.tolist(), strict=True
        )
    )
    now = _("now h = {h}").format(h=plain(numbers.state.nudge, 4))
    return names, rows, (now, "", plain(abs(numbers.actual - numbers.predicted), 2))


def failing(numbers: NetworkNumbers) -> str:
    """Compare the errors of the prediction for two steps, where they are more than rounding."""
    sign = -1.0 if numbers.state.nudge < 0 else 1.0
    change = numbers.change(sign * np.array([_SMALL, _LARGE]))
    errors = np.abs(change.actual - change.predicted)
    if errors.min() < _LEAST_ERROR:
        return ""
    words = _("h = {large} instead of {small}: error {factor} times as large.")
    factor = plain(float(errors[1] / errors[0]), 3)
    return words.format(large=plain(sign * _LARGE), small=plain(sign * _SMALL), factor=factor)


def predicted_caption(numbers: NetworkNumbers) -> str:
    """Return the predicted change beside its end of the line."""
    return _("∂L/∂w · h = {change}").format(change=_signed(numbers.predicted))


def actual_caption(numbers: NetworkNumbers) -> str:
    """Return the actual change beside its point."""
    return _("actual {change}").format(change=_signed(numbers.actual))


def descent_hint(numbers: NetworkNumbers) -> str:
    """Return how many steps were taken, and after which of them the prediction is correct for the first time."""
    taken, turned = numbers.state.descended, numbers.turned_right
    if turned is None:
        return _("step {step}").format(step=taken)
    return _("step {step}, first correct at step {turned}").format(step=taken, turned=turned)


def never_right(state: NetworkState) -> str:
    """Say that descent does not get there, and what helps where something was found."""
    if not any(state.inputs):
        return _("x = (0, 0), so ∂L/∂W is 0 and no step changes W.")
    words = _("Not correct within {steps} steps.").format(steps=MOST_STEPS)
    found = rate_that_helps(state)
    if found is None:
        return words
    return (
        words
        + " "
        + _("With learning rate {rate}: correct after {steps}.").format(
            rate=plain(found[0], 4), steps=found[1]
        )
    )


def status(numbers: NetworkNumbers) -> str:
    """Return the page in a sentence, for people who do not see the picture."""
    return _("Loss {loss}. {answer}.").format(loss=loss_text(numbers), answer=answer_text(numbers))


FACT_LABELS = {
    "loss": N_("Loss"),
    "prediction": N_("Prediction"),
    "correct": N_("Result"),
    "predicted_change": N_("Change that the gradient predicts"),
    "loss_change": N_("Change of the loss"),
    "gradient_#": "∂L/∂w{0}",
}


def facts(numbers: NetworkNumbers) -> Facts:
    """Return loss, prediction and gradient, and what the nudge changes; rows and columns count from 1."""
    gradient = {
        f"gradient_{row + 1}{column + 1}": Fact(float(slope), fixed(float(slope), 4))
        for (row, column), slope in np.ndenumerate(numbers.numerical)
    }
    return {
        "loss": Fact(numbers.now.loss, fixed(numbers.now.loss, 4)),
        "prediction": whole(numbers.answer),
        "correct": Fact(numbers.is_right, answer_text(numbers)),
        "predicted_change": Fact(numbers.predicted, _signed(numbers.predicted)),
        "loss_change": Fact(numbers.actual, _signed(numbers.actual)),
        **gradient,
    }


def _signed(value: float) -> str:
    if value == 0 or not math.isfinite(value):
        return plain(value)
    return f"+{significant(value, _DIGITS)}" if value > 0 else significant(value, _DIGITS)
