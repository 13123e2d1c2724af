"""The speed of the window: start, drags to finished repaint, pen to answer, and how it stays awake while training."""

import functools
import itertools
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from explorer.widgets.sliders import TrackSlider
from explorer.window.main_window import MainWindow
from tests.benchmarks import live_run
from tests.benchmarks.gaps import Gaps, gap_figure, wait
from tests.benchmarks.opened import opened_window
from tests.benchmarks.pages import DRAGS, PageDrag
from tests.benchmarks.table import Row, percentiles, seconds
from tests.endurance.loop import process_events_until, settle
from tests.explorer import mouse

# The way of the command, explorer.__main__, with an eye on the window.
FIRST_PAINT = """
import gc, sys, time
gc.disable()
from explorer.application import build
gc.freeze()
from PySide6.QtCore import QEvent, QObject, QTimer
application, window = build(["learnscope", "--settings", sys.argv[2]])
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, done)
        return False
def done():
    print(time.time() - float(sys.argv[1]), time.process_time())
    sys.stdout.flush()
    window.close()
watch = Watch()
window.installEventFilter(watch)
window.show()
application.exec()
"""
# The highest memory is read from Linux itself: getrusage counts that of the process which started this one, too.
MEMORY = """
import re, sys
from pathlib import Path
from PySide6.QtWidgets import QPushButton
from explorer.application import build
application, window = build(["learnscope", "--settings", sys.argv[1]])
session = window.shown_view.session
session.want_dataset()
window.show()
def megabytes():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
def settle():
    application.processEvents()
    while not session.is_settled:
        application.processEvents()
for name in window.view_names:
    window.show_view(name)
    settle()
window.show_view("training")
window.findChild(QPushButton, "training.start").click()
while session.active_run is not None:
    application.processEvents()
print(megabytes())
for name in window.view_names:
    window.show_view(name)
    view = window.shown_view
    for page in view.page_names:
        view.store.tick(page=page)
        settle()
print(megabytes())
window.close()
"""
MOVES = 200
# Surface, rule, and a learning rate to drag from: maps that take long, and some that follow one another quickly.
BASIN_DRAGS = (("ackley", "adam", 0.05), ("himmelblau", "sgd", 0.005))
_DRAG_SECONDS = 4
PEN_PAGES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("page Draw", {"page": "draw"}, "p95 8 ms"),
    ("beside the evidence", {"page": "why", "part": "evidence"}, "p95 16 ms"),
    ("beside the diagram", {"page": "why", "part": "network"}, "p95 16 ms"),
    ("beside the switches", {"page": "why", "part": "switches"}, "p95 16 ms"),
    ("beside other networks", {"page": "networks"}, "p95 16 ms"),
)


def measure() -> list[Row]:
    """Return the rows of this module."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [_first_paint(Path(folder))]
        with opened_window(Path(folder)) as window:
            rows += [*_descent_drags(window), _many_steps(window)]
            rows += [_basin_gaps(window, *drag) for drag in BASIN_DRAGS]
            rows += _pen(window)
            rows += [_page_drag(window, drag) for drag in DRAGS]
            rows += live_run.measure(window)
            rows.append(_memory(Path(folder)))
    return rows


def _first_paint(folder: Path) -> Row:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # people's Python keeps what it has compiled

    def once() -> list[float]:
        command = [sys.executable, "-c", FIRST_PAINT, str(time.time()), str(folder / "first.ini")]
        output = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
        return [float(word) for word in output.split()]

    once()
    times, work = (sorted(column) for column in zip(*(once() for _ in range(5)), strict=True))
    return Row(
        "start to first paint",
        f"{times[2]:.2f} s (slowest {times[-1]:.2f}), {work[2]:.2f} s of it at work",
        "1 s",
        "new process, not the first one, median of 5; at work: CPU time",
    )


def _memory(folder: Path) -> Row:
    command = [sys.executable, "-c", MEMORY, str(folder / "memory" / "settings.ini")]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    views, pages = (float(word) for word in output.split())
    return Row(
        "memory at most",
        f"{views:.0f} MB; {pages:.0f} MB once every page was open",
        "300 MB",
        "new process: five views, data and a whole run; shared libraries counted; Linux",
    )


def _repaints(
    window: MainWindow, change: Callable[[int], None], clock: Callable[[], float] = time.perf_counter
) -> str:
    """Time each change to the end of all the painting that it causes, without the wait for the next frame."""
    times, frames = [], window.shown_view.session.frames
    for move in range(MOVES):

        def action(move: int = move) -> None:
            change(move)
            frames.draw_now()
            QApplication.processEvents()

        times.append(seconds(action, clock))
    return percentiles(times[5:])


def _descent_drags(window: MainWindow) -> list[Row]:
    """Drag a start and the learning rate, of few short paths and of many long ones."""
    window.show_view("descent")
    store = window.view("descent").store
    few = store.state.starts
    many = tuple((9 * math.cos(0.5 * k), 4 * math.sin(0.5 * k)) for k in range(12))
    rows = []
    for starts, steps, top, target in ((few, 200, 0.5, 8), (many, 1000, 0.0, 20)):
        store.change(surface="valley", starts=starts, steps=steps, learning_rate=0.3)
        settle(window)
        how = f"{len(starts)} starts, {steps} steps, 1280 x 800"
        circle = [(-6 + 2 * math.cos(k / 15), 2 * math.sin(k / 15)) for k in range(MOVES)]
        drags: dict[str, Callable[[int], None]] = {
            "start point": lambda k, c=circle, s=starts: store.change(starts=(c[k], *s[1:])),
            "learning rate": lambda k, t=top: store.change(learning_rate=10 ** (-3 + (3 + t) * k / MOVES)),
        }
        for what, change in drags.items():
            store.begin_gesture()
            rows.append(
                Row(f"{what}, move to finished repaint", _repaints(window, change), f"p95 {target} ms", how)
            )
            store.end_gesture()
    return rows


def _many_steps(window: MainWindow) -> Row:
    view = window.view("descent")
    field = view.field
    times = []
    for k in range(5):

        def action(k: int = k) -> None:
            view.store.change(surface="rosenbrock", steps=10_000, learning_rate=1e-3 + 1e-6 * k)
            process_events_until(lambda: len(field.columns()["step"]) == 10_001)
            QApplication.processEvents()

        times.append(seconds(action))
    view.store.reset()
    figure = f"first {times[0] * 1e3:.0f} ms, then {percentiles(times[1:])}"
    return Row("10,000 steps, all of them drawn", figure, "150 ms", "12 starts, Rosenbrock, 5 times")


def _page_drag(window: MainWindow, drag: PageDrag) -> Row:
    window.show_view(drag.view)
    view = window.view(drag.view)
    view.store.change(page=drag.page, **drag.start)
    settle(window)
    view.store.begin_gesture()
    figure = _repaints(window, lambda k: view.store.change(**drag.move(k)))
    view.store.end_gesture()
    return Row(f"{drag.what}, move to finished repaint", figure, drag.target, f"{drag.view}, 1280 x 800")


def _basin_gaps(window: MainWindow, surface: str, optimizer: str, rate: float) -> Row:
    """Drag the learning rate to and fro, as often as a mouse tells where it is, while basins are shown."""
    view = window.view("descent")
    view.store.change(surface=surface, optimizer=optimizer, steps=100, learning_rate=rate, ground="basins")
    slider = window.findChild(TrackSlider, "descent.learning_rate_slider")
    width = slider.x_of(2 * rate) - slider.x_of(rate)
    places = itertools.cycle(
        QPointF(slider.x_of(rate) + width * math.sin(k / 10) ** 2, 12) for k in range(MOVES)
    )
    mouse.begin_stroke(slider, [next(places)])
    settle(window)
    hand, timer = QTimer(interval=16), Gaps()
    hand.timeout.connect(lambda: mouse.move_stroke(slider, next(places)))
    hand.start()
    wait(_DRAG_SECONDS)
    hand.stop()
    wait(1)  # the last map
    gaps = timer.stopped()
    mouse.end_stroke(slider, next(places))
    view.store.reset()
    return Row(
        "gaps of a 60 Hz timer while the basin map follows a drag",
        gap_figure(gaps),
        "33 ms",
        f"{surface}, {optimizer}, 100 steps, moves at 60 Hz, {len(gaps)} ticks",
    )


def _pen(window: MainWindow) -> list[Row]:
    """Draw with the pen down on the canvas of each page: the CPU time of an event and all the painting it causes."""
    window.show_view("drawing")
    view = window.view("drawing")
    rows = []
    for what, fields, target in PEN_PAGES:
        view.store.change(strokes=(), **fields)
        settle(window)
        canvas = view.page("draw").canvas if view.store.state.page == "draw" else view.board.canvas
        circle = [
            canvas.pixel(0.5 + 0.25 * math.cos(k / 30), 0.5 + 0.35 * math.sin(k / 30))
            for k in range(MOVES + 1)
        ]
        mouse.begin_stroke(canvas, circle[:1])
        move = functools.partial(_move_pen, canvas, circle)
        figure = _repaints(window, move, time.thread_time)
        mouse.end_stroke(canvas, circle[-1])
        how = f"CPU time, one stroke growing to {MOVES} points, 1280 x 800"
        rows.append(Row(f"pen event to finished repaint, {what}", figure, target, how))
    return rows


def _move_pen(canvas: QWidget, places: list[QPointF], move: int) -> None:
    mouse.move_stroke(canvas, places[move + 1])
