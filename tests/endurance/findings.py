"""Collects failures while the window is used, and prints each once with the events before it."""

import faulthandler
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections import Counter, deque
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from explorer.background.failures import Failures

# PySide 6.8 says this when pyqtgraph disconnects view boxes as the application quits.
_AT_EXIT = 'Failed to disconnect (NoneType) from signal "destroyed()"'
_IGNORED = (
    "This plugin does not support",
    "Keyboard event not accepted by receiving widget",  # from QTest
)
_EVENTS_SHOWN = 10


class Findings:
    """Collects exceptions, warnings from Python and Qt, failure banners, and stalls of the main thread.

    Parameters
    ----------
    failures : Failures
        Those of the application; exceptions are forwarded to them.
    seed : int
        Printed with each finding.
    longest : float
        Limit in seconds of CPU time for one pass of the event loop.
    log : Path
        Log with a line for each event, written before it happens so that it survives a crash.
    """

    def __init__(self, failures: Failures, seed: int, longest: float, log: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.longest_pass = 0.0
        self._failures, self._seed, self._longest = failures, seed, longest
        self._log = log.open("w", encoding="utf-8", buffering=1)
        self._events: deque[str] = deque(maxlen=_EVENTS_SHOWN)
        self._exempt_events = 0
        self._pass_began, self._watched_since = time.thread_time(), time.monotonic()
        self._stack = ""  # of the main thread during a stall
        self._is_closing = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        failures.install()
        failures.happened.connect(self._on_failure)
        sys.excepthook = self._on_exception
        warnings.simplefilter("always")
        warnings.showwarning = self._on_warning
        qInstallMessageHandler(self._on_message)

    def event(self, text: str) -> None:
        """Log the next event."""
        self._events.append(text)
        self._log.write(f"{text}\n")
        self._exempt_events = max(0, self._exempt_events - 1)

    def exempt(self) -> None:
        """Ignore stalls of this event and the next one, as a view may be drawn later."""
        self._exempt_events = 2

    def end_pass(self) -> None:
        """Measure the pass of the event loop that ends now."""
        taken = time.thread_time() - self._pass_began
        if not self._exempt_events:
            self.longest_pass = max(self.longest_pass, taken)
            if taken > self._longest:
                event = self._events[-1].split()[3] if self._events else "start"
                self._report(
                    "stall", f"{taken * 1e3:.0f} ms\n{self._stack}", key=f"{event} {self._stack[41:240]}"
                )
        self.begin_pass()

    def begin_pass(self) -> None:
        """Measure from now on: what the campaign itself did before is not the program's."""
        self._stack, self._watched_since = "", time.monotonic()
        self._pass_began = time.thread_time()

    def close(self) -> None:
        """Stop collecting and restore the handlers."""
        self._is_closing.set()
        qInstallMessageHandler(None)
        self._failures.close()
        self._log.close()

    def _watch(self) -> None:
        """Record the stack of the main thread during a stall, from a background thread.

        With faulthandler, not frame objects: a reference to a frame keeps a painter in it alive too long.
        """
        while not self._is_closing.wait(self._longest / 8):
            if not self._stack and time.monotonic() - self._watched_since > self._longest:
                with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
                    faulthandler.dump_traceback(file)
                    file.seek(0)
                    *_, self._stack = file.read().split("\n\n")  # that of the main thread

    def _on_failure(self, summary: str, details: str) -> None:
        self._report("failure banner", f"{summary}\n{details}")

    def _on_exception(self, kind, exception, trace) -> None:
        lines = traceback.format_exception(kind, exception, trace)
        self._report("exception", "".join(lines), key="".join(lines[-2:]))
        self._failures.report(kind, exception, trace)

    def _on_warning(self, message, category, file, line, *_: object) -> None:
        if not str(message).startswith(_AT_EXIT):
            self._report("warning", f"{category.__name__}: {message} ({file}, line {line})")

    def _on_message(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_IGNORED):
            self._report("Qt warning", text + "".join(traceback.format_stack(limit=12)), key=text)

    def _report(self, kind: str, text: str, *, key: str = "") -> None:
        """Count a failure, and print it the first time."""
        name = f"{kind}: {key or text}"
        self.counts[name] += 1
        if self.counts[name] == 1:
            events = "\n".join(f"    {event}" for event in self._events)
            print(f"\n{kind}, seed {self._seed}, after these events:\n{events}\n{text}", flush=True)
