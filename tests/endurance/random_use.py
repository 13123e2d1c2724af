"""Random use of the window: mouse, keys, shortcuts, nonsense in fields, files, sizes, themes, undo and training.

``python -m tests.endurance random_use --seed 1 2 3 --events 20000`` uses a window for each seed, each in a process of
its own. Each event is sent between two turns of the event loop; Linux.

Memory is compared from when all pages have been opened, as each is made then and stays, and without what the data set,
the runs, networks, pictures and undo steps take: that grows by what a person does.
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

from explorer.application import build
from explorer.main_window import MainWindow
from explorer.shell import Shell
from tests.endurance.findings import Findings
from tests.endurance.loop import all_pages, open_page, prepare
from tests.endurance.memory import bytes_held, resident_bytes
from tests.endurance.person import Person
from tests.endurance.samples import make_files

EVENTS_OF_START = 2_000  # after which the memory is as it may stay
_MOST_GROWN = 60e6  # bytes
_TURNS = 2  # of the event loop after each event
_LAST = 10
_RECORD = "events.txt"


def main(argv: list[str]) -> int:
    """Run the campaign; return 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance random_use")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--stall", type=float, default=250, help="milliseconds that a turn may take")
    options = parser.parse_args(argv)
    return max(abs(_watched(seed, options.events, options.stall)) for seed in options.seed)


def _watched(seed: int, events: int, stall: float) -> int:
    """Use a window in another process: a crash ends that one, and leaves the events before it."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, _RECORD)
        record.touch()
        arguments = [str(seed), str(events), str(stall), folder]
        code = subprocess.run([sys.executable, "-X", "faulthandler", "-m", __name__, *arguments]).returncode
        if code not in (0, 1):
            last = record.read_text(encoding="utf-8").splitlines()[-_LAST:]
            lines = "\n".join(f"    {event}" for event in last)
            print(f"\ncrash with exit code {code}, seed {seed}, after these events:\n{lines}", flush=True)
    return code


def _use(seed: int, events: int, stall: float, folder: Path) -> int:
    """Use a window in this process, print what was found, and return 1 if that was anything."""
    began = time.monotonic()
    pg.setConfigOption("mouseRateLimit", -1)
    application, window = build(["learnscope", "--settings", str(folder / "settings.ini")])
    prepare(window)
    for page in all_pages(window):
        open_page(window, *page)
    findings = Findings(window.findChild(Shell).failures, seed, stall / 1e3, folder / _RECORD)
    window.look.changed.connect(findings.exempt)
    window.findChild(QAction, "window.quit").setEnabled(False)  # to close the window is another campaign
    person = Person(window, random.Random(seed), make_files(folder))
    with (
        patch.object(QFileDialog, "getOpenFileName", person.choose_file),
        patch.object(QFileDialog, "getExistingDirectory", person.choose_folder),
        patch.object(QFileDialog, "getSaveFileName", person.name_file),
    ):
        use = _Use(window, person, findings, events)
        application.exec()
    application.clipboard().clear()  # what was pasted would outlive Python
    findings.close()
    print(
        f"\nseed {seed}: {events:,} events in {time.monotonic() - began:.0f} s, "
        f"longest turn {findings.longest_turn * 1e3:.0f} ms of CPU time"
    )
    grown = use.memory[-1] - use.memory[0]
    figures = " and ".join(f"{memory / 1e6:.0f} MB" for memory in use.memory)
    print(f"memory after {EVENTS_OF_START:,} events and at the end, without what is held: {figures}")
    for name, count in findings.counts.most_common():
        print(f"{count:5} {' '.join(name.split())[:160]}")
    return int(bool(findings.counts) or grown > _MOST_GROWN)


class _Use(QObject):
    """Sends an event, lets the loop turn, and so on."""

    def __init__(self, window: MainWindow, person: Person, findings: Findings, events: int) -> None:
        super().__init__()
        self.memory: list[int] = []
        self._window, self._person, self._findings, self._events = window, person, findings, events
        self._sent = self._turns = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        self._findings.turn()
        self._turns += 1
        if self._turns % _TURNS:
            return
        if self._sent in (EVENTS_OF_START, self._events):
            self.memory.append(resident_bytes() - bytes_held(self._window))
        if self._sent == self._events:
            self._timer.stop()
            self._window.close()
            return
        self._sent += 1
        event = self._person.next()
        place = f"{self._window.shown_view.name} {self._window.width()}x{self._window.height()}"
        self._findings.event(f"{self._sent} {place} {event.text}")
        self._timer.setInterval(event.pause)
        QTimer.singleShot(0, event.action)


if __name__ == "__main__":
    _, first, second, third, fourth = sys.argv
    sys.exit(_use(int(first), int(second), float(third), Path(fourth)))
