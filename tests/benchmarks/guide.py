"""The guide: from *Next* to the first complete picture of each step of the chapter."""

import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from explorer.guide.guide import Guide
from explorer.guide.host import GuideHost
from explorer.guide.lesson import Guess
from explorer.main_window import MainWindow
from tests.benchmarks.opened import opened_window
from tests.benchmarks.table import Row, percentiles, seconds
from tests.endurance.loop import settle, wait

_TARGET = "100 ms"
_SECONDS_TO_READ = 0.4  # of a step: meanwhile the page of the next one is made


def measure() -> list[Row]:
    """Go through the chapter twice: the first time some pages have to be made."""
    with tempfile.TemporaryDirectory() as folder, opened_window(Path(folder)) as window:
        guide = window.findChild(GuideHost).guide
        walks = [_walk(window, guide) for _time in range(2)]
    first, again = ([each for _step, each in walk] for walk in walks)
    how = "CPU time of the main thread, 1280 x 800; what is computed beside it may follow"
    rows = [
        Row(f"Next to {step}", f"{before * 1e3:.0f} ms, again {after * 1e3:.0f} ms", _TARGET, how)
        for (step, before), after in zip(walks[0], again, strict=True)
    ]
    words = f"{percentiles(first)}; again {percentiles(again)}"
    return [*rows, Row(f"Next to the first complete picture, {len(rows)} steps", words, _TARGET, how)]


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
