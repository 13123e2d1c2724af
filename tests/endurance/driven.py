"""Runs the application in a separate process, busy with an activity.

``python -m tests.endurance.driven --settings FILE --activity NAME`` starts it as a user does and begins the activity
once the window is ready. It prints the text of the banner and the length of the interrupted run, and then ``busy``.
"""

import argparse
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

OPENING_X = 5.0  # of the derivative view: what is restored if nothing was saved
ROOT = Path(__file__).parent.parent.parent
BUSY = ("training", "race", "numerical", "basins", "reading")
ACTIVITIES = (*BUSY, "idle", "editing")


def start(settings, activity, *options):
    """Start the application, with its temporary files in the folder of its settings."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(settings.parent),
        "PYTHONPATH": str(ROOT),
    }
    arguments = ["--settings", str(settings), "--activity", activity, *options]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.driven", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def lines_until(process, word):
    """Return the lines that a process prints before the line `word`."""
    lines = []
    for line in process.stdout:
        if line.strip() == word:
            return lines
        lines.append(line.strip())
    raise RuntimeError(f"the process ended before it printed {word}: {process.stderr.read()}")


def let_run(process, seconds):
    """Let a process go on for so many seconds; it must not end by itself."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return
    raise RuntimeError(f"the process ended with exit code {process.returncode}: {process.stderr.read()}")


def main(argv):
    """Run the application and return its exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--activity", choices=ACTIVITIES, required=True)
    parser.add_argument("--close-after", type=float, help="seconds after which the window is closed")
    parser.add_argument("--log", type=Path, help="file for each change and its time")
    parser.add_argument("--autosave", type=int, help="milliseconds from a change to its autosave")
    options = parser.parse_args(argv)

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from explorer.__main__ import main as learnscope
    from explorer.state import autosave

    autosave.AUTOSAVE_MILLISECONDS = options.autosave or autosave.AUTOSAVE_MILLISECONDS

    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells have background jobs ignore it
    application = QApplication([])
    waiting = QTimer(interval=20)

    def begin_when_ready():
        window = ready_window(application)
        if window is None:
            return
        waiting.stop()
        begin(window, options)
        if options.close_after is not None:
            QTimer.singleShot(int(1000 * options.close_after), window, lambda: close(window))

    waiting.timeout.connect(begin_when_ready)
    waiting.start()
    return learnscope(["--settings", str(options.settings)])


def ready_window(application):
    """Return the window once its views are built and its data set is loaded; None before."""
    from explorer.window.main_window import MainWindow
    from explorer.window.shell import Shell

    for window in application.topLevelWidgets():
        shell = window.findChild(Shell) if isinstance(window, MainWindow) else None
        if shell is not None and not shell.is_preparing and window.shown_view.session.dataset is not None:
            return window if not window.shown_view.session.background.is_busy else None
    return None


def begin(window, options):
    """Begin the activity, and report that."""
    last_run = window.shown_view.session.last_run
    offered = 0 if last_run is None else len(last_run.losses)
    x = window.view("derivative").store.state.x
    print(json.dumps({"banner": window.banner.text, "offered": offered, "x": x}))
    activities = {
        "training": train,
        "numerical": train_numerically,
        "race": race,
        "basins": show_basins,
        "reading": read_files,
        "editing": edit,
        "idle": lambda *_: None,
    }
    activities[options.activity](window, options)
    print("busy", flush=True)


def close(window):
    """Print the time and close the window."""
    print(f"{time.time()}\nclosing", flush=True)
    window.close()


def train(window, options):
    """Train the chapter's network for a long time, and log the iteration."""
    window.show_view("training")
    view = window.view("training")
    view.store.change(page="run", iterations=10_000_000)
    view.page("run").start()
    run = view.session.active_run
    log_repeatedly(options, lambda: run.iteration)


def train_numerically(window, _):
    """Train a large network by numerical gradients, each of which takes long."""
    window.show_view("training")
    view = window.view("training")
    view.store.change(page="run", gradient="numerical", hidden_size=1000, batch_size=1000)
    view.page("run").start()


def race(window, _):
    """Race backpropagation against numerical gradients, with the largest network allowed."""
    window.show_view("training")
    view = window.view("training")
    view.store.change(page="race", race_hidden_size=500, race_batch_size=500)
    find_button(view, "training.race_start").click()


def show_basins(window, _):
    """Compute one basin map after another."""
    from PySide6.QtCore import QTimer

    window.show_view("descent")
    store = window.view("descent").store
    rates = itertools.cycle([0.001 * rate for rate in range(1, 20)])
    timer = QTimer(window, interval=300)
    timer.timeout.connect(lambda: store.change(learning_rate=next(rates), steps=1000))
    store.change(surface="himmelblau", ground="basins")
    timer.start()


def read_files(window, _):
    """Read the bundled data set and a session file repeatedly."""
    from PySide6.QtCore import QTimer

    import resources
    from explorer.window.shell import Shell

    shell, session = window.findChild(Shell), window.shown_view.session
    file = Path(os.environ["TMPDIR"], "session.learnscope")
    shell.save_session(file)
    timer = QTimer(window, interval=50)
    folder = resources.path("mnist")
    timer.timeout.connect(lambda: (session.open_dataset(folder), shell.open_session(file)))
    timer.start()


def edit(window, options):
    """Change a number, the drawing and the view shown, every 50 ms."""
    from PySide6.QtCore import QTimer

    numbers = itertools.count(1)

    def change():
        number = next(numbers)
        window.view("derivative").store.change(x=number / 1000)
        stroke = tuple((0.2 + 0.01 * k, (number % 100) / 100) for k in range(20))
        window.view("drawing").store.change(strokes=(stroke,))
        if number % 20 == 0:
            window.show_view(window.view_names[number // 20 % 5])
        write_log(options, number / 1000)

    timer = QTimer(window, interval=50)
    timer.timeout.connect(change)
    timer.start()


def log_repeatedly(options, value):
    """Log what `value` returns, ten times a second."""
    from PySide6.QtCore import QCoreApplication, QTimer

    timer = QTimer(QCoreApplication.instance(), interval=100)
    timer.timeout.connect(lambda: write_log(options, value()))
    timer.start()


def write_log(options, value):
    """Append the time and a value to the log."""
    if options.log is not None:
        with options.log.open("a") as log:
            log.write(f"{time.time()} {value}\n")


def find_button(view, name):
    """Return the button with that object name."""
    from PySide6.QtWidgets import QAbstractButton

    return view.findChild(QAbstractButton, name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
