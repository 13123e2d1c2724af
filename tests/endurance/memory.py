"""The resident set size of this process, and the size of what a window retains."""

import ctypes
import gc
import os
import sys
import types
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmapCache

from explorer.runs.record import RecordedRun
from explorer.window.main_window import MainWindow

_PAGE = os.sysconf("SC_PAGE_SIZE") if sys.platform != "win32" else 0
_NOT_COUNTED = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.FrameType,
)


def resident_bytes() -> int:
    """Return the resident set size of this process; Linux only."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def release_caches() -> None:
    """Empty Qt's pixmap cache, collect garbage, and have the C library return freed memory to the system."""
    QPixmapCache.clear()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def bytes_held(window: MainWindow) -> int:
    """Return the size of the data set, runs, networks, pictures and undo steps of a window."""
    session = window.shown_view.session
    kept = [vars(session)[name] for name in ("dataset", "_runs", "_networks", "_pictures")]
    return size_of([*kept, *map(vars, window.stores.values())])


def size_of(roots: Iterable[object]) -> int:
    """Return the size of all Python objects reachable from `roots`; of Qt objects only runs are followed."""
    seen, waiting, size = set[int](), list(roots), 0
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, _NOT_COUNTED):
            continue
        if isinstance(each, QObject) and not isinstance(each, RecordedRun):
            continue
        seen.add(id(each))
        size += sys.getsizeof(each)
        waiting += gc.get_referents(each)
        if isinstance(each, RecordedRun):
            waiting.append(vars(each))
        if isinstance(each, np.ndarray) and each.base is not None:
            waiting.append(each.base)
            if not isinstance(each.base, np.ndarray):
                size += each.nbytes  # in a file or in pages of its own, which Python does not count
    return size
