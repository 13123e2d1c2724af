"""What is said about a race: counts, and times measured so far."""

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import fixed, grouped, plain, significant
from explorer.training.race.contestants import Progress
from explorer.views.facts import Fact

CHAPTER_STEPS = 10_000
MINUTE, HOUR, DAY, YEAR = 60.0, 3_600.0, 86_400.0, 365.25 * 86_400.0


def duration(seconds: float) -> str:
    """Return a time with two or three digits in the unit that suits it: from ``0.15 ms`` to ``1.3 days``."""
    if seconds < 1:
        return _("{n} ms").format(n=significant(1000 * seconds, 2))
    units = (
        (2 * MINUTE, 1.0, _("{n} s")),
        (2 * HOUR, MINUTE, _("{n} min")),
        (DAY, HOUR, _("{n} h")),
        (2 * YEAR, DAY, _("{n} days")),
        (np.inf, YEAR, _("{n} years")),
    )
    unit, text = next((unit, text) for limit, unit, text in units if seconds < limit)
    return text.format(n=significant(seconds / unit, 3 if seconds >= 10 * unit else 2))


def method_names() -> tuple[str, str, str]:
    """Return what the contestants are called."""
    return (
        _("Backpropagation"),
        _("Fast numerical gradient"),
        _("Numerical gradient"),
    )


def short_names() -> tuple[str, str, str]:
    """Return what the contestants are called where there is little room."""
    return (
        _("backprop"),
        _("numerical"),
        _("one at a time"),
    )


def method_costs(parameters: int) -> tuple[str, str, str]:
    """Return what a gradient takes in each contestant."""
    return (
        _("one forward and one backward pass per gradient"),
        _("all central differences, computing only what each parameter changes"),
        _("{passes} forward passes per gradient: two for each parameter").format(
            passes=grouped(2 * parameters)
        ),
    )


def steps_done(progress: Progress | None, steps: int) -> str:
    """Return how many steps of a race are done."""
    done = progress.steps if progress is not None else 0
    return _("{done} of {steps} steps").format(done=grouped(done), steps=grouped(steps))


def parameters_done(progress: Progress | None, parameters: int, steps: int) -> str:
    """Return how many parameters of the first step are done; once there is one, how many steps."""
    if progress is not None and progress.steps:
        return steps_done(progress, steps)
    parts = progress.parts if progress is not None else 0.0
    return _("{done} of {parameters} parameters").format(
        done=grouped(round(parts * parameters)), parameters=grouped(parameters)
    )


def last_loss(progress: Progress | None) -> str:
    """Return the loss of the last step done."""
    if progress is None or not progress.steps:
        return "–"
    return _("loss {loss}").format(loss=fixed(float(progress.losses[-1]), 3))


def clock(progress: Progress | None) -> str:
    """Return how long a contestant has worked."""
    return "–" if progress is None or progress.seconds <= 0 else duration(progress.seconds)


def method_and_price(method: str, progress: Progress | None) -> str:
    """Return what a gradient takes, and how long the chapter's number of steps takes at the speed so far."""
    seconds = None if progress is None else progress.seconds_for(CHAPTER_STEPS)
    if seconds is None:
        return method
    return _("{method}; {steps} steps at this speed: {time}").format(
        method=method, steps=grouped(CHAPTER_STEPS), time=duration(seconds)
    )


def start_line(first: tuple[FloatArray, FloatArray] | None) -> tuple[str, str]:
    """Return how far the first losses by both gradients differ, before the clock runs."""
    title = _("Same initial weights, same mini-batches")
    if first is None:
        return title, _("computing the first steps…")
    by_backprop, by_differences = first
    gap = float(np.max(np.abs(by_backprop - by_differences)))
    count = len(by_backprop)
    body = ngettext(
        "Largest difference between the losses of both gradients at the first step: {gap}.",
        "Largest difference between the losses of both gradients in the first {count} steps: {gap}.",
        count,
    )
    return title, body.format(count=count, gap=plain(gap, 2))


def times_as_long(progresses: Sequence[Progress]) -> tuple[float, float] | None:
    """Return how many times as long as backpropagation the other contestants take; None before all have begun."""
    seconds = [progress.seconds_for(1) for progress in progresses]
    if len(seconds) != len(method_names()) or None in seconds:
        return None
    backprop, differences, single = (each or 0.0 for each in seconds)
    return differences / backprop, single / backprop


def times_fact(ratio: float) -> Fact:
    """Return how many times as long something takes."""
    return Fact(ratio, _times(ratio))


def verdict(progresses: Sequence[Progress], is_over: bool) -> tuple[str, str] | None:
    """Return how many times as long as backpropagation the others take so far; None before all have begun."""
    times = times_as_long(progresses)
    if times is None:
        return None
    differences, single = map(_times, times)
    title = _("Fast numerical gradient: {n} times as long as backpropagation").format(n=differences)
    body = _(
        "One parameter at a time: {n} times as long; {steps} steps at this speed: {time}.",
    ).format(
        n=single,
        steps=grouped(CHAPTER_STEPS),
        time=duration(progresses[-1].seconds_for(CHAPTER_STEPS) or 0.0),
    )
    if is_over:
        title = _("Finished. {title}").format(title=title)
    return title, body


def _times(ratio: float) -> str:
    return grouped(round(float(f"{ratio:.2g}"))) if ratio >= 10 else significant(ratio, 2)


def time_ticks() -> list[tuple[float, str]]:
    """Return the times that the axis of the clock names, in seconds, with their words."""
    return [
        (1e-3, _("1 ms")),
        (1.0, _("1 s")),
        (MINUTE, _("1 min")),
        (HOUR, _("1 h")),
        (DAY, _("1 day")),
        (YEAR, _("1 year")),
    ]
