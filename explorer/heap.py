"""Where the memory of all threads comes from."""

import ctypes
import sys

_M_ARENA_MAX = -8  # in malloc.h of glibc


def share_one_heap() -> None:
    """Have all threads take memory from one heap; call this before there are other threads.

    glibc gives each thread a heap of its own, and what is free in it is of no use to the others: with many short jobs
    on other threads a third of the memory lay idle.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
