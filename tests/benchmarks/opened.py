"""The application's window as a person has it who wants to explore first, with the data loaded."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton

from explorer.application import build
from explorer.window.main_window import MainWindow
from explorer.window.shell import Shell


@contextmanager
def opened_window(folder: Path) -> Iterator[MainWindow]:
    """Open a window of 1280 x 800 with all its views prepared, with settings in a folder; close it afterwards."""
    application, window = build(["learnscope", "--settings", str(folder / "settings.ini")])
    window.resize(1280, 800)
    window.show()
    shell, session = window.findChild(Shell), window.shown_view.session
    shell.start()
    while shell.is_preparing or session.dataset is None:
        application.processEvents()
    # The welcome lies over the page, and would be painted with it.
    window.findChild(QAbstractButton, "guide.explore_first").click()
    try:
        yield window
    finally:
        window.close()
        application.processEvents()
