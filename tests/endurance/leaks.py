"""Leaks of windows, pages, switches of the theme and training runs; CPU use when idle; suspending and resuming.

``python -m tests.endurance leaks``; Linux only. Memory is compared between rounds 100 and 300, as medians of 20 rounds.
"""

import argparse
import gc
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QPixmapCache
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.mnist import Dataset
from core.training import TrainingConfig
from explorer.application import VIEWS, build
from explorer.background.garbage import collect_what_is_due, unfreeze
from explorer.runs.run import Status
from explorer.views.paged_view import PagedView
from explorer.window.main_window import MainWindow
from explorer.window.shell import Shell
from tests.endurance.loop import (
    all_pages,
    open_page,
    prepare,
    process_events,
    process_events_until,
    settle,
    wait,
)
from tests.endurance.memory import bytes_held, resident_bytes
from tests.endurance.samples import make_data

SETTLED, END = 100, 300
_MEDIAN_OF = 20
_LIMIT = 20 * 1024  # bytes per round
_IDLE_SHARE = 0.01  # of one processor
_SUSPENDED_SECONDS = 2


def main(argv: list[str]) -> int:
    """Run the campaign; return 1 if there were failures. A number of 0 skips that part."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance leaks")
    parser.add_argument("--windows", type=int, default=END)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--switches", type=int, default=END)
    parser.add_argument("--trainings", type=int, default=30)
    parser.add_argument("--idle", type=float, default=5, metavar="SECONDS", help="in each view")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        settings = Path(name, "settings.ini")
        results = [_windows(settings, options.windows)]
        with _ready_window(settings) as window:
            # Most pages are slow with all of MNIST, and those about gradients with many images or a large network.
            _open_data(window, make_data(settings.parent / "small"))
            window.stores["training"].tick(check_images=1, fan_batch_size=10)
            results += [
                not options.trainings or _trainings(window, options.trainings),
                not options.pages or _pages(window, options.pages),
                not options.switches or _switches(window, options.switches),
                not options.pages or _data(window, make_data(settings.parent / "other")),
                not options.idle or _idle(window, options.idle),
                not options.idle or _suspended(window),
            ]
    return int(not all(results))


def _windows(settings: Path, rounds: int) -> bool:
    views = cycle(source.name for source in VIEWS)

    def use() -> None:
        application, window = build(["learnscope", "--settings", str(settings)])
        application.setQuitOnLastWindowClosed(False)
        window.show()
        process_events()
        window.show_view(next(views))
        process_events()
        _end(window)

    grown = _growth("windows", rounds, use)
    gc.collect()
    left = [each for each in gc.get_objects() if isinstance(each, (MainWindow, PagedView, Shell))]
    print(
        f"windows: {len(left)} windows, views and shells and {len(QApplication.allWidgets())} widgets leaked"
    )
    return grown and not left and not QApplication.allWidgets()


def _pages(window: MainWindow, rounds: int) -> bool:
    """Open the pages of all views in turn, and a dialog every fifth time."""
    pages = all_pages(window)
    places = cycle(pages)
    dialogs, numbers = cycle(("shortcuts", "about")), count()

    def use() -> None:
        open_page(window, *next(places))
        settle(window)
        if next(numbers) % 5 == 0:
            window.findChild(QAction, f"window.{next(dialogs)}").trigger()
            process_events()
            for dialog in window.findChildren(QDialog):
                dialog.close()
            process_events()

    for _ in pages:
        use()  # a page is built when it is first opened
    before = len(QApplication.allWidgets())
    grown = _growth("pages and dialogs", rounds, use)
    more = len(QApplication.allWidgets()) - before
    print(f"pages and dialogs: {more} widgets leaked")
    return grown and more == 0


def _switches(window: MainWindow, rounds: int) -> bool:
    """Switch the theme on all pages in turn, and with the relief of the surface."""
    places = cycle([*all_pages(window), ("descent", "")])
    reliefs = cycle(("relief", "map"))

    def use() -> None:
        name, page = next(places)
        if name == "descent":
            window.view(name).store.tick(relief=next(reliefs))
        open_page(window, name, page)
        settle(window)
        window.look.set_theme("light" if window.look.theme.name == "dark" else "dark")
        settle(window)

    for _ in range(min(rounds, 2 * len(all_pages(window)))):
        use()  # what is made once
    before = len(QApplication.allWidgets())
    grown = _growth("switches", rounds, use)
    more = len(QApplication.allWidgets()) - before
    print(f"switches: {more} more widgets")
    return grown


def _trainings(window: MainWindow, rounds: int) -> bool:
    session = window.shown_view.session
    window.show_view("training")
    numbers = count(1)

    def train() -> None:
        session.start_run(TrainingConfig(hidden_size=5, iterations=100, seed=next(numbers)))
        process_events_until(lambda: session.active_run is None)
        settle(window)

    memory = []
    for _ in range(rounds):
        train()
        collect_what_is_due()
        memory.append(resident_bytes() - bytes_held(window))
    print(
        f"trainings: {memory[0] / 1e6:.1f} MB after the first, {memory[-1] / 1e6:.1f} MB after {rounds}, "
        f"without data set, runs and undo; {len(session.runs)} runs in the session"
    )
    return all(session.run(key).status is Status.FINISHED for key in session.runs)


def _open_data(window: MainWindow, folder: Path) -> None:
    session = window.shown_view.session
    before = session.dataset
    session.open_dataset(folder)
    process_events_until(lambda: session.dataset is not before)


def _data(window: MainWindow, folder: Path) -> bool:
    """Open other data and every page; all pages were open before, but only the new data set may be alive."""
    _open_data(window, folder)
    for page in all_pages(window):
        open_page(window, *page)
        settle(window)
    unfreeze()
    gc.collect()
    left = [each for each in gc.get_objects() if isinstance(each, Dataset)]
    print(f"data: {len(left)} data sets alive, {resident_bytes() / 1e6:.1f} MB")
    return len(left) == 1


def _idle(window: MainWindow, seconds: float) -> bool:
    shares = {}
    for name in window.view_names:
        window.show_view(name)
        settle(window)
        wait(1)
        before = time.process_time()
        wait(seconds)
        shares[name] = (time.process_time() - before) / seconds
    words = ", ".join(f"{name} {share:.2%}" for name, share in shares.items())
    print(f"idle: {words} of one processor over {seconds:g} s each")
    return max(shares.values()) < _IDLE_SHARE


def _suspended(window: MainWindow) -> bool:
    """Suspend and resume this process during training."""
    session = window.shown_view.session
    run = session.run(session.start_run(TrainingConfig(iterations=1_000_000)))
    process_events_until(lambda: run.iteration > 100)
    process = os.getpid()
    command = f"kill -STOP {process}; sleep {_SUSPENDED_SECONDS}; kill -CONT {process}"
    with subprocess.Popen(["sh", "-c", command]) as other:
        process_events_until(lambda: other.poll() is not None)
    after = run.iteration
    process_events_until(lambda: run.iteration > after + 100)
    continued = run.status is Status.RUNNING
    run.stop()
    print(
        f"suspended for {_SUSPENDED_SECONDS} s at iteration {after}, continued: {continued}, "
        f"final status: {run.status.value}"
    )
    return continued and run.status is Status.STOPPED


def _growth(what: str, rounds: int, use: Callable[[], None]) -> bool:
    """Repeat `use`, print how memory grows, and return whether the growth is within the limit."""
    memory = []
    for _ in range(rounds):
        use()
        collect_what_is_due()
        QPixmapCache.clear()  # which grows up to its limit
        memory.append(resident_bytes())
    figures = [f"{memory[k] / 1e6:.1f} MB after {k + 1}" for k in (0, SETTLED - 1, END - 1) if k < rounds]
    print(f"{what}: {', '.join(figures)}, {memory[-1] / 1e6:.1f} MB at the end, {rounds} rounds")
    if rounds < END:
        return True
    first, last = (statistics.median(memory[k - _MEDIAN_OF : k]) for k in (SETTLED, END))
    a_round = (last - first) / (END - SETTLED)
    print(f"{what}: {a_round / 1024:+.1f} KiB per round between rounds {SETTLED} and {END}")
    return a_round < _LIMIT


@contextmanager
def _ready_window(settings: Path) -> Iterator[MainWindow]:
    """Open a window with all its views and data loaded."""
    _, window = build(["learnscope", "--settings", str(settings)])
    prepare(window)
    try:
        yield window
    finally:
        _end(window)


def _end(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
