"""What the page Why says."""

import math

import numpy as np
from numpy.typing import NDArray

from core.correction import Correction
from core.explanation import PixelEvidence, PredictionFlip
from core.mnist import SIDE
from core.retouching import Retouching
from explorer.drawing.reading import Answer
from explorer.drawing.why.flow import Flow
from explorer.drawing.why.question import Question
from explorer.drawing.words import signed, told_apart
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, percent, power_of_ten, significant

_UNCHANGED = 1e-9


def asked(question: Question | None) -> str:
    """Return the question as a title."""
    if question is None:
        return _("Why?")
    return _("Why {0} and not {1}?").format(question.winner, question.rival)


def lead(question: Question, found: PixelEvidence) -> tuple[str, str]:
    """Return the difference of the two scores, and of what that is the sum."""
    ink_for, against = found.pixels[found.pixels > 0].sum(), found.pixels[found.pixels < 0].sum()
    first = _("Score of {0} − score of {1} = {2}").format(
        question.winner, question.rival, fixed(found.lead, 2)
    )
    second = _("ink {0} {1}, blank {2}").format(
        signed(float(ink_for)), signed(float(against)), signed(found.blank)
    )
    return first, second


def slope(difference: float | None, is_numerical: bool) -> str:
    """Return how the gradient was computed."""
    if not is_numerical:
        return _("exact gradient")
    if difference is None:
        return _("numerical gradient: computing …")
    return _("numerical, h = 10⁻⁴: within {0} of exact").format(_rounded_up(difference))


def _rounded_up(value: float) -> str:
    """Return the power of ten that a positive number does not exceed."""
    if value == 0 or not math.isfinite(value):
        return significant(value, 1)
    return power_of_ten(math.ceil(math.log10(value)))


def predicts(probabilities: NDArray[np.floating]) -> str:
    """Return a prediction in few words."""
    winner = int(probabilities.argmax())
    return _("predicts {0}, {1}").format(winner, percent(float(probabilities[winner])))


def few_pixels(found: PredictionFlip) -> str:
    """Return how many pixels flip the prediction, or that no such change was found."""
    painted = int(np.count_nonzero(found.values == 1))
    erased = len(found.pixels) - painted
    if not found.succeeded:
        return _("No change found after {0} pixels").format(len(found.pixels))
    return _("{0} painted, {1} erased").format(painted, erased)


def on_the_canvas(found: Retouching | None, has_strokes: bool, question: Question) -> tuple[str, str]:
    """Return title and body of what to do on the canvas."""
    if not has_strokes:
        return (
            _("On the canvas"),
            _("An image has no strokes to change: draw the digit yourself."),
        )
    if found is None:
        return _("On the canvas"), _("computing …")
    dots = sum(retouch.paints for retouch in found.retouches)
    rubs = len(found.retouches) - dots
    body = _("{0} with the pen (+), {1} with the eraser (−), marked on the canvas.").format(
        ngettext("{0} dot", "{0} dots", dots).format(dots),
        ngettext("{0} erasure", "{0} erasures", rubs).format(rubs),
    )
    count = len(found.retouches)
    if not found.succeeded:
        return _("No flip to {0} found").format(question.rival), body
    title = ngettext(
        "{0} change flips the prediction to {1}", "{0} changes flip the prediction to {1}", count
    )
    return title.format(count, question.rival), body


def correction_target(question: Question | None) -> str:
    """Return that the step is towards the prediction, where the drawing has no label."""
    if question is None or question.subject.label is not None:
        return ""
    return _("Without a label, the step takes the prediction, {0}, as the label.").format(question.winner)


def correction_title(correction: Correction | None) -> str:
    """Return what the step does to the loss, as a title."""
    if correction is None:
        return _("Draw a digit")
    before, after = correction.loss_before, correction.loss_after
    shown = fixed(before, 3), fixed(after, 3)
    if abs(after - before) < _UNCHANGED:
        return _("The loss changes by less than 10⁻⁹: {0}").format(shown[0])
    if shown[0] == shown[1]:
        words = _("The loss falls by {0}: {1}") if after < before else _("The loss rises by {0}: {1}")
        return words.format(significant(abs(after - before), 2), shown[0])
    words = _("The loss falls: {0} → {1}") if after < before else _("The loss rises: {0} → {1}")
    return words.format(*shown)


def correction_body(
    correction: Correction | None, label: int | None, accuracies: tuple[float, float] | None, images: int
) -> str:
    """Return how the probability and the number of correct test images change."""
    if correction is None or label is None:
        return _("Or take a test image that is predicted wrongly (M).")
    before, after = correction.probabilities_before[label], correction.probabilities_after[label]
    moved = _("Probability of {0}: {1} → {2}.").format(
        label, *told_apart(float(before), float(after), 1, percent)
    )
    if accuracies is None:
        return moved + " " + _("Test accuracy: computing …")
    lost = round((accuracies[0] - accuracies[1]) * images)
    shares = _("Test accuracy: {0} → {1}").format(*told_apart(*accuracies, 2, percent))
    if lost == 0:
        return f"{moved} {shares}."
    counted = (
        ngettext("{0} correct image fewer", "{0} correct images fewer", lost)
        if lost > 0
        else ngettext("{0} correct image more", "{0} correct images more", -lost)
    )
    return f"{moved} {shares}, {counted.format(grouped(abs(lost)))}."


def test_accuracy(share: float | None) -> str:
    """Return an accuracy on the test images, short."""
    if share is None:
        return _("test accuracy …")
    return _("test accuracy {0}").format(percent(share, 2))


def ablation(
    question: Question, answer: Answer, off: tuple[int, int], accuracies: tuple[float | None, float | None]
) -> tuple[str, str]:
    """Return the prediction and the accuracy without some units and pixels."""
    units, pixels = off
    if not units and not pixels:
        return (
            _("All units and pixels are on"),
            _("Click hidden units, or drag over pixels, to switch them off."),
        )
    if answer.winner == question.winner:
        title = _("Still predicts {0}").format(answer.winner)
    else:
        title = _("Now predicts {0}").format(answer.winner)
    inputs, hidden = question.network.sizes[:2]
    body = ngettext(
        "Off: {0} of {1} hidden unit and {2} of {3} pixels.",
        "Off: {0} of {1} hidden units and {2} of {3} pixels.",
        hidden,
    ).format(units, hidden, pixels, inputs)
    before, after = accuracies
    if before is None or after is None:
        return title, body + " " + _("Test accuracy: computing …")
    lost = _("Test accuracy: {0} → {1}.").format(*told_apart(before, after, 2, percent))
    return title, f"{body} {lost}"


def one_unit(question: Question, shown: Flow, unit: int, alone: float | None) -> str:
    """Return what one unit does."""
    lead = float(shown.for_winner.contributions[unit] - shown.for_rival.contributions[unit])
    words = _("unit {0}: {1} to score {2} − score {3}").format(
        unit, signed(lead), question.winner, question.rival
    )
    return words if alone is None else words + _("; test accuracy without it {0}").format(percent(alone, 2))


def one_pixel(pixel: int, ink: float) -> str:
    """Return which pixel it is, and its ink."""
    return _("row {0}, column {1} (from 0): {2}").format(*divmod(pixel, SIDE), fixed(ink, 2))
