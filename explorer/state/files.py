"""Files: asking which one, in the folder used last, saving, and saying why that failed."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from core.files import write_atomically
from explorer.texts.language import _
from explorer.texts.shortening import shortened

_last: list[Path] = []  # the folder used last, if one is known


def use_folder(folder: Path) -> None:
    """Let the next dialog start in a folder."""
    _last[:] = [folder]


def first_folder() -> Path:
    """Return where a dialog starts: in the folder used last, else in the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((folder for folder in (*_last, Path(documents)) if folder.is_dir()), Path.home())


def ask_which_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for a file to open; None if the user cancels."""
    chosen, _unused = QFileDialog.getOpenFileName(parent, title, str(first_folder()), kinds)
    return _used(Path(chosen)) if chosen else None


def ask_which_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None if the user cancels."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(first_folder()))
    return _used(Path(chosen)) if chosen else None


def ask_where_to_save(parent: QWidget, title: str, suggestion: Path) -> Path | None:
    """Ask for a file name, adding the suffix of `suggestion` if it was not typed; None if the user cancels.

    The dialog asks before replacing a file of the name that was typed. Where the suffix was added and that file exists,
    the dialog opens again with the full name.
    """
    suffix, file = suggestion.suffix, first_folder() / suggestion
    while True:
        chosen, _unused = QFileDialog.getSaveFileName(parent, title, str(file), f"*{suffix}")
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix.lower() == suffix:
            return _used(file)
        file = file.with_name(file.name + suffix)
        if not os.path.lexists(file):
            return _used(file)


def _used(path: Path) -> Path:
    """Return a file or folder that was chosen, and remember where it is."""
    use_folder(path.parent)
    return path


def save_file(file: Path, content: Callable[[], bytes]) -> str:
    """Write a file, on any thread; return a sentence that says why if that fails, else an empty string."""
    try:
        write_atomically(file, content())
    except (OSError, ValueError) as problem:
        return not_saved(file, problem)
    return ""


def reason(problem: Exception) -> str:
    """Return why a file could not be written."""
    return (isinstance(problem, OSError) and problem.strerror) or str(problem)


def not_saved(file: Path, problem: OSError | ValueError) -> str:
    """Return a sentence that says that a file was not saved, why, and whether the old one is unchanged."""
    sentence = _("{0} was not saved: {1}.").format(shortened(file.name), reason(problem))
    if os.path.isfile(file):  # noqa: PTH113 - Python 3.12's `is_file` raises if the name is too long
        return f"{sentence} {_('The old file is unchanged.')}"
    return sentence
