"""What is said about the loss around a network."""

import numpy as np

from explorer.language import _
from explorer.training.inside.ground import Ground, Slice
from explorer.training.words import duration
from explorer.widgets.numbers import fixed, grouped, percent, significant


def directions(are_random: bool) -> tuple[str, str]:
    """Return the names of the axes of the loss slice."""
    if are_random:
        return _("random direction 1"), _("random direction 2")
    return _("main direction of the path"), _("second direction")


def retracing_hint(seconds: float | None) -> str:
    """Return that a run is trained again, and for how long."""
    if seconds is None:
        return _("training again, as the run did, to find its way…")
    return _("training again, as the run did, to find its way: {time} left").format(time=duration(seconds))


def at_work_hint(seconds: float | None) -> str:
    """Return that the picture will change, and when."""
    if seconds is None:
        return _("coarse or older so far, being worked out…")
    return _("coarse or older so far: {time} left").format(time=duration(seconds))


def around_hint(images: int, is_stopped: bool, is_running: bool) -> str:
    """Return what the picture is of."""
    if is_stopped:
        return _("stopped: coarse or older")
    if is_running:
        return _("the way so far, renewed when the run pauses")
    return _("mean loss of {images} training images; point anywhere to read it").format(
        images=grouped(images)
    )


def around_title(ground: Ground, found: Slice | None) -> str:
    """Return the loss of the newest network, and the lowest one in the picture."""
    here = fixed(float(ground.losses[-1]), 3)
    if found is None:
        return _("Loss {loss} at the end of the run").format(loss=here)
    lowest = float(np.where(np.isfinite(found.losses), found.losses, np.inf).min())
    if lowest >= ground.losses[-1]:
        return _("Loss {loss} at the end of the run, and nowhere lower in the picture").format(loss=here)
    return _("Loss {loss} at the end of the run, {lowest} at the lowest point of the picture").format(
        loss=here, lowest=fixed(lowest, 3)
    )


def around_body(ground: Ground, has_course: bool) -> str:
    """Return what the directions hold of the path."""
    length = float(np.linalg.norm(ground.path.points[0])) if len(ground.path.points) else 0.0
    farthest = float(ground.path.distances.max())
    if ground.shares is not None:
        return _(
            "These directions hold {first} and {second} of the run’s way, from {start} away; it is never more than "
            "{farthest} beside the picture.",
        ).format(
            first=percent(float(ground.shares[0])),
            second=percent(float(ground.shares[1])),
            start=significant(length),
            farthest=significant(farthest),
        )
    scale = _("A step of 1 changes the weights into each unit by as much as they are long; biases stay.")
    if not has_course:
        return _("{scale} This run kept no networks on its way.").format(scale=scale)
    return _(
        "{scale} The run came from {farthest} away, at right angles to the picture: its whole path is one dot here.",
    ).format(scale=scale, farthest=significant(farthest))


def step_tag(ground: Ground, step: int, found: Slice | None) -> str:
    """Return what is said about one network of the path."""
    lines = _("step {step}\nloss {loss}").format(
        step=grouped(int(ground.iterations[step])), loss=fixed(float(ground.losses[step]), 3)
    )
    if found is None:
        return lines
    x, y = ground.path.points[step].tolist()
    return _("{lines}, in the picture {here}").format(lines=lines, here=fixed(found.loss_at(x, y), 3))


def place_tag(loss: float) -> str:
    """Return the loss at a place of the slice."""
    return _("loss {loss}").format(loss=fixed(loss, 3))
