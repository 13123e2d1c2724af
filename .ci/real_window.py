"""Start the real application in a real window, show every view, and close it in the middle of training."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

os.environ["QT_QPA_PLATFORM"] = "xcb"

from explorer.application import build
from explorer.runs import Status

PATIENCE_MILLISECONDS = 60_000


def main() -> int:
    """Return 0 if everything went well."""
    problems: list[str] = []
    sys.excepthook = lambda kind, exception, trace: problems.append(f"{kind.__name__}: {exception}")
    with tempfile.TemporaryDirectory() as folder:
        application, window = build(["learnscope", "--settings", str(Path(folder, "settings.ini"))])
        window.show()
        names = list(window.view_names)
        training = window.view("training")

        def show_next() -> None:
            if names:
                window.show_view(names.pop(0))
                QTimer.singleShot(200, show_next)
                return
            window.show_view("training")
            training.start()
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
    print(
        f"real window: {len(window.view_names)} views shown, closed while training, {len(problems)} problems"
    )
    return code or bool(problems)


if __name__ == "__main__":
    sys.exit(main())
