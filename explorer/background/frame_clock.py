"""When the window draws: the one clock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import ceil, inf

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

FRAME_SECONDS = 1 / 60
"""From one frame to the next, at least."""

LONGEST_LEISURE = 0.09  # seconds
_SHARE = 1 / 10  # of its time that the main thread may take from work beside it
_WEIGHT_OF_NEWEST = 0.2


class FrameClock(QObject):
    """Draws whatever is stale at the next frame, at most 60 times a second.

    One thing is drawn after the other, each in a turn of the event loop of its own: what a person does in between is
    not kept waiting for all of them.

    Parameters
    ----------
    cpu_clock : callable, optional
        Tells how many seconds the thread that draws has been at work.
    """

    def __init__(self, cpu_clock: Callable[[], float] = time.thread_time) -> None:
        super().__init__()
        self._cpu_clock = cpu_clock
        self._mark = cpu_clock()
        self._cost = 0.0  # CPU time from one frame to the next, a running mean
        self._began = 0.0
        self._due: dict[Callable[[], object], float] = {}
        self._frame: list[Callable[[], object]] = []  # what is still to be drawn in the present frame
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    @property
    def leisure(self) -> float:
        """Seconds to wait before progress is drawn again, so that most of the time is left to what makes progress.

        Python runs in one thread at a time: while the window draws, training waits. On a slow machine, or while a
        person drags, there are fewer pictures instead of fewer steps.
        """
        return min(self._cost * (1 / _SHARE - 1), LONGEST_LEISURE)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be drawn."""
        return not self._frame and not self._due

    def request(self, draw: Callable[[], object], wait: float = 0.0) -> None:
        """Have `draw` called at the next frame that is at least `wait` seconds from now, once for all requests by then.

        A method of a QObject that has been deleted meanwhile is not called.
        """
        if draw not in self._frame:
            due = time.monotonic() + wait
            self._due[draw] = min(due, self._due.get(draw, due))
            self._set_timer()

    def draw_now(self) -> None:
        """Draw now all that waits."""
        self._frame += self._taken(inf)
        while self._frame:
            _draw(self._frame.pop(0))

    @contextmanager
    def painting_once(self, widget: QWidget) -> Iterator[None]:
        """Paint a widget once for all that changes in it within the context, a frame later.

        Left alone, Qt paints a page that appears two to five times: plots tell of their changes one by one.
        """
        widget.setUpdatesEnabled(False)
        try:
            yield
        finally:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.request(partial(_paint, widget), FRAME_SECONDS)  # plots tell of changes in turns to come

    @Slot()
    def _on_time(self) -> None:
        if not self._frame:
            self._begin_frame()
        draw = self._frame.pop(0) if self._frame else None
        self._set_timer()
        if draw is not None:
            _draw(draw)

    def _begin_frame(self) -> None:
        self._began = now = time.monotonic()
        before, self._mark = self._mark, self._cpu_clock()
        self._cost += _WEIGHT_OF_NEWEST * (self._mark - before - self._cost)
        self._frame = self._taken(now)

    def _taken(self, now: float) -> list[Callable[[], object]]:
        """Return what is due, which waits no longer."""
        taken = [draw for draw, due in self._due.items() if due <= now]
        for draw in taken:
            del self._due[draw]
        return taken

    def _set_timer(self) -> None:
        """Go on with this frame in the next turn, or wait for the next frame in which something is due."""
        if self._frame:
            self._timer.start(0)
        elif self._due:
            wait = max(min(self._due.values()), self._began + FRAME_SECONDS) - time.monotonic()
            milliseconds = max(0, ceil(1e3 * wait))
            if not self._timer.isActive() or milliseconds < self._timer.remainingTime():
                self._timer.start(milliseconds)


def _draw(draw: Callable[[], object]) -> None:
    """Call a function, unless it is a method of what has been deleted."""
    owner = getattr(draw, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        draw()


def _paint(widget: QWidget) -> None:
    """Let a widget be painted."""
    if shiboken6.isValid(widget):
        widget.setUpdatesEnabled(True)
