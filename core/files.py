"""Files written as a whole: whatever happens meanwhile, the old file or the new one is there, never a part of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path

__all__ = ["write_whole"]

_KEPT = 40  # characters of the name: it may be as long as the system allows already


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file, or leave what was there as it was.

    Parameters
    ----------
    path : str or Path
        An old file keeps its permissions, and a symbolic link stays one: what it leads to is written.
    content : bytes

    Raises
    ------
    OSError
        With the system's reason, if the file cannot be written: no such folder, no space, write-protected, or no
        ordinary file.

    Notes
    -----
    The content goes to a new file in the same folder, and onto the disk, before it takes the old one's name. Ended by
    force in between, it leaves that new file, whose name begins with a point.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:_KEPT]}.{secrets.token_hex(4)}.part")
    is_there = _check(target)
    try:
        with part.open("xb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        if is_there:
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(problem, OSError):
            raise OSError(problem.errno, problem.strerror, str(path)) from None  # not the name of the part
        raise


def _check(target: Path) -> bool:
    """Return whether there is an old file; raise OSError where it must not be replaced."""
    if target.exists() and not target.is_dir() and not target.is_file():
        # A device or a pipe would be replaced by a file.
        raise OSError(errno.EINVAL, "Not an ordinary file", str(target))
    try:
        with target.open("r+b"):  # asks the system for the permission, which replacing it would not
            return True
    except FileNotFoundError:
        return False
