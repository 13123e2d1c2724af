"""Files on disk: written as a whole or not at all, and named in sentences."""

import os
from pathlib import Path

from PySide6.QtCore import QSaveFile

_LONGEST = 100


def shortened(text: str) -> str:
    """Return text from outside, such as a file's name, in a form that fits into a sentence: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]}…{line[-_LONGEST // 2 :]}"


def reason(problem: Exception) -> str:
    """Return why a file could not be read or written."""
    return (isinstance(problem, OSError) and problem.strerror) or str(problem)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, or leave what was there as it was.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    output = QSaveFile(str(file))
    if not (
        output.open(QSaveFile.OpenModeFlag.WriteOnly)
        and output.write(content) == len(content)
        and output.commit()
    ):
        raise OSError(0, output.errorString() or os.strerror(5), str(file))
