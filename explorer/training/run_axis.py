"""The horizontal axis of a whole run, with room behind its end for what is written there."""

from explorer.plots.axis import nice_step, number_label
from explorer.plots.plot import Plot
from explorer.runs import Run
from explorer.theme import Look

_LABEL_ROOM = 130  # pixels at scale 1: "mean of 50: 16.118"
_TICK_ROOM = 72
_MOST_TICKS = 6
_BEFORE = 0.012  # of the run, left of its start: room for the first marker
_WORTH_SHOWING = 0.2  # share of the iterations from which an ended run is shown on the whole axis


def shown_iterations(run: Run) -> int:
    """Return how many iterations an axis shows: all, or those done where a run ended soon after its start."""
    total = run.config.iterations
    return total if run.is_active or run.iteration >= _WORTH_SHOWING * total else max(run.iteration, 1)


def fit_run_axis(plot: Plot, look: Look, length: float) -> tuple[float, float]:
    """Set the ticks of an axis from 0 to `length`, and return its range, which goes beyond both ends.

    Plots of one width get the same share of room, so that an iteration stands above its epoch.
    """
    width = max(float(plot.view_box.width()), 1.0)
    share = min(look.px(_LABEL_ROOM) / width, 0.5)
    step = nice_step(length, min(max(width / look.px(_TICK_ROOM), 1.0), _MOST_TICKS))
    ticks = [k * step for k in range(int(length / step + 1e-9) + 1)]
    plot.x_axis.set_ticks([(tick, number_label(tick)) for tick in ticks])
    return -_BEFORE * length, length / (1 - share)
