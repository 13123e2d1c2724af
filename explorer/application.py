"""Composition: which parts there are and how they are joined. Nothing else knows them all."""

import argparse
import linecache
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyqtgraph as pg
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication

from explorer.__main__ import command_line
from explorer.derivative.state import DerivativeState
from explorer.descent.state import DescentState
from explorer.drawing.state import DrawingState
from explorer.failures import Failures
from explorer.garbage import collect_on_this_thread, unfreeze
from explorer.guide.progress import reset_progress
from explorer.heap import share_one_heap
from explorer.instance_folder import InstanceFolder, claim_folder, last_folder
from explorer.losses.state import LossesState
from explorer.main_window import MainWindow
from explorer.session import Session
from explorer.settings import Settings
from explorer.shell import Shell
from explorer.store import OpensPages, Store
from explorer.termination import Termination
from explorer.theme import THEMES, Look, load_fonts
from explorer.training.run_follower import RunFollower
from explorer.training.state import TrainingState
from explorer.view import View


@dataclass(frozen=True)
class DeferredView:
    """A view whose modules are loaded when it is made: the window opens sooner without those not shown."""

    name: str
    state_type: type[OpensPages]
    class_path: str

    def load(self) -> None:
        """Load the modules."""
        pkgutil.resolve_name(self.class_path)
        _forget_sources()

    def __call__(self, look: Look, session: Session, store: Store[OpensPages]) -> View[OpensPages]:
        """Load the modules and make the view."""
        view: View[OpensPages] = pkgutil.resolve_name(self.class_path)(look, session, store)
        _forget_sources()
        return view


def _forget_sources() -> None:
    linecache.clearcache()  # PySide reads the source of every module that is loaded, and 19 MB of it would stay


VIEWS = (
    DeferredView("losses", LossesState, "explorer.losses.view:LossesView"),
    DeferredView("derivative", DerivativeState, "explorer.derivative.view:DerivativeView"),
    DeferredView("descent", DescentState, "explorer.descent.view:DescentView"),
    DeferredView("training", TrainingState, "explorer.training.view:TrainingView"),
    DeferredView("drawing", DrawingState, "explorer.drawing.view:DrawingView"),
)
DEFAULT_SIZE = (1280, 800)
_LAYERS_KEPT = 6  # of a surface with what lies on it, in the descent view and around a trained network
_BYTES_OF_PIXEL = 4
_TITLE_BAR = 40  # pixels that the frame of a window takes above it, at most

# Held until Qt has deleted them: Python's garbage collector would delete a window and its plots in any order, which
# crashes Qt.
_windows: list[MainWindow] = []


def build(argv: list[str]) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, without showing it or entering the event loop.

    Parameters
    ----------
    argv : list of str
        The command line; a first word that is no option is the program's name.

    Returns
    -------
    application, window
        The window is closed, and its threads are ended, by ``window.close()``.
    """
    words = argv[1:] if argv and not argv[0].startswith("-") else argv
    return _compose(command_line().parse_args(words), last_folder)[:2]


def run(arguments: argparse.Namespace) -> int:
    """Show the window until it is closed; return the exit code."""
    application, window, shell = _compose(arguments, claim_folder)
    shell.failures.install()
    termination = Termination()
    termination.requested.connect(application.closeAllWindows)
    termination.requested.connect(application.quit)
    window.show()
    QTimer.singleShot(0, shell.start)
    try:
        return application.exec()
    finally:
        termination.close()
        shell.failures.close()


def snapshot(arguments: argparse.Namespace) -> int:
    """Draw every view to a PNG file in the folder given; return the exit code."""
    from explorer.snapshot import take  # only here: no start of the window needs it

    with tempfile.TemporaryDirectory() as folder:
        arguments.settings = Path(folder, "settings.ini")  # nobody's own settings belong in the pictures
        window = _compose(arguments, last_folder)[1]
        try:
            take(window, arguments.snapshot, arguments.size or DEFAULT_SIZE)
        except OSError as problem:
            print(f"The pictures could not be written: {problem}", file=sys.stderr)
            return 2
        finally:
            window.close()
            window.deleteLater()
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print what is wrong in a lesson; return 1 if anything is, else 0."""
    from explorer.guide.checking import problems_of  # only here: no start of the window needs it

    with tempfile.TemporaryDirectory() as folder:
        arguments.settings = Path(folder, "settings.ini")
        window = _compose(arguments, last_folder)[1]
        window.show()  # hidden views are not drawn
        window.shown_view.session.want_dataset()
        try:
            problems = problems_of(arguments.check, window)
        finally:
            window.close()
            window.deleteLater()
    for problem in problems:
        print(f"{arguments.check}: {problem}")
    return 1 if problems else 0


def first_size(room: QSize) -> QSize:
    """Return the size of a window that was never resized, on a screen with so much room."""
    return QSize(*DEFAULT_SIZE).boundedTo(room - QSize(0, _TITLE_BAR))


def _room_on_screen() -> QSize:
    if QGuiApplication.platformName() == "offscreen":  # its screen of 800 x 800 stands for no real one
        return QSize(*DEFAULT_SIZE) + QSize(0, _TITLE_BAR)
    return QGuiApplication.primaryScreen().availableSize()


def keep_layers() -> None:
    """Have Qt keep the layers of plots as large as the screen.

    By itself it keeps 10 MB, which is less than a surface takes at 1920 x 1080; and with one layer too many all of
    them are painted anew at each step of a drag.
    """
    sizes = [(screen.size(), screen.devicePixelRatio()) for screen in QGuiApplication.screens()]
    pixels = max((size.width() * size.height() * ratio * ratio for size, ratio in sizes), default=0)
    needed = int(_LAYERS_KEPT * _BYTES_OF_PIXEL * pixels / 1024)
    QPixmapCache.setCacheLimit(max(needed, QPixmapCache.cacheLimit()))


def _forget(window: MainWindow) -> None:
    """Release a window that Qt has deleted, so that the garbage collector frees it."""
    _windows.remove(window)
    unfreeze()


def _compose(
    arguments: argparse.Namespace, folder_in: Callable[[Path], InstanceFolder]
) -> tuple[QApplication, MainWindow, Shell]:
    share_one_heap()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["learnscope"])
        application.screenAdded.connect(keep_layers)
    application.setApplicationName("learnscope")
    application.setApplicationDisplayName("Learnscope")
    application.setStyle("Fusion")
    load_fonts()
    keep_layers()
    pg.setConfigOptions(antialias=True, imageAxisOrder="row-major")

    settings = Settings(arguments.settings)
    if arguments.reset_progress:
        reset_progress(settings.folder)
    look = Look(THEMES[arguments.theme or "dark"])
    look.apply_to_application()
    session = Session()
    stores = {source.name: Store(source.state_type()) for source in VIEWS}
    settings_of_runs = cast(Store[TrainingState], stores["training"])
    session.lasting("training.run_follower", lambda: RunFollower(session, settings_of_runs))
    window = MainWindow(look, session, stores, VIEWS)
    _windows.append(window)
    window.destroyed.connect(partial(_forget, window))
    collect_on_this_thread(window)
    window.resize(QSize(*arguments.size) if arguments.size else first_size(_room_on_screen()))
    folder = folder_in(settings.folder)
    shell = Shell(window, look, session, settings, Failures(folder.path), folder)
    shell.restore(theme=arguments.theme, size=arguments.size, file=arguments.file)
    return application, window, shell
