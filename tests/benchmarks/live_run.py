"""A run in the window beside one without: its speed, and how the window stays awake; and the race."""

import itertools
import statistics
import time
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.training import TrainingConfig, train
from explorer.window.main_window import MainWindow
from tests.benchmarks.gaps import Gaps, gap_figure, wait, wait_until
from tests.benchmarks.table import Row, seconds
from tests.endurance.loop import settle

RUNS = 9
PERSON_MILLISECONDS, DRAG_MOVES = 50, 40  # from one move of the hand to the next, and moves of one drag
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
    busy, person = [], _Person(window)
    for _ in range(RUNS):
        QApplication.processEvents()
        timer = Gaps()
        person.start()
        _run_in_window(window)
        person.stop()
        busy += timer.stopped()
    free, held = statistics.median(headless), statistics.median(in_window)
    of_drag = DRAG_MOVES * PERSON_MILLISECONDS / 1e3
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
            f"the learning rate is dragged for {of_drag:g} s, then another view is seen for {of_drag:g} s, each in "
            f"turn; {len(busy)} ticks of {RUNS} runs",
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
    """Drags the learning rate, looks at another view, and comes back to drag: at each of the others in turn."""

    def __init__(self, window: MainWindow) -> None:
        self._store = window.view("training").store
        others = [name for name in window.view_names if name != "training"]
        drag, rest = [self._move] * DRAG_MOVES, [lambda: None]
        self._actions = itertools.cycle(
            action
            for name in others
            for action in (
                *drag,
                *rest,
                partial(window.show_view, name),
                *rest * DRAG_MOVES,
                partial(window.show_view, "training"),
                *rest,
            )
        )
        self._moves = itertools.count()
        self._timer = QTimer(interval=PERSON_MILLISECONDS)
        self._timer.timeout.connect(self._act)

    def start(self) -> None:
        """Go on with what was left off."""
        self._timer.start()

    def stop(self) -> None:
        """Rest."""
        self._timer.stop()

    def _act(self) -> None:
        next(self._actions)()

    def _move(self) -> None:
        self._store.nudge(learning_rate=0.1 + 0.001 * (next(self._moves) % 50))


def _race(window: MainWindow) -> Row:
    window.show_view("training")
    view = window.view("training")
    view.store.tick(page="race")
    settle(window)
    timer = Gaps()
    contest = view.page("race").contest
    view.page("race").start()
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
