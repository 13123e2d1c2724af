"""On how many processors threads may be at work."""

import os
import sys


def processors() -> int:
    """Return on how many processors this program may run."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
