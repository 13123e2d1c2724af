"""How threads at work share the processors with others."""

import os
import sys


def let_others_go() -> None:
    """End this thread's slice of its processor, so that a thread which waits for one goes on at once.

    Linux lets a thread at work finish a slice of some milliseconds before one that has woken up takes its place,
    however nice it is: a window would be late by that. Worth calling after each millisecond of work, as it takes less
    than a microsecond. Does nothing on Windows, which favours the window in front.
    """
    if sys.platform != "win32":
        os.sched_yield()
