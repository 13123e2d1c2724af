"""What is said about one iteration: a sentence for each of the four steps, with its numbers."""

import math

from core.mnist import SIDE
from core.sgd_iteration import Iteration
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, plain, significant
from explorer.training.slow_motion.state import PANELS, SlowMotionState
from explorer.training.slow_motion.work import ShownIteration

_SIDE, _DIGITS = SIDE, 9
_LISTED = 3  # indices that are written out


def card_texts() -> tuple[tuple[str, str], ...]:
    """Return the names of the chapter's four steps, and what their panels show."""
    return (
        (
            _("1  Mini-batch"),
            _("The images drawn at random for this iteration. Click one for its 784 numbers."),
        ),
        (
            _("2  Gradient"),
            _(
                "∂L/∂W1 of these images by backpropagation and by central differences, one image per hidden unit."
            ),
        ),
        (
            _("3  Update"),
            _("The root mean square of each parameter array, and of what is subtracted from it: lr ∂L/∂W."),
        ),
        (
            _("4  Repeat"),
            _("The loss of each mini-batch before and after its update."),
        ),
    )


def promises() -> tuple[str, str, str, str]:
    """Return what each step is going to do, before it has been done."""
    return (
        _("Draw some of the training images at random."),
        _("∂L/∂W for every parameter: how the loss of these images changes with it."),
        _("W ← W − lr ∂L/∂W for W1, b1, W2 and b2."),
        _("Has the loss of these images fallen? Then the next mini-batch."),
    )


GRADIENT, CHANGE = "∂L/∂W", "lr ∂L/∂W"


def terms() -> dict[str, str]:
    """Return what the panels show of the update once it is done, each with its tooltip."""
    return {
        GRADIENT: _("The gradient in panel 2"),
        CHANGE: _("The size of the change of each array"),
        "W": _("The size of each array"),
    }


def place(state: SlowMotionState) -> str:
    """Return where in the iterations the page is."""
    return _("Iteration {iteration}, step {step} of {steps}").format(
        iteration=grouped(state.iteration), step=state.panel + 1, steps=PANELS
    )


def image(index: int, label: int, loss: float) -> str:
    """Return what is said about one image of the batch."""
    return _("Training image {index}, label {label}: loss {loss}").format(
        index=index, label=label, loss=fixed(loss, 4)
    )


def drawn(found: ShownIteration, total: int) -> str:
    """Return the sentence about the mini-batch: its first indices, and its loss."""
    indices, loss = found.iterations.last.indices, fixed(found.iterations.last.loss_before, 4)
    listed = ", ".join(map(str, indices[:_LISTED].tolist())) + (", …" if len(indices) > _LISTED else "")
    sentence = ngettext(
        "np.random.choice({total}, {count}): {indices}. Loss {loss}.",
        "np.random.choice({total}, {count}): {indices} Mean loss {loss}.",
        len(indices),
    )
    if 1 < len(indices) <= _LISTED:
        listed += "."
    return sentence.format(count=len(indices), total=total, indices=listed, loss=loss)


def all_indices(found: ShownIteration) -> str:
    """Return the indices of all images of the mini-batch."""
    return ", ".join(map(str, found.iterations.last.indices.tolist()))


def shapes(found: ShownIteration) -> str:
    """Return the shapes of the parameters and of what flows through them, and which biases are all 0."""
    network, count = found.iterations.last.before, len(found.labels)
    arrays = {name: _shape(array.shape) for name, array in network.params.items()}
    zeros = [name for name in ("b1", "b2") if not network.params[name].any()]
    pixels, units, classes = network.sizes
    flow = (
        f"x {_shape((count, pixels))} · W1 {arrays['W1']} + b1 {arrays['b1']} → {network.activation} "
        f"{_shape((count, units))} · W2 {arrays['W2']} + b2 {arrays['b2']} → softmax {_shape((count, classes))}"
    )
    return f"{flow}; {' = '.join(zeros)} = 0" if zeros else flow


def _shape(shape: tuple[int, ...]) -> str:
    """Return a shape as NumPy writes it."""
    return str(tuple(map(int, shape)))


def numbers_title(found: ShownIteration, place: int) -> str:
    """Return which image the numbers are of."""
    return _("x[{place}]: training image {index}, label {label}").format(
        place=place, index=int(found.iterations.last.indices[place]), label=int(found.labels[place])
    )


def numbers_hint(is_scaled: bool) -> str:
    """Return what the numbers are."""
    if is_scaled:
        return _("28 · 28 = 784 numbers, divided by 255: a row of x")
    return _("28 · 28 = 784 numbers as stored, 0 to 255")


def differentiated(found: ShownIteration) -> str:
    """Return the sentence about the gradient: how far its two computations are apart."""
    last = found.iterations.last
    name, index = found.steepest
    sentence = (
        _(
            "{count} slopes ∂L/∂W, the largest {largest}. Both ways differ by at most {difference}: backpropagation "
            "takes the slope of the step function as 0."
        )
        if last.before.activation == "step"
        else _("{count} slopes ∂L/∂W, the largest {largest}. Both ways differ by at most {difference}.")
    )
    return sentence.format(
        count=grouped(sum(array.size for array in last.gradient.values())),
        largest=plain(abs(float(last.gradient[name][index])), 2),
        difference=plain(found.largest_difference, 2),
    )


def moved(found: ShownIteration) -> str:
    """Return the sentence about the update."""
    return _("W ← W − lr ∂L/∂W. The largest change is that of {name}:").format(
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
    change, promise = last.loss_after - last.loss_before, significant(-last.expected_change, 3)
    if not math.isfinite(change):
        return _("The loss of the same images is not a number any more. Try a smaller lr.")
    if change > 0:
        return _(
            "The loss of the same images rose by {change}; along its slope it would have fallen by {promise}. Try a "
            "smaller lr."
        ).format(change=significant(change, 3), promise=promise)
    return _(
        "The loss of the same images fell by {change}; along its slope it would have fallen by {promise}."
    ).format(change=significant(abs(change), 3), promise=promise)


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
        return _("not a number")
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
    return _(" ({shown} of {units})").format(shown=grouped(shown), units=grouped(units))
