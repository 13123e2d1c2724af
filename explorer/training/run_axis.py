"""The horizontal axis of a run, whole or in part, with room behind its end for what is written there."""

from dataclasses import dataclass
from typing import Literal

from explorer.look.theme import Look
from explorer.plots.axis import nice_step, number_label
from explorer.plots.plot import Plot
from explorer.runs.run import Run, Status

UnitName = Literal["iteration", "epoch"]
SMALLEST_WINDOW = 20  # iterations

_LABEL_ROOM = 130  # pixels at scale 1: "mean of 50: 16.118"
_TICK_ROOM = 72
_MOST_TICKS = 6
_BEFORE = 0.012  # of the run, left of its start: room for the first marker
_WORTH_SHOWING = 0.2  # share of the iterations from which an ended run is shown on the whole axis


@dataclass(frozen=True)
class Scope:
    """What part of a run its plots show, and how.

    Attributes
    ----------
    window : (float, float) or None
        First and last iteration; None for all.
    unit : "iteration" or "epoch"
        What the axis counts.
    is_log : bool
        Whether losses are drawn by their logarithms.
    """

    window: tuple[float, float] | None = None
    unit: UnitName = "iteration"
    is_log: bool = False

    def iterations(self, run: Run) -> tuple[float, float]:
        """Return the first and the last iteration that are shown of a run."""
        whole = (0.0, float(shown_iterations(run)))
        if self.window is None:
            return whole
        start, stop = max(self.window[0], 0.0), min(self.window[1], whole[1])
        return (start, stop) if stop - start >= 1 else whole

    def per_unit(self, run: Run) -> float:
        """Return how many iterations a unit of the axis has."""
        return float(run.iterations_per_epoch) if self.unit == "epoch" else 1.0


def shown_iterations(run: Run) -> int:
    """Return how many iterations an axis shows: all, or those done where a run ended soon after its start."""
    total = run.config.iterations
    return (
        total
        if run.status is Status.NEW or run.is_active or run.iteration >= _WORTH_SHOWING * total
        else max(run.iteration, 1)
    )


def fit_run_axis(
    plot: Plot, look: Look, length: float, start: float = 0.0, room: int = _LABEL_ROOM
) -> tuple[float, float]:
    """Set the ticks of an axis that is `length` long, and return its range, which goes beyond both ends.

    `room` is what is left free behind the right end, in pixels at scale 1.

    Plots of one width get the same share of room, so that an iteration stands above its epoch.
    """
    width = plot.frame.width
    share = min(look.px(room) / width, 0.5)
    step = nice_step(length, min(max(width / look.px(_TICK_ROOM), 1.0), _MOST_TICKS))
    first, last = -int(-start / step + 1e-9), int((start + length) / step + 1e-9)
    ticks = [k * step for k in range(first, last + 1) if k * step >= start - 1e-9 * step]
    plot.x_axis.set_ticks([(tick, number_label(tick)) for tick in ticks])
    return start - _BEFORE * length, start + length / (1 - share)
