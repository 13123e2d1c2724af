"""Work that takes longer than a frame, done beside the window: newest wins, results arrive in the main thread.

What a person asked to be kept is a promise, and not one of the jobs that a newer one replaces.
"""

import itertools
import threading
from collections.abc import Callable, Generator, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.scheduling import stop_if_set

Job = Callable[[], Any] | Callable[[], Generator[Any, None, Any]]

LONGEST_HOLD = 0.1  # seconds: a main thread that is never done must not stop all work


class Background(QObject):
    """Runs jobs on two threads of its own, in the order in which they came.

    Painting comes first, as work takes time from it: a job starts when the event loop has turned once, and no job and
    no slice of one begins while the main thread draws, be it a result or what `hold` was called for.

    A job is a function of no arguments. One that takes long is a generator function that yields between slices and
    returns its result: a newer job in the same channel ends it at the next yield. What it yields, unless that is None,
    is a first form of its result.

    Signals
    -------
    progressed(channel: str, key: object, result: object)
        A job that is still the newest of its channel has a first form of its result.
    finished(channel: str, key: object, result: object)
        A job that is still the newest of its channel is done.
    failed(channel: str, key: object, exception: object)
        It raised.
    """

    progressed = Signal(str, object, object)
    finished = Signal(str, object, object)
    failed = Signal(str, object, object)
    _yielded = Signal(str, object, int, object)
    _ended = Signal(str, object, int, object, object)
    _kept = Signal(str, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="background")
        self._promises = ThreadPoolExecutor(1, thread_name_prefix="promise")
        self._promised = 0
        self._numbers = itertools.count(1)
        self._newest: dict[str, tuple[int, Hashable]] = {}
        self._closing = threading.Event()
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self._waiting: list[tuple[str, Hashable, int, Job]] = []
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._on_painted)
        self._yielded.connect(self._on_yielded, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._kept.connect(self._on_kept, Qt.ConnectionType.QueuedConnection)

    def submit(self, channel: str, key: Hashable, job: Job) -> None:
        """Run `job`; it replaces an older job of the same `channel`.

        Parameters
        ----------
        channel : str
            What the result is for, such as ``"dataset"``: only the newest job of a channel reports.
        key : hashable
            The frozen inputs of the job. A job of the same channel and key that is under way goes on instead.
        job : callable
            Called on another thread; must touch no widget.
        """
        under_way = self._newest.get(channel)
        if self._closing.is_set() or (under_way is not None and under_way[1] == key):
            return
        number = next(self._numbers)
        self._newest[channel] = (number, key)
        self._waiting.append((channel, key, number, job))
        self._painted.start()

    def promise(self, channel: str, key: Hashable, job: Callable[[], Any]) -> Future[Any]:
        """Run `job` whatever else comes, closing too: it writes what a person wants to be kept.

        Promises are kept one after the other, on a thread of their own. `finished` or `failed` tells of each, as long
        as nothing has been closed; after that, what is returned has the result or the exception.

        Raises
        ------
        RuntimeError
            If everything has been closed.
        """
        promise = self._promises.submit(job)
        self._promised += 1
        promise.add_done_callback(partial(self._tell, channel, key))
        return promise

    def hold(self) -> None:
        """Begin no job and no slice until the event loop has turned once; call this before something is drawn."""
        if not self._closing.is_set():
            self._may_go_on.clear()
            self._painted.start()

    def drop(self, channel: str) -> None:
        """End the newest job of a channel, at its next yield where it is under way; it reports no more."""
        self._newest.pop(channel, None)

    @property
    def is_busy(self) -> bool:
        """Whether any job or promise is waiting or under way."""
        return bool(self._newest) or self._promised > 0

    def is_working_on(self, channel: str) -> bool:
        """Whether a job of `channel` is waiting or under way."""
        return channel in self._newest

    def stop_if_closed(self) -> None:
        """Raise StopError once `close` has been called; long jobs call this repeatedly."""
        stop_if_set(self._closing)

    def close(self) -> None:
        """Drop waiting jobs, wait for the running slice to end, and keep all promises."""
        self._closing.set()
        self._may_go_on.set()
        self._painted.stop()
        self._waiting.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._promises.shutdown(wait=True)

    def _is_stale(self, channel: str, number: int) -> bool:
        return self._closing.is_set() or self._newest.get(channel, (0, None))[0] != number

    @Slot()
    def _on_painted(self) -> None:
        self._may_go_on.set()
        waiting, self._waiting = self._waiting, []
        for channel, key, number, job in waiting:
            if not self._is_stale(channel, number):
                self._pool.submit(self._work, channel, key, number, job)

    def _work(self, channel: str, key: Hashable, number: int, job: Job) -> None:
        """Run on the worker thread."""
        result, failure = None, None
        try:
            self._may_go_on.wait(LONGEST_HOLD)
            result = None if self._is_stale(channel, number) else job()
            if isinstance(result, Generator):
                result = self._pump(result, channel, key, number)
        except Exception as exception:
            failure = exception
        if not self._closing.is_set():
            self._ended.emit(channel, key, number, result, failure)

    def _tell(self, channel: str, key: Hashable, promise: Future[Any]) -> None:
        """Run on the thread of promises."""
        if not self._closing.is_set():
            self._kept.emit(channel, key, promise)

    def _pump(self, slices: Generator[Any, None, Any], channel: str, key: Hashable, number: int) -> Any:
        while not self._is_stale(channel, number):
            self._may_go_on.wait(LONGEST_HOLD)
            try:
                first_form = next(slices)
            except StopIteration as stop:
                return stop.value
            if first_form is not None and not self._is_stale(channel, number):
                self._yielded.emit(channel, key, number, first_form)
        slices.close()
        return None

    @Slot(str, object, int, object)
    def _on_yielded(self, channel: str, key: object, number: int, result: object) -> None:
        if not self._is_stale(channel, number):
            self.hold()
            self.progressed.emit(channel, key, result)

    @Slot(str, object, int, object, object)
    def _on_ended(self, channel: str, key: object, number: int, result: object, failure: object) -> None:
        if self._is_stale(channel, number):
            return
        del self._newest[channel]
        self._report(channel, key, result, failure)

    @Slot(str, object, object)
    def _on_kept(self, channel: str, key: object, promise: Future[Any]) -> None:
        self._promised -= 1
        failure = promise.exception()
        self._report(channel, key, promise.result() if failure is None else None, failure)

    def _report(self, channel: str, key: object, result: object, failure: object) -> None:
        self.hold()
        if failure is None:
            self.finished.emit(channel, key, result)
        else:
            self.failed.emit(channel, key, failure)
