"""Reading users' files safely: only regular files, up to a maximum size, with errors in one sentence."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import IO

_LONGEST_SENTENCE = 300
_NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class FileError(ValueError):
    """A file that cannot be used; the message is one sentence, on one line and of limited length."""

    def __init__(self, sentence: str) -> None:
        super().__init__(on_one_line(sentence))


def on_one_line(text: str, longest: int = _LONGEST_SENTENCE) -> str:
    """Return a text without line breaks and control characters, shortened in the middle if it is long."""
    line = _NOT_ON_ONE_LINE.sub(" ", text)
    if len(line) <= longest:
        return line
    half = (longest - 3) // 2
    return f"{line[:half]} … {line[-half:]}"


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
