"""A window with all it has, and the event loop turned as long as something takes."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.main_window import MainWindow
from explorer.paged_view import PagedView
from explorer.shell import Shell

_TURNS = 5


def prepare(window: MainWindow) -> None:
    """Show a window, and wait until all its views are made and the data are there."""
    window.show()
    shell, session = window.findChild(Shell), window.shown_view.session
    shell.start()
    turn_until(lambda: not shell.is_preparing and session.dataset is not None)


def all_pages(window: MainWindow) -> list[tuple[str, str]]:
    """Return the names of all views, each with those of its pages."""
    views = [window.view(name) for name in window.view_names]
    return [
        (view.name, page)
        for view in views
        for page in (view.page_names if isinstance(view, PagedView) else ("",))
    ]


def open_page(window: MainWindow, name: str, page: str) -> None:
    """Show a page."""
    window.show_view(name)
    if page:
        window.view(name).store.tick(page=page)
    turn()


def settle(window: MainWindow) -> None:
    """Let everything be drawn, and all work in the background end."""
    background = window.shown_view.session.background
    turn()
    turn_until(lambda: not background.is_busy)
    turn()


def turn() -> None:
    """Let the loop turn often enough for what is done a piece at a turn, and delete what is to be deleted."""
    for _ in range(_TURNS):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def turn_until(is_over: Callable[[], bool]) -> None:
    """Let the loop turn until something is over."""
    while not is_over():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def wait(seconds: float) -> None:
    """Run the application for so many seconds as it runs for a person."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()
