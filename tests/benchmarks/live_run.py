"""A run in the window beside one without: its speed, and how the window stays awake; and the race."""

import statistics
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.training import TrainingConfig, train
from explorer.main_window import MainWindow
from tests.benchmarks.gaps import Gaps, gap_figure, wait, wait_until
from tests.benchmarks.table import Row, seconds

RUNS = 5
PERSON_MILLISECONDS, SWITCH_AFTER = 50, 40  # from one move to the next, and moves from one view to the next
RACE_SECONDS = 10


def measure(window: MainWindow) -> list[Row]:
    """Return the rows of this module."""
    return [*_training(window), _race(window)]


def _training(window: MainWindow) -> list[Row]:
    """Train headless and in the window by turns; then while a person drags and looks at other views."""
    window.show_view("training")
    session = window.view("training").session
    config, headless, in_window, first_points, gaps = TrainingConfig(), [], [], [], []
    for _ in range(RUNS):
        headless.append(seconds(lambda: [None for _ in train(config, session.dataset)]))
        QApplication.processEvents()  # a person sees the view before a run is started there
        timer = Gaps()
        first_point, whole = _run_in_window(window)
        first_points.append(first_point)
        in_window.append(whole)
        gaps += timer.stopped()
    busy = []
    for _ in range(RUNS):
        QApplication.processEvents()
        timer, person = Gaps(), _Person(window)
        _run_in_window(window)
        person.stop()
        busy += timer.stopped()
    free, held = statistics.median(headless), statistics.median(in_window)
    how = "10,000 iterations and 17 times 70,000 accuracies, live plots"
    return [
        Row(
            "start of a run to its first point on the plot",
            f"{statistics.median(first_points) * 1e3:.0f} ms",
            "150 ms",
            f"from the click to the end of the painting, median of {RUNS}",
        ),
        Row(
            "the chapter's run with its accuracies",
            f"{free:.1f} s headless, {held:.1f} s in the window ({free / held:.0%} of the speed)",
            "80 %",
            f"{how}, medians of {RUNS}",
        ),
        Row(
            "gaps of a 60 Hz timer while training",
            gap_figure(sorted(gaps)),
            "p99 20 ms, longest 50 ms",
            f"main thread, {len(gaps)} ticks of {RUNS} runs",
        ),
        Row(
            "the same while a person drags and looks at other views",
            gap_figure(sorted(busy)),
            "p99 20 ms, longest 50 ms",
            f"the learning rate moved every {PERSON_MILLISECONDS} ms, another view after {SWITCH_AFTER} moves, "
            f"{RUNS} runs",
        ),
    ]


def _run_in_window(window: MainWindow) -> tuple[float, float]:
    """Do the run that the controls ask for, and return the seconds to its first point and to its end."""
    session = window.view("training").session
    start = time.perf_counter()
    window.view("training").page("run").start()
    run = session.active_run
    wait_until(run.progressed, lambda: len(run.losses) > 0)
    QApplication.processEvents()
    first_point = time.perf_counter() - start
    wait_until(run.status_changed, lambda: not run.is_active)
    whole = time.perf_counter() - start
    QApplication.processEvents()
    return first_point, whole


class _Person:
    """Drags the learning rate, and looks at another view and back, as fast as somebody in a hurry."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._moves = window, 0
        self._timer = QTimer(interval=PERSON_MILLISECONDS)
        self._timer.timeout.connect(self._act)
        self._timer.start()

    def stop(self) -> None:
        """Rest, on the training view."""
        self._timer.stop()
        self._window.show_view("training")

    def _act(self) -> None:
        self._moves += 1
        turn, rest = divmod(self._moves, SWITCH_AFTER)
        if rest == 0:
            names = self._window.view_names
            self._window.show_view("training" if turn % 2 else names[turn // 2 % len(names)])
        self._window.view("training").store.nudge(learning_rate=0.1 + 0.001 * (self._moves % 50))


def _race(window: MainWindow) -> Row:
    window.show_view("training")
    view = window.view("training")
    view.store.tick(page="race")
    QApplication.processEvents()
    while view.session.background.is_busy:
        QApplication.processEvents()
    timer = Gaps()
    contest = view.page("race").part("race").contest
    view.page("race").part("race").start()
    wait(RACE_SECONDS)
    contest.clear()
    gaps = timer.stopped()
    view.store.tick(page="run")
    return Row(
        "gaps of a 60 Hz timer during the race",
        gap_figure(gaps),
        "longest 50 ms",
        f"its first {RACE_SECONDS} s, {len(gaps)} ticks",
    )
