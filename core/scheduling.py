"""On how many processors threads may be at work, and how long work is interrupted."""

import os
import sys


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def uninterrupted() -> None:
    """Do nothing: long work calls this between its parts where nobody wants to end it before."""
