"""Users' files: read only if regular and not too large, written atomically, with errors in one sentence."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
from pathlib import Path
from typing import IO

_LONGEST_SENTENCE = 300
_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_KEPT = 40  # characters of the target's name, which may already be as long as the system allows


class FileError(ValueError):
    """A file that cannot be used; the message is one sentence, on one line and of limited length."""

    def __init__(self, sentence: str) -> None:
        super().__init__(on_one_line(sentence))


def on_one_line(text: str, most: int = _LONGEST_SENTENCE) -> str:
    """Return a text without line breaks and control characters, shortened in the middle if it is long."""
    return without_middle(_NOT_ON_ONE_LINE.sub(" ", text), most)


def without_middle(text: str, most: int, mark: str = " … ") -> str:
    """Return a text of at most `most` characters: of a longer one, the two ends with a mark between them."""
    end = (most - len(mark)) // 2
    return text if len(text) <= most else f"{text[: most - len(mark) - end]}{mark}{text[len(text) - end :]}"


def open_regular_file(path: Path) -> IO[bytes]:
    """Open a regular file for reading; a folder, pipe or device is refused without blocking.

    Raises
    ------
    OSError
        If it cannot be opened, or is not a regular file. `strerror` says why.
    """
    try:
        # Without O_NONBLOCK, opening a pipe blocks until a process opens it for writing.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:  # a null character or a lone surrogate
        raise OSError(errno.EINVAL, "this is not a valid file name") from None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        return os.fdopen(file, "rb")
    except BaseException:
        os.close(file)
        raise


def read_regular_file(path: Path, most_bytes: int) -> bytes:
    """Return the content of a file of at most `most_bytes` bytes; what is appended meanwhile is left out.

    Raises
    ------
    OSError
        If it cannot be read, is not a regular file, or is larger. `strerror` says why.
    """
    with open_regular_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= most_bytes:
            return file.read(size)
    raise OSError(errno.EFBIG, f"it is larger than {most_bytes / 1e6:g} MB")


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
            # With the name of the file, not of the temporary one.
            raise OSError(problem.errno, problem.strerror, str(path)) from None
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
