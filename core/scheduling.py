"""How many processors there are to use, and how to stop a long computation."""

import os
import sys
import threading


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def never_interrupt() -> None:
    """Do nothing: the default `check_interrupt` of long computations."""


class StopError(Exception):
    """Raised by a `check_interrupt` to stop a long computation."""


def stop_if_set(event: threading.Event) -> None:
    """Raise StopError once an event is set: a `check_interrupt`, with the event that asks to stop."""
    if event.is_set():
        raise StopError
