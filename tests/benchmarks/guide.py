"""The guide: from *Next* to the first complete picture of each step, and the tasks that train for some seconds."""

import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from explorer.guide.guide import Guide
from explorer.guide.host import GuideHost
from explorer.guide.lesson import Guess
from explorer.window.main_window import MainWindow
from tests.benchmarks.opened import opened_window
from tests.benchmarks.table import Row, percentiles, seconds
from tests.endurance.loop import process_events_until, settle, wait

_TARGET = "100 ms"
_SECONDS_TO_READ = 0.4  # of a step: meanwhile the page of the next one is made
# Lesson, step, what is set before Start is pressed, and the test accuracy that the lesson speaks of.
TASKS: tuple[tuple[str, str, dict[str, float], str], ...] = (
    ("4-1", "let-it-learn", {}, "94.6 %"),
    ("4-1", "learned-or-remembered", {}, "80.7 %"),
    ("4-5", "better-rate", {"learning_rate": 1.0}, "about 93 %"),
)


def measure() -> list[Row]:
    """Go through the chapter twice: the first time some pages have to be made."""
    with tempfile.TemporaryDirectory() as folder, opened_window(Path(folder)) as window:
        guide = window.findChild(GuideHost).guide
        walks = [_walk(window, guide) for _time in range(2)]
        runs = [_run(window, guide, *task) for task in TASKS]
    first, again = ([each for _step, each in walk] for walk in walks)
    how = "CPU time of the main thread, 1280 x 800; what is computed beside it may follow"
    rows = [
        Row(f"Next to {step}", f"{before * 1e3:.0f} ms, again {after * 1e3:.0f} ms", _TARGET, how)
        for (step, before), after in zip(walks[0], again, strict=True)
    ]
    words = f"{percentiles(first)}; again {percentiles(again)}"
    return [*rows, Row(f"Next to the first complete picture, {len(rows)} steps", words, _TARGET, how), *runs]


def _walk(window: MainWindow, guide: Guide) -> list[tuple[str, float]]:
    """Return each step with the seconds that it took to appear."""
    times = []
    guide.show_contents()
    for key, lesson in guide.lessons.items():
        for index, step in enumerate(lesson.steps):
            if index == 0:  # between lessons are the contents
                guide.show_contents()
                settle(window)
                wait(_SECONDS_TO_READ)
                button = window.findChild(QPushButton, f"guide.lesson_{key}")
            else:
                _pass_all(window, guide)
                button = window.findChild(QPushButton, "guide.next")
            times.append((f"{key}#{step.key}", seconds(partial(_press, window, button), time.thread_time)))
            settle(window)
            wait(_SECONDS_TO_READ)
    return times


def _press(window: MainWindow, button: QPushButton) -> None:
    button.click()
    window.shown_view.session.frames.draw_now()
    QApplication.processEvents()


def _pass_all(window: MainWindow, guide: Guide) -> None:
    while guide.waiting is not None:
        if isinstance(guide.waiting, Guess):
            guide.answer(None)
        else:
            guide.skip()
        settle(window)


def _run(
    window: MainWindow, guide: Guide, lesson: str, key: str, fields: dict[str, float], target: str
) -> Row:
    """Do a task that takes a run."""
    guide.go_to(lesson, [step.key for step in guide.lessons[lesson].steps].index(key))
    settle(window)
    while isinstance(guide.waiting, Guess):
        guide.answer(None)
        settle(window)
    window.stores["training"].change(**fields)
    settle(window)
    is_open = guide.waiting is not None
    button = window.findChild(QPushButton, "guide.training.start")
    start = time.perf_counter()
    button.click()
    process_events_until(lambda: window.shown_view.session.active_run is None)
    took = time.perf_counter() - start
    settle(window)
    done = "done" if is_open and guide.waiting is None else "not done"
    facts = guide.facts()
    words = f"{done} in {took:.0f} s: training {facts['training_accuracy'].text}, test {facts['test_accuracy'].text}"
    return Row(
        f"{lesson}#{key}, from Start", words, f"done, {target}", "a run in the window, by the guide's button"
    )
