"""Every view as a PNG file, with no display: how pictures are made, and how anyone looks at the program."""

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from explorer.main_window import MainWindow

SETTLE_SECONDS = 20.0


def take(window: MainWindow, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Write ``losses.png`` and so on into `folder`, and return the paths.

    Parameters
    ----------
    window : MainWindow
        Not shown yet. Each view is drawn in its present state, once its background work is done.
    folder : Path
        Made if it is not there.
    size : (int, int)
        Width and height of the window in pixels.

    Raises
    ------
    OSError
        If the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    window.look.reduced_motion = True
    window.resize(*size)
    window.show()
    files = []
    for name in window.view_names:
        window.show_view(name)
        _settle(window)
        file = folder / f"{name}.png"
        if not window.grab().save(str(file)):
            raise OSError(f"{file} cannot be written")
        files.append(file)
    return files


def _settle(window: MainWindow) -> None:
    """Let layouts, and work in the background, come to rest."""
    deadline = time.monotonic() + SETTLE_SECONDS
    background = window.shown_view.session.background
    while True:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for _ in range(4):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        if not background.is_busy or time.monotonic() > deadline:
            return
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
