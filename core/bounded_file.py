"""Files that a user chose, read within bounds."""

import os
import stat
from pathlib import Path


def read_regular_file(path: str | Path, most_bytes: int) -> bytes:
    """Return the content of a regular file, cut after ``most_bytes + 1`` bytes; a pipe or device is not waited for.

    Raises
    ------
    OSError
        If it cannot be read, or is no regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "It is not a regular file", str(path))
        return file.read(most_bytes + 1)
