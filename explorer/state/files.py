"""Saving files: asking where to, and saying why it failed."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.files import write_atomically
from explorer.texts.language import _
from explorer.texts.shortening import shortened


def ask_where_to_save(parent: QWidget, title: str, suggestion: Path) -> Path | None:
    """Ask for a file name, adding the suffix of `suggestion` if it was not typed; None if the user cancels.

    The dialog asks before replacing a file of the name that was typed. Where the suffix was added and that file exists,
    the dialog opens again with the full name.
    """
    suffix, file = suggestion.suffix, suggestion
    while True:
        chosen, _unused = QFileDialog.getSaveFileName(parent, title, str(file), f"*{suffix}")
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix.lower() == suffix:
            return file
        file = file.with_name(file.name + suffix)
        if not os.path.lexists(file):
            return file


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
