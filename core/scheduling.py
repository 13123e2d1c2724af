"""How long work goes on, and on how many processors."""

import os
import sys


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def go_on() -> None:
    """Do nothing between two pieces of work. What is given instead may end the work, by an exception."""
