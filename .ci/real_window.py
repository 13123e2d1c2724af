"""Start the real application in a real window, show every page of every view, and close it while it trains."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

os.environ["QT_QPA_PLATFORM"] = "xcb"

from explorer.application import build
from explorer.runs.run import Status
from explorer.views.paged_view import PagedView
from explorer.window.main_window import MainWindow

PATIENCE_MILLISECONDS = 60_000


def main() -> int:
    """Return 0 if everything went well."""
    problems: list[str] = []
    sys.excepthook = lambda kind, exception, trace: problems.append(f"{kind.__name__}: {exception}")
    with tempfile.TemporaryDirectory() as folder:
        application, window = build(["learnscope", "--settings", str(Path(folder, "settings.ini"))])
        window.show()
        training = window.view("training")
        pages = _pages(window)
        shown = 0

        def show_next() -> None:
            nonlocal shown
            if next(pages, None) is not None:
                shown += 1
                QTimer.singleShot(200, show_next)
                return
            window.show_view("training")
            training.store.tick(page="run")
            training.findChild(QPushButton, "training.start").click()
            close_when_running()

        def close_when_running() -> None:
            run = training.session.active_run
            if run is not None and run.status is Status.RUNNING and run.iteration > 200:
                window.close()
            else:
                QTimer.singleShot(50, close_when_running)

        def give_up() -> None:
            problems.append("training did not come under way")
            window.close()

        QTimer.singleShot(200, show_next)
        QTimer.singleShot(PATIENCE_MILLISECONDS, give_up)
        code = application.exec()
        if QGuiApplication.platformName() != "xcb":
            problems.append(f"the platform was {QGuiApplication.platformName()}")
        active = training.session.active_run
        if active is not None:
            problems.append("the run outlived the window")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"real window: {shown} pages shown, closed while training, {len(problems)} problems")
    return code or bool(problems)


def _pages(window: MainWindow) -> Iterator[str]:
    """Show one page after the other, and yield its name."""
    for name in window.view_names:
        window.show_view(name)
        view = window.view(name)
        for page in view.page_names if isinstance(view, PagedView) else (name,):
            if isinstance(view, PagedView):
                view.store.tick(page=page)
            yield page
    descent = window.view("descent")
    window.show_view("descent")
    for fields in ({"lower": "sweep"}, {"lower": "cut"}, {"relief": "relief"}):
        descent.store.tick(**fields)
        yield str(fields)


if __name__ == "__main__":
    sys.exit(main())
