"""Sentences of the page Step against sigmoid, each from the numbers of now."""

import numpy as np

from core.stairs import Staircase
from explorer.language import _
from explorer.losses.scrubber.plots import stair_around
from explorer.losses.step.plots import slopes, values
from explorer.widgets.numbers import fixed, grouped, plain, significant


def values_hint(x: float) -> str:
    """Return both activations at `x`."""
    place = np.array([x])
    return _("sigmoid {sigmoid}, step {step}").format(
        sigmoid=fixed(float(values("sigmoid", place)[0]), 4), step=plain(float(values("step", place)[0]))
    )


def slopes_hint(x: float) -> str:
    """Return both slopes at `x`."""
    slope = significant(float(slopes("sigmoid", np.array([x]))[0]), 3)
    if x == 0:
        return _("sigmoid {slope}, step: none, it jumps").format(slope=slope)
    return _("sigmoid {slope}, step 0").format(slope=slope)


def smooth_hint(loss: float, derivative: float) -> str:
    """Return loss and slope with sigmoid."""
    return _("L {loss}, dL/dw {slope}").format(loss=fixed(loss, 5), slope=significant(derivative, 3))


def stairs_hint(stairs: Staircase, value: float, low: float, high: float) -> str:
    """Return loss and slope with the step, and how often the loss jumps."""
    jumps = grouped(len(stairs.between(low, high).edges))
    return _("L {loss}, dL/dw 0; jumps: {jumps}").format(loss=fixed(float(stairs.at(value)), 5), jumps=jumps)


def status(stairs: Staircase, value: float) -> str:
    """Return the page in a sentence, for people who do not see the picture."""
    left, right = stair_around(stairs, value)
    return _("With step the loss is {loss} from {left} to {right}.").format(
        loss=fixed(float(stairs.at(value)), 5), left=plain(left, 5), right=plain(right, 5)
    )
