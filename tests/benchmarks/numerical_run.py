"""The chapter's run by the numerical gradient, in the window: some minutes, where the book's code needs a day."""

import tempfile
import time
from pathlib import Path

from tests.benchmarks.gaps import Gaps, gap_figure, wait_until
from tests.benchmarks.opened import opened_window
from tests.benchmarks.table import Row
from tests.endurance.loop import settle


def measure() -> list[Row]:
    """Return the rows of this module."""
    with tempfile.TemporaryDirectory() as folder, opened_window(Path(folder)) as window:
        window.show_view("training")
        view = window.view("training")
        view.store.change(gradient="numerical")
        settle(window)
        start, timer = time.perf_counter(), Gaps()
        view.page("run").start()
        run = view.session.active_run
        wait_until(run.status_changed, lambda: not run.is_active)
        seconds, gaps = time.perf_counter() - start, timer.stopped()
    how = f"{run.iteration:,} iterations and 17 times 70,000 accuracies, live plots"
    return [
        Row(
            "the chapter's run by the numerical gradient",
            f"{seconds:.0f} s, {run.accuracies[-1].test:.2%} of the test images right",
            "about 2 minutes, 94 %",
            how,
        ),
        Row("gaps of a 60 Hz timer in that run", gap_figure(gaps), "p99 20 ms, longest 50 ms", how),
    ]
