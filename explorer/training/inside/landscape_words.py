"""What is said about the loss landscape around a network."""

import numpy as np

from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, percent, significant
from explorer.training.inside.ground import Ground, Slice
from explorer.training.words import duration

_IN_PLANE = 1e-6  # of the length of the path: nearer to the plane is rounding
_DECIMALS, _MOST_DECIMALS = 3, 5  # of a loss; the picture has it in float32


def directions(are_random: bool) -> tuple[str, str]:
    """Return the names of the axes."""
    if are_random:
        return _("random direction 1"), _("random direction 2")
    return _("first principal direction"), _("second principal direction")


def retracing_hint(seconds: float | None) -> str:
    """Return that a run is trained again, and for how long."""
    if seconds is None:
        return _("training again to recover the path…")
    return _("training again to recover the path: {time} left").format(time=duration(seconds))


def at_work_hint(seconds: float | None) -> str:
    """Return that the picture will change, and when."""
    if seconds is None:
        return _("computing; coarse or older until then…")
    return _("computing; coarse or older until then: {time} left").format(time=duration(seconds))


def landscape_hint(images: int, is_stopped: bool, is_running: bool) -> str:
    """Return what the picture is of."""
    if is_stopped:
        return _("stopped: coarse or older")
    if is_running:
        return _("path so far, updated when the run pauses")
    return _("mean loss of the first {images} training images").format(images=grouped(images))


def landscape_title(ground: Ground, found: Slice | None) -> str:
    """Return the loss of the newest network, and the lowest one of all points of the picture that were computed."""
    here = float(ground.losses[-1])
    updates = int(ground.iterations[-1])
    where = ngettext("after {updates} update", "after {updates} updates", updates).format(
        updates=grouped(updates)
    )
    if found is None or found.ground is not ground:
        return _("Loss {loss} {where}").format(loss=fixed(here, _DECIMALS), where=where)
    lowest = float(np.where(np.isfinite(found.losses), found.losses, np.inf).min())
    decimals = _DECIMALS
    while decimals < _MOST_DECIMALS and fixed(lowest, decimals) == fixed(here, decimals):
        decimals += 1
    loss, other = fixed(here, decimals), fixed(lowest, decimals)
    if loss == other or lowest >= here:
        return _("Loss {loss} {where}; no lower point of the grid").format(
            loss=fixed(here, _DECIMALS), where=where
        )
    return _("Loss {loss} {where}; lowest point of the grid {lowest}").format(
        loss=loss, where=where, lowest=other
    )


def landscape_body(ground: Ground, has_course: bool) -> str:
    """Return what the two directions are, and how far the checkpoints are from the plane."""
    path = ground.path
    if ground.shares is not None:
        start = float(np.hypot(np.linalg.norm(path.points[0]), path.distances[0]))
        said = _(
            "The two directions explain {first} and {second} of the squared distances of the checkpoints from the last "
            "one. The first is {start} from it;"
        ).format(
            first=percent(float(ground.shares[0])),
            second=percent(float(ground.shares[1])),
            start=significant(start),
        )
        farthest = float(path.distances.max())
        if farthest < _IN_PLANE * start:
            return _("{said} all lie in this plane.").format(said=said)
        return _("{said} none is more than {farthest} from this plane.").format(
            said=said, farthest=at_most(farthest)
        )
    scale = _(
        "In a random direction a step of 1 adds to the weights of each unit a vector as long as they are; biases stay."
    )
    if not has_course:
        return _("{scale} No checkpoints of this run are known.").format(scale=scale)
    far = float(np.linalg.norm(path.points, axis=1).max())
    return ngettext(
        "{scale} The first checkpoint is {start} from this plane; projected onto it, the path is within {far} of 0.",
        "{scale} The first of {count} checkpoints is {start} from this plane; projected onto it, all are within {far} "
        "of 0.",
        len(path.points),
    ).format(
        scale=scale,
        count=grouped(len(path.points)),
        start=significant(float(path.distances[0])),
        far=at_most(far),
    )


def at_most(value: float) -> str:
    """Return a number with three digits that is not below a value."""
    if not value:
        return "0"
    unit = 10.0 ** (np.floor(np.log10(value)) - 2)
    return significant(float(np.ceil(value / unit - 1e-9) * unit))


def step_tag(ground: Ground, step: int, found: Slice | None) -> str:
    """Return the loss of one network of the path, and that of its projection."""
    lines = _("step {step}\nloss {loss}").format(
        step=grouped(int(ground.iterations[step])), loss=fixed(float(ground.losses[step]), 3)
    )
    if found is None or found.ground is not ground:
        return lines
    x, y = ground.path.points[step].tolist()
    return _("{lines}, in this plane ≈ {here}").format(lines=lines, here=fixed(found.loss_at(x, y), 3))


def place_tag(loss: float) -> str:
    """Return the loss at a place of the picture, between the points of the grid."""
    return _("loss ≈ {loss}").format(loss=fixed(loss, 3))
