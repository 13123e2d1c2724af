"""What must be true before Qt may be loaded: Qt itself would abort with a core dump, so it is found out first."""

import ctypes
import importlib.metadata
import os
import sys
from collections.abc import Mapping
from pathlib import Path

PYTHON_RANGE = ((3, 12), (3, 15))
QT_RANGE = ((6, 8, 3), (6, 13))
BROKEN_QT = ((6, 9, 1),)

# Shared libraries that a bare Debian or Ubuntu lacks, and the package that brings each.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0t64",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotStartError(Exception):
    """One sentence that says what is missing and what to do."""


def check_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise CannotStartError for a Python that Learnscope was not made for."""
    low, high = PYTHON_RANGE
    if not low <= version[:2] < high:
        raise CannotStartError(
            f"Learnscope needs Python {low[0]}.{low[1]} to {high[0]}.{high[1] - 1}, and this is "
            f"{version[0]}.{version[1]}: install one of those and start it with that."
        )


def check_qt_version(version: str | None = None) -> None:
    """Raise CannotStartError for a PySide6 that is missing or known not to work."""
    advice = 'run: pip install "PySide6-Essentials>=6.8.3,!=6.9.1,<6.13"'
    if version is None:
        try:
            version = importlib.metadata.version("PySide6-Essentials")
        except importlib.metadata.PackageNotFoundError:
            raise CannotStartError(f"Learnscope needs PySide6, which is not installed: {advice}") from None
    numbers = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    if not QT_RANGE[0] <= numbers < QT_RANGE[1] or numbers in BROKEN_QT:
        raise CannotStartError(f"Learnscope does not run with PySide6 {version}: {advice}")


def check_libraries(wanted: Mapping[str, str]) -> None:
    """Raise CannotStartError where a Linux system library is missing.

    Parameters
    ----------
    wanted : mapping
        `LIBRARIES` or `WINDOW_LIBRARIES`.
    """
    if sys.platform != "linux":
        return
    missing = {name: package for name, package in wanted.items() if not _loads(name)}
    if missing:
        raise CannotStartError(
            f"Learnscope needs {len(missing)} system libraries that are not installed "
            f"({', '.join(missing)}): on Debian or Ubuntu run: sudo apt-get install {' '.join(missing.values())}"
        )


def check_display() -> None:
    """Raise CannotStartError where Linux has no screen to open a window on."""
    if sys.platform != "linux" or _has_wayland():
        return
    advice = (
        "start it in a desktop session, set DISPLAY (for example with xvfb-run), or make pictures "
        "without a screen: learnscope --snapshot DIR"
    )
    if not os.environ.get("DISPLAY"):
        raise CannotStartError(f"Learnscope found no display to open its window on: {advice}")
    if not _answers_x11():
        raise CannotStartError(f"The display {os.environ['DISPLAY']} does not answer: {advice}")


def uses_window_system() -> bool:
    """Whether Qt will open real windows (not the offscreen or minimal platform)."""
    return os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] not in ("offscreen", "minimal")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_wayland() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR")
    return bool(name and folder and (Path(folder) / name).exists())


def _answers_x11() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not known; that the library is missing is said by check_libraries
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers
