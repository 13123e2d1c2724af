"""How threads at work share the processors with others."""

import ctypes
import os
import sys
import threading
import time

_SECONDS_AT_WORK = 1e-3

# Python's own `os.sched_yield` lets go of the interpreter meanwhile: too shortly for a thread that waits for it to wake
# up in time, but so that its patience, after which it would be let in, begins anew. It could wait for minutes.
_leave_processor = ctypes.PyDLL(None).sched_yield if sys.platform != "win32" else None


class _Slice(threading.local):
    """Since when a thread has been at work without letting others go."""

    start = 0.0


_slice = _Slice()


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def let_others_go() -> None:
    """End this thread's slice of its processor after each millisecond, so that a thread which waits for one goes on.

    Linux lets a thread at work finish a slice of some milliseconds before one that has woken up takes its place,
    however nice it is: a window would be late by that. But others may be at work for as long, on a busy machine, before
    this thread has its turn again: so it does nothing while the last call that did something is no millisecond ago.
    Nor does it on Windows, which favours the window in front. Takes less than a microsecond.
    """
    if _leave_processor is None:
        return
    now = time.perf_counter()
    if now - _slice.start >= _SECONDS_AT_WORK:
        _leave_processor()
        _slice.start = time.perf_counter()
