"""The latest results of work in the background, by the inputs that they belong to."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from explorer.background.background import Background, Job

_KEPT_BYTES = 5_000_000  # of one kind, and there are forty: of a large network a single result has 46 MB
_LEAST_KEPT = 2  # a page may show two at once
_KEPT = 8  # so that undo, and a look at another weight and back, need no second wait


class LatestResult[Result](QObject):
    """One kind of work in the background, and its latest results by their inputs.

    Parameters
    ----------
    background : Background
        Does the work.

    Signals
    -------
    changed()
        There is another result, or a first form of one, which a job has yielded.
    """

    changed = Signal()

    def __init__(self, background: Background, channel: str) -> None:
        super().__init__()
        self._background, self._channel = background, channel
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._first_form: tuple[Hashable, Result] | None = None
        self._latest: tuple[Hashable, Result] | None = None
        self._requested: Hashable = None
        self._waiting: tuple[Hashable, Job] | None = None
        background.progressed.connect(self._on_progressed)
        background.finished.connect(self._on_finished)
        background.failed.connect(self._on_failed)

    def request(self, key: Hashable, job: Job) -> Result | None:
        """Return the result for `key`; where there is none yet, have `job` compute it and return None.

        Work on another key ends at its next yield.

        Parameters
        ----------
        key : hashable
            All that the result depends on.
        """
        self._requested, self._waiting = key, None
        if key not in self._results:
            if self.first_form(key) is None:
                self._first_form = None
            self._background.submit(self._channel, key, job)
            return None
        self._results.move_to_end(key)
        self._latest = key, self._results[key]
        return self._results[key]

    def request_in_turn(self, key: Hashable, job: Job) -> Result | None:
        """As `request`, but `job` waits until work under way has a first form or ends, so that results follow a drag.

        Only the newest request waits.
        """
        is_working = self._background.is_working_on(self._channel)
        if key in self._results or self._first_form is not None or not is_working:
            return self.request(key, job)
        self._requested, self._waiting = key, (key, job)
        return None

    def first_form(self, key: Hashable) -> Result | None:
        """Return what the job for `key` has yielded last, while it is under way or after it was stopped."""
        return self._first_form[1] if self._first_form is not None and self._first_form[0] == key else None

    def stop(self) -> None:
        """End the work under way, at its next yield; its first form stays."""
        self._waiting = None
        self._background.drop(self._channel)

    @Slot()
    def forget(self) -> None:
        """Drop all results, as what they were computed from is gone; work under way goes on."""
        self._results.clear()
        self._latest = self._first_form = None

    @property
    def latest(self) -> Result | None:
        """The result, or the first form of one, that came or was asked for last; None before the first."""
        return None if self._latest is None else self._latest[1]

    def latest_if(self, fits: Callable[[Any], bool]) -> Result | None:
        """Return `latest` if its key fits, so that it may be shown until there is the one that was requested."""
        return self._latest[1] if self._latest is not None and fits(self._latest[0]) else None

    @property
    def is_current(self) -> bool:
        """Whether there is the result that was requested last, and not only a first form of it."""
        return self._requested in self._results

    @Slot(str, object, object)
    def _on_progressed(self, channel: str, key: Hashable, first_form: Result) -> None:
        if channel == self._channel:
            self._first_form = self._latest = key, first_form
            self._tell()

    @Slot(str, object, object)
    def _on_finished(self, channel: str, key: Hashable, result: Result) -> None:
        if channel == self._channel:
            self._results[key], self._latest, self._first_form = result, (key, result), None
            while len(self._results) > _LEAST_KEPT and (
                len(self._results) > _KEPT or _bytes_held(self._results.values()) > _KEPT_BYTES
            ):
                self._results.popitem(last=False)
            self._tell()

    @Slot(str, object, object)
    def _on_failed(self, channel: str, _key: Hashable, _exception: Exception) -> None:
        if channel == self._channel:
            self._begin_waiting()

    def _tell(self) -> None:
        self.changed.emit()
        self._begin_waiting()

    def _begin_waiting(self) -> None:
        if self._waiting is not None:
            self.request(*self._waiting)


def _bytes_held(results: Iterable[object]) -> int:
    """Return the size of all arrays in some results; one that several share counts once."""
    seen: set[int] = set()
    waiting, size = list(results), 0
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, np.ndarray):
            size += value.nbytes
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, (tuple, list)):
            waiting += value
        elif hasattr(value, "__dict__") and not isinstance(value, type):
            waiting += vars(value).values()
    return size
