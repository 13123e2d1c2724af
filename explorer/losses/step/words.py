"""Sentences of the page Step, each from the numbers of the present state."""

from collections.abc import Mapping
from itertools import batched

import numpy as np

from core.stairs import Staircase
from explorer.losses.scrubber.plots import stair_around
from explorer.losses.scrubber.words import flat_stretch
from explorer.losses.step.plots import slopes, values
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import SMALLEST, fixed, grouped, plain, significant


def loss_terms() -> dict[str, str]:
    """Return what the plots of the loss show, as it is called in their titles."""
    return {
        "L": _("The point on the curve of the loss"),
        "dL/dw": _("The slope of the line through the point"),
    }


def values_hint(x: float) -> str:
    """Return both activations at `x`."""
    place = np.array([x])
    value = float(values("sigmoid", place)[0])
    return _("sigmoid {sigmoid}, step {step}").format(
        sigmoid=significant(value, 4) if value >= SMALLEST else f"< {plain(SMALLEST)}",
        step=plain(float(values("step", place)[0])),
    )


def slopes_hint(x: float) -> str:
    """Return both slopes at `x`."""
    value = float(slopes("sigmoid", np.array([x]))[0])
    slope = significant(value, 3) if value >= SMALLEST else f"< {plain(SMALLEST)}"
    if x == 0:
        return _("sigmoid {slope}, step none: it jumps").format(slope=slope)
    return _("sigmoid {slope}, step 0").format(slope=slope)


def smooth_title(loss: float, derivative: float) -> str:
    """Return loss and slope with sigmoid."""
    return f"L = {fixed(loss, 5)}, dL/dw = {significant(derivative, 3)}"


def stairs_title(stairs: Staircase, value: float) -> str:
    """Return loss and slope with the step function."""
    loss = fixed(float(stairs.at(value)), 5)
    if value == stair_around(stairs, value)[1]:
        return _("L = {loss}, jumps here").format(loss=loss)
    return f"L = {loss}, dL/dw = 0"


def stairs_hint(stairs: Staircase, low: float, high: float) -> str:
    """Return how many jumps of the loss with the step function the plot shows."""
    count = len(stairs.between(low, high).edges)
    return ngettext("step, {count} jump", "step, {count} jumps", count).format(count=grouped(count))


def gradients_line(largest: Mapping[str, float]) -> str:
    """Return the largest absolute entry of the gradient of each parameter array, on a line for each layer."""
    entries = [f"{name}\N{NO-BREAK SPACE}{plain(entry, 1)}" for name, entry in largest.items()]
    layers = ",\n".join(", ".join(layer) for layer in batched(entries, 2))
    return _("max |∇L|: {entries}").format(entries=layers)


def status(stairs: Staircase, value: float) -> str:
    """Return the page in a sentence, for a screen reader."""
    left, right = flat_stretch(stairs, value)
    return _("With the step function the loss is {loss} between {left} and {right}.").format(
        loss=fixed(float(stairs.at(value)), 5), left=left, right=right
    )
