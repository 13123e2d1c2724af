"""Random use of the window: mouse, keys, shortcuts, nonsense in fields, files, sizes, themes, undo and training.

``python -m tests.endurance random_use --seed 1 2 3 --events 20000`` uses a window for each seed, each in a process of
its own.
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

EVENTS_OF_START = 2_000  # after which the memory is as it may stay
_TURNS = 2  # of the event loop after each event
_LAST = 10


def main(argv: list[str]) -> int:
    """Run the campaign; return 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance random_use")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--stall", type=float, default=250, help="milliseconds that a turn may take")
    options = parser.parse_args(argv)
    return max([_watched(seed, options.events, options.stall) for seed in options.seed])


def _watched(seed: int, events: int, stall: float) -> int:
    """Use a window in another process: a crash ends that one, and leaves the events before it."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [str(seed), str(events), str(stall), folder]
        code = subprocess.run([sys.executable, "-X", "faulthandler", "-m", __name__, *arguments]).returncode
        if code not in (0, 1):
            record = Path(folder, "events.txt").read_text(encoding="utf-8").splitlines()
            last = "\n".join(f"    {event}" for event in record[-_LAST:])
            print(f"\ncrash with exit code {code}, seed {seed}, after these events:\n{last}", flush=True)
    return code


def _use(seed: int, events: int, stall: float, folder: Path) -> int:
    """Use a window in this process, print what was found, and return 1 if that was anything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph as pg
    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QFileDialog

    from explorer.application import build
    from explorer.shell import Shell
    from tests.endurance.findings import Findings
    from tests.endurance.loop import all_pages, open_page, prepare
    from tests.endurance.memory import bytes_held, resident_bytes
    from tests.endurance.person import Person
    from tests.endurance.samples import make_files

    class Use(QObject):
        """Does an event, lets the loop turn, and so on."""

        def __init__(self) -> None:
            super().__init__()
            self.number = self._turns = 0
            self.memory: list[tuple[int, int]] = []
            self._timer = QTimer(self, interval=0)
            self._timer.timeout.connect(self._on_turn)
            self._timer.start()

        def _on_turn(self) -> None:
            findings.turn()
            self._turns += 1
            if self._turns % _TURNS:
                return
            if self.number in (EVENTS_OF_START, events):
                self.memory.append((resident_bytes(), bytes_held(window)))
            if self.number == events:
                self._timer.stop()
                window.close()
                return
            self.number += 1
            event = person.next()
            place = f"{window.shown_view.name} {window.width()}x{window.height()}"
            findings.event(f"{self.number} {place} {event.text}")
            self._timer.setInterval(event.pause)
            QTimer.singleShot(0, event.action)

    began = time.monotonic()
    pg.setConfigOption("mouseRateLimit", -1)
    application, window = build(["learnscope", "--settings", str(folder / "settings.ini")])
    prepare(window)
    for page in all_pages(window):  # each is made when it is opened first, and stays
        open_page(window, *page)
    findings = Findings(window.findChild(Shell).failures, seed, stall / 1e3, folder / "events.txt")
    window.look.changed.connect(findings.exempt)
    person = Person(window, random.Random(seed), make_files(folder))
    window.findChild(QAction, "window.quit").setEnabled(False)  # to close the window is another campaign
    with (
        patch.object(QFileDialog, "getOpenFileName", person.choose_file),
        patch.object(QFileDialog, "getExistingDirectory", person.choose_folder),
        patch.object(QFileDialog, "getSaveFileName", person.name_file),
    ):
        use = Use()
        application.exec()
    application.clipboard().clear()  # what was pasted would outlive Python
    findings.close()
    print(
        f"\nseed {seed}: {use.number:,} events in {time.monotonic() - began:.0f} s, "
        f"longest turn {findings.longest_turn * 1e3:.0f} ms of CPU time"
    )
    for when, (resident, held) in zip(("after 2,000 events", "at the end"), use.memory, strict=False):
        print(
            f"memory {when}: {resident / 1e6:.0f} MB, {(resident - held) / 1e6:.0f} MB without data, runs and undo"
        )
    for name, count in findings.counts.most_common():
        print(f"{count:5} {' '.join(name.split())[:160]}")
    return int(bool(findings.counts))


if __name__ == "__main__":
    _, first, second, third, fourth = sys.argv
    sys.exit(_use(int(first), int(second), float(third), Path(fourth)))
