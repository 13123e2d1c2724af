"""What a long run does to the window: memory, gaps, and a million losses under the pointer."""

import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QPushButton

from core.model_file import SavedRun
from core.training import TrainingConfig
from core.two_layer_net import TwoLayerNet
from explorer.views.view import View
from explorer.window.main_window import MainWindow
from tests.benchmarks.gaps import Gaps, gap_figure, wait
from tests.benchmarks.opened import opened_window
from tests.benchmarks.table import Row, percentiles, seconds

ITERATIONS = 10_000_000
SETTLED_SECONDS = 30  # until the kept moments are as many as they may become
SAMPLES = 20  # of the memory, half a second apart
MILLION = 1_000_000
MOVES = 200


def measure(minutes: float) -> list[Row]:
    """Return the rows of this module, after a run of so many minutes."""
    with tempfile.TemporaryDirectory() as folder, opened_window(Path(folder)) as window:
        window.show_view("training")
        return [*_long_run(window, minutes), *_million_losses(window)]


def _long_run(window: MainWindow, minutes: float) -> list[Row]:
    view = window.view("training")
    view.store.change(iterations=ITERATIONS)
    window.findChild(QPushButton, "training.start").click()
    run = view.session.active_run
    wait(SETTLED_SECONDS)
    memory, losses, timer = _settled_megabytes(), run.losses.nbytes, Gaps()
    wait(60 * minutes)
    gaps = gap_figure(timer.stopped())
    grown = _settled_megabytes() - memory
    record = (run.losses.nbytes - losses) / 1e6
    run.stop()
    how = f"{minutes:g} minutes after the first {SETTLED_SECONDS} s, {run.iteration:,} iterations in all, live plots"
    return [
        Row(
            "growth of memory beyond the record of losses",
            f"{grown - record:+.1f} MB",
            "10 MB",
            f"{how}; medians of {SAMPLES / 2:g} s; the record grew by {record:.1f} MB",
        ),
        Row("gaps of a 60 Hz timer in a long run", gaps, "p99 20 ms, longest 50 ms", how),
    ]


def _million_losses(window: MainWindow) -> list[Row]:
    """Move and zoom a run of a million losses, made up: the time does not depend on what they are."""
    view, rng = window.view("training"), np.random.default_rng(0)
    losses = 2.3 * np.exp(-np.arange(MILLION) / 2e5) + 0.1 * rng.random(MILLION)
    config = TrainingConfig(iterations=MILLION)
    network = TwoLayerNet(784, 50, 10, rng=rng)
    saved = SavedRun.of(
        network, config=config, losses=losses, iterations=[], train_accuracies=[], test_accuracies=[]
    )
    view.store.change(run=view.session.add_run(saved), moment=None)
    QApplication.processEvents()
    middle, half = MILLION / 2, 0.499 * MILLION
    drags: dict[str, Callable[[int], tuple[float, float]]] = {
        "moved by a drag, nine tenths of them in sight": lambda k: (500.0 * k, 0.9 * MILLION + 500 * k),
        "moved by a drag, a hundredth of them in sight": lambda k: (4_000.0 * k, 0.01 * MILLION + 4_000 * k),
        "looked at closer and closer": lambda k: (middle - half * 0.96**k, middle + half * 0.96**k),
    }
    rows = []
    for what, window_of in drags.items():
        view.store.begin_gesture()
        times = [seconds(lambda k=k, f=window_of: _show(view, f(k))) for k in range(MOVES)]
        view.store.end_gesture()
        rows.append(
            Row(f"a million losses {what}", percentiles(times[5:]), "p95 16 ms", "to the finished repaint")
        )
    return rows


def _show(view: View, window_shown: tuple[float, float]) -> None:
    view.store.change(run_window=window_shown)
    QApplication.processEvents()


def _settled_megabytes() -> float:
    """Return the median of some seconds: now and then the run is being written to disk."""
    samples = []
    for _ in range(SAMPLES):
        wait(0.5)
        samples.append(_megabytes())
    return statistics.median(samples)


def _megabytes() -> float:
    """Return the memory in use now, or, where the system does not tell, what was in use at most."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3
