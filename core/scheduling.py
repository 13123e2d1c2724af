"""How many processors there are to use, and the default check for interruptions."""

import os
import sys


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def never_interrupt() -> None:
    """Do nothing: the default `check_interrupt` of long computations."""
