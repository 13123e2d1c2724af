"""Files written as a whole: a crash or a full disk leaves the old file as it was."""

import os
from pathlib import Path

from PySide6.QtCore import QSaveFile


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
