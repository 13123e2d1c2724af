"""Random use of the window: mouse, keys, shortcuts, invalid input, files, sizes, themes, undo and training.

``python -m tests.endurance random_use --seed 1 2 3 --events 20000`` runs each seed in a process of its own. Linux
only.

Memory is compared with the first view open, and no other, in a window of the default size. The data set, runs,
networks, pictures and undo steps are subtracted: they grow with the user's work.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from explorer.application import DEFAULT_SIZE, build
from explorer.training.race.contest import Contest
from explorer.window.main_window import MainWindow
from explorer.window.shell import Shell
from tests.endurance.findings import Findings
from tests.endurance.loop import all_pages, open_page, prepare, process_events, process_events_until, wait
from tests.endurance.memory import bytes_held, release_caches, resident_bytes
from tests.endurance.random_user import RandomUser
from tests.endurance.samples import make_files

WARM_UP_EVENTS = 2_000  # after which memory should not grow
_GROWTH_LIMIT = 60e6  # bytes
_PASSES = 2  # of the event loop for each event
_SLICE_SECONDS = 5.0  # in which each job in the background gets to its next yield
_EVENTS_SHOWN = 10
_LOG = "events.txt"


def main(argv: list[str]) -> int:
    """Run the campaign; return 0 if there were no failures."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance random_use")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument(
        "--stall",
        type=float,
        default=250,
        help="limit in milliseconds of CPU time for one pass of the event loop",
    )
    options = parser.parse_args(argv)
    return max(abs(_use_in_subprocess(seed, options.events, options.stall)) for seed in options.seed)


def _use_in_subprocess(seed: int, events: int, stall: float) -> int:
    """Use a window in a subprocess; if it crashes, print the last events."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, _LOG)
        record.touch()
        arguments = [str(seed), str(events), str(stall), folder]
        code = subprocess.run([sys.executable, "-X", "faulthandler", "-m", __name__, *arguments]).returncode
        if code not in (0, 1):
            last = record.read_text(encoding="utf-8").splitlines()[-_EVENTS_SHOWN:]
            lines = "\n".join(f"    {event}" for event in last)
            print(f"\ncrash with exit code {code}, seed {seed}, after these events:\n{lines}", flush=True)
    return code


def _use(seed: int, events: int, stall: float, folder: Path) -> int:
    """Use a window in this process, print the failures, and return 1 if there were any."""
    began = time.monotonic()
    pg.setConfigOption("mouseRateLimit", -1)
    application, window = build(["learnscope", "--settings", str(folder / "settings.ini")])
    prepare(window)
    for page in all_pages(window):
        open_page(window, *page)
    findings = Findings(window.findChild(Shell).failures, seed, stall / 1e3, folder / _LOG)
    window.look.changed.connect(findings.exempt)
    window.findChild(QAction, "window.quit").setEnabled(False)  # closing is another campaign
    user = RandomUser(window, random.Random(seed), make_files(folder))
    with (
        patch.object(QFileDialog, "getOpenFileName", user.choose_file),
        patch.object(QFileDialog, "getExistingDirectory", user.choose_folder),
        patch.object(QFileDialog, "getSaveFileName", user.name_file),
    ):
        use = _Use(window, user, findings, events)
        application.exec()
    application.clipboard().clear()  # its data must not outlive the interpreter
    findings.close()
    print(
        f"\nseed {seed}: {events:,} events in {time.monotonic() - began:.0f} s, "
        f"longest stall {findings.longest_pass * 1e3:.0f} ms of CPU time"
    )
    growth = use.memory[-1] - use.memory[0]
    figures = " and ".join(f"{memory / 1e6:.0f} MB" for memory in use.memory)
    print(
        f"memory after {WARM_UP_EVENTS:,} events and at the end, without data set, runs and undo: {figures}"
    )
    for name, count in findings.counts.most_common():
        print(f"{count:5} {' '.join(name.split())[:160]}")
    return int(bool(findings.counts) or growth > _GROWTH_LIMIT)


class _Use(QObject):
    """Performs an event in every second pass of the event loop."""

    def __init__(self, window: MainWindow, user: RandomUser, findings: Findings, events: int) -> None:
        super().__init__()
        self.memory: list[int] = []
        self._window, self._user, self._findings, self._events = window, user, findings, events
        self._sent = self._passes = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_pass)
        self._timer.start()

    def _on_pass(self) -> None:
        self._findings.end_pass()
        self._passes += 1
        if self._passes % _PASSES:
            return
        if self._sent in (WARM_UP_EVENTS, self._events):
            self._findings.exempt()
            self._end_work()
            self.memory.append(resident_bytes() - bytes_held(self._window))
        if self._sent == self._events:
            self._timer.stop()
            self._window.close()
            return
        self._sent += 1
        event = self._user.next()
        place = f"{self._window.shown_view.name} {self._window.width()}x{self._window.height()}"
        self._findings.event(f"{self._sent} {place} {event.text}")
        self._timer.setInterval(event.pause)
        QTimer.singleShot(0, event.action)
        self._findings.begin_pass()

    def _end_work(self) -> None:
        """End the run, the race and the jobs under way, and leave the first view alone in a window of default size."""
        self._timer.stop()
        session = self._window.shown_view.session
        contest: Contest = session.lasting("training.contest", lambda: Contest(session.background))
        contest.clear()
        if session.active_run is not None:
            session.active_run.ask_to_stop()
        process_events_until(lambda: session.active_run is None)
        for channel in tuple(vars(session.background)["_newest"]):
            session.background.drop(channel)  # some take minutes with a large network
        wait(_SLICE_SECONDS)
        self._window.resize(*DEFAULT_SIZE)  # a larger window has larger layers
        self._window.show_view(self._window.view_names[0])
        self._window.rebuild()  # without the views that are not shown
        process_events()  # which deletes them
        release_caches()
        self._timer.start()


if __name__ == "__main__":
    _, first, second, third, fourth = sys.argv
    sys.exit(_use(int(first), int(second), float(third), Path(fourth)))
