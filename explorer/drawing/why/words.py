"""What the page Why says."""

import numpy as np
from numpy.typing import NDArray

from core.correction import Correction
from core.explanation import ChangeOfMind, PixelEvidence
from core.mnist import SIDE
from core.retouching import Retouching
from explorer.drawing.reading import Answer
from explorer.drawing.why.flow import Flow
from explorer.drawing.why.question import Question
from explorer.drawing.words import a_digit, signed
from explorer.language import _, ngettext
from explorer.widgets.numbers import fixed, grouped, percent, significant

_LEARNT = 0.0005  # a loss that shows as 0 with three decimals


def asked(question: Question | None) -> str:
    """Return the question as a title."""
    if question is None:
        return _("Why?")
    return _("Why {0} and not {1}?").format(a_digit(question.winner), a_digit(question.rival))


def lead(question: Question, found: PixelEvidence) -> tuple[str, str]:
    """Return how far the answer is ahead, and of what that is the sum."""
    ink_for, against = found.pixels[found.pixels > 0].sum(), found.pixels[found.pixels < 0].sum()
    first = _("The {0} is ahead of the {1} by {2}:").format(
        question.winner, question.rival, fixed(found.lead, 2)
    )
    second = _("ink {0} and {1}, blank {2}").format(
        signed(float(ink_for)), signed(float(against)), signed(found.blank)
    )
    return first, second


def slope(difference: float | None, is_numerical: bool) -> str:
    """Return how the gradient was worked out."""
    if not is_numerical:
        return _("exact gradient by each pixel")
    if difference is None:
        return _("numerical: being worked out …")
    return _("numerical, h = 10⁻⁴: off by {0}").format(significant(difference, 1))


def reads(probabilities: NDArray[np.floating]) -> str:
    """Return an answer in few words."""
    winner = int(probabilities.argmax())
    return _("reads {0}, {1}").format(a_digit(winner), percent(float(probabilities[winner])))


def few_pixels(found: ChangeOfMind | None, question: Question, after: float) -> tuple[str, str]:
    """Return how many pixels are enough to change the answer."""
    if found is None:
        return _("being worked out …"), ""
    painted = int(np.count_nonzero(found.values == 1))
    erased = len(found.pixels) - painted
    if not found.succeeded:
        return _("No pixel is left that would help."), ""
    first = _("{0} painted, {1} erased").format(painted, erased)
    return first, _("It reads {0}, {1}.").format(a_digit(question.rival), percent(after))


def on_the_canvas(found: Retouching | None, has_strokes: bool, question: Question) -> tuple[str, str]:
    """Return title and body of what to do on the canvas."""
    if not has_strokes:
        return (
            _("On the canvas"),
            _(
                "An image has no strokes to follow. Draw the digit yourself, and the canvas shows where to "
                "paint and where to erase."
            ),
        )
    if found is None:
        return _("On the canvas"), _("being worked out …")
    dots = sum(retouch.paints for retouch in found.retouches)
    rubs = len(found.retouches) - dots
    if not found.succeeded:
        body = _("After {0} and {1} of the eraser nothing helps any more.").format(
            ngettext("{0} dot", "{0} dots", dots).format(dots),
            ngettext("{0} rub", "{0} rubs", rubs).format(rubs),
        )
        return _("No way to {0} found").format(a_digit(question.rival)), body
    body = _(
        "The canvas shows them: {0} with the pen (+), {1} with the eraser (−). Would you read {2} then? A network "
        "looks at 784 numbers, not at a shape."
    ).format(dots, rubs, a_digit(question.rival))
    count = len(found.retouches)
    title = ngettext("One touch, and it reads {1}", "{0} touches, and it reads {1}", count)
    return title.format(count, a_digit(question.rival)), body


def correction_title(correction: Correction | None, label: int | None) -> str:
    """Return what a step of learning does, as a title."""
    if correction is None or label is None:
        return _("Which digit is it?")
    before, after = correction.loss_before, correction.loss_after
    if before < _LEARNT:
        return _("Hardly anything left to learn: the loss is {0}").format(fixed(before, 3))
    verb = _("falls") if after < before else _("does not fall")
    return _("The loss {0}: {1} → {2}").format(verb, fixed(before, 3), fixed(after, 3))


def correction_body(
    correction: Correction | None, label: int | None, accuracies: tuple[float, float] | None, images: int
) -> str:
    """Return how the answer moves, and what that costs on the test images."""
    if correction is None or label is None:
        return _("Say which digit you have drawn, above or with a digit's key: the step needs a label.")
    before, after = correction.probabilities_before[label], correction.probabilities_after[label]
    moved = _("Probability of the {0}: {1} → {2}.").format(label, percent(before), percent(after))
    if accuracies is None:
        return moved + " " + _("Test images: being worked out …")
    lost = round((accuracies[0] - accuracies[1]) * images)
    shares = _("Test images right: {0} → {1}").format(*(percent(share, 2) for share in accuracies))
    if lost == 0:
        return f"{moved} {shares}."
    counted = _("{0} fewer") if lost > 0 else _("{0} more")
    return f"{moved} {shares}, {counted.format(grouped(abs(lost)))}."


def test_accuracy(share: float | None) -> str:
    """Return a share of the test images, short."""
    if share is None:
        return _("test images: …")
    return _("{0} of the test images").format(percent(share, 2))


def ablation(
    question: Question, answer: Answer, off: tuple[int, int], accuracies: tuple[float | None, float | None]
) -> tuple[str, str]:
    """Return what becomes of the answer and of the accuracy without some units and pixels."""
    units, pixels = off
    if not units and not pixels:
        return (
            _("All of it is on"),
            _("Click hidden units, or draw over pixels, and see who can do without them."),
        )
    if answer.winner == question.winner:
        title = _("It still reads {0}").format(a_digit(answer.winner))
    else:
        title = _("Now it reads {0}").format(a_digit(answer.winner))
    inputs, hidden = question.network.sizes[:2]
    body = ngettext(
        "Off: {0} of {1} hidden unit and {2} of {3} pixels.",
        "Off: {0} of {1} hidden units and {2} of {3} pixels.",
        hidden,
    ).format(units, hidden, pixels, inputs)
    before, after = accuracies
    if before is None or after is None:
        return title, body + " " + _("The test images are being read without them …")
    lost = _("Test images right: {0} → {1}.").format(percent(before, 2), percent(after, 2))
    return title, f"{body} {lost}"


def one_unit(question: Question, shown: Flow, unit: int, alone: float | None) -> str:
    """Return what one unit does."""
    lead = float(shown.for_winner.contributions[unit] - shown.for_rival.contributions[unit])
    words = _("unit {0}: {1} for the {2} against the {3}").format(
        unit, signed(lead), question.winner, question.rival
    )
    return words if alone is None else words + _("; without it {0}").format(percent(alone, 2))


def one_pixel(pixel: int, ink: float) -> str:
    """Return which pixel it is, and its ink."""
    return _("row {0}, column {1}: {2}").format(*divmod(pixel, SIDE), fixed(ink, 2))
