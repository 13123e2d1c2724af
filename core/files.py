"""Atomic writes: after a crash the file is either the old one or the new one, never a part of it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path

__all__ = ["write_atomically"]

_KEPT = 40  # characters of the target's name, which may already be as long as the system allows


def write_atomically(path: str | Path, content: bytes) -> None:
    """Write a file atomically: if that fails, an existing file is unchanged.

    Parameters
    ----------
    path : str or Path
        An existing file keeps its permissions. Of a symbolic link, the target is written.
    content : bytes

    Raises
    ------
    OSError
        If the file cannot be written: no such folder, no space left, write-protected, or not a regular file.

    Notes
    -----
    The content is written to a temporary file in the same folder and flushed to disk, then renamed. If the process is
    killed in between, the temporary file (``.*.part``) stays.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name[:_KEPT]}.{secrets.token_hex(4)}.part")
    exists = _check(target)
    try:
        with part.open("xb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        if exists:
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(problem, OSError):
            raise OSError(
                problem.errno, problem.strerror, str(path)
            ) from None  # not the temporary file's name
        raise


def _check(target: Path) -> bool:
    """Return whether the file exists; raise OSError if it must not be replaced."""
    if target.exists() and not target.is_dir() and not target.is_file():
        raise OSError(errno.EINVAL, "Not a regular file", str(target))
    try:
        with target.open("r+b"):  # checks the permission to write, which renaming would not
            return True
    except FileNotFoundError:
        return False
