"""How threads that work beside the window share the processors with it."""

import os
import sys
import threading
from contextlib import suppress

_NICENESS = 5


def give_way() -> None:
    """Let the window go first, on this thread and on those that it starts: once is enough for a thread.

    On Linux, where every thread has a niceness of its own. Windows and macOS favour the window in front themselves.
    """
    if sys.platform == "linux":
        this = threading.get_native_id()
        with suppress(OSError):  # a courtesy, which a system may refuse
            os.setpriority(os.PRIO_PROCESS, this, os.getpriority(os.PRIO_PROCESS, this) + _NICENESS)
