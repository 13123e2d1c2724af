"""What is said about one iteration: a sentence for each of the four steps, with its numbers."""

import math

from core.sgd_iteration import Iteration
from explorer.language import _, ngettext
from explorer.training.slow_motion.state import PANELS, SlowMotionState
from explorer.training.slow_motion.work import ShownIteration
from explorer.widgets.numbers import fixed, grouped, plain, significant

_SIDE, _DIGITS = 28, 9
_AGREEMENT = 1e-3  # of the largest slope, up to which two gradients are one


def card_texts() -> tuple[tuple[str, str], ...]:
    """Return the names of the chapter's four steps, and what their panels show."""
    return (
        (_("1  Mini-batch"), _("The images drawn at random for this iteration, which stand in for all.")),
        (
            _("2  Gradient"),
            _(
                "How the loss of these images rises with each weight of W1, by backpropagation and by differences, one "
                "image per hidden unit."
            ),
        ),
        (
            _("3  Update"),
            _(
                "The size of each parameter array, and of what is subtracted from it: the learning rate times the "
                "gradient."
            ),
        ),
        (
            _("4  Repeat"),
            _("The loss of each mini-batch before and after its update. The next one is of other images."),
        ),
    )


def promises() -> tuple[str, str, str, str]:
    """Return what each step is going to do, before it has been done."""
    return (
        _("Draw some images to stand in for all."),
        _("Which way, and how steeply, does each parameter change the loss of these images?"),
        _("Move every parameter a little down its slope."),
        _("What do the same images cost now? Then all over again."),
    )


def place(state: SlowMotionState) -> str:
    """Return where in the iterations the page is."""
    return _("Iteration {iteration}, step {step} of {steps}").format(
        iteration=grouped(state.iteration), step=state.panel + 1, steps=PANELS
    )


def image(index: int, label: int, loss: float) -> str:
    """Return what is said about one image of the batch."""
    return _("Training image {index}, a {label}: loss {loss}").format(
        index=grouped(index), label=label, loss=fixed(loss, 4)
    )


def drawn(found: ShownIteration, total: int) -> str:
    """Return the sentence about the mini-batch."""
    count, loss = len(found.labels), fixed(found.iterations.last.loss_before, 4)
    sentence = ngettext(
        "{count} of {total} images, drawn at random, stands in for all: loss {loss}.",
        "{count} of {total} images, drawn at random, stand in for all: mean loss {loss}.",
        count,
    )
    return sentence.format(count=grouped(count), total=grouped(total), loss=loss)


def differentiated(found: ShownIteration) -> str:
    """Return the sentence about the gradient: that both ways agree, or what parts them."""
    last = found.iterations.last
    count = sum(array.size for array in last.gradient.values())
    name, index = found.steepest
    steepest = abs(float(last.gradient[name][index]))
    if found.largest_difference <= _AGREEMENT * steepest:
        sentence = _(
            "For each of {count} parameters, how the loss rises as it grows: both ways agree within {difference}.",
        )
    elif last.before.activation == "step":
        sentence = _(
            "{count} slopes; both ways differ by up to {difference}: for backpropagation the step function has the "
            "slope 0, while differences see its jump where h crosses it.",
        )
    else:
        sentence = _(
            "{count} slopes; both ways differ by up to {difference}: the 10⁻⁷ in the logarithm, which backpropagation "
            "leaves out, counts where the right digit gets next to nothing.",
        )
    return sentence.format(count=grouped(count), difference=plain(found.largest_difference, 2))


def moved(found: ShownIteration) -> str:
    """Return the sentence about the update."""
    return _("Each moves by lr times its slope, downhill. Furthest goes {name}:").format(
        name=parameter_name(*found.steepest)
    )


def arithmetic(found: ShownIteration) -> str:
    """Return how the parameter that moves furthest gets its new value."""
    last = found.iterations.last
    name, index = found.steepest
    before, after = float(last.before.params[name][index]), float(last.after.params[name][index])
    slope = significant(float(last.gradient[name][index]), 5)
    return "{before} − {rate} · {slope} = {after}".format(
        before=significant(before, 5),
        rate=plain(found.learning_rate),
        slope=slope if last.gradient[name][index] >= 0 else f"({slope})",
        after=significant(after, 5),
    )


def slope(name: str, index: tuple[int, ...], value: float) -> str:
    """Return one slope with so many digits that the two gradients can be told apart."""
    return f"{parameter_name(name, index)}: {significant(value, _DIGITS)}"


def repeated(last: Iteration) -> str:
    """Return the sentence about the loss of the same images after the update."""
    change = last.loss_after - last.loss_before
    if not math.isfinite(change):
        return _("The loss is no number any more: the step was far too long.")
    if change > 0:
        return _(
            "The same images cost {change} more now: the step leapt over the valley. Try a smaller lr.",
        ).format(change=significant(change, 3))
    return _(
        "The same images cost {change} less now; the slope alone promised {promise}. Draw again."
    ).format(change=significant(-change, 3), promise=significant(-last.expected_change, 3))


def parameter_name(name: str, index: tuple[int, ...]) -> str:
    """Return a parameter as it is written in code."""
    return f"{name}[{', '.join(str(k) for k in index)}]"


def weight(found: ShownIteration, pixel: int, unit: int) -> str:
    """Return both slopes of one weight of W1."""
    last = found.iterations.last
    return _(
        "W1, pixel ({row}, {column}), unit {unit}\nbackpropagation {exact}\ndifferences {numerical}",
    ).format(
        row=pixel // _SIDE,
        column=pixel % _SIDE,
        unit=unit,
        exact=significant(float(last.gradient["W1"][pixel, unit]), 9),
        numerical=significant(float(last.numerical["W1"][pixel, unit]), 9),
    )


def share_moved(value: float, move: float) -> str:
    """Return by how much of its size a parameter array moves."""
    if not (math.isfinite(value) and math.isfinite(move)):
        return _("no number")
    if value == 0:
        return _("from 0")
    return _("{share} %").format(share=significant(100 * move / value, 2))


def some_shown(shown: int, total: int) -> str:
    """Return how many of all have a picture; nothing where all have."""
    if shown == total:
        return ""
    return _("{shown} of {total} shown").format(shown=grouped(shown), total=grouped(total))


def some_units(shown: int, units: int) -> str:
    """Return how many hidden units have a picture, as the end of a name; nothing where all have."""
    if shown == units:
        return ""
    return _(", {shown} of {units} units").format(shown=grouped(shown), units=grouped(units))
