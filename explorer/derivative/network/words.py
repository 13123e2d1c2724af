"""Labels and sentences of the page Network, each from the numbers of now."""

import math

import numpy as np

from explorer.derivative.network.outcome import TABLE_STEPS, NetworkNumbers
from explorer.derivative.network.questions import weight_name
from explorer.derivative.network.state import MOST_STEPS
from explorer.facts import Fact, Facts, whole
from explorer.language import _
from explorer.widgets.number_table import Content, Row
from explorer.widgets.numbers import fixed, plain, significant

CHANGE_TONES, CHANGE_SHARES = ("text2", "a", "text", "c"), (0.6, 1.2, 1.2, 0.9)


def loss_text(numbers: NetworkNumbers) -> str:
    """Return the loss, and what the nudge makes of it."""
    now = fixed(numbers.now.loss, 4)
    return now if numbers.state.nudge == 0 else f"{now} → {fixed(numbers.loss, 4)}"


def answer_text(numbers: NetworkNumbers) -> str:
    """Return the network's answer and whether it is right."""
    if numbers.is_right:
        return _("✓ answer {answer}: right").format(answer=numbers.answer)
    return _("✗ answer {answer}: wrong, it is {label}").format(
        answer=numbers.answer, label=numbers.state.label
    )


def nudge_title(numbers: NetworkNumbers) -> str:
    """Return which weight is nudged."""
    return _("Nudge {name} by h").format(name=weight_name(numbers.state.index))


def change_table(numbers: NetworkNumbers) -> Content:
    """Return predicted and real changes of the loss for nudges of several sizes, the present one last."""
    names = (
        "h",
        _("dW·h"),
        _("real"),
        _("off by"),
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
    """Say how the prediction fails."""
    small, large = 0.01, 0.1
    change = numbers.change(np.array([small, large]))
    off = np.abs(change.actual - change.predicted)
    if off[0] < 1e-12:
        return _("Hardly any slope: little to predict.")
    words = _("Ten times the h: {factor} times as far off.")
    return words.format(factor=plain(float(off[1] / off[0]), 2))


def predicted_caption(numbers: NetworkNumbers) -> str:
    """Return the predicted change beside its end of the line."""
    return _("dW·h = {change}").format(change=_signed(numbers.predicted))


def actual_caption(numbers: NetworkNumbers) -> str:
    """Return the real change beside its point."""
    return _("real {change}").format(change=_signed(numbers.actual))


def descent_hint(numbers: NetworkNumbers) -> str:
    """Return how many steps were taken, and when the answer turns right."""
    taken, turned = numbers.state.descended, numbers.turned_right
    if turned is None:
        return _("step {step}").format(step=taken)
    if turned == 0:
        return _("step {step}, right from the start").format(step=taken)
    return _("step {step}, right from step {turned} on").format(step=taken, turned=turned)


def never_right() -> str:
    """Say that descent does not get there, and what to do."""
    return _("The answer does not turn right within {steps} steps: raise the learning rate.").format(
        steps=MOST_STEPS
    )


def status(numbers: NetworkNumbers) -> str:
    """Return the page in a sentence, for people who do not see the picture."""
    return _("Loss {loss}. {answer}.").format(loss=loss_text(numbers), answer=answer_text(numbers))


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
    return f"+{significant(value, 4)}" if value > 0 else significant(value, 4)
