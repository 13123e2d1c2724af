"""Preparing a window, opening its pages and processing events."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.window.main_window import MainWindow
from explorer.window.shell import Shell

_PASSES = 5


def prepare(window: MainWindow) -> None:
    """Show a window, and wait until its views are built and the data set is loaded."""
    window.show()
    shell, session = window.findChild(Shell), window.shown_view.session
    shell.start()
    process_events_until(lambda: not shell.is_preparing and session.dataset is not None)


def all_pages(window: MainWindow) -> list[tuple[str, str]]:
    """Return the view name and page name of every page."""
    views = [window.view(name) for name in window.view_names]
    return [(view.name, page) for view in views for page in view.page_names]


def open_page(window: MainWindow, name: str, page: str) -> None:
    """Show a page."""
    window.show_view(name)
    if page:
        window.view(name).store.tick(page=page)
    process_events()


def settle(window: MainWindow) -> None:
    """Process events until everything is drawn and all background jobs have ended."""
    session = window.shown_view.session
    process_events()
    process_events_until(lambda: session.is_settled)
    process_events()


def process_events() -> None:
    """Process events, including zero timers that start others, and deferred deletions."""
    for _ in range(_PASSES):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def process_events_until(is_done: Callable[[], bool]) -> None:
    """Process events until `is_done` returns true."""
    timer = QTimer(interval=20)  # with a time limit of its own, processEvents would not wait
    timer.start()
    while not is_done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def wait(seconds: float) -> None:
    """Run the event loop for a number of seconds."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()
